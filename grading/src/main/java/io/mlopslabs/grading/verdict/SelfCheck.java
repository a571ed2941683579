// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

/**
 * What the visible checks of one exercise say to its author.
 *
 * @param id its {@code grade_id}
 * @param state whether they passed
 * @param words what was seen, in one line
 * @param hint what to look at next; empty if there is nothing
 */
public record SelfCheck(String id, State state, String words, String hint) {
    /** How visible checks end. */
    public enum State {
        /** Every property holds. */
        PASSED,
        /** A property does not hold, or the checks could not run. */
        NOT_YET,
        /** There is no answer. */
        NOT_ANSWERED
    }
}
