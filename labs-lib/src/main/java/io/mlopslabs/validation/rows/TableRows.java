// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The rows of a table as texts, null where missing. */
final class TableRows {
    private TableRows() {}

    static List<String> values(Table table, int row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < table.columnCount(); i++) {
            values.add(value(table.column(i), row));
        }
        return values;
    }

    static String value(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return null;
        }
        if (column instanceof BooleanColumn booleans) {
            return booleans.get(row) ? "1" : "0";
        }
        return String.valueOf(column.get(row));
    }

    static Iterable<DataRow> of(Table table) {
        return () -> iterator(table);
    }

    private static Iterator<DataRow> iterator(Table table) {
        return IntStream.range(0, table.rowCount())
                .mapToObj(row -> new DataRow(row, values(table, row)))
                .iterator();
    }
}
