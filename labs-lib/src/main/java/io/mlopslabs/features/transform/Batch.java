// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some rows of a table, as columns: what analyzers read and graphs transform.
 *
 * @param rows the number of rows
 * @param columns the values of each column, by name, in order
 */
public record Batch(int rows, Map<String, Values> columns) {
    /** Keeps a copy in the same order; throws {@code IllegalArgumentException} if a column has another number of rows. */
    public Batch {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        for (Map.Entry<String, Values> column : columns.entrySet()) {
            if (column.getValue().rows() != rows) {
                throw new IllegalArgumentException("column %s has %d rows, the batch %d"
                        .formatted(column.getKey(), column.getValue().rows(), rows));
            }
        }
    }

    /** Returns a batch of one column. */
    public static Batch of(String name, Values values) {
        return new Batch(values.rows(), Map.of(name, values));
    }

    /** Returns this and one more column, or another in its place. */
    public Batch with(String name, Values values) {
        var more = new LinkedHashMap<>(columns);
        more.put(name, values);
        return new Batch(rows, more);
    }

    /**
     * Returns this without some columns.
     *
     * @throws IllegalArgumentException if one is not here
     */
    public Batch without(String... names) {
        var fewer = new LinkedHashMap<>(columns);
        for (String name : names) {
            column(name);
            fewer.remove(name);
        }
        return new Batch(rows, fewer);
    }

    /**
     * Returns a column.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Values column(String name) {
        Values values = columns.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "no column %s; there are %s".formatted(name, String.join(", ", columns.keySet())));
        }
        return values;
    }

    /**
     * Returns all numbers of each row, column after column, as a model takes them.
     *
     * @throws IllegalArgumentException if a column holds texts, or a row lacks a value or has more than the first row; names column and row
     */
    public double[][] toMatrix() {
        List<String> names = new ArrayList<>(columns.keySet());
        int[] widths = new int[names.size()];
        int width = 0;
        for (int c = 0; c < widths.length; c++) {
            Values values = column(names.get(c));
            if (values.kind().dtype() == DType.STRING) {
                throw new IllegalArgumentException(
                        "column %s holds texts; a matrix takes numbers: give it a vocabulary, or leave it out"
                                .formatted(names.get(c)));
            }
            widths[c] = rows == 0 ? 0 : values.end(0) - values.start(0);
            width += widths[c];
        }
        double[][] matrix = new double[rows][width];
        int at = 0;
        for (int c = 0; c < widths.length; c++) {
            Values values = column(names.get(c));
            for (int row = 0; row < rows; row++) {
                int start = values.start(row);
                if (values.end(row) - start != widths[c]) {
                    throw new IllegalArgumentException("column %s, row %d: %d values, where row 0 has %d"
                            .formatted(names.get(c), row, values.end(row) - start, widths[c]));
                }
                for (int i = 0; i < widths[c]; i++) {
                    matrix[row][at + i] = values.number(start + i);
                }
            }
            at += widths[c];
        }
        return matrix;
    }
}
