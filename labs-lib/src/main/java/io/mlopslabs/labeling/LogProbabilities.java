// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;

/** Probabilities whose product would underflow. */
final class LogProbabilities {
    private LogProbabilities() {}

    /** Returns the logarithm of the sum of {@code exp(logs)}; at least one is finite. */
    static double logSum(double[] logs) {
        double largest = Arrays.stream(logs).max().orElseThrow();
        return largest
                + Math.log(
                        Arrays.stream(logs).map(log -> Math.exp(log - largest)).sum());
    }

    /** Returns {@code exp(logs)} scaled to sum to 1. */
    static double[] normalized(double[] logs) {
        double sum = logSum(logs);
        return Arrays.stream(logs).map(log -> Math.exp(log - sum)).toArray();
    }
}
