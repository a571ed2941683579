// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

/**
 * What became of one exercise's answer cell in a learner's hands.
 *
 * @param gradeId the exercise
 * @param state whether there is an answer to run
 * @param source text of the cell; empty unless there is exactly one code cell of a length that will do
 */
public record Response(String gradeId, State state, String source) {
    /** What can become of an answer cell. */
    public enum State {
        /** It holds something of the learner's. */
        ANSWERED,
        /** It is as it was released, or empty. */
        UNANSWERED,
        /** There is none. */
        MISSING,
        /** There are several, and none is more the answer than the others. */
        SEVERAL,
        /** It is no code cell any more. */
        NOT_CODE,
        /** It is longer than any answer could be. */
        TOO_LONG
    }
}
