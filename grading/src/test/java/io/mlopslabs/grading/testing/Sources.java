// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Notebook;

/** Small instructor sources for tests. */
public final class Sources {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Sources() {}

    public static ObjectNode markdown(String id, String source) {
        return cell("markdown", id, source);
    }

    public static ObjectNode code(String id, String source) {
        ObjectNode cell = cell("code", id, source);
        cell.putNull("execution_count");
        cell.putArray("outputs");
        return cell;
    }

    public static ObjectNode solution(String gradeId, String source) {
        ObjectNode cell = code("id-" + gradeId, source);
        flags(cell, gradeId, false, true);
        return cell;
    }

    public static ObjectNode grade(String gradeId, String source) {
        ObjectNode cell = code("id-" + gradeId, source);
        flags(cell, gradeId, true, false).put("points", 2);
        return cell;
    }

    public static ObjectNode nbgrader(ObjectNode cell) {
        return (ObjectNode) cell.get("metadata").get("nbgrader");
    }

    public static ObjectNode withOutput(ObjectNode cell, String text) {
        cell.put("execution_count", 7);
        cell.withArray("outputs")
                .addObject()
                .put("output_type", "stream")
                .put("name", "stdout")
                .put("text", text);
        return cell;
    }

    public static Notebook notebook(ObjectNode... cells) {
        ObjectNode tree = JSON.createObjectNode();
        for (ObjectNode cell : cells) {
            tree.withArray("cells").add(cell);
        }
        tree.putObject("metadata");
        tree.put("nbformat", 4).put("nbformat_minor", 5);
        return Notebook.of("c1w1-split.ipynb", tree);
    }

    /** One exercise as every week has it, between prose. */
    public static Notebook exercise(String task) {
        return exercise(task, "n / 2");
    }

    /** The same, with another answer. */
    public static Notebook exercise(String task, String half) {
        return notebook(
                markdown("prose", task),
                solution(
                        "split",
                        "int half(int n) {\n    // BEGIN SOLUTION\n    return " + half + ";\n    // END SOLUTION\n}"),
                grade("split-checks", "half(4)\n// BEGIN HIDDEN TESTS\nhalf(40)\n// END HIDDEN TESTS"));
    }

    private static ObjectNode cell(String type, String id, String source) {
        ObjectNode cell = JSON.createObjectNode().put("cell_type", type).put("id", id);
        cell.putObject("metadata");
        return cell.put("source", source);
    }

    private static ObjectNode flags(ObjectNode cell, String gradeId, boolean grade, boolean solution) {
        return ((ObjectNode) cell.get("metadata"))
                .putObject("nbgrader")
                .put("grade", grade)
                .put("grade_id", gradeId)
                .put("locked", grade)
                .put("schema_version", 3)
                .put("solution", solution);
    }
}
