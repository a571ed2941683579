// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.sandbox.Sandbox;
import io.mlopslabs.grading.submission.HandedIn;
import io.mlopslabs.grading.submission.Intake;
import io.mlopslabs.grading.submission.Template;
import io.mlopslabs.grading.testing.Week;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that do harm, by the table in {@code attacks/answers.yaml}: what each is worth, and that its neighbours do not notice. One class per runner. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class Attacks {
    private static final String BEFORE = "c1w1-expected-cost";
    private static final String ATTACKED = "c1w1-choose-confidence";
    private static final String AFTER = "c1w1-alarm";
    /** A fault of the learner's, whichever comes first; neither a point nor a fault of this machine. */
    private static final Set<Status> FAULTS =
            EnumSet.complementOf(EnumSet.of(Status.OK, Status.PARTIAL, Status.NO_RESPONSE, Status.INFRA_ERROR));

    /** One row. */
    record Attack(String attack, String runner, String answer, String status) {
        @Override
        public String toString() {
            return attack;
        }
    }

    @TempDir
    static Path folder;

    private Template template;
    private Sandbox sandbox;
    private Grader grader;
    private Map<String, String> right;
    private Verdict peace;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final Map<Attack, Future<Verdict>> verdicts = new HashMap<>();

    /** Opens the runner, or skips the class with the reason. */
    abstract Sandbox open() throws Exception;

    /** Returns the words of the table's column for this runner. */
    abstract Set<String> rows();

    @BeforeAll
    void a_grader_and_what_the_neighbours_are_worth_in_peace() throws Exception {
        sandbox = open();
        template = Week.C1W1.template();
        right = Week.C1W1.references();
        grader = Grader.start(template, sandbox, 20_261_127);
        peace = graded(right.get(ATTACKED));
        assertThat(peace.score()).isEqualTo(OptionalDouble.of(8)); // all but the one that is not answered
        String reference = right.get(ATTACKED);
        String head = reference.substring(0, reference.indexOf('{') + 1);
        attacks().forEach(attack -> {
            String answer = attack.answer().replace("{right}", reference).replace("{head}", head);
            verdicts.put(attack, workers.submit(() -> graded(answer))); // each waits more than it computes
        });
    }

    @AfterAll
    void close() {
        workers.shutdownNow();
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private Verdict graded(String answer) throws IOException {
        Notebook notebook =
                Week.C1W1.answered(Map.of(BEFORE, right.get(BEFORE), ATTACKED, answer, AFTER, right.get(AFTER)));
        Path file = Files.write(Files.createTempFile(folder, "eve", ".ipynb"), notebook.toBytes());
        return grader.grade(Intake.read(new HandedIn("eve", List.of(file)), template));
    }

    private static ExerciseVerdict of(Verdict verdict, String id) {
        return verdict.exercises().stream()
                .filter(exercise -> exercise.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Stream<Attack> attacks() throws IOException {
        try (InputStream table = Objects.requireNonNull(Attacks.class.getResourceAsStream("/attacks/answers.yaml"))) {
            Attack[] all = new ObjectMapper(new YAMLFactory()).readValue(table, Attack[].class);
            return Stream.of(all).filter(attack -> rows().contains(attack.runner()));
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void earns_no_point_that_it_should_not_and_costs_its_neighbours_none(Attack attack) throws Exception {
        Verdict verdict = verdicts.get(attack).get();
        ExerciseVerdict attacked = of(verdict, ATTACKED);
        if (attack.status().equals("any fault")) {
            assertThat(FAULTS).contains(attacked.status());
        } else {
            assertThat(attacked.status()).as(attacked.sentence()).isEqualTo(Status.valueOf(attack.status()));
        }
        assertThat(attacked.points()).isEqualTo(OptionalDouble.of(attacked.status() == Status.OK ? 3 : 0));
        assertThat(of(verdict, BEFORE)).isEqualTo(of(peace, BEFORE));
        assertThat(of(verdict, AFTER)).isEqualTo(of(peace, AFTER));
    }

    @Test
    void is_in_a_table_of_rows_that_some_runner_reads() throws IOException {
        try (InputStream table = Objects.requireNonNull(Attacks.class.getResourceAsStream("/attacks/answers.yaml"))) {
            Attack[] all = new ObjectMapper(new YAMLFactory()).readValue(table, Attack[].class);
            assertThat(all).extracting(Attack::runner).containsOnly("any", "container");
            assertThat(all).extracting(Attack::attack).doesNotHaveDuplicates();
        }
    }
}
