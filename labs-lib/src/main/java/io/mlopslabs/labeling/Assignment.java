// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;

/** Gives each row a column of its own so that the sum is largest. */
final class Assignment {
    private Assignment() {}

    /**
     * Returns the column of each row.
     *
     * @param gains square, finite
     * @see "Kuhn 1955, The Hungarian method for the assignment problem, doi:10.1002/nav.3800020109; shortest augmenting paths, O(n^3)"
     */
    static int[] largest(double[][] gains) {
        int n = gains.length;
        double[] rowPrice = new double[n + 1]; // place 0 stands for "no row" and "no column"
        double[] columnPrice = new double[n + 1];
        int[] rowOf = new int[n + 1];
        for (int row = 1; row <= n; row++) {
            int[] previous = new int[n + 1];
            double[] slack = new double[n + 1];
            boolean[] seen = new boolean[n + 1];
            Arrays.fill(slack, Double.POSITIVE_INFINITY);
            rowOf[0] = row;
            int column = 0;
            do {
                seen[column] = true;
                int nearest = 0;
                double least = Double.POSITIVE_INFINITY;
                for (int j = 1; j <= n; j++) {
                    if (!seen[j]) {
                        double reduced = -gains[rowOf[column] - 1][j - 1] - rowPrice[rowOf[column]] - columnPrice[j];
                        if (reduced < slack[j]) {
                            slack[j] = reduced;
                            previous[j] = column;
                        }
                        if (slack[j] < least) {
                            least = slack[j];
                            nearest = j;
                        }
                    }
                }
                for (int j = 0; j <= n; j++) {
                    if (seen[j]) {
                        rowPrice[rowOf[j]] += least;
                        columnPrice[j] -= least;
                    } else {
                        slack[j] -= least;
                    }
                }
                column = nearest;
            } while (rowOf[column] != 0);
            while (column != 0) {
                rowOf[column] = rowOf[previous[column]];
                column = previous[column];
            }
        }
        int[] columns = new int[n];
        for (int j = 1; j <= n; j++) {
            columns[rowOf[j] - 1] = j - 1;
        }
        return columns;
    }
}
