// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.data.files.MalformedDataException;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Statistics of a Tablesaw table. */
final class TableStatistics {
    private static final Set<ColumnType> INTEGERS =
            Set.of(ColumnType.SHORT, ColumnType.INTEGER, ColumnType.LONG, ColumnType.BOOLEAN);
    private static final Set<ColumnType> DECIMALS = Set.of(ColumnType.FLOAT, ColumnType.DOUBLE);
    private static final Set<ColumnType> TEXTS = Set.of(
            ColumnType.STRING,
            ColumnType.LOCAL_DATE,
            ColumnType.LOCAL_DATE_TIME,
            ColumnType.LOCAL_TIME,
            ColumnType.INSTANT);

    private TableStatistics() {}

    static DatasetFeatureStatisticsList of(Table table, StatsOptions options) throws MalformedDataException {
        List<FeatureNameStatistics.Type> types = new ArrayList<>();
        for (Column<?> column : table.columns()) {
            types.add(type(table, column));
        }
        var statistics = new TypedStatistics("table '%s'".formatted(table.name()), table.columnNames(), types, options);
        Column<?>[] columns = table.columnArray();
        var row = new Object[columns.length];
        for (int i = 0; i < table.rowCount(); i++) {
            for (int c = 0; c < columns.length; c++) {
                row[c] = columns[c].isMissing(i) ? null : cell(columns[c].get(i), types.get(c));
            }
            statistics.add(row);
        }
        return statistics.message();
    }

    private static FeatureNameStatistics.Type type(Table table, Column<?> column) throws MalformedDataException {
        if (INTEGERS.contains(column.type())) {
            return FeatureNameStatistics.Type.INT;
        }
        if (DECIMALS.contains(column.type())) {
            return FeatureNameStatistics.Type.FLOAT;
        }
        if (TEXTS.contains(column.type())) {
            return FeatureNameStatistics.Type.STRING;
        }
        throw new MalformedDataException(
                "table '%s', column '%s' is of type %s, of which there are no statistics; turn it into numbers or texts, or remove it."
                        .formatted(table.name(), column.name(), column.type()));
    }

    private static Object cell(Object value, FeatureNameStatistics.Type type) {
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (value instanceof Number number) {
            return type == FeatureNameStatistics.Type.INT ? (Object) number.longValue() : (Object) number.doubleValue();
        }
        if (value instanceof LocalDateTime time) { // toString leaves out seconds that are 0
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        return value instanceof LocalTime time ? DateTimeFormatter.ISO_LOCAL_TIME.format(time) : value.toString();
    }
}
