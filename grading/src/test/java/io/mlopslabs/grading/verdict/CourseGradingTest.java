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
import io.mlopslabs.grading.testing.Week;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The course's own exercises in the kernel that learners have: the sample answers of all exercises, the k-th of each in one submission. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@MethodSource("weeks")
@Timeout(120)
class CourseGradingTest {
    @TempDir
    static Path folder;

    private ExecutorService workers; // one instance serves every week, and each week ends its own
    private final Map<String, Future<Verdict>> verdicts = new HashMap<>();

    @Parameter
    Week week;

    private Template template;
    private Sandbox sandbox;
    private Grader grader;

    static List<Week> weeks() throws IOException {
        return Week.all();
    }

    @BeforeParameterizedClassInvocation
    void a_grading_run_with_a_seed_of_its_own(Week injected, TestReporter reporter) throws Exception {
        workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        verdicts.clear();
        sandbox = Week.nativeSandbox();
        template = week.template();
        long seed = new SecureRandom().nextLong();
        reporter.publishEntry("seed", String.valueOf(seed));
        grader = Grader.start(template, sandbox, seed);
        right().forEach(k -> later("right", Exercise::right, k));
        wrong().forEach(k -> later("wrong", Exercise::wrong, k));
    }

    private void later(String kind, Function<Exercise, List<Answer>> answers, int k) {
        verdicts.put(kind + k, workers.submit(() -> graded(chosen(answers, k)))); // each waits more than it computes
    }

    @AfterParameterizedClassInvocation
    void close() {
        workers.shutdownNow();
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private Submission submission(Map<String, String> answers) throws IOException {
        Notebook notebook = week.answered(answers);
        Path file = Files.write(Files.createTempFile(folder, "ada", ".ipynb"), notebook.toBytes());
        return Intake.read(new HandedIn("ada", List.of(file)), template);
    }

    /** The k-th answer of each exercise; where one has fewer, its first again. */
    private Map<Exercise, Answer> chosen(Function<Exercise, List<Answer>> answers, int k) throws IOException {
        var chosen = new HashMap<Exercise, Answer>();
        for (Exercise exercise : week.exercises()) {
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

    private IntStream most(Function<Exercise, List<Answer>> answers) throws IOException {
        return IntStream.range(
                0,
                week.exercises().stream()
                        .mapToInt(exercise -> answers.apply(exercise).size())
                        .max()
                        .orElseThrow());
    }

    IntStream wrong() throws IOException {
        return most(Exercise::wrong);
    }

    IntStream right() throws IOException {
        return most(Exercise::right);
    }

    @Test
    void the_instructors_answers_earn_all_points_in_one_quiet_run_of_a_few_seconds() throws IOException {
        Verdict verdict = grader.grade(submission(week.references()));
        assertThat(verdict.status()).isEqualTo(Status.OK);
        assertThat(verdict.score()).isEqualTo(OptionalDouble.of(10));
        assertThat(verdict.incidents()).isEmpty();
        assertThat(verdict.runs()).hasSize(1);
        assertThat(verdict.runs().get(0).wall()).isLessThan(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @MethodSource("right")
    void a_right_answer_of_another_kind_earns_all_points(int k) throws Exception {
        Verdict verdict = verdicts.get("right" + k).get();
        assertThat(verdict.exercises()).allMatch(exercise -> exercise.status() == Status.OK);
        assertThat(verdict.score()).isEqualTo(OptionalDouble.of(10));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_answer_loses_points_and_gets_the_hint_that_names_it(int k) throws Exception {
        Map<Exercise, Answer> answers = chosen(Exercise::wrong, k);
        Verdict verdict = verdicts.get("wrong" + k).get();
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
}
