// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.handin;

/**
 * An exercise without an answer that could be graded.
 *
 * @param gradeId the exercise
 * @param reason why there is none
 */
public record Gap(String gradeId, Reason reason) {
    /** What keeps an answer from being graded. */
    public enum Reason {
        /** The cell is as it was released, or the line that throws still stands in it. */
        NOT_ANSWERED,
        /** No cell has the exercise's id. */
        MISSING,
        /** More than one cell has it. */
        TWICE
    }

    /** Returns the sentence that a learner reads. */
    public String message() {
        return gradeId + ": "
                + switch (reason) {
                    case NOT_ANSWERED -> "not answered yet";
                    case MISSING ->
                        "its answer cell is missing, so there is nothing to grade; bring the cell back with Undo, or copy it from the original";
                    case TWICE ->
                        "more than one cell is its answer cell, and it is not clear which one counts; delete the copies";
                };
    }
}
