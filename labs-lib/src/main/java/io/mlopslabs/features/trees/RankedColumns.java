// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.trees;

import java.util.Arrays;

/** The columns of some rows as ranks among their distinct values: what trees compare, found once for all of them. */
final class RankedColumns {
    private final double[][] values;
    private final int[][] ranks;

    RankedColumns(double[][] x) {
        values = new double[x[0].length][];
        ranks = new int[values.length][x.length];
        for (int j = 0; j < values.length; j++) {
            int column = j;
            // -0.0 and 0.0 are one value.
            values[j] = Arrays.stream(x)
                    .mapToDouble(row -> row[column] + 0.0)
                    .sorted()
                    .distinct()
                    .toArray();
            for (int i = 0; i < x.length; i++) {
                ranks[j][i] = Arrays.binarySearch(values[j], x[i][j] + 0.0);
            }
        }
    }

    int columns() {
        return values.length;
    }

    int[] ranks(int column) {
        return ranks[column];
    }

    /** Returns the middle between the two values that a split goes through. */
    double threshold(int column, Tree.Split split) {
        double below = values[column][split.rank()];
        double above = values[column][split.next()];
        double middle = below / 2 + above / 2;
        return middle >= below && middle < above ? middle : below;
    }
}
