// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import io.mlopslabs.augment.Resampled.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The samplers' data: checks with the row and column that break a rule, and Tablesaw tables. */
final class Tabular {
    private Tabular() {}

    static void requireRows(double[][] x, int[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "each row has one class; there are %d rows and %d classes".formatted(x.length, y.length));
        }
        requireClasses(y);
        for (int row = 0; row < x.length; row++) {
            if (x[row].length == 0 || x[row].length != x[0].length) {
                throw new IllegalArgumentException(
                        "row %d has %d columns; row 0 has %d".formatted(row, x[row].length, x[0].length));
            }
        }
    }

    static void requireClasses(int[] y) {
        if (y.length == 0) {
            throw new IllegalArgumentException("there are no rows; resampling needs rows of at least 2 classes");
        }
        if (Arrays.stream(y).allMatch(label -> label == y[0])) {
            throw new IllegalArgumentException(
                    "all %d rows are of class %d; resampling needs at least 2 classes".formatted(y.length, y[0]));
        }
    }

    static void requireFinite(double[][] x, IntFunction<String> columnName) {
        for (int row = 0; row < x.length; row++) {
            for (int column = 0; column < x[row].length; column++) {
                if (!Double.isFinite(x[row][column])) {
                    throw new IllegalArgumentException(
                            "row %d has %s in %s; fill it in or drop the row first, because neighbours need distances"
                                    .formatted(row, x[row][column], columnName.apply(column)));
                }
            }
        }
    }

    static SortedMap<Integer, Integer> counts(int[] y) {
        var counts = new TreeMap<Integer, Integer>();
        Arrays.stream(y).forEach(label -> counts.merge(label, 1, Integer::sum));
        return counts;
    }

    /** Returns the rows of a class, ascending. */
    static int[] rowsOf(int[] y, int label) {
        return IntStream.range(0, y.length).filter(row -> y[row] == label).toArray();
    }

    static Table fitResample(Resampler resampler, Table table, String label, long seed) {
        if (!table.containsColumn(label)) {
            throw new IllegalArgumentException(
                    "the table has no column '%s'; it has %s".formatted(label, table.columnNames()));
        }
        int[] y = classes(table.column(label));
        requireClasses(y);
        List<Column<?>> features = table.columns().stream()
                .filter(column -> !column.name().equals(table.column(label).name()))
                .toList();
        double[][] x = new double[y.length][features.size()];
        if (resampler.interpolates()) {
            for (int j = 0; j < features.size(); j++) {
                read(features.get(j), j, x);
            }
            requireFinite(x, column -> "column '" + features.get(column).name() + "'");
        }
        List<Origin> origins = origins(resampler, x, y, seed, table.column(label));
        int[] rows = origins.stream().mapToInt(Origin::row).toArray();
        Table result = Table.create(table.name());
        for (Column<?> column : table.columns()) {
            int j = features.indexOf(column);
            if (j < 0 || !resampler.interpolates()) {
                result.addColumns(column.subset(rows));
            } else {
                result.addColumns(DoubleColumn.create(
                        column.name(),
                        origins.stream()
                                .mapToDouble(origin -> origin.valueIn(x, j))
                                .toArray()));
            }
        }
        return result;
    }

    private static List<Origin> origins(Resampler resampler, double[][] x, int[] y, long seed, Column<?> labels) {
        try {
            return resampler.origins(x, y, seed);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(wrong.getMessage() + legend(labels), wrong);
        }
    }

    private static void read(Column<?> column, int j, double[][] x) {
        if (!(column instanceof NumericColumn<?> numbers)) {
            throw new IllegalArgumentException(
                    "column '%s' holds %s; a point between two rows needs numbers: encode or drop it, or take a random sampler"
                            .formatted(column.name(), column.type().name()));
        }
        for (int row = 0; row < x.length; row++) {
            x[row][j] = numbers.isMissing(row) ? Double.NaN : numbers.getDouble(row);
        }
    }

    /** Returns the numbers of a whole-number column as they are, of any other the place of each value among the sorted values. */
    private static int[] classes(Column<?> labels) {
        for (int row = 0; row < labels.size(); row++) {
            // Tablesaw calls a text that was set to missing not missing, but empty.
            if (labels.isMissing(row) || labels.getString(row).isEmpty()) {
                throw new IllegalArgumentException(
                        "row %d has no class in column '%s'; fill it in or drop the row first"
                                .formatted(row, labels.name()));
            }
        }
        if (labels instanceof IntColumn numbers) {
            return numbers.asIntArray();
        }
        List<String> names = names(labels);
        return labels.asList().stream()
                .mapToInt(value -> names.indexOf(value.toString()))
                .toArray();
    }

    private static List<String> names(Column<?> labels) {
        return labels.asList().stream()
                .map(Object::toString)
                .distinct()
                .sorted()
                .toList();
    }

    private static String legend(Column<?> labels) {
        if (labels instanceof IntColumn) {
            return "";
        }
        List<String> names = names(labels);
        return IntStream.range(0, names.size())
                .mapToObj(i -> i + " is " + names.get(i))
                .collect(Collectors.joining(", ", "; of the classes, ", ""));
    }
}
