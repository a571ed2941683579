// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.exercise;
import static io.mlopslabs.grading.testing.Sources.grade;
import static io.mlopslabs.grading.testing.Sources.markdown;
import static io.mlopslabs.grading.testing.Sources.nbgrader;
import static io.mlopslabs.grading.testing.Sources.notebook;
import static io.mlopslabs.grading.testing.Sources.solution;
import static io.mlopslabs.grading.testing.Sources.withOutput;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReleaseTest {
    static Notebook released(Notebook source) {
        Release release = Release.of(source);
        assertThat(release.findings())
                .filteredOn(f -> f.severity() == Severity.ERROR)
                .isEmpty();
        return release.learnerCopy().orElseThrow();
    }

    static String releasedText(ObjectNode cell) {
        return released(notebook(cell)).cells().get(0).source();
    }

    static void refused(Notebook source, String... messages) {
        Release release = Release.of(source);
        assertThat(release.findings()).extracting(Finding::message).containsExactly(messages);
        assertThat(release.learnerCopy()).isEmpty();
    }

    static String method(String body) {
        return "int f(int n) {\n" + body + "\n}";
    }

    @Nested
    class The_learners_copy {
        @Test
        void is_this_file_to_the_byte() {
            assertThat(released(exercise("Halve it. Größe: ½")).toBytes())
                    .asString(UTF_8)
                    .isEqualTo("""
                    {
                     "cells": [
                      {
                       "cell_type": "markdown",
                       "id": "prose",
                       "metadata": {},
                       "source": [
                        "Halve it. Größe: ½"
                       ]
                      },
                      {
                       "cell_type": "code",
                       "id": "id-split",
                       "metadata": {
                        "nbgrader": {
                         "grade": false,
                         "grade_id": "split",
                         "locked": false,
                         "schema_version": 3,
                         "solution": true,
                         "checksum": "ca2615048cf47933d244099247af3f83",
                         "cell_type": "code"
                        },
                        "deletable": false
                       },
                       "source": [
                        "int half(int n) {\\n",
                        "    throw new UnsupportedOperationException(\\"not answered\\");\\n",
                        "}"
                       ],
                       "execution_count": null,
                       "outputs": []
                      },
                      {
                       "cell_type": "code",
                       "id": "id-split-checks",
                       "metadata": {
                        "nbgrader": {
                         "grade": true,
                         "grade_id": "split-checks",
                         "locked": true,
                         "schema_version": 3,
                         "solution": false,
                         "points": 2,
                         "checksum": "6fd8b6b9012d4360e8441f6844cc0532",
                         "cell_type": "code"
                        },
                        "deletable": false,
                        "editable": false
                       },
                       "source": [
                        "half(4)"
                       ],
                       "execution_count": null,
                       "outputs": []
                      }
                     ],
                     "metadata": {
                      "kernelspec": {
                       "display_name": "Java",
                       "language": "java",
                       "name": "java"
                      },
                      "language_info": {
                       "codemirror_mode": "java",
                       "file_extension": ".jshell",
                       "mimetype": "text/x-java-source",
                       "name": "java",
                       "pygments_lexer": "java"
                      }
                     },
                     "nbformat": 4,
                     "nbformat_minor": 5
                    }
                    """);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "// %s SOLUTION",
                    "### %s SOLUTION",
                    "/* %s SOLUTION */",
                    "//%s SOLUTION  ",
                    "//// %s SOLUTION\r"
                })
        void takes_each_form_of_the_marker(String form) {
            String answer = "  " + form.formatted("BEGIN") + "\n  return n / 2;\n  " + form.formatted("END");
            assertThat(releasedText(solution("a", method(answer)))).isEqualTo(method("  " + Release.STUB));
        }

        @Test
        void has_one_stub_for_each_region() {
            String source = method("\t// BEGIN SOLUTION\n\treturn 1;\n\t// END SOLUTION") + "\n"
                    + method("// BEGIN SOLUTION\nreturn 2;\n// END SOLUTION");
            assertThat(releasedText(solution("a", source)))
                    .isEqualTo(method("\t" + Release.STUB) + "\n" + method(Release.STUB));
        }

        @Test
        void keeps_what_stands_around_hidden_tests() {
            assertThat(releasedText(grade(
                            "a", "shown();\n/* BEGIN HIDDEN TESTS */\nsecret();\n/* END HIDDEN TESTS */\nalso();\n")))
                    .isEqualTo("shown();\nalso();\n");
        }

        @Test
        void has_no_trace_of_a_run_or_of_unknown_keys() {
            ObjectNode cell = withOutput(code("b", "1"), "SECRET");
            ((ObjectNode) cell.get("metadata"))
                    .put("collapsed", true)
                    .putObject("execution")
                    .put("at", "SECRET");
            cell.put("unknown", "SECRET");
            ObjectNode tree = notebook(markdown("a", "text"), cell).tree();
            tree.put("unknown", "SECRET");
            ((ObjectNode) tree.get("metadata")).putObject("widgets").put("state", "SECRET");
            ((ObjectNode) tree.get("metadata")).putObject("course").put("week", "c1w1");
            Notebook copy = released(Notebook.of("a", tree));
            assertThat(copy.toBytes())
                    .asString(UTF_8)
                    .doesNotContain("SECRET", "collapsed")
                    .contains("c1w1");
            assertThat(copy.tree().get("cells").get(1).get("execution_count").isNull())
                    .isTrue();
        }

        @Test
        void is_its_own_release() {
            Notebook copy = released(exercise("Halve it."));
            assertThat(released(copy).toBytes()).isEqualTo(copy.toBytes());
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void keeps_prose_to_the_byte_and_no_line_of_a_region(long seed) {
            var random = new SplittableRandom(seed);
            var cells = new ArrayList<ObjectNode>();
            var secrets = new ArrayList<String>();
            var prose = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                var region = new StringBuilder();
                int kind = random.nextInt(3);
                for (int line = kind == 0 ? 0 : random.nextInt(5); line > 0; line--) {
                    secrets.add("secret" + Long.toHexString(random.nextLong()));
                    region.append("    int ")
                            .append(secrets.get(secrets.size() - 1))
                            .append(" = 1; // \"{\n");
                }
                switch (kind) {
                    case 0 -> {
                        prose.add("é\"\\ " + random.nextLong() + "\n\n<b>\tx\u2028y</b>"
                                + "\n".repeat(random.nextInt(3)));
                        cells.add(markdown("p" + i, prose.get(prose.size() - 1)));
                    }
                    case 1 ->
                        cells.add(
                                solution("s" + i, method("    // BEGIN SOLUTION\n" + region + "    // END SOLUTION")));
                    default ->
                        cells.add(grade("g" + i, "f(1);\n// BEGIN HIDDEN TESTS\n" + region + "// END HIDDEN TESTS\n"));
                }
            }
            Notebook source = notebook(cells.toArray(ObjectNode[]::new));
            Notebook copy = released(source);
            assertThat(secrets).isNotEmpty();
            assertThat(source.toBytes()).asString(UTF_8).contains(secrets);
            assertThat(copy.toBytes()).asString(UTF_8).doesNotContain(secrets);
            assertThat(copy.cells())
                    .filteredOn(cell -> !cell.isCode())
                    .extracting(Cell::source)
                    .isEqualTo(prose);
            assertThat(copy.cells())
                    .extracting(Cell::id)
                    .isEqualTo(source.cells().stream().map(Cell::id).toList());
        }
    }

    @Nested
    class Refuses {
        private static final String CELL = "c1w1-split.ipynb: cell 1 (grade_id a)";

        private static Notebook answer(String body) {
            return notebook(solution("a", method(body)));
        }

        @Test
        void a_region_that_is_never_closed() {
            refused(
                    answer("// BEGIN SOLUTION\nreturn 1;"),
                    CELL + ", line 2: BEGIN SOLUTION is never closed; add END SOLUTION below it");
        }

        @Test
        void a_region_in_a_region() {
            refused(
                    answer("// BEGIN SOLUTION\n// BEGIN SOLUTION\nreturn 1;\n// END SOLUTION"),
                    CELL + ", line 3: BEGIN SOLUTION inside the SOLUTION region of line 2; end that region first");
            refused(
                    answer("// BEGIN SOLUTION\n// BEGIN HIDDEN TESTS\nreturn 1;\n// END SOLUTION"),
                    CELL + ", line 3: BEGIN HIDDEN TESTS inside the SOLUTION region of line 2; end that region first");
        }

        @Test
        void an_end_without_a_begin() {
            refused(
                    answer("return 1;\n// END SOLUTION"),
                    CELL + ", line 3: END SOLUTION without a BEGIN SOLUTION above it; add one or remove this");
        }

        @Test
        void an_end_of_the_other_kind() {
            refused(
                    answer("// BEGIN SOLUTION\nreturn 1;\n// END HIDDEN TESTS\n// END SOLUTION"),
                    CELL + ", line 4: END HIDDEN TESTS inside the SOLUTION region of line 2; end that region first");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "// begin solution",
                    "int a; // BEGIN SOLUTION",
                    "// BEGIN SOLUTIONS",
                    "// END  HIDDEN_TEST",
                    "// BEGIN SOLUTION: a"
                })
        void what_is_almost_a_marker(String line) {
            refused(
                    notebook(code("c", line)),
                    "c1w1-split.ipynb: cell 1 (no grade_id), line 1: almost a marker; write `// BEGIN SOLUTION`,"
                            + " `// END SOLUTION`, `// BEGIN HIDDEN TESTS` or `// END HIDDEN TESTS` alone on its line,"
                            + " or reword the line");
        }

        @Test
        void a_marker_in_prose_and_allows_to_speak_of_one() {
            refused(
                    notebook(markdown("m", "Text\n<!-- BEGIN SOLUTION -->")),
                    "c1w1-split.ipynb: cell 1 (no grade_id), line 2: a marker in a markdown cell, where nothing is stripped;"
                            + " move it to a code cell");
            released(notebook(markdown("m", "Write below `// BEGIN SOLUTION`.")));
        }

        @Test
        void a_solution_region_in_a_cell_that_is_not_marked_solution() {
            refused(
                    notebook(code("c", method("// BEGIN SOLUTION\nreturn 1;\n// END SOLUTION"))),
                    "c1w1-split.ipynb: cell 1 (no grade_id), line 2: a solution region in a cell that is not marked solution;"
                            + " set metadata.nbgrader.solution to true");
        }

        @Test
        void a_solution_cell_without_a_region() {
            refused(
                    answer("return 1;"),
                    CELL
                            + ": a solution cell without a region; put the answer between `// BEGIN SOLUTION` and `// END SOLUTION`");
        }

        @Test
        void hidden_tests_outside_a_grade_cell() {
            refused(
                    notebook(code("c", "// BEGIN HIDDEN TESTS\n1\n// END HIDDEN TESTS")),
                    "c1w1-split.ipynb: cell 1 (no grade_id), line 1: hidden tests outside a grade cell; set"
                            + " metadata.nbgrader.grade to true or move them");
        }

        @Test
        void a_grade_id_that_is_taken() {
            ObjectNode second = grade("a", "1");
            second.put("id", "other");
            refused(
                    notebook(grade("a", "1"), second),
                    "c1w1-split.ipynb: cell 2 (grade_id a): the grade_id `a` is taken by cell 1; rename one of the two");
        }

        @Test
        void an_empty_or_odd_grade_id() {
            refused(
                    notebook(grade("", "1")),
                    "c1w1-split.ipynb: cell 1 (no grade_id): the grade_id is empty; give the cell one that no other cell of the"
                            + " notebook has");
            refused(
                    notebook(grade("ü 1", "1")),
                    "c1w1-split.ipynb: cell 1 (grade_id ü 1): the grade_id `ü 1` has other signs than letters, digits, _ and -;"
                            + " rename it");
        }

        @Test
        void a_grade_cell_without_points_or_with_negative_ones() {
            ObjectNode without = grade("a", "1");
            nbgrader(without).remove("points");
            refused(
                    notebook(without),
                    CELL
                            + ": metadata.nbgrader.points of a grade cell is missing; write a number that is not negative");
            ObjectNode negative = grade("a", "1");
            nbgrader(negative).put("points", -1);
            refused(
                    notebook(negative),
                    CELL + ": metadata.nbgrader.points of a grade cell is -1; write a number that is not negative");
        }

        @Test
        void another_schema_version_unknown_keys_and_missing_flags_all_at_once() {
            ObjectNode cell = grade("a", "1");
            nbgrader(cell).put("schema_version", 2).put("hint", "x").remove("locked");
            refused(
                    notebook(cell),
                    CELL + ": metadata.nbgrader.schema_version is 2; write 3",
                    CELL + ": metadata.nbgrader has the unknown key `hint`; move it to metadata.course",
                    CELL + ": metadata.nbgrader.locked is missing; write true or false");
        }

        @Test
        void nbgrader_metadata_that_is_no_object() {
            ObjectNode cell = code("c", "1");
            ((ObjectNode) cell.get("metadata")).put("nbgrader", 3);
            refused(
                    notebook(cell),
                    "c1w1-split.ipynb: cell 1 (no grade_id): metadata.nbgrader is not an object; remove it or write schema 3");
        }

        @Test
        void a_markdown_cell_marked_as_an_answer() {
            ObjectNode cell = markdown("m", "text");
            ((ObjectNode) cell.get("metadata")).set("nbgrader", nbgrader(solution("a", "")));
            refused(notebook(cell), CELL + ": a markdown cell is marked solution or grade; mark code cells only");
        }

        @Test
        void a_cell_without_an_id_or_with_one_that_is_taken() {
            ObjectNode cell = code("c", "1");
            cell.remove("id");
            refused(
                    notebook(cell),
                    "c1w1-split.ipynb: cell 1 (no grade_id): the cell has no id; open the notebook in JupyterLab and save it,"
                            + " which writes nbformat 4.5");
            refused(
                    notebook(code("c", "1"), code("c", "2")),
                    "c1w1-split.ipynb: cell 2 (no grade_id): the id `c` is taken by cell 1; rename one of the two");
        }

        @Test
        void nothing_for_outputs_and_warns_of_them() {
            Release release = Release.of(notebook(withOutput(code("c", "1"), "x")));
            assertThat(release.findings())
                    .containsExactly(new Finding(
                            Severity.WARNING,
                            "c1w1-split.ipynb",
                            1,
                            "",
                            0,
                            "outputs stand in the source; clear them before you commit"));
            assertThat(release.learnerCopy()).isPresent();
        }
    }

    @Test
    void agrees_on_a_source_that_was_saved_as_lists_of_lines() throws IOException {
        Notebook source = exercise("Halve it.");
        Notebook saved = Notebook.parse(source.name(), source.toBytes());
        assertThat(released(saved).toBytes()).isEqualTo(released(source).toBytes());
    }
}
