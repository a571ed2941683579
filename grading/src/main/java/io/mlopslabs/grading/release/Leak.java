// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

/**
 * A secret that stands in a released notebook.
 *
 * @param notebook the notebook's name
 * @param place cell and field, as in {@code cell 3 (grade_id split), source}
 * @param secret what stands there, by its place in the instructor's files
 */
public record Leak(String notebook, String place, String secret) {
    /** Returns the sentence a person reads: notebook, cell, which secret, next step. It does not repeat the secret. */
    public String message() {
        return notebook + ": " + place + ": holds " + secret + "; take it out of what learners see";
    }
}
