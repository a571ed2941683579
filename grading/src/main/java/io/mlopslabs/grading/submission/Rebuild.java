// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The notebook that runs: cells of the template, with nothing of the learner's but the text of the answers.
 *
 * <p>Only cells that one of the answered exercises needs are in it, in the template's order. What an answer is tried with, its probe or its visible
 * checks, follows right after the last of them, so that a fault in one answer cannot reach what was tried before it. Limits stand in
 * each cell's {@code metadata.course.limit}, in seconds.
 */
public final class Rebuild {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What follows an answer. */
    public enum Trial {
        /** The hidden calls, in a cell named {@link Task#probeCell}. */
        PROBE,
        /** What a learner sees, in a cell named {@link Task#checksCell}. */
        VISIBLE_CHECKS
    }

    private Rebuild() {}

    /**
     * Returns the notebook that tries {@code answers}.
     *
     * @param answers text of the answers by {@code grade_id}; exercises without one are left out
     */
    public static Notebook of(Template template, Map<String, String> answers, Trial trial, Limits limits) {
        List<Task> tasks = template.tasks().stream()
                .filter(task -> answers.containsKey(task.id()))
                .toList();
        Set<String> needed =
                tasks.stream().flatMap(task -> task.exercise().needs().stream()).collect(Collectors.toSet());
        List<String> order =
                template.cells().keySet().stream().filter(needed::contains).toList();
        ObjectNode tree = JSON.createObjectNode();
        ArrayNode cells = tree.putArray("cells");
        for (String id : order) {
            Cell cell = template.cells().get(id);
            add(cells, id, answers.getOrDefault(id, cell.source()), limits);
            for (Task task : tasks) {
                if (id.equals(last(order, task))) {
                    boolean probe = trial == Trial.PROBE;
                    add(
                            cells,
                            probe ? task.probeCell() : task.checksCell(),
                            probe ? task.probe() : task.checks(),
                            limits);
                }
            }
        }
        ObjectNode metadata = tree.putObject("metadata");
        metadata.putObject("kernelspec")
                .put("display_name", "Java")
                .put("language", "java")
                .put("name", "java");
        tree.put("nbformat", 4).put("nbformat_minor", 5);
        return Notebook.of(template.name(), tree);
    }

    private static String last(List<String> order, Task task) {
        return order.stream()
                .filter(task.exercise().needs()::contains)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static void add(ArrayNode cells, String id, String source, Limits limits) {
        ObjectNode cell = cells.addObject().put("cell_type", "code");
        cell.putNull("execution_count");
        cell.put("id", id);
        cell.putObject("metadata").putObject("course").put("limit", seconds(limits.of(id)));
        cell.putArray("outputs");
        cell.put("source", source);
    }

    /** Whole seconds, rounded up. */
    private static long seconds(Duration limit) {
        return limit.plusMillis(999).toSeconds();
    }
}
