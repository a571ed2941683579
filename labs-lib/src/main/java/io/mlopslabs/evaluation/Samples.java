// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import java.util.Arrays;

/** Refuses numbers that cannot be evaluated, by name and row, and averages the others. */
final class Samples {
    private Samples() {}

    /** Returns a copy of {@code values} if there is one finite number for each of {@code n} samples, and there are samples. */
    static double[] finite(String name, double[] values, int n) {
        if (values.length != n) {
            throw new IllegalArgumentException(
                    name + " has " + values.length + " entries for " + n + " samples; give one for each");
        }
        if (n == 0) {
            throw new IllegalArgumentException("there are no samples; give at least one");
        }
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] is " + values[i] + "; give a finite number for each sample");
            }
        }
        return values.clone();
    }

    /** Returns a copy of {@code weights}, all 1 for null, if they are finite, not negative and not all 0. */
    static double[] weights(double[] weights, int n) {
        if (weights == null) {
            var ones = new double[n];
            Arrays.fill(ones, 1);
            return ones;
        }
        if (weights.length != n) {
            throw new IllegalArgumentException("weights has " + weights.length + " entries for " + n + " samples");
        }
        for (int i = 0; i < n; i++) {
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weights[" + i + "] is " + weights[i] + "; a weight is finite and not negative");
            }
        }
        if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("all weights are 0; at least one sample must count");
        }
        return weights.clone();
    }

    static double mean(double[] values, double[] weights) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
            all += weights[i];
        }
        return sum / all;
    }
}
