// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.data.files.MalformedDataException;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Statistics of rows whose columns have a type before the first value is seen: of a table or a Parquet file.
 *
 * <p>A cell is a {@link Long}, a {@link Double} or a {@link String} by the type of its column, or null where it is missing. NaN is missing too,
 * as in TFDV's DataFrame path.
 */
final class TypedStatistics {
    private final String source;
    private final List<String> names;
    private final DatasetState state;
    private final int weight; // column, or -1
    private long rows;

    TypedStatistics(String source, List<String> names, List<FeatureNameStatistics.Type> types, StatsOptions options) {
        this.source = source;
        this.names = names;
        state = DatasetState.ofTyped(names, types, options);
        weight = options.weightFeature().map(names::indexOf).orElse(-1);
    }

    void add(Object[] row) throws MalformedDataException {
        rows++;
        double w = weight < 0 ? 0 : weight(row[weight]);
        UnaryOperator<String> values = name -> {
            int column = names.indexOf(name);
            return column < 0 || row[column] == null ? null : row[column].toString();
        };
        for (ColumnState[] columns : state.row(w, values)) {
            for (int i = 0; i < columns.length; i++) {
                if (columns[i] != null) { // null: not among the wanted
                    add(columns[i], row[i], w);
                }
            }
        }
    }

    private static void add(ColumnState column, Object cell, double w) {
        if (cell instanceof Long integer) {
            column.addInteger(integer, w);
        } else if (cell instanceof Double decimal && !decimal.isNaN()) {
            column.addDecimal(decimal, w);
        } else if (cell instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            column.addText(bytes, 0, bytes.length, w);
        } else {
            column.addMissing(w);
        }
    }

    private double weight(Object cell) throws MalformedDataException {
        if (cell == null || (cell instanceof Double decimal && decimal.isNaN())) {
            throw wrong(weight, "the weight is missing; every row needs one");
        }
        if (cell instanceof Number number && number.doubleValue() >= 0) {
            return number.doubleValue();
        }
        throw wrong(weight, "'%s' is no weight; it must be a number that is not negative".formatted(cell));
    }

    private MalformedDataException wrong(int column, String message) {
        return new MalformedDataException(
                "%s, row %d, column '%s': %s.".formatted(source, rows, names.get(column), message));
    }

    DatasetFeatureStatisticsList message() {
        return state.message();
    }

    long rows() {
        return rows;
    }
}
