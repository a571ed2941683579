// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.grade;
import static io.mlopslabs.grading.testing.Sources.markdown;
import static io.mlopslabs.grading.testing.Sources.notebook;
import static io.mlopslabs.grading.testing.Sources.solution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A course of one exercise, and what is found in releases of it. */
final class SmallCourse {
    static final String ANSWER = "return things == 0 ? 0 : sum / things;";
    static final String ANSWER_LINE = "line 8 of the solution in cell 3 (grade_id mean) of c1w1-split.ipynb";

    static final String SOLUTION = """
            double mean(double[] values) {
                // BEGIN SOLUTION
                double sum = 0, things = 0;
                for (double value : values) {
                    sum += 3 * value; // three cents a thing
                    things += "3".length() * 3;
                }
                %s
                // END SOLUTION
            }""".formatted(ANSWER);

    private static final String CHECKS = """
            mean(new double[] {1, 2});
            // BEGIN HIDDEN TESTS
            io.mlopslabs.notebook.Probe.calls("mean", a -> mean((double[]) a[0]));
            mean(x7);
            q9;
            }
            // END HIDDEN TESTS
            """;

    final Path exercises;

    SmallCourse(Path exercises) throws IOException {
        this.exercises = exercises;
        Path folder =
                Files.createDirectories(exercises.resolve("c1w1/mean/right")).getParent();
        Files.createDirectory(folder.resolve("wrong"));
        Files.writeString(folder.resolve("exercise.yaml"), """
                id: mean
                entry: double mean(double[] values)
                needs: [imports, mean]
                probes:
                  - name: the mean of some
                    inputs:
                      generator: any-numbers-at-all
                      settings: {calls: 80, seed: 4711}
                      cases:
                        two of them: [[1.5, 2.0, NaN], [true, false]]
                        text: ["Zoë Quux", 1]
                    compare: exact
                hints:
                  - wrong: [never-divided]
                    when: {case: two of them, actual: 2.4285714285714284}
                    say: This is the `sum` of all. Divide it, please.
                """);
        Files.writeString(folder.resolve("right/stream.java"), """
                // One pass is enough for everybody.
                double mean(double[] values) {
                    return Arrays.stream(values).average().orElse(0);
                }
                """);
        Files.writeString(folder.resolve("wrong/never-divided.java"), """
                double mean(double[] values) {
                    return Arrays.stream(values).sum();
                }
                """);
        Files.writeString(exercises.resolve("README.md"), "Anybody may read this sentence.");
    }

    static Notebook source(ObjectNode... more) {
        var cells = new ArrayList<ObjectNode>();
        cells.add(markdown("prose", "Write the mean."));
        cells.add(code("play", "int a = 1;"));
        cells.add(solution("mean", SOLUTION));
        cells.add(grade("mean-checks", CHECKS));
        cells.addAll(List.of(more));
        return notebook(cells.toArray(ObjectNode[]::new));
    }

    static byte[] released(Notebook source) {
        return Release.of(source).learnerCopy().orElseThrow().toBytes();
    }

    /** What the release of {@code source} would give away, cells and all. */
    List<String> leaks(Notebook source, Notebook... otherWeeks) throws IOException {
        var sources = new ArrayList<>(List.of(source));
        sources.addAll(List.of(otherWeeks));
        return messages(Secrets.of(sources, exercises), released(source));
    }

    static List<String> messages(Secrets secrets, byte[] bytes) throws IOException {
        return secrets.leaksIn("c1w1-split.ipynb", bytes).stream()
                .map(Leak::message)
                .toList();
    }

    /** What is found in a release to which {@code edit} was done after the answers were taken out. */
    List<String> leaksAfter(Consumer<ObjectNode> edit) throws IOException {
        ObjectNode tree = Notebook.parse("c1w1-split.ipynb", released(source())).tree();
        edit.accept(tree);
        return messages(
                Secrets.of(List.of(source()), exercises),
                Notebook.of("c1w1-split.ipynb", tree).toBytes());
    }

    List<String> leaksOf(String text) throws IOException {
        return leaksAfter(tree -> cell(tree, 0).put("source", text));
    }

    static ObjectNode cell(ObjectNode tree, int index) {
        return (ObjectNode) tree.get("cells").get(index);
    }

    static ObjectNode metadata(ObjectNode tree, int index) {
        return (ObjectNode) cell(tree, index).get("metadata");
    }

    static String found(String place, String secret) {
        return "c1w1-split.ipynb: " + place + ": holds " + secret + "; take it out of what learners see";
    }
}
