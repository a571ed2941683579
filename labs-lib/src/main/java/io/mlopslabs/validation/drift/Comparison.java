// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import java.util.Objects;

/**
 * How far apart two columns are, and where most.
 *
 * @param value of the comparator, below and above any threshold; at least 0
 * @param largest the value or bucket with the largest difference; empty where there is none to name, such as text comparators on numbers
 */
public record Comparison(double value, String largest) {
    /** Checks that the name is there. */
    public Comparison {
        Objects.requireNonNull(largest, "largest");
    }
}
