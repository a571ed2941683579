// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Lloyd's k-means of one ascending column, stopped where scikit-learn's {@code KMeans} stops: when no row changes its centre, when the centres
 * move by less than 1e-4 of the variance, or after 300 rounds.
 *
 * <p>A centre without rows takes the one that lies farthest from its own. At first the smallest and the largest value are equally far, and the larger
 * one goes; in scikit-learn the last digit of the mean decides.
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
record KMeans(double[] sorted, double[] weights) {
    private static final int ROUNDS = 300;
    private static final double TOLERANCE = 1e-4;

    /** Returns the centres that these lead to, ascending. */
    double[] centers(double[] start) {
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double variance = Arrays.stream(sorted)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        double[] centers = start;
        int[] before = new int[0];
        for (int round = 0; round < ROUNDS; round++) {
            int[] nearest = nearest(centers);
            double[] moved = means(nearest, centers);
            double shift = 0;
            for (int k = 0; k < centers.length; k++) {
                shift += (moved[k] - centers[k]) * (moved[k] - centers[k]);
            }
            centers = moved;
            if (Arrays.equals(nearest, before) || shift <= TOLERANCE * variance) {
                break;
            }
            before = nearest;
        }
        Arrays.sort(centers);
        return centers;
    }

    /** Returns the nearest centre of each row; of two, the first. */
    private int[] nearest(double[] centers) {
        int[] nearest = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            for (int k = 1; k < centers.length; k++) {
                if (Math.abs(sorted[i] - centers[k]) < Math.abs(sorted[i] - centers[nearest[i]])) {
                    nearest[i] = k;
                }
            }
        }
        return nearest;
    }

    private double[] means(int[] nearest, double[] centers) {
        double[] sums = new double[centers.length];
        double[] counts = new double[centers.length];
        for (int i = 0; i < sorted.length; i++) {
            sums[nearest[i]] += weights[i] * sorted[i];
            counts[nearest[i]] += weights[i];
        }
        fillEmpty(nearest, centers, sums, counts);
        int largest = IntStream.range(0, counts.length)
                .reduce((a, b) -> counts[b] > counts[a] ? b : a)
                .orElseThrow();
        return IntStream.range(0, centers.length)
                .map(k -> counts[k] > 0 ? k : largest)
                .mapToDouble(k -> sums[k] / counts[k])
                .toArray();
    }

    /** Gives each centre without rows the row that lies farthest from its own, if any lies away from it. */
    private void fillEmpty(int[] nearest, double[] centers, double[] sums, double[] counts) {
        int[] empty =
                IntStream.range(0, counts.length).filter(k -> counts[k] == 0).toArray();
        if (empty.length == 0) {
            return;
        }
        int[] far = IntStream.range(0, sorted.length)
                .boxed()
                // As float, or rounding would tell equal distances apart.
                .sorted(Comparator.<Integer>comparingDouble(i -> -(float) Math.abs(sorted[i] - centers[nearest[i]]))
                        .thenComparingDouble(i -> -sorted[i]))
                .limit(empty.length)
                .mapToInt(i -> i)
                .toArray();
        if (sorted[far[0]] == centers[nearest[far[0]]]) {
            return;
        }
        for (int e = 0; e < far.length; e++) {
            double weight = weights[far[e]];
            sums[nearest[far[e]]] -= weight * sorted[far[e]];
            counts[nearest[far[e]]] -= weight;
            sums[empty[e]] = weight * sorted[far[e]];
            counts[empty[e]] = weight;
        }
    }
}
