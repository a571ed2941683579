// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.exercises.Exercise;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Release;
import io.mlopslabs.grading.release.Weeks;
import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.sandbox.NativeSandbox;
import io.mlopslabs.grading.submission.Task;
import io.mlopslabs.grading.submission.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A week as it is in this checkout, and the kernel that runs it.
 *
 * @param id such as {@code c1w1}
 */
public record Week(String id) {
    /** The checkout. */
    public static final Path COURSE = Path.of("..");

    /** The first. */
    public static final Week C1W1 = new Week("c1w1");

    /** Returns every week that has exercises. */
    public static List<Week> all() throws IOException {
        return Exercise.readAll(COURSE.resolve("grading/exercises")).stream()
                .map(Exercise::week)
                .distinct()
                .map(Week::new)
                .toList();
    }

    /** Opens the sandbox, or skips the test where the kernel is not installed. */
    public static NativeSandbox nativeSandbox() throws InfrastructureException {
        assumeThat(COURSE.resolve(".venv/share/jupyter/kernels/java/kernel.json"))
                .as("the Java kernel, which ./course lab --check installs")
                .exists();
        return NativeSandbox.open(COURSE);
    }

    public List<Exercise> exercises() throws IOException {
        return Exercise.readAll(COURSE.resolve("grading/exercises")).stream()
                .filter(exercise -> exercise.week().equals(id))
                .toList();
    }

    public Template template() throws IOException {
        return Template.of(source(), exercises());
    }

    private Notebook source() throws IOException {
        return Notebook.read(Weeks.in(COURSE.resolve("notebooks")).source(id));
    }

    /** The instructor's answers by {@code grade_id}. */
    public Map<String, String> references() throws IOException {
        return template().tasks().stream().collect(Collectors.toMap(Task::id, Task::reference));
    }

    /** What a learner hands in: the released notebook with these texts in the answer cells. */
    public Notebook answered(Map<String, String> answers) throws IOException {
        Notebook released = Release.of(source()).learnerCopy().orElseThrow();
        ObjectNode tree = released.tree();
        tree.get("cells").forEach(cell -> {
            String id = cell.get("id").asText();
            if (answers.containsKey(id)) {
                ((ObjectNode) cell).put("source", answers.get(id));
            }
        });
        return Notebook.of(template().name(), tree);
    }
}
