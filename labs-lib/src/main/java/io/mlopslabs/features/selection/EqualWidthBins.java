// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.Arrays;

/** Numbers as categories: few distinct values are kept as they are, many are put into bins of equal width. */
final class EqualWidthBins {
    private EqualWidthBins() {}

    /**
     * Returns the category of each value, from 0 and below {@code bins}, ascending with the values.
     *
     * <p>A value on an inner edge goes up, and the largest goes into the last bin, as in scikit-learn's {@code KBinsDiscretizer(strategy="uniform")}.
     */
    static int[] of(double[] column, int bins) {
        double[] distinct = Arrays.stream(column)
                .map(value -> value + 0.0)
                .sorted()
                .distinct()
                .toArray(); // -0.0 is 0.0
        if (distinct.length <= bins) {
            return Arrays.stream(column)
                    .mapToInt(value -> Arrays.binarySearch(distinct, value + 0.0))
                    .toArray();
        }
        double low = distinct[0];
        double width = distinct[distinct.length - 1] / bins - low / bins; // the range itself may have no double
        double[] edges = new double[bins - 1];
        Arrays.setAll(edges, i -> low + (i + 1) * width);
        return Arrays.stream(column).mapToInt(value -> edgesUpTo(edges, value)).toArray();
    }

    private static int edgesUpTo(double[] edges, double value) {
        int from = 0;
        int to = edges.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (edges[middle] <= value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
