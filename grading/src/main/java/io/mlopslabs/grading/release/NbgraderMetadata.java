// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.grading.notebook.Cell;
import java.util.List;
import java.util.function.Consumer;

/** The rules of nbgrader's cell metadata, schema 3, as its own validator and its command line hold them. */
final class NbgraderMetadata {
    private static final List<String> KEYS = List.of(
            "cell_type", "checksum", "grade", "grade_id", "locked", "points", "schema_version", "solution", "task");

    private final Cell cell;
    private final JsonNode json;

    NbgraderMetadata(Cell cell) {
        this.cell = cell;
        this.json = cell.metadata("nbgrader");
    }

    boolean isSolution() {
        return json.path("solution").booleanValue();
    }

    boolean isGrade() {
        return json.path("grade").booleanValue();
    }

    /** Returns the id that must be one of its kind, empty for a cell that needs none. */
    String gradeId() {
        return needsId() ? json.path("grade_id").asText("") : "";
    }

    private boolean needsId() {
        return isSolution()
                || isGrade()
                || json.path("locked").booleanValue()
                || json.path("task").booleanValue();
    }

    void check(Consumer<String> problem) {
        if (json.isMissingNode()) {
            return;
        }
        if (!json.isObject()) {
            problem.accept("metadata.nbgrader is not an object; remove it or write schema 3");
            return;
        }
        JsonNode version = json.path("schema_version");
        if (!version.isIntegralNumber() || version.intValue() != 3) {
            problem.accept("metadata.nbgrader.schema_version is " + shown(version) + "; write 3");
        }
        json.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                problem.accept("metadata.nbgrader has the unknown key `" + key + "`; move it to metadata.course");
            }
        });
        for (String flag : List.of("grade", "locked", "solution")) {
            if (!json.path(flag).isBoolean()) {
                problem.accept("metadata.nbgrader." + flag + " is " + shown(json.path(flag)) + "; write true or false");
            }
        }
        if ((isSolution() || isGrade()) && !cell.isCode()) {
            problem.accept("a " + cell.type() + " cell is marked solution or grade; mark code cells only");
        }
        String gradeId = json.path("grade_id").asText("");
        if (needsId() && gradeId.isEmpty()) {
            problem.accept("the grade_id is empty; give the cell one that no other cell of the notebook has");
        }
        if (!gradeId.matches("[A-Za-z0-9_-]*")) {
            problem.accept("the grade_id `" + gradeId + "` has other signs than letters, digits, _ and -; rename it");
        }
        JsonNode points = json.path("points");
        if (isGrade() && !(points.isNumber() && points.doubleValue() >= 0)) {
            problem.accept("metadata.nbgrader.points of a grade cell is " + shown(points)
                    + "; write a number that is not negative");
        }
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }
}
