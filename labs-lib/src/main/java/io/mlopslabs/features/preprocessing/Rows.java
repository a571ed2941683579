// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What every transformer asks of its rows. */
final class Rows {
    /** Whether NaN is a value that is missing or a mistake. */
    enum Missing {
        ALLOWED,
        REFUSED
    }

    /** What a transformer makes of one value. */
    @FunctionalInterface
    interface Cell {
        double of(double value, int column);
    }

    private Rows() {}

    /** Returns the number of columns of rows to fit. */
    static int fit(String transformer, double[][] rows, Missing missing) {
        int columns = width(transformer + ".fit", rows);
        for (int i = 0; i < rows.length; i++) {
            check(transformer + ".fit", rows[i], i, missing);
        }
        return columns;
    }

    /** Returns the number of columns of rows of categories to fit. */
    static int fit(String transformer, Object[][] rows) {
        return width(transformer + ".fit", rows);
    }

    private static int width(String operation, Object[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("%s: there are no rows; give at least one".formatted(operation));
        }
        int columns = length(rows[0], operation, 0);
        if (columns == 0) {
            throw new IllegalArgumentException("%s: the rows have no columns".formatted(operation));
        }
        for (int i = 1; i < rows.length; i++) {
            if (length(rows[i], operation, i) != columns) {
                throw new IllegalArgumentException("%s: row %d has %d values and row 0 has %d"
                        .formatted(operation, i, length(rows[i], operation, i), columns));
            }
        }
        return columns;
    }

    private static int length(Object row, String operation, int i) {
        if (row instanceof double[] numbers) {
            return numbers.length;
        }
        if (row instanceof Object[] values) {
            return values.length;
        }
        throw new IllegalArgumentException("%s: row %d is null".formatted(operation, i));
    }

    private static void check(String operation, double[] row, int i, Missing missing) {
        for (int j = 0; j < row.length; j++) {
            if (Double.isInfinite(row[j])) {
                throw new IllegalArgumentException(
                        "%s: column %d is %s in row %d; replace it, by NaN if it is missing, or drop the row"
                                .formatted(operation, j, row[j], i));
            }
            if (missing == Missing.REFUSED && Double.isNaN(row[j])) {
                throw new IllegalArgumentException(
                        "%s: column %d is missing (NaN) in row %d; fill it in first, with SimpleImputer for one"
                                .formatted(operation, j, i));
            }
        }
    }

    /** Refuses rows of another width than the one that was fitted. */
    static void transform(String operation, Object[] rows, int columns) {
        for (int i = 0; i < rows.length; i++) {
            int length = length(rows[i], operation, i);
            if (length != columns) {
                throw new IllegalArgumentException(
                        "%s: row %d has %d values, and %d columns were fitted; give those, in the same order"
                                .formatted(operation, i, length, columns));
            }
        }
    }

    static void transform(String operation, double[][] rows, int columns, Missing missing) {
        transform(operation, rows, columns);
        for (int i = 0; i < rows.length; i++) {
            check(operation, rows[i], i, missing);
        }
    }

    /** Checks the rows and returns what {@code cell} makes of each value. */
    static double[][] map(String operation, double[][] rows, int columns, Missing missing, Cell cell) {
        transform(operation, rows, columns, missing);
        double[][] result = new double[rows.length][columns];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                result[i][j] = cell.of(rows[i][j], j);
            }
        }
        return result;
    }

    /** Returns one column as it stands. */
    static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    /** Returns one column's values that are there, ascending. */
    static double[] sorted(double[][] rows, int column) {
        return Arrays.stream(rows)
                .mapToDouble(row -> row[column] + 0.0) // -0.0 is 0
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /** Returns the names, which must be as many as the columns that were fitted. */
    static List<String> names(String transformer, List<String> names, int columns) {
        if (names.size() != columns) {
            throw new IllegalArgumentException("%s.outputNames: %d names, and %d columns were fitted"
                    .formatted(transformer, names.size(), columns));
        }
        return List.copyOf(names);
    }

    /** Refuses weights that are not as many as the rows, negative, infinite or all 0. */
    static void weights(String transformer, double[] weights, int rows) {
        if (weights.length != rows) {
            throw new IllegalArgumentException(
                    "%s.fit: %d weights for %d rows".formatted(transformer, weights.length, rows));
        }
        for (int i = 0; i < rows; i++) {
            if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
                throw new IllegalArgumentException(
                        "%s.fit: the weight of row %d is %s; a weight is finite and not negative"
                                .formatted(transformer, i, weights[i]));
            }
        }
        if (Arrays.stream(weights).sum() == 0) {
            throw new IllegalArgumentException("%s.fit: every weight is 0".formatted(transformer));
        }
    }

    static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    static List<Double> list(double... values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** Returns one number per column. */
    static List<Double> perColumn(int columns, java.util.function.IntToDoubleFunction number) {
        return IntStream.range(0, columns).mapToObj(number::applyAsDouble).toList();
    }

    static <T> List<List<T>> copy(List<List<T>> lists) {
        return lists.stream().map(List::copyOf).toList();
    }

    /** Returns the scales with 1 where a division would explode: below ten units in the last place of 1, as scikit-learn does. */
    static double orOne(double scale) {
        return scale < 10 * Math.ulp(1.0) ? 1 : scale;
    }
}
