// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Kendall's tau-b in n log n steps: after sorting by one side, pairs in opposite order are the swaps of a merge sort by the other. */
final class KendallTau {
    private KendallTau() {}

    static double of(double[] a, double[] b) {
        int n = a.length;
        Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingDouble(i -> a[i] + 0.0)
                        .thenComparingDouble(i -> b[i])); // -0.0 ties with 0.0
        double[] x = Arrays.stream(order).mapToDouble(i -> a[i]).toArray();
        double[] y = Arrays.stream(order).mapToDouble(i -> b[i]).toArray();
        long pairs = (long) n * (n - 1) / 2;
        long tiedX = tiedPairs(n, i -> x[i] == x[i - 1]);
        long tiedBoth = tiedPairs(n, i -> x[i] == x[i - 1] && y[i] == y[i - 1]);
        long opposite = swaps(y, new double[n], 0, n);
        long tiedY = tiedPairs(n, i -> y[i] == y[i - 1]); // y is sorted by now
        double balance = pairs - tiedX - tiedY + tiedBoth - 2.0 * opposite;
        double tau = balance / Math.sqrt((double) (pairs - tiedX)) / Math.sqrt((double) (pairs - tiedY));
        return Math.max(-1, Math.min(1, tau));
    }

    private static long tiedPairs(int n, IntPredicate sameAsBefore) {
        long pairs = 0;
        long run = 0;
        for (int i = 1; i < n; i++) {
            run = sameAsBefore.test(i) ? run + 1 : 0;
            pairs += run;
        }
        return pairs;
    }

    /** Sorts and returns how many pairs stood in falling order. */
    private static long swaps(double[] values, double[] space, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) >>> 1;
        long swaps = swaps(values, space, from, middle) + swaps(values, space, middle, to);
        System.arraycopy(values, from, space, from, to - from);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            if (right == to || (left < middle && space[left] <= space[right])) {
                values[i] = space[left++];
            } else {
                values[i] = space[right++];
                swaps += middle - left;
            }
        }
        return swaps;
    }
}
