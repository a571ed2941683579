// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Where each row of a table comes from, under which licence, and what was done to it: one record per row, in the table's order.
 *
 * <p>Starts with {@link #of} a data set as it was loaded and goes along with the table: {@link #select} where rows are dropped, sampled or put
 * in another order, {@link #apply} where values change or columns come and go. {@link #changed} finds rows that were changed and not recorded.
 *
 * <p>The hash of a row is SHA-256 of its columns in order, each as name and value with their lengths in front, a number by its bits: the same
 * on every Java version and machine, and another if a value, a column's name or the columns' order changes.
 *
 * <p>A record on trust: it says what the caller says was done. Immutable.
 */
public final class Provenance {
    /**
     * The record of one row.
     *
     * @param dataset what {@link Datasets} calls the source
     * @param source who made the data, and where they are published
     * @param licence licence of the data
     * @param extraction package that the file was taken from, and what was done to it
     * @param sourceRow row number in the file, from 0
     * @param sourceSha256 hash of the row as it was loaded
     * @param sha256 hash of the row as it is now
     * @param transformations what was done since, in order
     */
    public record Row(
            String dataset,
            String source,
            String licence,
            String extraction,
            int sourceRow,
            String sourceSha256,
            String sha256,
            List<String> transformations) {
        /** Copies the transformations. */
        public Row {
            transformations = List.copyOf(transformations);
        }
    }

    private final DatasetCard card;
    private final int[] sourceRows;
    private final List<String> sourceHashes;
    private final List<String> hashes;
    private final List<String> steps;

    private Provenance(
            DatasetCard card, int[] sourceRows, List<String> sourceHashes, List<String> hashes, List<String> steps) {
        this.card = card;
        this.sourceRows = sourceRows;
        this.sourceHashes = sourceHashes;
        this.hashes = hashes;
        this.steps = steps;
    }

    /**
     * Returns the records of a data set as {@link Datasets#load} gives it.
     *
     * @param card card of the data set
     * @param table the whole data set
     * @throws IllegalArgumentException if the table has not as many rows as the card says
     */
    public static Provenance of(DatasetCard card, Table table) {
        if (table.rowCount() != card.rows()) {
            throw new IllegalArgumentException(
                    "%s has %d rows, the table %d; start with the whole data set, then select"
                            .formatted(card.name(), card.rows(), table.rowCount()));
        }
        List<String> hashes = hashes(table);
        return new Provenance(card, IntStream.range(0, table.rowCount()).toArray(), hashes, hashes, List.of());
    }

    /**
     * Returns the records of the rows that a step keeps.
     *
     * @param step what was done, as a person reads it, such as {@code dropped copies of earlier rows}
     * @param rows positions of the kept rows before the step, in their order after it
     * @throws IllegalArgumentException if the step has no name or a position is not there; names it
     */
    public Provenance select(String step, int... rows) {
        for (int row : rows) {
            requireRow(row);
        }
        return new Provenance(
                card,
                IntStream.of(rows).map(row -> sourceRows[row]).toArray(),
                IntStream.of(rows).mapToObj(sourceHashes::get).toList(),
                IntStream.of(rows).mapToObj(hashes::get).toList(),
                and(step));
    }

    /**
     * Returns the records after a step that changes values or columns and leaves the rows where they are.
     *
     * @param step what was done, such as {@code label by rules v2}
     * @param after the table after the step
     * @throws IllegalArgumentException if the step has no name or the table has another number of rows
     */
    public Provenance apply(String step, Table after) {
        requireRows(after);
        return new Provenance(card, sourceRows, sourceHashes, hashes(after), and(step));
    }

    private List<String> and(String step) {
        if (step.isBlank()) {
            throw new IllegalArgumentException("the step has no name; say what was done");
        }
        return Stream.concat(steps.stream(), Stream.of(step)).toList();
    }

    /** Returns the number of rows. */
    public int size() {
        return sourceRows.length;
    }

    /**
     * Returns the record of one row of the table as it is now.
     *
     * @throws IllegalArgumentException if there is no such row; names it
     */
    public Row row(int row) {
        requireRow(row);
        return new Row(
                card.name(),
                card.source(),
                card.licence(),
                card.extraction(),
                sourceRows[row],
                sourceHashes.get(row),
                hashes.get(row),
                steps);
    }

    /**
     * Returns the rows of a table that are not as recorded: somebody changed them in between. Ascending; empty if all is well.
     *
     * @throws IllegalArgumentException if the table has another number of rows
     */
    public List<Integer> changed(Table table) {
        requireRows(table);
        List<String> now = hashes(table);
        return IntStream.range(0, now.size())
                .filter(row -> !now.get(row).equals(hashes.get(row)))
                .boxed()
                .toList();
    }

    /** Returns the records as a table, one row each: what is written beside a data set that is passed on. */
    public Table table() {
        List<Row> rows = IntStream.range(0, size()).mapToObj(this::row).toList();
        return Table.create(
                "provenance of " + card.name(),
                StringColumn.create("dataset", rows.stream().map(Row::dataset)),
                StringColumn.create("source", rows.stream().map(Row::source)),
                StringColumn.create("licence", rows.stream().map(Row::licence)),
                StringColumn.create("extraction", rows.stream().map(Row::extraction)),
                IntColumn.create("source row", sourceRows),
                StringColumn.create("source sha256", rows.stream().map(Row::sourceSha256)),
                StringColumn.create("sha256", rows.stream().map(Row::sha256)),
                StringColumn.create(
                        "transformations", rows.stream().map(row -> String.join("; ", row.transformations()))));
    }

    private void requireRow(int row) {
        if (row < 0 || row >= size()) {
            throw new IllegalArgumentException("there is no row %d; there are %d, from 0".formatted(row, size()));
        }
    }

    private void requireRows(Table table) {
        if (table.rowCount() != size()) {
            throw new IllegalArgumentException(
                    "the table has %d rows and the records are of %d; record dropped rows with select"
                            .formatted(table.rowCount(), size()));
        }
    }

    private static List<String> hashes(Table table) {
        List<String> hashes = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            var text = new StringBuilder();
            for (Column<?> column : table.columns()) {
                append(text, column.name());
                append(text, column.isMissing(row) ? null : value(column, row));
            }
            hashes.add(Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)));
        }
        return List.copyOf(hashes);
    }

    private static void append(StringBuilder text, String value) {
        text.append(value == null ? "-" : value.length() + ":" + value);
    }

    /** Java 19 changed how a double is written; its bits stayed. */
    private static String value(Column<?> column, int row) {
        if (column instanceof DoubleColumn numbers) {
            return Long.toHexString(Double.doubleToLongBits(numbers.getDouble(row)));
        }
        if (column instanceof FloatColumn numbers) {
            return Integer.toHexString(Float.floatToIntBits(numbers.getFloat(row)));
        }
        return String.valueOf(column.get(row));
    }
}
