// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.validation.drift.DriftLine.Aspect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The lines of two tables, whose values are all at hand. */
final class TableComparison {
    private final DriftOptions options;

    TableComparison(DriftOptions options) {
        this.options = options;
    }

    List<DriftLine> lines(Table reference, Table current) {
        requireRows("reference", reference);
        requireRows("new data", current);
        return Stream.concat(
                        reference.columnNames().stream(),
                        current.columnNames().stream().filter(name -> !reference.containsColumn(name)))
                .flatMap(name -> lines(name, reference, current).stream())
                .toList();
    }

    private static void requireRows(String side, Table table) {
        if (table.rowCount() == 0) {
            throw new IllegalArgumentException(
                    "the table of the " + side + " has no rows; there is nothing to compare");
        }
    }

    private List<DriftLine> lines(String name, Table reference, Table current) {
        var lines = new ColumnLines("", name, options);
        if (!reference.containsColumn(name) || !current.containsColumn(name)) {
            lines.notCompared(reference.containsColumn(name) ? "only in the reference" : "only in the new data");
            return lines.lines();
        }
        Column<?> before = reference.column(name);
        Column<?> after = current.column(name);
        if (before instanceof NumericColumn<?> x && after instanceof NumericColumn<?> y) {
            double[] from = present(x, "reference");
            double[] to = present(y, "new data");
            if (from.length == 0 || to.length == 0) {
                lines.notCompared(noValues(from.length, to.length));
            } else {
                lines.numbers(from, to);
            }
        } else if (isText(before.type()) && isText(after.type())) {
            List<String> from = present(before);
            List<String> to = present(after);
            if (from.isEmpty() || to.isEmpty()) {
                lines.notCompared(noValues(from.size(), to.size()));
            } else {
                lines.values(ContingencyTable.ofValues(from, to), List.of(), "");
            }
        } else if (before.type().equals(after.type())) {
            lines.notCompared(before.type() + " columns are not compared; turn them into numbers or text");
        } else {
            lines.notCompared("was " + before.type() + ", is " + after.type());
        }
        lines.share(Aspect.MISSING, before.countMissing(), before.size(), after.countMissing(), after.size());
        return lines.lines();
    }

    private static boolean isText(ColumnType type) {
        return type.equals(ColumnType.STRING) || type.equals(ColumnType.BOOLEAN);
    }

    private static String noValues(int reference, int current) {
        return "no values"
                + (reference + current == 0 ? "" : reference == 0 ? " in the reference" : " in the new data");
    }

    private static double[] present(NumericColumn<?> column, String side) {
        return IntStream.range(0, column.size())
                .filter(row -> !column.isMissing(row))
                .mapToDouble(row -> {
                    double value = column.getDouble(row);
                    if (Double.isInfinite(value)) {
                        throw new IllegalArgumentException("column '" + column.name() + "' is " + value + " in row "
                                + row + " of the " + side + "; decide what infinity stands for, then compare");
                    }
                    return value;
                })
                .toArray();
    }

    private static List<String> present(Column<?> column) {
        List<String> values = new ArrayList<>();
        for (int row = 0; row < column.size(); row++) {
            if (!column.isMissing(row)) {
                values.add(column.getString(row));
            }
        }
        return values;
    }
}
