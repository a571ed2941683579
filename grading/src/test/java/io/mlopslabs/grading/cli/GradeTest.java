// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import static io.mlopslabs.grading.testing.SmallWeek.answer;
import static io.mlopslabs.grading.testing.SmallWeek.right;
import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.grading.sandbox.Job;
import io.mlopslabs.grading.testing.ResultFiles;
import io.mlopslabs.grading.testing.SmallWeek;
import io.mlopslabs.grading.verdict.ScriptedSandbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GradeTest {
    private static final String HALF = "c9w9-half";
    private static final String THIRD = "c9w9-third";
    private static final String FOURTH = "c9w9-fourth";
    private static final Map<String, String> ALL_RIGHT =
            Map.of(HALF, right(HALF), THIRD, right(THIRD), FOURTH, right(FOURTH));

    @TempDir
    private Path folder;

    private final ScriptedSandbox sandbox = new ScriptedSandbox();
    private Path submissions;
    private Path out;

    private record Said(int code, String out, String err) {}

    @BeforeEach
    void a_course_and_three_submissions() throws IOException {
        SmallWeek.in(folder);
        submissions = Files.createDirectory(folder.resolve("handed in"));
        out = folder.resolve("out");
        hand("bob", Map.of(HALF, answer(HALF, "System.exit(0);"), THIRD, right(THIRD)));
        hand("ada", ALL_RIGHT);
        hand("carl", Map.of());
    }

    private void hand(String student, Map<String, String> answers) throws IOException {
        Files.write(
                submissions.resolve(student + ".ipynb"),
                SmallWeek.answered(answers).toBytes());
    }

    private Said course(String... arguments) {
        var said = new StringWriter();
        var problems = new StringWriter();
        int code = Course.commandLine((course, options) -> new Sandboxes.Opened(sandbox, "1"))
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(problems, true))
                .execute(arguments);
        return new Said(
                code, said.toString().replace("\r\n", "\n"), problems.toString().replace("\r\n", "\n"));
    }

    private Said grade(String... more) {
        var arguments = new ArrayList<>(List.of("grade", submissions.toString(), "--course", folder.toString()));
        arguments.addAll(List.of("--out", out.toString()));
        arguments.addAll(List.of(more));
        return course(arguments.toArray(String[]::new));
    }

    private List<String> jobs() {
        return sandbox.jobs().stream().map(Job::name).toList();
    }

    private String csv() throws IOException {
        return Files.readString(out.resolve("grades.csv")).replace("\r\n", "\n");
    }

    @Nested
    class Grade {
        @Test
        void gives_everybody_a_verdict_in_the_order_of_names() throws IOException {
            Said said = grade("--jobs", "1");
            assertThat(said.err())
                    .containsPattern(" 1/3  ada +6\\.00 of 6  OK +about \\d+ s left\n")
                    .containsPattern(" 2/3  bob +2\\.00 of 6  PARTIAL +about \\d+ s left\n")
                    .containsPattern(" 3/3  carl +0\\.00 of 6  NO_RESPONSE *\n");
            assertThat(said.out())
                    .isEqualTo("3 submissions: 3 graded\nscores: " + out.resolve("grades.csv") + "\nclass:  "
                            + out.resolve("class.html") + "\n");
            assertThat(said.code()).isZero();
            assertThat(csv()).isEqualTo("""
                    student,c9w9-half,c9w9-third,c9w9-fourth,total,max,status
                    ada,2,2,2,6,6,OK
                    bob,0,2,0,2,6,PARTIAL
                    carl,0,0,0,0,6,NO_RESPONSE
                    """);
            assertThat(jobs()).containsExactly("reference", "ada all", "bob all", "bob c9w9-half", "bob c9w9-third");
        }

        @Test
        void gives_the_same_files_for_the_same_seed_however_many_at_a_time() throws IOException {
            grade("--jobs", "1", "--seed", "7");
            Map<String, String> one = ResultFiles.in(out);
            out = folder.resolve("out2");
            grade("--jobs", "3", "--seed", "7");
            assertThat(ResultFiles.in(out)).isEqualTo(one);
            assertThat(one.keySet())
                    .contains("class.html", "grades.csv", "run.json")
                    .contains("students/ada/feedback.html", "students/ada/result.json", "students/ada/results.json");
        }

        @Test
        void runs_nothing_a_second_time_and_then_only_what_changed() throws IOException {
            grade();
            Map<String, String> before = ResultFiles.in(out);
            int jobs = jobs().size();
            Said again = grade();
            assertThat(again.err().lines()).hasSize(3).allMatch(line -> line.endsWith("as before"));
            assertThat(jobs()).hasSize(jobs);
            assertThat(ResultFiles.in(out)).isEqualTo(before);
            hand("carl", ALL_RIGHT);
            assertThat(grade().code()).isZero();
            assertThat(jobs().subList(jobs, jobs().size())).containsExactly("reference", "carl all");
            assertThat(csv()).contains("carl,2,2,2,6,6,OK\n");
        }

        @Test
        void grades_all_anew_under_another_seed_or_with_another_exercise() throws IOException {
            grade();
            int jobs = jobs().size();
            grade("--seed", "8");
            assertThat(jobs()).hasSize(2 * jobs);
            Path exercise = folder.resolve("grading/exercises/c9w9/c9w9-half/exercise.yaml");
            Files.writeString(exercise, Files.readString(exercise).replace("comes out wrong", "is wrong"));
            grade();
            assertThat(jobs()).hasSize(3 * jobs);
        }

        @Test
        void says_1_where_a_submission_cannot_be_graded() throws IOException {
            Files.writeString(submissions.resolve("dora.ipynb"), "{");
            Said said = grade();
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out()).startsWith("4 submissions: 3 graded, 1 not to be graded\n");
            assertThat(csv()).contains("dora,0,0,0,0,6,INVALID_NOTEBOOK\n");
        }

        @Test
        void says_3_where_this_machine_failed_and_makes_up_for_it_the_next_time() throws IOException {
            sandbox.failAll("ada all");
            Said said = grade();
            assertThat(said.code()).isEqualTo(3);
            assertThat(said.out())
                    .startsWith("3 submissions: 2 graded, 1 not scored, this machine failed: grade again\n");
            assertThat(csv()).contains("ada,,,,,6,INFRA_ERROR\n");
            assertThat(out.resolve("students/ada/results.json")).doesNotExist();
            sandbox.failAll("no such name");
            int jobs = jobs().size();
            assertThat(grade().code()).isZero();
            assertThat(jobs().subList(jobs, jobs().size())).containsExactly("reference", "ada all");
            assertThat(csv()).contains("ada,2,2,2,6,6,OK\n");
        }

        @Test
        void stops_with_3_where_the_instructors_answers_cannot_be_run() {
            sandbox.failNext(2);
            assertThat(grade()).isEqualTo(new Said(3, "", "no engine answers; start it and grade again\n"));
        }

        @Test
        void stops_with_3_where_the_instructors_answers_are_wrong() throws IOException {
            Path notebook = folder.resolve("notebooks/c9w9-parts.ipynb");
            Files.writeString(notebook, Files.readString(notebook).replace("return n / 3;", "throw null;"));
            Path exercise = folder.resolve("grading/exercises/c9w9/c9w9-third/exercise.yaml");
            Files.writeString(
                    exercise,
                    Files.readString(exercise)
                            .replace("entry: int third", "entry: boolean third")
                            .replaceFirst("compare: exact", "compare: {property: repeatable}"));
            assertThat(grade())
                    .isEqualTo(new Said(
                            3,
                            "",
                            "c9w9-parts.ipynb: the instructor's own answer to c9w9-third misses the probe `small numbers`; run"
                                    + " `./course test` and mend notebook or exercise.yaml\n"));
        }

        @Test
        void names_students_by_the_roster_and_lists_who_is_absent() throws IOException {
            Path roster = Files.writeString(
                    folder.resolve("roster.csv"), "submission,student\nada,Ada Lovelace\neve,=EVE()\n");
            Said said = grade("--roster", roster.toString());
            assertThat(said.code()).isZero();
            assertThat(said.out()).startsWith("3 submissions: 3 graded, 1 of the roster handed in nothing\n");
            assertThat(csv())
                    .startsWith("student,c9w9-half,c9w9-third,c9w9-fourth,total,max,status\nAda Lovelace,2,")
                    .endsWith("\n'=EVE(),,,,,6,NO_SUBMISSION\n");
            assertThat(out.resolve("students/Ada Lovelace/feedback.html"))
                    .content()
                    .contains("<h1>Week c9w9: Ada Lovelace</h1>");
        }

        @Test
        void refuses_a_roster_that_makes_one_person_of_two() throws IOException {
            Path roster = Files.writeString(folder.resolve("roster.csv"), "submission,student\nada,bob\n");
            assertThat(grade("--roster", roster.toString()))
                    .isEqualTo(new Said(
                            2, "", "ada and bob are both the work of bob; mend the roster or keep one of them\n"));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                --jobs 0        | --jobs is 0; write a number from 1 on
                --week c1w1     | there is no week `c1w1` with exercises; known weeks: c9w9
                --seed many     | Invalid value for option '--seed': 'many' is not a long
                --runner cloud  | Invalid value for option '--runner': expected one of [NATIVE, CONTAINER] (case-insensitive) but was 'cloud'
                --roster none   | none: NoSuchFileException; mend that, then run the command again
                """)
        void says_2_to_a_wrong_call(String arguments, String sentence) {
            Said said = grade(arguments.split(" "));
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).startsWith(sentence + "\n");
        }

        @Test
        void says_2_where_there_is_nothing_to_grade() {
            Path none = folder.resolve("none");
            assertThat(course("grade", none.toString(), "--course", folder.toString()))
                    .isEqualTo(new Said(2, "", none + " is no folder; name the folder that holds the submissions\n"));
        }
    }

    @Nested
    class Validate {
        private Said validate(Map<String, String> answers) throws IOException {
            hand("mine", answers);
            return course("validate", submissions.resolve("mine.ipynb").toString(), "--course", folder.toString());
        }

        @Test
        void has_a_line_for_each_exercise_and_a_hint_below_what_is_not_right() throws IOException {
            assertThat(validate(Map.of(HALF, right(HALF), THIRD, answer(THIRD, "return n;"))))
                    .isEqualTo(new Said(1, """
                            c9w9-half                passed        2 of 2 checks
                            c9w9-third               not yet       1 of 2 checks; not yet: twelve is divided
                                                     hint: look at <12>
                            c9w9-fourth              not answered  There is no answer yet. Write it into the answer cell, in place of the line that throws.
                            Not all visible checks passed yet.
                            """, ""));
        }

        @Test
        void says_0_when_all_pass_and_promises_nothing() throws IOException {
            Said said = validate(ALL_RIGHT);
            assertThat(said.code()).isZero();
            assertThat(said.out()).endsWith("All visible checks passed. Grading tries other inputs too.\n");
            assertThat(jobs()).containsExactly("validate");
            assertThat(sandbox.jobs().get(0).probes()).isEmpty();
        }

        @Test
        void shows_the_others_when_one_answer_ends_the_kernel() throws IOException {
            Said said =
                    validate(Map.of(HALF, right(HALF), THIRD, answer(THIRD, "System.exit(0);"), FOURTH, right(FOURTH)));
            assertThat(said.out())
                    .contains("c9w9-half                passed ")
                    .contains("c9w9-third               not yet       The answer ended the Java program.")
                    .contains("c9w9-fourth              passed ");
            assertThat(jobs()).hasSize(2);
        }

        @Test
        void says_what_is_wrong_with_a_file_that_is_no_notebook() throws IOException {
            Path file = Files.writeString(folder.resolve("x.ipynb"), "");
            assertThat(course("validate", file.toString(), "--course", folder.toString()))
                    .isEqualTo(new Said(
                            1,
                            "",
                            "x.ipynb is empty at line 1, column 1; restore an earlier version of the notebook\n"));
            Path none = folder.resolve("none.ipynb");
            assertThat(course("validate", none.toString(), "--course", folder.toString()))
                    .isEqualTo(new Said(2, "", none + " is not there; name a notebook of work/\n"));
        }

        @Test
        void says_3_where_this_machine_failed() throws IOException {
            sandbox.failNext(1);
            assertThat(validate(ALL_RIGHT)).isEqualTo(new Said(3, "", "no engine answers; start it and grade again\n"));
        }
    }
}
