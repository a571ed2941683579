// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.grade;
import static io.mlopslabs.grading.testing.Sources.markdown;
import static io.mlopslabs.grading.testing.Sources.notebook;
import static io.mlopslabs.grading.testing.Sources.solution;
import static io.mlopslabs.grading.testing.Sources.withOutput;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Notebook;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ANSWER = "return things == 0 ? 0 : sum / things;";
    private static final String ANSWER_LINE = "line 8 of the solution in cell 3 (grade_id mean) of c1w1-split.ipynb";

    private static final String SOLUTION = """
            double mean(double[] values) {
                // BEGIN SOLUTION
                double sum = 0, things = 0;
                for (double value : values) {
                    sum += 3 * value; // three cents a thing
                    things += "3".length() * 3;
                }
                %s
                // END SOLUTION
            }""".formatted(ANSWER);

    private static final String CHECKS = """
            mean(new double[] {1, 2});
            // BEGIN HIDDEN TESTS
            io.mlopslabs.notebook.Probe.calls("mean", a -> mean((double[]) a[0]));
            mean(x7);
            q9;
            }
            // END HIDDEN TESTS
            """;

    @TempDir
    private Path exercises;

    @BeforeEach
    void one_exercise() throws IOException {
        Path folder =
                Files.createDirectories(exercises.resolve("c1w1/mean/right")).getParent();
        Files.createDirectory(folder.resolve("wrong"));
        Files.writeString(folder.resolve("exercise.yaml"), """
                id: mean
                entry: double mean(double[] values)
                needs: [imports, mean]
                probes:
                  - name: the mean of some
                    inputs:
                      generator: any-numbers-at-all
                      settings: {calls: 80, seed: 4711}
                      cases:
                        two of them: [[1.5, 2.0, NaN], [true, false]]
                        text: ["Zoë Quux", 1]
                    compare: exact
                hints:
                  - wrong: [never-divided]
                    when: {case: two of them, actual: 2.4285714285714284}
                    say: This is the `sum` of all. Divide it, please.
                """);
        Files.writeString(folder.resolve("right/stream.java"), """
                // One pass is enough for everybody.
                double mean(double[] values) {
                    return Arrays.stream(values).average().orElse(0);
                }
                """);
        Files.writeString(folder.resolve("wrong/never-divided.java"), """
                double mean(double[] values) {
                    return Arrays.stream(values).sum();
                }
                """);
        Files.writeString(exercises.resolve("README.md"), "Anybody may read this sentence.");
    }

    private static Notebook source(ObjectNode... more) {
        var cells = new ArrayList<ObjectNode>();
        cells.add(markdown("prose", "Write the mean."));
        cells.add(code("play", "int a = 1;"));
        cells.add(solution("mean", SOLUTION));
        cells.add(grade("mean-checks", CHECKS));
        cells.addAll(List.of(more));
        return notebook(cells.toArray(ObjectNode[]::new));
    }

    private static byte[] released(Notebook source) {
        return Release.of(source).learnerCopy().orElseThrow().toBytes();
    }

    /** What the release of {@code source} would give away, cells and all. */
    private List<String> leaks(Notebook source, Notebook... otherWeeks) throws IOException {
        var sources = new ArrayList<>(List.of(source));
        sources.addAll(List.of(otherWeeks));
        return messages(Secrets.of(sources, exercises), released(source));
    }

    private static List<String> messages(Secrets secrets, byte[] bytes) throws IOException {
        return secrets.leaksIn("c1w1-split.ipynb", bytes).stream()
                .map(Leak::message)
                .toList();
    }

    /** What is found in a release to which {@code edit} was done after the answers were taken out. */
    private List<String> leaksAfter(Consumer<ObjectNode> edit) throws IOException {
        ObjectNode tree = Notebook.parse("c1w1-split.ipynb", released(source())).tree();
        edit.accept(tree);
        return messages(
                Secrets.of(List.of(source()), exercises),
                Notebook.of("c1w1-split.ipynb", tree).toBytes());
    }

    private List<String> leaksOf(String text) throws IOException {
        return leaksAfter(tree -> cell(tree, 0).put("source", text));
    }

    private static ObjectNode cell(ObjectNode tree, int index) {
        return (ObjectNode) tree.get("cells").get(index);
    }

    private static ObjectNode metadata(ObjectNode tree, int index) {
        return (ObjectNode) cell(tree, index).get("metadata");
    }

    private static String found(String place, String secret) {
        return "c1w1-split.ipynb: " + place + ": holds " + secret + "; take it out of what learners see";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void a_release_holds_none() throws IOException {
        assertThat(leaks(source())).isEmpty();
    }

    @Nested
    class Are_found {
        static Stream<Map.Entry<String, Consumer<ObjectNode>>> places() {
            return Map.<String, Consumer<ObjectNode>>of(
                    "cell 1 (id prose), source",
                    tree -> cell(tree, 0).put("source", "Hint:\n<!-- " + ANSWER + " -->\n"),
                    "cell 2 (id play), source",
                    tree -> cell(tree, 1).put("source", "int a = 1;\n\n\t\t" + ANSWER),
                    "cell 3 (grade_id mean), source",
                    tree -> cell(tree, 2).put("source", "double mean(double[] values) {\n" + ANSWER + "\n}"),
                    "cell 2 (id play), outputs[0].text",
                    tree -> withOutput(cell(tree, 1), ANSWER),
                    "cell 2 (id play), metadata.course.note",
                    tree -> metadata(tree, 1).putObject("course").put("note", ANSWER),
                    "cell 2 (id play), metadata." + ANSWER,
                    tree -> metadata(tree, 1).put(ANSWER, 1),
                    "cell 1 (id prose), attachments.a.png.image/png",
                    tree -> cell(tree, 0)
                            .putObject("attachments")
                            .putObject("a.png")
                            .put("image/png", base64("\u0089PNG\r\n\u001a\n\0\0 " + ANSWER + " \0\0")),
                    "metadata.title",
                    tree -> ((ObjectNode) tree.get("metadata")).put("title", ANSWER),
                    "more",
                    tree -> tree.putArray("more").add("return things == 0").add(" ? 0 : sum / things;"),
                    "cell 5 (id renamed), source",
                    tree -> tree.withArray("cells").add(code("renamed", ANSWER)))
                    .entrySet()
                    .stream();
        }

        @ParameterizedTest
        @MethodSource("places")
        void in_every_place(Map.Entry<String, Consumer<ObjectNode>> planted) throws IOException {
            assertThat(leaksAfter(planted.getValue())).containsExactly(found(planted.getKey(), ANSWER_LINE));
        }

        static Stream<UnaryOperator<String>> disguises() {
            return Stream.of(
                    line -> line.replace(" ", ""),
                    line -> line.replace(" ", "  \t "),
                    line -> line.replace(" ", "\u00a0"),
                    line -> line.replace("t", "t\u200b"),
                    line -> line.replace(" ", "\n"),
                    line -> line.replace(" ", "\r\n"),
                    line -> "// " + line.replace("? 0", "\n    // ? 0"),
                    line -> "/*\n * " + line.replace("? 0", "\n * ? 0") + "\n */",
                    line -> "> " + line.replace("? 0", "\n> ? 0"),
                    line -> "use `" + line.replace(";", "") + "` here",
                    line -> "`" + line.replace(" ", "` `") + "`",
                    line -> "String s = \"return things == 0 \"\n    + \"? 0 : sum / things;\";",
                    line -> JSON.valueToTree(Map.of("a", line)).toString(),
                    line -> JSON.valueToTree(
                                    List.of(JSON.valueToTree("\"" + line).toString()))
                            .toString(),
                    line -> line.replace("=", "\\u003d").replace("?", "\\u003F"),
                    line -> line.replace("=", "\\=").replace("/", "\\/"),
                    line -> line.replace("=", "&#61;").replace("?", "&#x3f;").replace(" ", "&nbsp;"),
                    line -> "<b>return</b> <i class=\"a\">things</i> == 0 ? 0 : sum / things;",
                    line -> URLEncoder.encode(line, UTF_8).replace("+", "%20"),
                    SecretsTest::base64,
                    line -> base64("xx" + line).replace("=", ""),
                    line -> "<img src=\"data:image/png;base64," + base64(line) + "\">",
                    line -> base64(line).replaceAll("(.{20})", "$1\n"),
                    line -> base64(URLEncoder.encode(line, UTF_8).replace("+", "%20")));
        }

        @ParameterizedTest
        @MethodSource("disguises")
        void in_every_disguise(UnaryOperator<String> disguise) throws IOException {
            String text = disguise.apply(ANSWER);
            assertThat(text).isNotEqualTo(ANSWER);
            assertThat(leaksOf("Look:\n" + text + "\n"))
                    .containsExactly(found("cell 1 (id prose), source", ANSWER_LINE));
        }

        @Test
        void together_where_one_place_holds_several_lines_of_an_answer() throws IOException {
            assertThat(leaksAfter(tree -> cell(tree, 2).put("source", SOLUTION)))
                    .containsExactly(found(
                            "cell 3 (grade_id mean), source",
                            "line 3 of the solution in cell 3 (grade_id mean) of c1w1-split.ipynb and 5 more of it"));
        }

        @Test
        void without_the_comment_beside_a_line_and_the_comment_without_the_line() throws IOException {
            String part = " of the solution in cell 3 (grade_id mean) of c1w1-split.ipynb";
            assertThat(leaksOf("sum += 3 * value;"))
                    .containsExactly(found("cell 1 (id prose), source", "line 5" + part));
            assertThat(leaksOf("It is three cents a thing."))
                    .containsExactly(found("cell 1 (id prose), source", "line 5" + part));
            assertThat(leaksOf("things += \"3\".length() * 3;"))
                    .containsExactly(found("cell 1 (id prose), source", "line 6" + part));
        }

        @Test
        void not_for_a_line_of_fewer_than_12_characters() throws IOException {
            Notebook eleven =
                    notebook(solution("a", "int f(int n) {\n// BEGIN SOLUTION\nreturn n+12;\n// END SOLUTION\n}"));
            Notebook twelve =
                    notebook(solution("a", "int f(int n) {\n// BEGIN SOLUTION\nreturn n+123;\n// END SOLUTION\n}"));
            for (Notebook source : List.of(eleven, twelve)) {
                Secrets secrets = Secrets.of(List.of(source), exercises);
                byte[] copy = released(notebook(markdown("m", "return n+12; return n+123;")));
                assertThat(messages(secrets, copy)).hasSize(source == eleven ? 0 : 1);
            }
        }
    }

    @Nested
    class A_hidden_line {
        private static final String PART = "the hidden tests in cell 4 (grade_id mean-checks) of c1w1-split.ipynb";

        @Test
        void is_found_in_any_text() throws IOException {
            assertThat(leaksOf("xio.mlopslabs.notebook.Probe.calls(\"mean\", a -> mean((double[]) a[0]))x"))
                    .containsExactly(found("cell 1 (id prose), source", "line 3 of " + PART));
        }

        @Test
        void that_is_short_is_found_between_the_ends_of_words() throws IOException {
            assertThat(leaksOf("Try `mean( x7 );` now."))
                    .containsExactly(found("cell 1 (id prose), source", "line 4 of " + PART));
            assertThat(leaksOf("Try demean(x7); now.")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"q9;", "// q9 ;", "a\n  q9;\nb"})
        void that_is_hardly_a_word_is_found_as_a_line(String text) throws IOException {
            assertThat(leaksOf(text)).containsExactly(found("cell 1 (id prose), source", "line 5 of " + PART));
            assertThat(leaksOf("It is q9; or not.")).isEmpty();
        }

        @Test
        void without_a_letter_or_a_digit_is_no_secret() throws IOException {
            assertThat(leaksOf("}\n")).isEmpty();
        }

        @Test
        void is_not_excused_by_a_visible_cell_unless_it_is_short_and_runs_there() throws IOException {
            assertThat(leaks(source(
                            code("x", "io.mlopslabs.notebook.Probe.calls(\"mean\", a -> mean((double[]) a[0]));"))))
                    .containsExactly(found("cell 5 (id x), source", "line 3 of " + PART));
            assertThat(leaks(source(code("x", "mean(x7);")))).isEmpty();
            assertThat(leaks(source(code("x", "// mean(x7);"))))
                    .containsExactly(found("cell 5 (id x), source", "line 4 of " + PART));
        }
    }

    @Nested
    class A_line_of_a_solution_in_a_visible_cell {
        @Test
        void is_no_secret_where_code_runs_it_here_or_in_another_week() throws IOException {
            Notebook other = notebook(code("elsewhere", "double f() {\n  " + ANSWER + "\n}"));
            assertThat(leaks(source(code("x", "double g() { " + ANSWER + " }"))))
                    .isEmpty();
            assertThat(leaks(source(), other)).isEmpty();
            assertThat(messages(Secrets.of(List.of(source(), other), exercises), released(other)))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"// %s", "/* %s */", "String s = \"%s\";", "String s = \"\"\"\n    %s\n    \"\"\";"})
        void is_one_in_a_comment_and_in_a_literal(String form) throws IOException {
            assertThat(leaks(source(code("x", form.formatted(ANSWER)))))
                    .containsExactly(found("cell 5 (id x), source", ANSWER_LINE));
        }

        @Test
        void is_one_in_prose() throws IOException {
            assertThat(leaks(source(markdown("x", "    " + ANSWER))))
                    .containsExactly(found("cell 5 (id x), source", ANSWER_LINE));
        }

        @Test
        void is_one_in_the_notebook_of_another_week() throws IOException {
            Notebook other = notebook(markdown("x", ANSWER));
            assertThat(messages(Secrets.of(List.of(source(), other), exercises), released(other)))
                    .containsExactly(found("cell 1 (id x), source", ANSWER_LINE));
        }

        @Test
        void is_one_where_a_notebook_runs_more_than_half_of_the_answer() throws IOException {
            String three = "double sum = 0, things = 0;\nfor (double value : values) {\nsum += 3 * value;\n}";
            String rest = " of the solution in cell 3 (grade_id mean) of c1w1-split.ipynb";
            assertThat(leaks(source(code("x", three))))
                    .containsExactly(found("cell 5 (id x), source", "line 3" + rest + " and 2 more of it"));
            assertThat(leaks(source(code("x", "double sum = 0, things = 0;\nfor (double value : values) {}"))))
                    .isEmpty();
            assertThat(leaks(source(
                            code("x", "double sum = 0, things = 0;\nfor (double value : values) {}"),
                            code("y", "sum += 3 * value;"))))
                    .containsExactly(
                            found("cell 5 (id x), source", "line 3" + rest + " and 1 more of it"),
                            found("cell 6 (id y), source", "line 5" + rest));
        }
    }

    @Nested
    class Beside_an_exercise {
        private String file(String name) {
            return exercises.resolve("c1w1/mean").resolve(name).toString();
        }

        @Test
        void lines_of_sample_answers_are_secret_and_the_head_of_the_method_is_not() throws IOException {
            assertThat(leaksOf("return Arrays.stream(values).average().orElse(0)"))
                    .containsExactly(found("cell 1 (id prose), source", "line 3 of " + file("right/stream.java")));
            assertThat(leaksOf("return Arrays.stream(values).sum();"))
                    .containsExactly(
                            found("cell 1 (id prose), source", "line 2 of " + file("wrong/never-divided.java")));
            assertThat(leaksOf("One pass is enough for everybody."))
                    .containsExactly(found("cell 1 (id prose), source", "line 1 of " + file("right/stream.java")));
            assertThat(leaksOf("double mean(double[] values) {")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[[1.5, 2.0, NaN], [true, false]]",
                    "mean(new double[] {1.5, 2, Double.NaN}, new boolean[] {true, false})",
                    "mean(new double[]{1.5,2d,Double.NaN},\n    new boolean[]{true,false})"
                })
        void inputs_are_secret_as_yaml_and_as_java_write_them(String text) throws IOException {
            assertThat(leaksOf(text)).hasSize(1).first().asString().contains("probes[0].inputs.cases.two of them");
        }

        @Test
        void inputs_and_results_are_found_among_numbers_too() throws IOException {
            assertThat(leaksAfter(tree -> metadata(tree, 1).put("a", 2.4285714285714284)))
                    .containsExactly(found(
                            "cell 2 (id play), metadata.a", "`hints[0].when.actual` of " + file("exercise.yaml")));
            assertThat(leaksAfter(tree -> {
                        ArrayNode arguments = metadata(tree, 1).putArray("a");
                        arguments.addArray().add(1.5).add(2).add("NaN");
                        arguments.addArray().add(true).add(false);
                    }))
                    .containsExactly(found(
                            "cell 2 (id play), metadata.a",
                            "`probes[0].inputs.cases.two of them` of " + file("exercise.yaml") + " and 2 more of it"));
        }

        @Test
        void each_sentence_of_a_hint_is_secret_with_and_without_marks_of_code() throws IOException {
            String hint = "`hints[0].say` of " + file("exercise.yaml");
            assertThat(leaksOf("This is the `sum` of all.")).containsExactly(found("cell 1 (id prose), source", hint));
            assertThat(leaksOf("Look: this is not it. This is the sum of all."))
                    .containsExactly(found("cell 1 (id prose), source", hint));
            assertThat(leaksOf("Divide it, please.")).containsExactly(found("cell 1 (id prose), source", hint));
        }

        @Test
        void what_a_visible_cell_says_is_no_secret() throws IOException {
            assertThat(leaks(source(
                            code(
                                    "x",
                                    "mean(new double[] {1.5, 2, Double.NaN}, new boolean[] {true, false}); // Divide it, please."),
                            markdown("y", "This is the sum of all. It is 2.4285714285714284."))))
                    .isEmpty();
        }

        @Test
        void a_seed_is_secret_however_short_and_so_is_a_key_that_names_one() throws IOException {
            assertThat(leaks(source(code("x", "new Random(4711);"))))
                    .containsExactly(found(
                            "cell 5 (id x), source", "`probes[0].inputs.settings.seed` of " + file("exercise.yaml")));
            assertThat(leaksOf("14711 and 47110 and 0.4711 and 4711.5")).isEmpty();
            assertThat(leaksAfter(tree -> metadata(tree, 1).put("probeSeed", 5)))
                    .containsExactly(found("cell 2 (id play), metadata.probeSeed", "a seed"));
        }

        @Test
        void names_and_a_readme_are_no_secret() throws IOException {
            assertThat(leaksOf("the mean of some, any-numbers-at-all, never-divided, Anybody may read this sentence."))
                    .isEmpty();
        }

        @Test
        void a_folder_that_is_not_there_and_yaml_that_is_none_are_sentences() throws IOException {
            Path none = exercises.resolve("none");
            assertThatIOException()
                    .isThrownBy(() -> Secrets.of(List.of(source()), none))
                    .withMessage(none + " is no folder; name the folder of the exercises with --exercises");
            Path broken = Files.writeString(exercises.resolve("c1w1/mean/exercise.yaml"), "id: mean\nhints: [\n");
            assertThatIOException()
                    .isThrownBy(() -> Secrets.of(List.of(source()), exercises))
                    .withMessage(broken + " is not valid YAML at line 2; mend it");
        }
    }

    @Nested
    class The_course {
        private static final Path ROOT = Path.of("..");

        private static List<Notebook> sources() throws IOException {
            var sources = new ArrayList<Notebook>();
            for (Path file : Weeks.in(ROOT.resolve("notebooks")).sources()) {
                sources.add(Notebook.read(file));
            }
            return sources;
        }

        @Test
        void gives_nothing_away() throws IOException {
            Secrets secrets = Secrets.of(sources(), ROOT.resolve("grading/exercises"));
            for (Notebook source : sources()) {
                assertThat(messages(secrets, released(source))).isEmpty();
            }
        }

        /** Indented, commented out and cut in two, in a notebook that holds nothing else. */
        @Test
        void would_be_told_of_every_line_that_is_taken_out() throws IOException {
            Secrets secrets = Secrets.of(sources(), ROOT.resolve("grading/exercises"));
            int lines = 0;
            for (Notebook source : sources()) {
                byte[] copy = released(source);
                for (String line : source.cells().stream()
                        .filter(cell -> cell.isCode()
                                && !Region.of(cell.source(), (at, problem) -> {})
                                        .isEmpty())
                        .flatMap(cell -> cell.source().lines())
                        .filter(line -> Compact.of(line).length() >= 12
                                && !new String(copy, UTF_8)
                                        .contains(JSON.valueToTree(line)
                                                .toString()
                                                .replaceAll("^\"|\"$", "")))
                        .filter(line -> !line.contains(" SOLUTION") && !line.contains(" HIDDEN TESTS"))
                        .toList()) {
                    int half = line.strip().indexOf(' ') + 1;
                    String planted = "    // " + line.strip().substring(0, half) + "\n\t//"
                            + line.strip().substring(half);
                    assertThat(messages(secrets, released(notebook(code("x", planted)))))
                            .as(line)
                            .isNotEmpty();
                    lines++;
                }
            }
            assertThat(lines).isGreaterThan(15);
        }
    }
}
