// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import io.mlopslabs.grading.exercises.Exercise;

/**
 * One exercise with what the instructor's notebook holds of it.
 *
 * @param exercise by what an answer is judged
 * @param reference the instructor's own answer
 * @param stub what a learner finds in the answer cell
 * @param checks what a learner finds in the checks cell
 * @param probe the calls that only a grading run makes
 */
public record Task(Exercise exercise, String reference, String stub, String checks, String probe) {
    /** How the id of every probe's cell begins. */
    public static final String PROBE = "probe-";

    /** Returns the {@code grade_id}. */
    public String id() {
        return exercise.id();
    }

    /** Returns the id of the cell that holds the probe in a rebuilt notebook. */
    public String probeCell() {
        return PROBE + id();
    }

    /** Returns the id of the cell that holds the visible checks, in the template and in a rebuilt notebook. */
    public String checksCell() {
        return id() + "-checks";
    }
}
