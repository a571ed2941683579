// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * Rows of numbers most of which are 0: only the others are kept, by ascending column.
 *
 * <p>Immutable; no value is NaN. As SciPy's {@code csr_array} with sorted indices and without stored zeros.
 */
public final class SparseMatrix {
    private final int columns;
    private final int[][] indices;
    private final double[][] values;

    SparseMatrix(int columns, int[][] indices, double[][] values) {
        this.columns = columns;
        this.indices = indices;
        this.values = values;
    }

    /**
     * Returns the matrix with these rows.
     *
     * @param rows at least one, all of one length
     * @throws IllegalArgumentException if there is no row, a row has another length than the first, or a value is NaN; names row and column
     */
    public static SparseMatrix of(double[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("there are no rows; give at least one");
        }
        int columns = rows[0].length;
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                throw new IllegalArgumentException(
                        "row %d has %d values and row 0 has %d".formatted(row, rows[row].length, columns));
            }
            for (int column = 0; column < columns; column++) {
                if (Double.isNaN(rows[row][column])) {
                    throw new IllegalArgumentException(
                            "row %d, column %d is NaN; fill it in or drop the row, by name".formatted(row, column));
                }
            }
        }
        return dense(columns, rows);
    }

    /**
     * Returns the named columns of a table as a matrix.
     *
     * @throws IllegalArgumentException if a column is not numeric (names it) or misses a value (names row and column)
     */
    public static SparseMatrix of(Table table, List<String> columns) {
        double[][] rows = new double[table.rowCount()][columns.size()];
        for (int j = 0; j < columns.size(); j++) {
            if (!(table.column(columns.get(j)) instanceof NumericColumn<?> numbers)) {
                throw new IllegalArgumentException("column %s is %s; only numbers make a matrix"
                        .formatted(columns.get(j), table.column(columns.get(j)).type()));
            }
            for (int i = 0; i < rows.length; i++) {
                if (numbers.isMissing(i)) {
                    throw new IllegalArgumentException(
                            "row %d misses %s; fill it in or drop the row, by name".formatted(i, columns.get(j)));
                }
                rows[i][j] = numbers.getDouble(i);
            }
        }
        return dense(columns.size(), rows);
    }

    /**
     * Returns the matrix with these values by column, one map per row; a value of 0 is not kept.
     *
     * @param columns number of columns, those without values too
     * @throws IllegalArgumentException if a column is not one of them, or a value is NaN; names row and column
     */
    public static SparseMatrix of(int columns, List<NavigableMap<Integer, Double>> rows) {
        int[][] indices = new int[rows.size()][];
        double[][] values = new double[rows.size()][];
        for (int i = 0; i < indices.length; i++) {
            NavigableMap<Integer, Double> row = rows.get(i);
            for (var entry : row.entrySet()) {
                if (entry.getKey() < 0
                        || entry.getKey() >= columns
                        || entry.getValue().isNaN()) {
                    throw new IllegalArgumentException(
                            "row %d, column %d is %s; there are %d columns, and none holds NaN"
                                    .formatted(i, entry.getKey(), entry.getValue(), columns));
                }
            }
            indices[i] = row.keySet().stream()
                    .mapToInt(j -> j)
                    .filter(j -> row.get(j) != 0)
                    .toArray();
            values[i] = Arrays.stream(indices[i]).mapToDouble(row::get).toArray();
        }
        return new SparseMatrix(columns, indices, values);
    }

    private static SparseMatrix dense(int columns, double[][] rows) {
        int[][] indices = new int[rows.length][];
        double[][] values = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            indices[i] = IntStream.range(0, columns).filter(j -> row[j] != 0).toArray();
            values[i] = Arrays.stream(indices[i]).mapToDouble(j -> row[j]).toArray();
        }
        return new SparseMatrix(columns, indices, values);
    }

    /** Returns the number of rows. */
    public int rows() {
        return indices.length;
    }

    /** Returns the number of columns, those that are 0 everywhere too. */
    public int columns() {
        return columns;
    }

    /** Returns the columns in which a row is not 0, ascending. */
    public int[] indices(int row) {
        return indices[row].clone();
    }

    /** Returns the values of a row that are not 0, in the order of {@link #indices}. */
    public double[] values(int row) {
        return values[row].clone();
    }

    /** Returns the value at a place; 0 where none is kept. */
    public double get(int row, int column) {
        int at = Arrays.binarySearch(indices[row], column);
        return at < 0 ? 0 : values[row][at];
    }

    /** Returns these rows, in this order. */
    public SparseMatrix select(int[] rows) {
        return new SparseMatrix(
                columns,
                Arrays.stream(rows).mapToObj(row -> indices[row]).toArray(int[][]::new),
                Arrays.stream(rows).mapToObj(row -> values[row]).toArray(double[][]::new));
    }

    /**
     * Returns the rows that are 0 everywhere: texts without a known term, of which a model can only say what it says without looking.
     *
     * @return row numbers, ascending
     */
    public List<Integer> emptyRows() {
        List<Integer> empty = new ArrayList<>();
        for (int row = 0; row < indices.length; row++) {
            if (indices[row].length == 0) {
                empty.add(row);
            }
        }
        return List.copyOf(empty);
    }

    /** The arrays themselves, for this package's loops. */
    int[] columnsOf(int row) {
        return indices[row];
    }

    double[] valuesOf(int row) {
        return values[row];
    }

    @Override
    public String toString() {
        long kept = Arrays.stream(indices).mapToLong(row -> row.length).sum();
        return "%d rows, %d columns, %d values that are not 0".formatted(rows(), columns, kept);
    }
}
