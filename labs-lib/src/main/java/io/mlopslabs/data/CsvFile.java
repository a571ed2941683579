// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * One gzipped table with a header line.
 *
 * <p>Tablesaw's own reader strips white space and takes "NA" and "*" as missing; here the same parser is told to keep what the file has.
 */
record CsvFile(String file, String nextStep) {
    /** Reads a table whose columns have these types, in this order, and which has so many rows. */
    Table read(String name, Map<String, String> types, int rows, byte[] gzip) {
        List<String> names = List.copyOf(types.keySet());
        List<String[]> lines = lines(gzip);
        if (lines.isEmpty() || !List.of(lines.get(0)).equals(names)) {
            throw broken("has other columns than MANIFEST.json: " + names);
        }
        if (lines.size() - 1 != rows) {
            throw broken("holds %d rows, MANIFEST.json says %d".formatted(lines.size() - 1, rows));
        }
        List<Column<?>> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(column(names.get(i), types.get(names.get(i)), lines, i));
        }
        return Table.create(name, columns);
    }

    private List<String[]> lines(byte[] gzip) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var settings = new CsvParserSettings();
            settings.setIgnoreLeadingWhitespaces(false);
            settings.setIgnoreTrailingWhitespaces(false);
            settings.getFormat().setComment('\0'); // a value may begin with '#'
            settings.setNullValue("");
            return new CsvParser(settings).parseAll(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("%s is not a whole gzip file; %s".formatted(file, nextStep), e);
        }
    }

    private Column<?> column(String name, String type, List<String[]> lines, int index) {
        Column<?> column =
                switch (type) {
                    case "integer" -> IntColumn.create(name);
                    case "number" -> DoubleColumn.create(name);
                    case "text" -> StringColumn.create(name);
                    default -> throw broken("has column %s of unknown type %s".formatted(name, type));
                };
        for (int row = 1; row < lines.size(); row++) {
            String[] line = lines.get(row);
            if (index >= line.length) {
                throw broken("has no column %s in row %d".formatted(name, row - 1));
            }
            append(column, line[index], row - 1);
        }
        return column;
    }

    private void append(Column<?> column, String value, int row) {
        try {
            if (value.isEmpty()) {
                column.appendMissing();
            } else if (column instanceof IntColumn integers) {
                integers.append(Integer.parseInt(value));
            } else if (column instanceof DoubleColumn numbers) {
                numbers.append(Double.parseDouble(value));
            } else if (column instanceof StringColumn texts) {
                texts.append(value);
            }
        } catch (NumberFormatException e) {
            throw broken("has '%s' in row %d of column %s, which is no number".formatted(value, row, column.name()));
        }
    }

    private IllegalStateException broken(String what) {
        return new IllegalStateException("%s %s; %s".formatted(file, what, nextStep));
    }
}
