// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

/** Refuses samples that a test cannot read, by name and place. */
final class Samples {
    private Samples() {}

    /** Returns {@code values} if there are at least {@code fewest} and all are finite. */
    static double[] require(String name, double[] values, int fewest) {
        if (values.length < fewest) {
            throw new IllegalArgumentException(name + " has " + values.length + " values; give at least " + fewest);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] is " + values[i]
                        + "; give finite numbers, and decide what to do with missing ones");
            }
        }
        return values;
    }

    /** Refuses two samples that cannot be paired. */
    static void requirePairs(String first, int m, String second, int n) {
        if (m != n) {
            throw new IllegalArgumentException(first + " has " + m + " values and " + second + " has " + n
                    + "; pairs need as many of each, in the same order");
        }
    }
}
