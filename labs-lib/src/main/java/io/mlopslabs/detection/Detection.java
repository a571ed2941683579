// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import java.util.Objects;

/**
 * One thing found: where, what, and how sure.
 *
 * @param box where
 * @param label name of the class
 * @param confidence the classifier's probability for that class, in {@code [0, 1]}; a share of right answers only if it is calibrated
 */
public record Detection(Box box, String label, double confidence) {
    /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
    public Detection {
        Objects.requireNonNull(box, "box");
        Objects.requireNonNull(label, "label");
        requireShare("confidence", confidence);
    }

    static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("%s is %s; it lies in [0, 1]".formatted(name, value));
        }
    }
}
