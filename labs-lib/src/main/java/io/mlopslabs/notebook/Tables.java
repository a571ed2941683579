// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.data.text.Printable;
import io.mlopslabs.evaluation.errors.ErrorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Tables as a notebook shows them: HTML that follows the page's colours, and aligned plain text.
 *
 * <p>Of more than 20 rows the first 10 and the last 5 are shown, of more than 16 columns the first 8 and the last 4; the caption gives the full
 * size. Whatever a cell holds is text: markup is escaped, control characters appear as {@code \n} or {@code \u001b}, and a cell is cut at 60
 * characters, as in pandas with its default options. Doubles have 6 significant digits; a missing value reads {@code missing}.
 */
public final class Tables {
    private static final int MOST_ROWS = 20;
    private static final int FIRST_ROWS = 10;
    private static final int LAST_ROWS = 5;
    private static final int MOST_COLUMNS = 16;
    private static final int FIRST_COLUMNS = 8;
    private static final int LAST_COLUMNS = 4;

    private Tables() {}

    /** Returns {@code table} ready to be shown, under its name. It is read now: a later change does not show. */
    public static Displayable of(Table table) {
        List<Integer> columns = shown(table.columnCount(), MOST_COLUMNS, FIRST_COLUMNS, LAST_COLUMNS);
        List<Integer> rows = shown(table.rowCount(), MOST_ROWS, FIRST_ROWS, LAST_ROWS);
        return new Grid(
                Objects.requireNonNullElse(table.name(), ""),
                table.rowCount(),
                table.columnCount(),
                columns.stream().map(j -> table.column(j).name()).toList(),
                rows.stream().map(i -> row(table, i, columns)).toList(),
                gap(rows),
                gap(columns));
    }

    /**
     * Returns a table of records, such as a report's.
     *
     * @param caption what the table is; may be empty
     * @param header one name for each column, at least one
     * @param rows as many values each as there are names; numbers are aligned right, {@code null} is missing
     * @throws IllegalArgumentException if there is no column, or a row has another length; names the row
     */
    public static Displayable of(String caption, List<String> header, List<? extends List<?>> rows) {
        if (header.isEmpty()) {
            throw new IllegalArgumentException(
                    "the table '" + Printable.of(caption, 60) + "' has no column; name at least one");
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != header.size()) {
                throw new IllegalArgumentException("rows[" + i + "] has "
                        + Numbers.count(rows.get(i).size(), "value") + " for " + Numbers.count(header.size(), "column")
                        + "; give one for each, null where there is none");
            }
        }
        List<Integer> columns = shown(header.size(), MOST_COLUMNS, FIRST_COLUMNS, LAST_COLUMNS);
        List<Integer> places = shown(rows.size(), MOST_ROWS, FIRST_ROWS, LAST_ROWS);
        return new Grid(
                caption,
                rows.size(),
                header.size(),
                columns.stream().map(header::get).toList(),
                places.stream().map(i -> row(rows.get(i), columns)).toList(),
                gap(places),
                gap(columns));
    }

    /** Returns an error analysis by priority; what a tag without samples does not have is missing. */
    public static Displayable of(String caption, ErrorTable table) {
        return of(caption, ErrorTable.header(), table.cells());
    }

    /** Returns a table of two columns, called name and value, in the order of the map. */
    public static Displayable of(String caption, Map<String, ?> values) {
        var rows = new ArrayList<List<Object>>();
        values.forEach((name, value) -> {
            var row = new ArrayList<Object>();
            row.add(name);
            row.add(value);
            rows.add(row);
        });
        return of(caption, List.of("name", "value"), rows);
    }

    private static List<Grid.Cell> row(Table table, int i, List<Integer> columns) {
        return columns.stream()
                .map(j -> {
                    Column<?> column = table.column(j);
                    return Grid.Cell.of(column.isMissing(i) ? null : column.get(i));
                })
                .toList();
    }

    private static List<Grid.Cell> row(List<?> row, List<Integer> columns) {
        return columns.stream().map(j -> Grid.Cell.of(row.get(j))).toList();
    }

    private static List<Integer> shown(int count, int most, int first, int last) {
        return IntStream.range(0, count)
                .filter(i -> count <= most || i < first || i >= count - last)
                .boxed()
                .toList();
    }

    /** Returns the place in {@code shown} where something was left out, or -1. */
    private static int gap(List<Integer> shown) {
        return IntStream.range(0, shown.size())
                .filter(i -> shown.get(i) != i)
                .findFirst()
                .orElse(-1);
    }
}
