// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Lloyd's k-means of one ascending column, stopped where scikit-learn's {@code KMeans} stops: when no row changes its centre, when the centres
 * move by less than 1e-4 of the variance, or after 300 rounds.
 */
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
        double[] centers = start.clone();
        int[] before = new int[0];
        for (int round = 0; round < ROUNDS; round++) {
            int[] cuts = cuts(centers);
            double[] moved = means(cuts, centers);
            double shift = 0;
            for (int k = 0; k < centers.length; k++) {
                shift += (moved[k] - centers[k]) * (moved[k] - centers[k]);
            }
            Arrays.sort(moved);
            centers = moved;
            if (Arrays.equals(cuts, before) || shift <= TOLERANCE * variance) {
                break;
            }
            before = cuts;
        }
        return centers;
    }

    /** Returns where the rows of each centre begin, and the number of rows; a row between two centres goes to the lower one. */
    private int[] cuts(double[] centers) {
        int[] cuts = new int[centers.length + 1];
        int row = 0;
        for (int k = 1; k < centers.length; k++) {
            while (row < sorted.length
                    && Math.abs(sorted[row] - centers[k - 1]) <= Math.abs(sorted[row] - centers[k])) {
                row++;
            }
            cuts[k] = row;
        }
        cuts[centers.length] = sorted.length;
        return cuts;
    }

    private double[] means(int[] cuts, double[] centers) {
        int k = centers.length;
        double[] sums = new double[k];
        double[] counts = new double[k];
        int[] center = new int[sorted.length];
        for (int c = 0; c < k; c++) {
            for (int i = cuts[c]; i < cuts[c + 1]; i++) {
                center[i] = c;
                sums[c] += weights[i] * sorted[i];
                counts[c] += weights[i];
            }
        }
        int[] empty = IntStream.range(0, k).filter(c -> counts[c] == 0).toArray();
        if (empty.length > 0) {
            // Each empty centre takes the row that lies farthest from its own.
            int[] far = IntStream.range(0, sorted.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -Math.abs(sorted[i] - centers[center[i]])))
                    .limit(empty.length)
                    .mapToInt(i -> i)
                    .toArray();
            for (int e = 0; e < far.length; e++) {
                int row = far[e];
                sums[empty[e]] = weights[row] * sorted[row];
                counts[empty[e]] = weights[row];
                sums[center[row]] -= weights[row] * sorted[row];
                counts[center[row]] -= weights[row];
            }
        }
        return IntStream.range(0, k)
                .mapToDouble(c -> counts[c] > 0 ? sums[c] / counts[c] : centers[c])
                .toArray();
    }
}
