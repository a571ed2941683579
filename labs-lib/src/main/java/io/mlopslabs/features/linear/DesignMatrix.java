// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The rows of numbers that a model is fitted on, one array per row: what is asked of them, and how parts of them are taken.
 *
 * <p>Column names are optional everywhere: an empty list stands for none, and a column is then called by its number, from 0.
 */
public final class DesignMatrix {
    private DesignMatrix() {}

    /**
     * Checks that there are rows and columns, as many in each row, and that every number is finite.
     *
     * @param operation what needs the numbers; begins the message
     * @param x at least one row, all of one length
     * @param columns one name per column, or none
     * @return {@code x}
     * @throws IllegalArgumentException if one of these does not hold; names the operation, the row and the column
     */
    public static double[][] require(String operation, double[][] x, List<String> columns) {
        if (x.length == 0) {
            throw new IllegalArgumentException(operation + ": there are no rows; give at least one");
        }
        int width = x[0].length;
        if (width == 0) {
            throw new IllegalArgumentException(operation + ": there are no columns; give at least one");
        }
        if (!columns.isEmpty() && columns.size() != width) {
            throw new IllegalArgumentException("%s: %d column names and %d columns; give one name per column, or none"
                    .formatted(operation, columns.size(), width));
        }
        for (int row = 0; row < x.length; row++) {
            requireRow(operation, x[row], row, width, columns);
        }
        return x;
    }

    /** Checks one row of {@code width} numbers. */
    public static void requireRow(String operation, double[] values, int row, int width, List<String> columns) {
        if (values.length != width) {
            throw new IllegalArgumentException("%s: row %d has %d values where %d columns are expected"
                    .formatted(operation, row, values.length, width));
        }
        for (int j = 0; j < width; j++) {
            if (!Double.isFinite(values[j])) {
                throw new IllegalArgumentException("%s: row %d, %s is %s; fill it in or drop the row, by name"
                        .formatted(operation, row, name(columns, j), values[j]));
            }
        }
    }

    /** Returns what to call a column in a message: {@code column 3}, or {@code column 3 (mean area)}. */
    public static String name(List<String> columns, int column) {
        return columns.isEmpty() ? "column " + column : "column %d (%s)".formatted(column, columns.get(column));
    }

    /** Returns these columns of every row, in this order. */
    public static double[][] columns(double[][] x, int[] columns) {
        return Arrays.stream(x)
                .map(row -> Arrays.stream(columns).mapToDouble(j -> row[j]).toArray())
                .toArray(double[][]::new);
    }

    /** Returns these rows, in this order; the rows themselves, not copies. */
    public static double[][] rows(double[][] x, int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> x[row]).toArray(double[][]::new);
    }

    /** Checks one target per row. */
    public static void requireTargets(String operation, double[][] x, double[] y) {
        requireLength(operation, x, y.length);
        for (int row = 0; row < y.length; row++) {
            if (!Double.isFinite(y[row])) {
                throw new IllegalArgumentException(
                        "%s: the target of row %d is %s; drop the row, by name".formatted(operation, row, y[row]));
            }
        }
    }

    /** Checks one class per row, 0 or 1, both of them there. */
    public static void requireClasses(String operation, double[][] x, int[] y) {
        requireLength(operation, x, y.length);
        var seen = new TreeSet<Integer>();
        for (int row = 0; row < y.length; row++) {
            if (y[row] != 0 && y[row] != 1) {
                throw new IllegalArgumentException(
                        "%s: row %d is of class %d; the classes are 0 and 1".formatted(operation, row, y[row]));
            }
            seen.add(y[row]);
        }
        if (seen.size() == 1) {
            throw new IllegalArgumentException("%s: all %d rows are of class %d; give rows of both classes"
                    .formatted(operation, y.length, seen.first()));
        }
    }

    private static void requireLength(String operation, double[][] x, int targets) {
        if (x.length != targets) {
            throw new IllegalArgumentException(
                    "%s: %d rows and %d targets; give one target per row".formatted(operation, x.length, targets));
        }
    }
}
