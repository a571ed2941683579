// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import static io.mlopslabs.grading.release.SmallCourse.ANSWER;
import static io.mlopslabs.grading.release.SmallCourse.ANSWER_LINE;
import static io.mlopslabs.grading.release.SmallCourse.SOLUTION;
import static io.mlopslabs.grading.release.SmallCourse.cell;
import static io.mlopslabs.grading.release.SmallCourse.found;
import static io.mlopslabs.grading.release.SmallCourse.messages;
import static io.mlopslabs.grading.release.SmallCourse.metadata;
import static io.mlopslabs.grading.release.SmallCourse.released;
import static io.mlopslabs.grading.release.SmallCourse.source;
import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.markdown;
import static io.mlopslabs.grading.testing.Sources.notebook;
import static io.mlopslabs.grading.testing.Sources.solution;
import static io.mlopslabs.grading.testing.Sources.withOutput;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Notebook;
import java.io.IOException;
import java.net.URLEncoder;
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

    @TempDir
    private Path folder;

    private SmallCourse course;

    @BeforeEach
    void one_exercise() throws IOException {
        course = new SmallCourse(folder);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void a_release_holds_none() throws IOException {
        assertThat(course.leaks(source())).isEmpty();
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
            assertThat(course.leaksAfter(planted.getValue())).containsExactly(found(planted.getKey(), ANSWER_LINE));
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
            assertThat(course.leaksOf("Look:\n" + text + "\n"))
                    .containsExactly(found("cell 1 (id prose), source", ANSWER_LINE));
        }

        @Test
        void together_where_one_place_holds_several_lines_of_an_answer() throws IOException {
            assertThat(course.leaksAfter(tree -> cell(tree, 2).put("source", SOLUTION)))
                    .containsExactly(found(
                            "cell 3 (grade_id mean), source",
                            "line 3 of the solution in cell 3 (grade_id mean) of c1w1-split.ipynb and 5 more of it"));
        }

        @Test
        void without_the_comment_beside_a_line_and_the_comment_without_the_line() throws IOException {
            String part = " of the solution in cell 3 (grade_id mean) of c1w1-split.ipynb";
            assertThat(course.leaksOf("sum += 3 * value;"))
                    .containsExactly(found("cell 1 (id prose), source", "line 5" + part));
            assertThat(course.leaksOf("It is three cents a thing."))
                    .containsExactly(found("cell 1 (id prose), source", "line 5" + part));
            assertThat(course.leaksOf("things += \"3\".length() * 3;"))
                    .containsExactly(found("cell 1 (id prose), source", "line 6" + part));
        }

        @Test
        void not_for_a_line_of_fewer_than_12_characters() throws IOException {
            Notebook eleven =
                    notebook(solution("a", "int f(int n) {\n// BEGIN SOLUTION\nreturn n+12;\n// END SOLUTION\n}"));
            Notebook twelve =
                    notebook(solution("a", "int f(int n) {\n// BEGIN SOLUTION\nreturn n+123;\n// END SOLUTION\n}"));
            for (Notebook source : List.of(eleven, twelve)) {
                Secrets secrets = Secrets.of(List.of(source), course.exercises);
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
            assertThat(course.leaksOf("xio.mlopslabs.notebook.Probe.calls(\"mean\", a -> mean((double[]) a[0]))x"))
                    .containsExactly(found("cell 1 (id prose), source", "line 3 of " + PART));
        }

        @Test
        void that_is_short_is_found_between_the_ends_of_words() throws IOException {
            assertThat(course.leaksOf("Try `mean( x7 );` now."))
                    .containsExactly(found("cell 1 (id prose), source", "line 4 of " + PART));
            assertThat(course.leaksOf("Try demean(x7); now.")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"q9;", "// q9 ;", "a\n  q9;\nb"})
        void that_is_hardly_a_word_is_found_as_a_line(String text) throws IOException {
            assertThat(course.leaksOf(text)).containsExactly(found("cell 1 (id prose), source", "line 5 of " + PART));
            assertThat(course.leaksOf("It is q9; or not.")).isEmpty();
        }

        @Test
        void without_a_letter_or_a_digit_is_no_secret() throws IOException {
            assertThat(course.leaksOf("}\n")).isEmpty();
        }

        @Test
        void is_not_excused_by_a_visible_cell_unless_it_is_short_and_runs_there() throws IOException {
            assertThat(course.leaks(source(
                            code("x", "io.mlopslabs.notebook.Probe.calls(\"mean\", a -> mean((double[]) a[0]));"))))
                    .containsExactly(found("cell 5 (id x), source", "line 3 of " + PART));
            assertThat(course.leaks(source(code("x", "mean(x7);")))).isEmpty();
            assertThat(course.leaks(source(code("x", "// mean(x7);"))))
                    .containsExactly(found("cell 5 (id x), source", "line 4 of " + PART));
        }
    }

    @Nested
    class A_line_of_a_solution_in_a_visible_cell {
        @Test
        void is_no_secret_where_code_runs_it_here_or_in_another_week() throws IOException {
            Notebook other = notebook(code("elsewhere", "double f() {\n  " + ANSWER + "\n}"));
            assertThat(course.leaks(source(code("x", "double g() { " + ANSWER + " }"))))
                    .isEmpty();
            assertThat(course.leaks(source(), other)).isEmpty();
            assertThat(messages(Secrets.of(List.of(source(), other), course.exercises), released(other)))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"// %s", "/* %s */", "String s = \"%s\";", "String s = \"\"\"\n    %s\n    \"\"\";"})
        void is_one_in_a_comment_and_in_a_literal(String form) throws IOException {
            assertThat(course.leaks(source(code("x", form.formatted(ANSWER)))))
                    .containsExactly(found("cell 5 (id x), source", ANSWER_LINE));
        }

        @Test
        void is_one_in_prose() throws IOException {
            assertThat(course.leaks(source(markdown("x", "    " + ANSWER))))
                    .containsExactly(found("cell 5 (id x), source", ANSWER_LINE));
        }

        @Test
        void is_one_in_the_notebook_of_another_week() throws IOException {
            Notebook other = notebook(markdown("x", ANSWER));
            assertThat(messages(Secrets.of(List.of(source(), other), course.exercises), released(other)))
                    .containsExactly(found("cell 1 (id x), source", ANSWER_LINE));
        }

        @Test
        void is_one_where_a_notebook_runs_more_than_half_of_the_answer() throws IOException {
            String three = "double sum = 0, things = 0;\nfor (double value : values) {\nsum += 3 * value;\n}";
            String rest = " of the solution in cell 3 (grade_id mean) of c1w1-split.ipynb";
            assertThat(course.leaks(source(code("x", three))))
                    .containsExactly(found("cell 5 (id x), source", "line 3" + rest + " and 2 more of it"));
            assertThat(course.leaks(source(code("x", "double sum = 0, things = 0;\nfor (double value : values) {}"))))
                    .isEmpty();
            assertThat(course.leaks(source(
                            code("x", "double sum = 0, things = 0;\nfor (double value : values) {}"),
                            code("y", "sum += 3 * value;"))))
                    .containsExactly(
                            found("cell 5 (id x), source", "line 3" + rest + " and 1 more of it"),
                            found("cell 6 (id y), source", "line 5" + rest));
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
