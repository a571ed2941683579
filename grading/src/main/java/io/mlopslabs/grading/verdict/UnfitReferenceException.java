// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

/** The instructor's own answer cannot be what others are compared with; the message names exercise, probe and the next step. */
public final class UnfitReferenceException extends Exception {
    private static final long serialVersionUID = 1;

    UnfitReferenceException(String message) {
        super(message);
    }
}
