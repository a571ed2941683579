// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import java.util.Locale;

/**
 * Something in a run that is not an answer's business, after which its exercises are run alone.
 *
 * @param run the run in which it was seen: {@code all} or an exercise's id
 * @param cell id of the cell where it was seen
 * @param kind what was seen
 */
public record Incident(String run, String cell, Kind kind) {
    /** What can be seen. */
    public enum Kind {
        /** The Java program ended there. */
        DIED,
        /** The time was over there. */
        TIMEOUT,
        /** It printed too much there. */
        OUTPUT,
        /** The cell ended with an error. */
        ERROR,
        /** The probe's result is missing though its cell ran. */
        MISSING_FRAME,
        /** The probe has more than one result. */
        DUPLICATE_FRAME,
        /** A result stands where that exercise has no probe. */
        FOREIGN_FRAME,
        /** The result does not keep to the probe's format. */
        MALFORMED_FRAME,
        /** What came back is no notebook. */
        UNREADABLE;

        /** Returns the word for it in files, such as {@code missing_frame}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
