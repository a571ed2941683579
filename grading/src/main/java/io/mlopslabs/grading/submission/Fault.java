// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

/**
 * Why nothing of what was handed in can be graded.
 *
 * @param kind whose fault it is
 * @param sentence what is wrong and what to do, for the learner
 */
public record Fault(Kind kind, String sentence) {
    /** Whose fault it is. */
    public enum Kind {
        /** No notebook of this week can be found in it: the learner's. */
        INVALID,
        /** The file system refuses to read it: the machine's. */
        UNREADABLE
    }

    static Fault invalid(String sentence) {
        return new Fault(Kind.INVALID, sentence);
    }
}
