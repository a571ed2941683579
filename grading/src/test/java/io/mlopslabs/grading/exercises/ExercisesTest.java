// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Release;
import io.mlopslabs.grading.release.Weeks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every exercise of the course, its notebook and its sample answers, held against each other. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class ExercisesTest {
    private static final Path ROOT = Path.of("..");
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
    private static final Map<String, Notebook> SOURCES = new HashMap<>();
    private static final List<Exercise> EXERCISES = exercises();
    private static final Map<String, List<List<Outcome>>> REFERENCES = new HashMap<>();
    private static final Map<String, List<String>> REFUSED = new TreeMap<>();

    /** An answer that one test is about. */
    record Sample(Exercise exercise, Answer answer) {
        @Override
        public String toString() {
            return exercise.id() + " " + answer.name();
        }
    }

    private static List<Exercise> exercises() {
        try {
            for (Path source : Weeks.in(ROOT.resolve("notebooks")).sources()) {
                SOURCES.put(source.getFileName().toString().split("-", 2)[0], Notebook.read(source));
            }
            return Exercise.readAll(ROOT.resolve("grading/exercises"));
        } catch (IOException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static List<Exercise> each() {
        return EXERCISES;
    }

    static Stream<Sample> wrong() {
        return EXERCISES.stream().flatMap(exercise -> exercise.wrong().stream().map(a -> new Sample(exercise, a)));
    }

    static Stream<Sample> right() {
        return EXERCISES.stream().flatMap(exercise -> exercise.right().stream().map(a -> new Sample(exercise, a)));
    }

    private static Cell cell(Notebook notebook, String id) {
        return notebook.cells().stream()
                .filter(cell -> cell.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(notebook.name() + " has no cell " + id));
    }

    private static Notebook source(Exercise exercise) {
        return SOURCES.get(exercise.week());
    }

    private static String checks(Exercise exercise) {
        return cell(source(exercise), exercise.id() + "-checks").source();
    }

    /** A session in which the cells that the exercise needs have run, with {@code answer} in place of the answer cell. */
    private static Session with(Exercise exercise, String answer) {
        var session = new Session();
        for (String id : exercise.needs()) {
            session.run(
                    id.equals(exercise.id())
                            ? answer
                            : cell(source(exercise), id).source());
        }
        return session;
    }

    private static List<Outcome> outcomes(Session.Entry entry, List<Call> calls) {
        var outcomes = new ArrayList<Outcome>();
        for (Call call : calls) {
            try {
                outcomes.add(Outcome.of(entry.call(call.arguments().toArray())));
            } catch (Throwable e) { // an answer may throw anything
                outcomes.add(Outcome.thrown(e));
            }
        }
        return outcomes;
    }

    /** What the reference's calls come to, for each seed and probe. */
    private static List<List<Outcome>> reference(Exercise exercise) {
        return REFERENCES.computeIfAbsent(exercise.id(), id -> {
            try (Session session = with(exercise, cell(source(exercise), id).source())) {
                return runs(session.entry(exercise.entry()), exercise);
            }
        });
    }

    private static List<List<Outcome>> runs(Session.Entry entry, Exercise exercise) {
        var runs = new ArrayList<List<Outcome>>();
        for (long seed : SEEDS) {
            for (Probe probe : exercise.probes()) {
                runs.add(outcomes(entry, probe.calls(seed)));
            }
        }
        return runs;
    }

    /** The misses of an answer under each seed. */
    private static List<List<Miss>> misses(Exercise exercise, Session session) {
        List<List<Outcome>> expected = reference(exercise);
        List<List<Outcome>> actual = runs(session.entry(exercise.entry()), exercise);
        var misses = new ArrayList<List<Miss>>();
        int run = 0;
        for (long seed : SEEDS) {
            var ofSeed = new ArrayList<Miss>();
            for (Probe probe : exercise.probes()) {
                ofSeed.addAll(probe.misses(new Trial(probe.calls(seed), actual.get(run), expected.get(run))));
                run++;
            }
            misses.add(ofSeed);
        }
        return misses;
    }

    /** Not a verdict: what visible checks let pass, hidden probes must catch. */
    @AfterAll
    static void say_what_the_visible_checks_refuse() throws IOException {
        Files.writeString(
                Path.of("target", "visible-checks.txt"),
                EXERCISES.stream()
                        .map(exercise -> "%s: the visible checks refuse %d of %d wrong answers, %s%n"
                                .formatted(
                                        exercise.id(),
                                        REFUSED.get(exercise.id()).size(),
                                        exercise.wrong().size(),
                                        REFUSED.get(exercise.id())))
                        .collect(Collectors.joining()));
    }

    @Test
    void there_is_a_folder_for_each_answer_cell_of_each_notebook_and_for_nothing_else() {
        List<String> cells = SOURCES.values().stream()
                .flatMap(notebook -> notebook.cells().stream())
                .map(cell -> cell.metadata("nbgrader"))
                .filter(nbgrader -> nbgrader.path("solution").asBoolean())
                .map(nbgrader -> nbgrader.path("grade_id").asText())
                .toList();
        assertThat(EXERCISES).extracting(Exercise::id).containsExactlyInAnyOrderElementsOf(cells);
    }

    @Test
    void a_complete_week_is_worth_ten_points() {
        assertThat(EXERCISES.stream()
                        .filter(exercise -> exercise.week().equals("c1w1"))
                        .mapToDouble(Exercise::points)
                        .sum())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @MethodSource("each")
    void has_the_points_the_cells_and_the_head_that_stand_in_the_notebook(Exercise exercise) {
        Cell checks = cell(source(exercise), exercise.id() + "-checks");
        JsonNode nbgrader = checks.metadata("nbgrader");
        assertThat(nbgrader.path("grade_id").asText()).isEqualTo(exercise.id() + "-checks");
        assertThat(nbgrader.path("points").asDouble()).isEqualTo(exercise.points());
        assertThat(checks.metadata("course").path("needs").valueStream().map(JsonNode::asText))
                .isEqualTo(exercise.needs());
        List<String> ids = source(exercise).cells().stream()
                .map(Cell::id)
                .filter(exercise.needs()::contains)
                .toList();
        assertThat(ids).as("order of the notebook").isEqualTo(exercise.needs());
        assertThat(cell(source(exercise), exercise.id()).source().replaceAll("\\s+", " "))
                .startsWith(exercise.entry().signature() + " {");
        assertThat(checks.source()).contains("Check.exercise(\"" + exercise.id() + "\")");
    }

    @ParameterizedTest
    @MethodSource("each")
    void has_at_least_five_wrong_and_two_right_answers_that_differ(Exercise exercise) {
        assertThat(exercise.wrong()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(exercise.right()).hasSizeGreaterThanOrEqualTo(2);
        List<Answer> all = Stream.concat(exercise.wrong().stream(), exercise.right().stream())
                .toList();
        assertThat(all)
                .extracting(answer -> answer.source().replaceAll("\\s+", ""))
                .doesNotHaveDuplicates();
        assertThat(all)
                .extracting(Answer::why)
                .allMatch(why -> why.endsWith("."))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("each")
    void the_reference_passes_the_visible_checks_and_misses_nothing(Exercise exercise) {
        try (Session session =
                with(exercise, cell(source(exercise), exercise.id()).source())) {
            assertThat(session.status(checks(exercise))).isEqualTo("passed");
            assertThat(misses(exercise, session)).containsOnly(List.of());
        }
    }

    @ParameterizedTest
    @MethodSource("each")
    void the_untouched_release_is_not_answered(Exercise exercise) {
        Notebook release = Release.of(source(exercise)).learnerCopy().orElseThrow();
        try (Session session = with(exercise, cell(release, exercise.id()).source())) {
            assertThat(session.status(cell(release, exercise.id() + "-checks").source()))
                    .isEqualTo("not_answered");
        }
    }

    @ParameterizedTest
    @MethodSource("right")
    void a_right_answer_passes_the_visible_checks_and_misses_nothing(Sample sample) {
        try (Session session = with(sample.exercise, sample.answer.source())) {
            assertThat(session.status(checks(sample.exercise))).isEqualTo("passed");
            assertThat(misses(sample.exercise, session)).containsOnly(List.of());
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_answer_loses_points_under_every_seed_and_gets_the_hint_that_names_it(Sample sample) {
        String due = sample.exercise.hints().stream()
                .filter(hint -> hint.wrong().contains(sample.answer.name()))
                .map(Hint::say)
                .findFirst()
                .orElseThrow();
        try (Session session = with(sample.exercise, sample.answer.source())) {
            var refused = REFUSED.computeIfAbsent(sample.exercise.id(), id -> new ArrayList<>());
            if (!session.status(checks(sample.exercise)).equals("passed")) {
                refused.add(sample.answer.name());
            }
            for (List<Miss> misses : misses(sample.exercise, session)) {
                assertThat(misses).isNotEmpty();
                assertThat(sample.exercise.hint(misses)).isEqualTo(due);
            }
        }
    }
}
