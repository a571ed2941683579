// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

/** Probabilities whose product would underflow. */
final class LogProbabilities {
    private LogProbabilities() {}

    /** Returns the logarithm of the sum of {@code exp(logs)}; at least one is finite. */
    static double logSum(double[] logs) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            largest = Math.max(largest, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum);
    }

    /** Returns {@code exp(logs)} scaled to sum to 1. */
    static double[] normalized(double[] logs) {
        double sum = logSum(logs);
        double[] probabilities = new double[logs.length];
        for (int i = 0; i < logs.length; i++) {
            probabilities[i] = Math.exp(logs[i] - sum);
        }
        return probabilities;
    }
}
