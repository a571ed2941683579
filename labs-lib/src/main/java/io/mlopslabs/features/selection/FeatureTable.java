// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * Named columns of numbers, the candidates that a filter judges: one row per sample, one column per feature.
 *
 * <p>Names are unique; no value is infinite. NaN stands for a missing value: {@link Correlation} and {@link VarianceThreshold} leave it out, every
 * other filter refuses it and names the column and the row.
 *
 * <p>Immutable. Stands for the {@code X} of scikit-learn's {@code feature_selection}, together with its {@code feature_names_in_}.
 */
public final class FeatureTable {
    private final List<String> names;
    private final double[][] columns;

    private FeatureTable(List<String> names, double[][] columns) {
        this.names = names;
        this.columns = columns;
    }

    /**
     * Takes rows of numbers.
     *
     * @param names one per column, at least one, none blank, no two the same
     * @param rows at least one, each with one number per name; NaN where a value is missing
     * @throws IllegalArgumentException if names or rows break these rules or a value is infinite; says where
     */
    public static FeatureTable of(List<String> names, double[][] rows) {
        requireNames(names);
        if (rows.length == 0) {
            throw new IllegalArgumentException("there are no rows; give at least one");
        }
        double[][] columns = new double[names.size()][rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != names.size()) {
                throw new IllegalArgumentException(
                        "row %d has %d values and there are %d names; give one value per name"
                                .formatted(i, rows[i].length, names.size()));
            }
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return ofColumns(names, columns);
    }

    /**
     * Takes rows whose columns have no names; they are called x0, x1 and so on, as scikit-learn calls them.
     *
     * @throws IllegalArgumentException as {@link #of(List, double[][])}
     */
    public static FeatureTable unnamed(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        return of(IntStream.range(0, columns).mapToObj(j -> "x" + j).toList(), rows);
    }

    /**
     * Takes columns of a Tablesaw table; its missing values become NaN.
     *
     * @param names numeric columns of {@code table}, in the order wanted
     * @throws IllegalArgumentException if the table lacks a column, one is not numeric, or as {@link #of(List, double[][])}; names the column
     */
    public static FeatureTable of(Table table, List<String> names) {
        requireNames(names);
        double[][] columns = new double[names.size()][];
        for (int j = 0; j < columns.length; j++) {
            String name = names.get(j);
            if (!table.columnNames().contains(name)) {
                throw new IllegalArgumentException(
                        "the table has no column '%s'; it has %s".formatted(name, table.columnNames()));
            }
            if (!(table.column(name) instanceof NumericColumn<?> numbers)) {
                throw new IllegalArgumentException("column '%s' is %s; encode it as numbers or leave it out"
                        .formatted(name, table.column(name).type()));
            }
            columns[j] = IntStream.range(0, table.rowCount())
                    .mapToDouble(i -> numbers.isMissing(i) ? Double.NaN : numbers.getDouble(i))
                    .toArray();
        }
        if (table.rowCount() == 0) {
            throw new IllegalArgumentException("there are no rows; give at least one");
        }
        return ofColumns(names, columns);
    }

    private static void requireNames(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("there are no columns; give the name of at least one");
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int j = 0; j < names.size(); j++) {
            if (names.get(j).isBlank()) {
                throw new IllegalArgumentException("column %d has a blank name; name every column".formatted(j));
            }
            Integer before = seen.putIfAbsent(names.get(j), j);
            if (before != null) {
                throw new IllegalArgumentException(
                        "columns %d and %d are both named '%s'; give each column a name of its own"
                                .formatted(before, j, names.get(j)));
            }
        }
    }

    private static FeatureTable ofColumns(List<String> names, double[][] columns) {
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < columns[j].length; i++) {
                if (Double.isInfinite(columns[j][i])) {
                    throw new IllegalArgumentException(
                            "column '%s', row %d is %s; give finite numbers, and NaN where a value is missing"
                                    .formatted(names.get(j), i, columns[j][i]));
                }
            }
        }
        return new FeatureTable(List.copyOf(names), columns);
    }

    /** Returns the names, in column order. */
    public List<String> names() {
        return names;
    }

    /** Returns the number of rows, at least 1. */
    public int rows() {
        return columns[0].length;
    }

    /** Returns the number of columns, at least 1. */
    public int columns() {
        return columns.length;
    }

    /**
     * Returns a copy of a column.
     *
     * @throws IllegalArgumentException if there is none of that name; lists the names
     */
    public double[] column(String name) {
        return columns[place(name)].clone();
    }

    /** Returns a copy of the rows, one number per column each. */
    public double[][] toRows() {
        double[][] rows = new double[rows()][columns()];
        for (int j = 0; j < columns(); j++) {
            for (int i = 0; i < rows.length; i++) {
                rows[i][j] = columns[j][i];
            }
        }
        return rows;
    }

    /**
     * Returns the table of these columns only, in the order given.
     *
     * @param names at least one, each a column of this table, no two the same
     * @throws IllegalArgumentException if a name breaks this rule; says which
     */
    public FeatureTable select(List<String> names) {
        requireNames(names);
        return new FeatureTable(
                List.copyOf(names),
                names.stream().map(name -> columns[place(name)]).toArray(double[][]::new));
    }

    /** Returns the column itself, which callers only read. */
    double[] column(int j) {
        return columns[j];
    }

    /** Returns this table if no value is missing; {@code operation} is what needs them all. */
    FeatureTable full(String operation) {
        for (int j = 0; j < columns.length; j++) {
            double[] column = columns[j];
            int row = IntStream.range(0, column.length)
                    .filter(i -> Double.isNaN(column[i]))
                    .findFirst()
                    .orElse(-1);
            if (row >= 0 && Arrays.stream(column).allMatch(Double::isNaN)) {
                throw new IllegalArgumentException(
                        "%s: column '%s' has no value at all; leave it out".formatted(operation, names.get(j)));
            }
            if (row >= 0) {
                throw new IllegalArgumentException(
                        "%s: column '%s' misses row %d; fill it in, or leave out the row or the column"
                                .formatted(operation, names.get(j), row));
            }
        }
        return this;
    }

    private int place(String name) {
        int j = names.indexOf(name);
        if (j < 0) {
            throw new IllegalArgumentException("there is no column '%s'; there are %s".formatted(name, names));
        }
        return j;
    }

    @Override
    public String toString() {
        return "%d rows of %s".formatted(rows(), names);
    }
}
