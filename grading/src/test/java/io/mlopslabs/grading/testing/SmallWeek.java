// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.testing;

import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.markdown;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.exercises.Exercise;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Release;
import io.mlopslabs.grading.submission.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A week of three exercises that fit on a page: half, third and fourth of a whole number, two points each. */
public final class SmallWeek {
    public static final List<String> IDS = List.of("c9w9-half", "c9w9-third", "c9w9-fourth");
    private static final Map<String, Integer> DIVISORS = Map.of("half", 2, "third", 3, "fourth", 4);

    private final Path exercises;

    private SmallWeek(Path exercises) {
        this.exercises = exercises;
    }

    /** Writes the exercises below {@code folder}. */
    public static SmallWeek in(Path folder) throws IOException {
        Path exercises = folder.resolve("exercises");
        for (String id : IDS) {
            String name = id.substring(5);
            Path exercise = exercises.resolve("c9w9").resolve(id);
            Files.createDirectories(exercise.resolve("wrong"));
            Files.createDirectories(exercise.resolve("right"));
            Files.writeString(exercise.resolve("exercise.yaml"), """
                    id: %1$s
                    week: c9w9
                    points: 2
                    entry: int %2$s(int n)
                    needs: [imports, %1$s]
                    probes:
                      - name: small numbers
                        points: 1
                        inputs: {cases: {nothing: [0], twelve: [12]}}
                        compare: exact
                      - name: remainders
                        points: 1
                        inputs: {cases: {one: [1], minus seven: [-7]}}
                        compare: exact
                    hints:
                      - wrong: [identity]
                        when: {case: twelve, actual: 12}
                        say: This is the number itself.
                      - say: Some number comes out wrong.
                    """.formatted(id, name));
            Files.writeString(
                    exercise.resolve("wrong/identity.java"), "// Divides nothing.\n" + answer(id, "return n;"));
        }
        return new SmallWeek(exercises);
    }

    public List<Exercise> exercises() throws IOException {
        return Exercise.readAll(exercises);
    }

    public Template template() throws IOException {
        return Template.of(source(), exercises());
    }

    /** The folder of the exercises. */
    public Path folder() {
        return exercises;
    }

    /** The instructor's notebook. */
    public static Notebook source() {
        var cells = new ArrayList<ObjectNode>();
        cells.add(markdown("title", "# A week"));
        cells.add(code("imports", "import java.util.List;"));
        cells.add(code("training", "Thread.sleep(60_000);"));
        for (String id : IDS) {
            ObjectNode solution = Sources.solution(
                    id,
                    answer(
                            id,
                            "// BEGIN SOLUTION\n    return n / " + DIVISORS.get(id.substring(5))
                                    + ";\n    // END SOLUTION"));
            cells.add(solution.put("id", id));
            ObjectNode checks = Sources.grade(
                    id + "-checks",
                    "Check.exercise(\"" + id + "\").report();\n// BEGIN HIDDEN TESTS\nProbe.calls(\"" + id + "\", a -> "
                            + id.substring(5) + "((int) a[0]));\n// END HIDDEN TESTS");
            cells.add(checks.put("id", id + "-checks"));
        }
        Notebook notebook = Sources.notebook(cells.toArray(ObjectNode[]::new));
        return Notebook.of("c9w9-parts.ipynb", notebook.tree());
    }

    /** What learners get. */
    public static Notebook released() {
        return Release.of(source()).learnerCopy().orElseThrow();
    }

    /** What a learner hands in: the released notebook with these texts in the answer cells. */
    public static Notebook answered(Map<String, String> answers) {
        ObjectNode tree = released().tree();
        tree.get("cells").forEach(cell -> {
            String id = cell.get("id").asText();
            if (answers.containsKey(id)) {
                ((ObjectNode) cell).put("source", answers.get(id));
            }
        });
        return Notebook.of("c9w9-parts.ipynb", tree);
    }

    /** An answer to {@code id} with this body. */
    public static String answer(String id, String body) {
        return "int " + id.substring(5) + "(int n) {\n    " + body + "\n}";
    }

    /** The instructor's answer. */
    public static String right(String id) {
        return answer(id, "return n / " + DIVISORS.get(id.substring(5)) + ";");
    }
}
