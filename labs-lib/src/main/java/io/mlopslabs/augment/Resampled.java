// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import java.util.Arrays;
import java.util.List;

/**
 * Rows after resampling, and where each comes from.
 *
 * <p>The rows that were there come first, in their order, then the added ones class by class.
 */
public final class Resampled {
    /**
     * Where a row comes from: {@code row + step * (neighbour - row)}.
     *
     * @param row the row it starts from, in the data given
     * @param neighbour the row it moves towards; {@code row} itself for a copy
     * @param step how far, in {@code [0, 1)}; 0 for a copy
     */
    public record Origin(int row, int neighbour, double step) {
        static Origin copyOf(int row) {
            return new Origin(row, row, 0);
        }

        /** Whether the row was invented between two others. */
        public boolean synthetic() {
            return neighbour != row;
        }

        double valueIn(double[][] x, int column) {
            // A copy is the same bits: NaN and infinity stay what they are.
            return synthetic() ? x[row][column] + step * (x[neighbour][column] - x[row][column]) : x[row][column];
        }
    }

    private final double[][] x;
    private final int[] y;
    private final List<Origin> origins;

    Resampled(double[][] x, int[] y, List<Origin> origins) {
        this.x = origins.stream()
                .map(origin -> {
                    double[] row = new double[x[origin.row()].length];
                    Arrays.setAll(row, column -> origin.valueIn(x, column));
                    return row;
                })
                .toArray(double[][]::new);
        this.y = origins.stream().mapToInt(origin -> y[origin.row()]).toArray();
        this.origins = List.copyOf(origins);
    }

    /** Returns a new array of the rows. */
    public double[][] x() {
        return Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
    }

    /** Returns a new array of the class of each row. */
    public int[] y() {
        return y.clone();
    }

    /** Returns where each row comes from, in the order of the rows; the list cannot be changed. */
    public List<Origin> origins() {
        return origins;
    }

    /** Returns the number of rows that were invented. */
    public long synthetic() {
        return origins.stream().filter(Origin::synthetic).count();
    }

    @Override
    public String toString() {
        return "%d rows, %d of them synthetic".formatted(y.length, synthetic());
    }
}
