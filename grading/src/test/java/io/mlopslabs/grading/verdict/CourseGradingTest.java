// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.grading.exercises.Answer;
import io.mlopslabs.grading.exercises.Exercise;
import io.mlopslabs.grading.exercises.Hint;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.sandbox.Sandbox;
import io.mlopslabs.grading.submission.HandedIn;
import io.mlopslabs.grading.submission.Intake;
import io.mlopslabs.grading.submission.Submission;
import io.mlopslabs.grading.submission.Template;
import io.mlopslabs.grading.testing.C1w1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The course's own exercises in the kernel that learners have: the sample answers of all exercises, the k-th of each in one submission. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class CourseGradingTest {
    @TempDir
    Path folder;

    private Template template;
    private Sandbox sandbox;
    private Grader grader;

    @BeforeAll
    void a_grading_run_with_a_seed_of_its_own(TestReporter reporter) throws Exception {
        sandbox = C1w1.nativeSandbox();
        template = C1w1.template();
        long seed = new SecureRandom().nextLong();
        reporter.publishEntry("seed", String.valueOf(seed));
        grader = Grader.start(template, sandbox, seed);
    }

    @AfterAll
    void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private Submission submission(Map<String, String> answers) throws IOException {
        Notebook notebook = C1w1.answered(answers);
        Path file = Files.write(folder.resolve("ada.ipynb"), notebook.toBytes());
        return Intake.read(new HandedIn("ada", List.of(file)), template);
    }

    /** The k-th answer of each exercise; where one has fewer, its first again. */
    private static Map<Exercise, Answer> chosen(Function<Exercise, List<Answer>> answers, int k) throws IOException {
        var chosen = new HashMap<Exercise, Answer>();
        for (Exercise exercise : C1w1.exercises()) {
            List<Answer> all = answers.apply(exercise);
            chosen.put(exercise, all.get(k < all.size() ? k : 0));
        }
        return chosen;
    }

    private Verdict graded(Map<Exercise, Answer> answers) throws IOException {
        var sources = new HashMap<String, String>();
        answers.forEach((exercise, answer) -> sources.put(exercise.id(), answer.source()));
        return grader.grade(submission(sources));
    }

    private static IntStream most(Function<Exercise, List<Answer>> answers) throws IOException {
        return IntStream.range(
                0,
                C1w1.exercises().stream()
                        .mapToInt(exercise -> answers.apply(exercise).size())
                        .max()
                        .orElseThrow());
    }

    static IntStream wrong() throws IOException {
        return most(Exercise::wrong);
    }

    static IntStream right() throws IOException {
        return most(Exercise::right);
    }

    @Test
    void the_instructors_answers_earn_all_points_in_one_quiet_run_of_a_few_seconds() throws IOException {
        Verdict verdict = grader.grade(submission(C1w1.references()));
        assertThat(verdict.status()).isEqualTo(Status.OK);
        assertThat(verdict.score()).isEqualTo(OptionalDouble.of(10));
        assertThat(verdict.incidents()).isEmpty();
        assertThat(verdict.runs()).hasSize(1);
        assertThat(verdict.runs().get(0).wall()).isLessThan(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @MethodSource("right")
    void a_right_answer_of_another_kind_earns_all_points(int k) throws IOException {
        Verdict verdict = graded(chosen(Exercise::right, k));
        assertThat(verdict.exercises()).allMatch(exercise -> exercise.status() == Status.OK);
        assertThat(verdict.score()).isEqualTo(OptionalDouble.of(10));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_answer_loses_points_and_gets_the_hint_that_names_it(int k) throws IOException {
        Map<Exercise, Answer> answers = chosen(Exercise::wrong, k);
        Verdict verdict = graded(answers);
        answers.forEach((exercise, answer) -> {
            ExerciseVerdict judged = verdict.exercises().stream()
                    .filter(one -> one.id().equals(exercise.id()))
                    .findFirst()
                    .orElseThrow();
            String hint = exercise.hints().stream()
                    .filter(one -> one.wrong().contains(answer.name()))
                    .map(Hint::say)
                    .findFirst()
                    .orElseThrow();
            assertThat(judged.sentence())
                    .as(exercise.id() + " " + answer.name())
                    .isEqualTo(hint);
            assertThat(judged.status()).isIn(Status.WRONG, Status.PARTIAL);
            assertThat(judged.points().orElseThrow()).isLessThan(judged.max());
        });
    }

    @Test
    void the_untouched_release_earns_nothing_and_is_not_run() throws IOException {
        Verdict verdict = grader.grade(submission(Map.of()));
        assertThat(verdict.status()).isEqualTo(Status.NO_RESPONSE);
        assertThat(verdict.score()).isEqualTo(OptionalDouble.of(0));
        assertThat(verdict.runs()).isEmpty();
    }

    @Test
    void a_learner_sees_the_same_checks_before_handing_in() throws Exception {
        Map<String, String> answers = new HashMap<>(C1w1.references());
        answers.put("c1w1-expected-cost", "double expectedCost(double[][] confusion, double[][] price) { return 1; }");
        answers.put("c1w1-choose-confidence", "double cheapestConfidence(double[] confidences { }");
        answers.remove("c1w1-alarm");
        List<SelfCheck> checks = Validation.of(template, submission(answers), sandbox);
        assertThat(checks)
                .containsExactly(
                        new SelfCheck(
                                "c1w1-expected-cost",
                                SelfCheck.State.NOT_YET,
                                "0 of 4 checks; not yet: two mistakes at 5 euros and one at 1 cost 11 euros over 20 things",
                                "count and price of the same cell belong together: row true, column predicted"),
                        new SelfCheck(
                                "c1w1-choose-confidence",
                                SelfCheck.State.NOT_YET,
                                "The answer does not compile: it ends before a bracket or a quote is closed",
                                ""),
                        new SelfCheck("c1w1-canary-side", SelfCheck.State.PASSED, "5 of 5 checks", ""),
                        new SelfCheck(
                                "c1w1-alarm",
                                SelfCheck.State.NOT_ANSWERED,
                                "There is no answer yet. Write it into the answer cell, in place of the line that throws.",
                                ""));
    }
}
