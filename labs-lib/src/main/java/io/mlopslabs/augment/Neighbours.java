// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The nearest rows by Euclidean distance, without the row itself; of equally near ones the first. */
final class Neighbours {
    private Neighbours() {}

    /** Returns the {@code k} nearest of {@code among}, all of one class, to each of {@code rows}, nearest first. */
    static int[][] ofClass(String sampler, String name, double[][] x, int label, int[] among, int[] rows, int k) {
        if (among.length <= k) {
            throw new IllegalArgumentException(
                    "class %d has %d row%s; %s with %s = %d needs %d: take %s, or RandomOverSampler"
                            .formatted(
                                    label,
                                    among.length,
                                    among.length == 1 ? "" : "s",
                                    sampler,
                                    name,
                                    k,
                                    k + 1,
                                    among.length < 3 ? "more rows" : "%d or less".formatted(among.length - 1)));
        }
        return nearest(x, among, rows, k);
    }

    /** Returns the {@code k} nearest of all rows to each of {@code rows}, nearest first. */
    static int[][] ofAll(String sampler, String name, double[][] x, int[] rows, int k) {
        if (x.length <= k) {
            throw new IllegalArgumentException(
                    "there are %d rows; %s with %s = %d needs %d".formatted(x.length, sampler, name, k, k + 1));
        }
        return nearest(x, IntStream.range(0, x.length).toArray(), rows, k);
    }

    private static int[][] nearest(double[][] x, int[] among, int[] rows, int k) {
        return Arrays.stream(rows)
                .parallel()
                .mapToObj(row -> nearest(x, among, row, k))
                .toArray(int[][]::new);
    }

    private static int[] nearest(double[][] x, int[] among, int row, int k) {
        int[] nearest = new int[k];
        double[] distances = new double[k];
        int found = 0;
        for (int other : among) {
            if (other == row) {
                continue;
            }
            double distance = squared(x[row], x[other]);
            if (found == k && distance >= distances[k - 1]) {
                continue;
            }
            // Insertion keeps the first of equals in front: k is small.
            int place = found < k ? found++ : k - 1;
            while (place > 0 && distances[place - 1] > distance) {
                distances[place] = distances[place - 1];
                nearest[place] = nearest[place - 1];
                place--;
            }
            distances[place] = distance;
            nearest[place] = other;
        }
        return nearest;
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int column = 0; column < a.length; column++) {
            double difference = a[column] - b[column];
            sum += difference * difference;
        }
        return sum;
    }

    static void requireCount(String name, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("%s is %d; take at least 1 neighbour".formatted(name, k));
        }
    }
}
