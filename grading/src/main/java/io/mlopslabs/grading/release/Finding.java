// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.grading.notebook.Cell;

/**
 * One fault of an instructor's source.
 *
 * @param severity whether the fault stops the release
 * @param notebook the notebook's name
 * @param cell place of the cell, counted from 1
 * @param gradeId the cell's {@code grade_id}, empty if it has none
 * @param line line in the cell, counted from 1; 0 if the fault is not in the cell's text
 * @param problem what is wrong, then what to do
 */
public record Finding(Severity severity, String notebook, int cell, String gradeId, int line, String problem) {
    static Finding error(String notebook, Cell cell, int line, String problem) {
        return of(Severity.ERROR, notebook, cell, line, problem);
    }

    static Finding of(Severity severity, String notebook, Cell cell, int line, String problem) {
        JsonNode gradeId = cell.metadata("nbgrader").path("grade_id");
        return new Finding(severity, notebook, cell.number(), gradeId.asText(""), line, problem);
    }

    /** Returns the sentence a person reads: notebook, cell, line, problem, next step. */
    public String message() {
        return notebook + ": cell " + cell + (gradeId.isEmpty() ? " (no grade_id)" : " (grade_id " + gradeId + ")")
                + (line > 0 ? ", line " + line : "") + ": " + problem;
    }
}
