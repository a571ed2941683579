// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One graded exercise: what it asks for, by what it is judged, and sample answers.
 *
 * @param id the {@code grade_id} of its answer cell
 * @param week the week it belongs to, as in {@code c1w1}
 * @param points what it is worth, the sum of its probes' points
 * @param entry the method that an answer must have
 * @param needs ids of the notebook's cells that must run before a probe can, the answer among them
 * @param probes what an answer must do
 * @param hints what to say to a wrong answer; the last one fits always
 * @param wrong answers that people give and that must lose points
 * @param right answers unlike the reference that must lose none
 */
public record Exercise(
        String id,
        String week,
        double points,
        EntryPoint entry,
        List<String> needs,
        List<Probe> probes,
        List<Hint> hints,
        List<Answer> wrong,
        List<Answer> right) {
    private static final Set<String> FIELDS = Set.of("id", "week", "points", "entry", "needs", "probes", "hints");

    public Exercise {
        needs = List.copyOf(needs);
        probes = List.copyOf(probes);
        hints = List.copyOf(hints);
        wrong = List.copyOf(wrong);
        right = List.copyOf(right);
    }

    /** Returns the sentence for an answer with these misses: the first hint that fits any of them. */
    public String hint(List<Miss> misses) {
        return hints.stream()
                .filter(hint -> misses.stream().anyMatch(hint.fits()))
                .findFirst()
                .orElseGet(() -> hints.get(hints.size() - 1))
                .say();
    }

    /**
     * Reads the exercises of every week below {@code exercises}, in the order of weeks and ids.
     *
     * @param exercises the folder with one folder a week; files in it, a README among them, are passed over
     * @throws MalformedExerciseException if one of them breaks a rule of {@code grading/exercises/README.md}; names file and field
     * @throws IOException if a file cannot be opened
     */
    public static List<Exercise> readAll(Path exercises) throws IOException {
        var all = new ArrayList<Exercise>();
        for (Path week : folders(exercises)) {
            for (Path folder : folders(week)) {
                all.add(read(folder));
            }
        }
        return List.copyOf(all);
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (var listed = Files.list(parent)) {
            return listed.filter(Files::isDirectory).sorted().toList();
        }
    }

    /**
     * Reads the exercise in {@code folder}, a folder named by the exercise's id in one named by its week.
     *
     * @throws MalformedExerciseException if it breaks a rule of {@code grading/exercises/README.md}; names file and field
     * @throws IOException if a file cannot be opened
     */
    public static Exercise read(Path folder) throws IOException {
        Field file = Field.read(folder.resolve("exercise.yaml")).only(FIELDS);
        Field id = file.get("id", "the grade_id of the answer cell");
        Field week = file.get("week", "the week's id");
        must(id, id.text().equals(name(folder)), "the folder is named " + name(folder));
        String above = name(folder.toAbsolutePath().getParent());
        must(week, week.text().equals(above), "the week's folder is " + above);
        must(id, id.text().startsWith(week.text() + "-"), "an id starts with its week, " + week.text() + "-");
        EntryPoint entry = EntryPoint.of(file.get("entry", "the head of the method that an answer must have"));
        Field needs = file.get("needs", "the cells that must run before a probe can");
        must(needs, needs.texts().contains(id.text()), "the answer cell `" + id.text() + "` is not among them");
        List<Probe> probes = probes(file.get("probes", "what an answer must do"), entry);
        Field points = file.get("points", "what the exercise is worth");
        double sum = probes.stream().mapToDouble(Probe::points).sum();
        must(points, Probe.points(points) == sum, "its probes sum to " + sum);
        List<Hint> hints = hints(file.get("hints", "what to say to a wrong answer"), entry, probes);
        List<Answer> wrong = Answer.in(folder.resolve("wrong"));
        eachWrongAnswerHasItsHint(file.get("hints", ""), hints, wrong);
        return new Exercise(
                id.text(),
                week.text(),
                sum,
                entry,
                needs.texts(),
                probes,
                hints,
                wrong,
                Answer.in(folder.resolve("right")));
    }

    private static List<Probe> probes(Field field, EntryPoint entry) throws MalformedExerciseException {
        var probes = new ArrayList<Probe>();
        var names = new HashSet<String>();
        for (Field one : field.list()) {
            Probe probe = Probe.of(one, entry);
            Field name = one.get("name", "");
            must(name, names.add(probe.name()), "another probe has that name");
            probes.add(probe);
        }
        return probes;
    }

    private static List<Hint> hints(Field field, EntryPoint entry, List<Probe> probes)
            throws MalformedExerciseException {
        List<Field> fields = field.list();
        var hints = new ArrayList<Hint>();
        for (Field one : fields) {
            hints.add(hints.size() < fields.size() - 1 ? Hint.of(one, entry, probes) : Hint.last(one));
        }
        must(field, !hints.isEmpty(), "write at least the last hint, `say` alone");
        return hints;
    }

    private static void eachWrongAnswerHasItsHint(Field field, List<Hint> hints, List<Answer> wrong)
            throws MalformedExerciseException {
        List<String> named =
                hints.stream().flatMap(hint -> hint.wrong().stream()).toList();
        List<String> there = wrong.stream().map(Answer::name).toList();
        for (String name : named) {
            if (!there.contains(name)) {
                throw field.wrong("name the wrong answer " + name + "; there is no wrong/" + name + ".java");
            }
        }
        for (String name : there) {
            long hinted = named.stream().filter(name::equals).count();
            if (hinted != 1) {
                throw field.wrong("name the wrong answer " + name + " " + hinted + " times; name it once");
            }
        }
    }

    private static void must(Field field, boolean holds, String otherwise) throws MalformedExerciseException {
        if (!holds) {
            throw field.wrong("is " + field.shown() + "; " + otherwise);
        }
    }

    private static String name(Path folder) {
        return folder.toAbsolutePath().getFileName().toString();
    }
}
