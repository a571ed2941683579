// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import static io.mlopslabs.grading.testing.SmallWeek.answer;
import static io.mlopslabs.grading.testing.SmallWeek.right;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.submission.HandedIn;
import io.mlopslabs.grading.submission.Intake;
import io.mlopslabs.grading.submission.Submission;
import io.mlopslabs.grading.submission.Template;
import io.mlopslabs.grading.testing.SmallWeek;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GraderTest {
    private static final String HALF = "c9w9-half";
    private static final String THIRD = "c9w9-third";
    private static final String FOURTH = "c9w9-fourth";

    @TempDir
    private Path folder;

    private final ScriptedSandbox sandbox = new ScriptedSandbox();
    private Template template;
    private Grader grader;

    @BeforeEach
    void a_week_and_its_reference() throws Exception {
        template = SmallWeek.in(folder).template();
        grader = Grader.start(template, sandbox, 1);
    }

    private Submission submission(Notebook notebook) throws IOException {
        Path file = Files.write(folder.resolve("ada.ipynb"), notebook.toBytes());
        return Intake.read(new HandedIn("ada", List.of(file)), template);
    }

    /** The verdict of three answers, of which those that are not named are right. */
    private Verdict graded(Map<String, String> wrong) throws IOException {
        var answers = new TreeMap<String, String>();
        SmallWeek.IDS.forEach(id -> answers.put(id, right(id)));
        answers.putAll(wrong);
        return grader.grade(submission(SmallWeek.answered(answers)));
    }

    private Verdict third(String answer) throws IOException {
        return graded(Map.of(THIRD, answer));
    }

    private static ExerciseVerdict of(Verdict verdict, String id) {
        return verdict.exercises().stream()
                .filter(exercise -> exercise.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> runs(Verdict verdict) {
        return verdict.runs().stream().map(Run::name).toList();
    }

    private static String statuses(Verdict verdict) {
        return verdict.exercises().stream()
                .map(exercise -> exercise.status().name())
                .collect(Collectors.joining(" "));
    }

    private static List<String> cells(Notebook job) {
        return job.cells().stream().map(Cell::id).toList();
    }

    private static List<String> incidents(Verdict verdict) {
        return verdict.incidents().stream()
                .map(incident -> incident.run() + " " + incident.cell() + " "
                        + incident.kind().word())
                .toList();
    }

    @Nested
    class A_submission_that_does_nothing_odd {
        @Test
        void runs_once_with_what_the_exercises_need_and_a_probe_after_each_answer() throws IOException {
            Verdict verdict = graded(Map.of());
            assertThat(statuses(verdict)).isEqualTo("OK OK OK");
            assertThat(verdict.score()).isEqualTo(OptionalDouble.of(6));
            assertThat(verdict.status()).isEqualTo(Status.OK);
            assertThat(verdict.incidents()).isEmpty();
            assertThat(sandbox.jobs()).hasSize(2); // the reference and this one
            assertThat(cells(sandbox.jobs().get(1).notebook()))
                    .containsExactly(
                            "imports", HALF, "probe-" + HALF, THIRD, "probe-" + THIRD, FOURTH, "probe-" + FOURTH);
        }

        @Test
        void loses_the_points_of_the_probes_that_it_misses_and_gets_the_hint() throws IOException {
            Verdict verdict = graded(Map.of(HALF, answer(HALF, "return n;"), FOURTH, answer(FOURTH, "return n / 5;")));
            assertThat(statuses(verdict)).isEqualTo("WRONG OK PARTIAL");
            assertThat(of(verdict, HALF).sentence()).isEqualTo("This is the number itself.");
            assertThat(of(verdict, FOURTH).sentence()).isEqualTo("Some number comes out wrong.");
            assertThat(of(verdict, FOURTH).probes())
                    .containsExactly(new ProbeVerdict("small numbers", 0, 1), new ProbeVerdict("remainders", 1, 1));
            assertThat(verdict.score()).isEqualTo(OptionalDouble.of(3));
            assertThat(verdict.status()).isEqualTo(Status.PARTIAL);
            assertThat(runs(verdict)).containsExactly("all");
        }

        @Test
        void is_not_run_at_all_where_it_is_as_it_was_released() throws IOException {
            Verdict verdict = grader.grade(submission(SmallWeek.released()));
            assertThat(statuses(verdict)).isEqualTo("NO_RESPONSE NO_RESPONSE NO_RESPONSE");
            assertThat(verdict.status()).isEqualTo(Status.NO_RESPONSE);
            assertThat(verdict.score()).isEqualTo(OptionalDouble.of(0));
            assertThat(of(verdict, HALF).sentence())
                    .isEqualTo(
                            "There is no answer yet. Write it into the answer cell, in place of the line that throws.");
            assertThat(sandbox.jobs()).hasSize(1);
        }

        @Test
        void runs_without_the_exercises_that_are_not_answered() throws IOException {
            Verdict verdict = grader.grade(submission(SmallWeek.answered(Map.of(THIRD, right(THIRD)))));
            assertThat(statuses(verdict)).isEqualTo("NO_RESPONSE OK NO_RESPONSE");
            assertThat(cells(sandbox.jobs().get(1).notebook())).containsExactly("imports", THIRD, "probe-" + THIRD);
            assertThat(sandbox.jobs().get(1).probes()).containsOnlyKeys(THIRD);
        }
    }

    @Nested
    class A_fault {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                System.exit(0)      | KERNEL_EXITED | The answer ended the Java program. Return a value or throw an exception, and call neither System.exit nor halt.
                System.exit(3)      | OOM           | The answer needs more memory than there is. Look for a collection that grows without end, or an array that is far too large.
                malloc              | OOM           | The answer needs more memory than there is. Look for a collection that grows without end, or an array that is far too large.
                while (true) {}     | TIMEOUT       | The answer did not end in time. Look for a loop whose condition stays true, and for work that is done again and again.
                while (true) print  | OUTPUT_LIMIT  | The answer prints far too much. Remove the printing, or the loop around it.
                """)
        void costs_its_exercise_and_the_others_are_judged_without_it(String body, Status status, String sentence)
                throws IOException {
            Verdict verdict = third(answer(THIRD, body));
            assertThat(of(verdict, THIRD).status()).isEqualTo(status);
            assertThat(of(verdict, THIRD).sentence()).isEqualTo(sentence);
            assertThat(of(verdict, HALF).status()).isEqualTo(Status.OK);
            assertThat(of(verdict, FOURTH).status()).isEqualTo(Status.OK);
            assertThat(runs(verdict)).containsExactly("all", THIRD, FOURTH);
            assertThat(verdict.score()).isEqualTo(OptionalDouble.of(4));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                return n / 3; does not compile | COMPILE_ERROR | The answer does not compile: ';' expected
                static { throw }               | RUNTIME_ERROR | The answer cell itself throws java.lang.IllegalStateException: too early
                throw new MyOwn();             | RUNTIME_ERROR | Every call throws ArithmeticException. Call the method with the numbers of the visible checks and follow the first stack line.
                return undefined(n);           | COMPILE_ERROR | The answer uses a name that is defined nowhere in it. Helpers belong into the answer cell.
                return new Mine();             | WRONG         | The answer returns something else than the exercise asks for. Keep `int third(int n)`.
                clear output                   | RUNTIME_ERROR | What the answer did kept its results from being read. Display less, and leave the kernel's own objects alone.
                frame of another return n / 3; | TAMPERED_CELLS | The answer displays results in the grader's place, so none of them counts. Return a value, and display nothing of that kind.
                """)
        void that_leaves_the_kernel_alive_has_a_name_too(String body, Status status, String sentence)
                throws IOException {
            Verdict verdict = third(answer(THIRD, body));
            assertThat(of(verdict, THIRD).sentence()).isEqualTo(sentence);
            assertThat(of(verdict, THIRD).status()).isEqualTo(status);
            assertThat(verdict.score()).isEqualTo(OptionalDouble.of(4));
        }

        @Test
        void of_another_signature_names_the_right_one() throws IOException {
            Verdict verdict = third("long third(long n) { return n / 3; }");
            assertThat(of(verdict, THIRD).sentence())
                    .isEqualTo(
                            "The answer compiles, but `int third(int n)` cannot be called. Keep the method's name, parameters and"
                                    + " return type, and give no variable the name io.");
            assertThat(of(verdict, THIRD).status()).isEqualTo(Status.COMPILE_ERROR);
        }

        @Test
        void that_is_an_answer_of_helpers_only_is_no_answer() throws IOException {
            String stub = answer(THIRD, "throw new UnsupportedOperationException(\"not answered\");");
            assertThat(of(third("// to do\n" + stub), THIRD).status()).isEqualTo(Status.NO_RESPONSE);
        }

        @Test
        void of_one_answer_that_breaks_the_probes_of_all_later_ones_costs_only_its_own() throws IOException {
            Verdict verdict = graded(Map.of(HALF, "static { String io = \"\"; }\n" + right(HALF)));
            assertThat(statuses(verdict)).isEqualTo("COMPILE_ERROR OK OK");
            assertThat(runs(verdict)).containsExactly("all", HALF, THIRD, FOURTH);
            assertThat(incidents(verdict))
                    .containsExactly(
                            "all probe-" + HALF + " error",
                            "all probe-" + THIRD + " error",
                            "all probe-" + FOURTH + " error",
                            HALF + " probe-" + HALF + " error");
        }

        @Test
        void in_the_only_answer_is_not_run_again() throws IOException {
            Verdict verdict =
                    grader.grade(submission(SmallWeek.answered(Map.of(HALF, answer(HALF, "System.exit(1)")))));
            assertThat(statuses(verdict)).isEqualTo("KERNEL_EXITED NO_RESPONSE NO_RESPONSE");
            assertThat(runs(verdict)).containsExactly("all");
        }

        @Test
        void that_leaves_no_readable_notebook_costs_the_one_who_made_it() throws IOException {
            Verdict verdict = third("static { display(deep) }\n" + right(THIRD));
            assertThat(statuses(verdict)).isEqualTo("OK RUNTIME_ERROR OK");
        }

        @Test
        void after_a_result_counts_though_the_result_was_right() throws IOException {
            Verdict verdict = third(answer(THIRD, "System.exit(0) return n / 3;"));
            assertThat(of(verdict, THIRD).points()).isEqualTo(OptionalDouble.of(0));
        }
    }

    @Nested
    class A_forged_frame {
        @Test
        void beside_the_probes_own_is_a_duplicate_and_earns_nothing() throws IOException {
            Verdict verdict = graded(Map.of(HALF, "static { thread { forge } }\n" + answer(HALF, "return n / 7;")));
            assertThat(statuses(verdict)).isEqualTo("TAMPERED_CELLS OK OK");
            assertThat(of(verdict, HALF).points()).isEqualTo(OptionalDouble.of(0));
            assertThat(incidents(verdict))
                    .contains("all probe-" + HALF + " duplicate_frame", HALF + " probe-" + HALF + " duplicate_frame");
        }

        @Test
        void in_the_answers_own_cell_is_an_incident_and_changes_no_point() throws IOException {
            Verdict verdict = graded(Map.of(
                    HALF,
                    "static { forge }\n" + right(HALF),
                    THIRD,
                    "static { forge }\n" + answer(THIRD, "return n;")));
            assertThat(statuses(verdict)).isEqualTo("OK WRONG OK");
            assertThat(incidents(verdict))
                    .containsExactly(
                            "all " + HALF + " foreign_frame",
                            "all " + THIRD + " foreign_frame",
                            THIRD + " " + THIRD + " foreign_frame");
        }

        @Test
        void that_is_missing_from_one_probe_because_of_another_answer_is_found_when_it_runs_alone() throws IOException {
            Verdict verdict = graded(Map.of(HALF, "static { swallow " + FOURTH + " }\n" + right(HALF)));
            assertThat(statuses(verdict)).isEqualTo("OK OK OK");
            assertThat(incidents(verdict)).containsExactly("all probe-" + FOURTH + " missing_frame");
            assertThat(runs(verdict)).containsExactly("all", FOURTH);
        }
    }

    @Nested
    class A_fault_of_this_machine {
        @Test
        void is_made_good_by_a_second_attempt() throws IOException {
            sandbox.failNext(1);
            assertThat(graded(Map.of()).score()).isEqualTo(OptionalDouble.of(6));
        }

        @Test
        void that_stays_leaves_the_submission_without_a_score() throws IOException {
            sandbox.failNext(2);
            Verdict verdict = graded(Map.of());
            assertThat(verdict.score()).isEmpty();
            assertThat(verdict.status()).isEqualTo(Status.INFRA_ERROR);
            assertThat(of(verdict, HALF).sentence()).isEqualTo("no engine answers; start it and grade again");
            assertThat(of(verdict, HALF).points()).isEmpty();
        }

        @Test
        void in_a_run_alone_leaves_no_half_a_score() throws IOException {
            sandbox.failAll(THIRD);
            Verdict verdict = third(answer(THIRD, "System.exit(0)"));
            assertThat(statuses(verdict)).isEqualTo("OK INFRA_ERROR OK");
            assertThat(verdict.score()).isEmpty();
            assertThat(verdict.status()).isEqualTo(Status.INFRA_ERROR);
        }

        @Test
        void is_what_ends_a_kernel_before_any_answer_has_run() throws Exception {
            ObjectNode tree = SmallWeek.source().tree();
            ((ObjectNode) tree.get("cells").get(1)).put("source", "static { System.exit(0) }");
            Template broken = Template.of(
                    Notebook.of("c9w9-parts.ipynb", tree), SmallWeek.in(folder).exercises());
            assertThatThrownBy(() -> Grader.start(broken, sandbox, 1))
                    .isInstanceOf(UnfitReferenceException.class)
                    .hasMessage(
                            "c9w9-parts.ipynb: the instructor's own answer to c9w9-half did not come to a result; run"
                                    + " `./course test` and mend notebook or exercise.yaml");
        }

        @Test
        void at_the_start_is_told_to_the_caller() {
            sandbox.failNext(2);
            assertThatThrownBy(() -> Grader.start(template, sandbox, 1))
                    .isInstanceOf(InfrastructureException.class)
                    .hasMessage("no engine answers; start it and grade again");
        }
    }

    @Nested
    class Cells_that_are_not_as_they_were {
        private Notebook with(Consumer<ArrayNode> change) {
            ObjectNode tree = SmallWeek.answered(Map.of(HALF, right(HALF), THIRD, right(THIRD), FOURTH, right(FOURTH)))
                    .tree();
            change.accept((ArrayNode) tree.get("cells"));
            return Notebook.of("c9w9-parts.ipynb", tree);
        }

        private ExerciseVerdict half(Notebook notebook) throws IOException {
            Verdict verdict = grader.grade(submission(notebook));
            assertThat(of(verdict, THIRD).status()).isEqualTo(Status.OK);
            assertThat(of(verdict, FOURTH).status()).isEqualTo(Status.OK);
            assertThat(of(verdict, HALF).points()).isEqualTo(OptionalDouble.of(0));
            assertThat(of(verdict, HALF).status()).isEqualTo(Status.TAMPERED_CELLS);
            return of(verdict, HALF);
        }

        @Test
        void cost_the_exercise_whose_answer_cell_is_gone() throws IOException {
            assertThat(half(with(cells -> cells.remove(3))).sentence())
                    .isEqualTo(
                            "The answer cell is gone. Copy your answer into the answer cell of a fresh copy of the notebook and hand that in.");
        }

        @Test
        void cost_the_exercise_whose_answer_cell_is_there_twice() throws IOException {
            assertThat(half(with(cells -> cells.add(cells.get(3).deepCopy()))).sentence())
                    .isEqualTo("The answer cell is there more than once. Delete all but one and hand in again.");
        }

        @Test
        void cost_the_exercise_whose_answer_cell_became_prose() throws IOException {
            assertThat(half(with(cells -> ((ObjectNode) cells.get(3)).put("cell_type", "markdown")))
                            .sentence())
                    .isEqualTo(
                            "The answer cell is no code cell any more. Turn it back into one (select it, press Y) and hand in again.");
        }

        @Test
        void change_nothing_where_they_are_not_answers() throws IOException {
            Verdict verdict = grader.grade(submission(with(cells -> {
                ((ObjectNode) cells.get(1)).put("source", "static { System.exit(0) }");
                ((ObjectNode) cells.get(4)).put("source", "static { forge }");
                ((ObjectNode) cells.get(4).get("metadata").get("nbgrader")).put("points", 1_000_000_000);
                cells.remove(6);
            })));
            assertThat(verdict.score()).isEqualTo(OptionalDouble.of(6));
            assertThat(verdict.max()).isEqualTo(6);
        }
    }

    @Nested
    class Limits_of_time {
        @Test
        void leave_ten_seconds_to_a_cell_and_fifteen_to_all_where_the_reference_is_quick() throws IOException {
            graded(Map.of());
            var job = sandbox.jobs().get(1);
            assertThat(job.limit()).isEqualTo(Duration.ofSeconds(15));
            assertThat(job.notebook().cells())
                    .allMatch(cell -> cell.metadata("course").path("limit").asInt() == 10);
        }

        @Test
        void grow_with_the_reference() throws Exception {
            sandbox.slowDown(HALF, Duration.ofSeconds(3));
            Grader.start(template, sandbox, 1).grade(submission(SmallWeek.answered(Map.of(HALF, right(HALF)))));
            var job = sandbox.jobs().get(2);
            assertThat(job.limit()).isEqualTo(Duration.ofSeconds(15)); // 4 times 3.6 s is less
            assertThat(job.notebook().cells())
                    .extracting(cell -> cell.metadata("course").path("limit").asInt())
                    .containsExactly(10, 15, 10);
        }
    }

    @Test
    void what_the_answer_cell_printed_is_kept_as_plain_text() throws IOException {
        Verdict verdict = third("static { println }\n" + right(THIRD));
        assertThat(of(verdict, THIRD).output()).isEqualTo("red <b>bold</b>\n");
    }

    @Test
    void what_cannot_be_read_is_invalid_in_every_exercise() throws IOException {
        Path file = Files.writeString(folder.resolve("bob.ipynb"), "{");
        Verdict verdict = grader.grade(Intake.read(new HandedIn("bob", List.of(file)), template));
        assertThat(verdict.status()).isEqualTo(Status.INVALID_NOTEBOOK);
        assertThat(verdict.score()).isEqualTo(OptionalDouble.of(0));
        assertThat(verdict.sentence())
                .isEqualTo(
                        "bob.ipynb is not valid JSON at line 1, column 2 (Unexpected end-of-input: expected close marker for Object);"
                                + " mend it in a text editor or restore an earlier version");
        assertThat(sandbox.jobs()).hasSize(1);
    }
}
