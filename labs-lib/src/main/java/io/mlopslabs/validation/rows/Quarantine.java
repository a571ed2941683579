// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.Schema;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/**
 * Parts the rows that a schema accepts from those it does not, with every reason why.
 *
 * <p>Each row ends on exactly one side, in its order and byte for byte, so that a quarantined row can be mended and fed back. Of a file one
 * line is held at a time; see {@link #split(Path, Path)} for what is written.
 *
 * <p>Looks at single values: type, domain, number of values, encoding, columns that are new or missing. What only a whole batch shows (a share
 * of missing values, {@code min_domain_mass}, drift, the number of distinct values) is the business of the validator of statistics. A row is
 * anomalous here where TFDV's {@code validate_instance} says so of its batch of one, with the types read from the schema
 * ({@code infer_type_from_schema}), but for these:
 *
 * <ul>
 *   <li>a missing value of a feature with {@code min_fraction} 1 is quarantined as {@code FEATURE_TYPE_NOT_PRESENT}; TFDV takes that type for
 *       one of whole batches and lets the row pass, as {@link #missingValuesAsTfdv} does;
 *   <li>{@code unique_constraints} are not looked at: TFDV holds the one value of a row against them;
 *   <li>a text that is no number where the schema has numbers is {@code UNEXPECTED_DATA_TYPE} in its row; TFDV's CSV reader stops there;
 *   <li>an integer with a list of words, which TFDV's own {@code infer_schema} makes of categorical integers, is looked up in it; TFDV calls
 *       every such row {@code DOMAIN_INVALID_FOR_TYPE};
 *   <li>a line that cannot be read has a reason of our own: {@link #RAGGED_ROW}, {@link #OPEN_QUOTE}, {@link #LINE_TOO_LONG}. An empty line
 *       is ragged if there is more than one column; TFDV skips it.
 * </ul>
 *
 * <p>CSV as TFDV reads it: a line is a row, empty and {@code ""} are missing, {@code NA}, {@code null} and {@code None} are text. Unlike there a
 * byte order mark is no part of the first name. Immutable.
 */
public final class Quarantine {
    /** Reason of a line with more or fewer fields than the header. */
    public static final String RAGGED_ROW = "RAGGED_ROW";
    /** Reason of a line that ends inside quotes. */
    public static final String OPEN_QUOTE = "OPEN_QUOTE";
    /** Reason of a line of more than 1 MiB. */
    public static final String LINE_TOO_LONG = "LINE_TOO_LONG";

    /**
     * Why a row was not accepted.
     *
     * @param column where; empty if it concerns the whole row
     * @param value what was there; empty if nothing was
     * @param type TFDV's name of the anomaly, such as {@code ENUM_TYPE_UNEXPECTED_STRING_VALUES}, or one of this class
     * @param expected what the schema accepts, as a person reads it
     */
    public record Reason(String column, String value, String type, String expected) {
        /** Returns one line, such as {@code age: '-1' is INT_TYPE_SMALL_INT, expected at least 0}. */
        @Override
        public String toString() {
            String where = column.isEmpty() ? "" : column + ": ";
            String what = value.isEmpty() ? "" : "'" + value + "' is ";
            return where + what + type + ", expected " + expected;
        }
    }

    /**
     * A row that was not accepted.
     *
     * @param row its number, from 0; in a file it stands on line {@code row + 2}
     * @param reasons all of them, at least one
     */
    public record Row(long row, List<Reason> reasons) {
        /** Copies the reasons. */
        public Row {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Both sides of a table.
     *
     * @param good the rows that were accepted
     * @param quarantined the others, in the order of {@code report.firstRows()}
     * @param report counts and reasons
     */
    public record Tables(Table good, Table quarantined, QuarantineReport report) {}

    private final Schema schema;
    private final Optional<String> environment;
    private final boolean asTfdv;
    private final double maxShare;
    private final char delimiter;

    private Quarantine(Schema schema, Optional<String> environment, boolean asTfdv, double maxShare, char delimiter) {
        this.schema = schema;
        this.environment = environment;
        this.asTfdv = asTfdv;
        this.maxShare = maxShare;
        this.delimiter = delimiter;
    }

    /**
     * Returns a quarantine that accepts what {@code schema} accepts.
     *
     * @throws IllegalArgumentException if a feature names a domain that the schema lacks; names both
     */
    public static Quarantine by(Schema schema) {
        var quarantine = new Quarantine(schema, Optional.empty(), false, 1, ',');
        quarantine.rules(schema.getFeatureList().stream().map(Feature::getName).toList());
        return quarantine;
    }

    /**
     * Returns a quarantine that knows where the rows come from, such as SERVING, where there is no label.
     *
     * @throws IllegalArgumentException if it is not among the schema's default environments
     */
    public Quarantine environment(String name) {
        if (!schema.getDefaultEnvironmentList().contains(name)) {
            throw new IllegalArgumentException("environment %s is not in the schema, which has %s"
                    .formatted(name, schema.getDefaultEnvironmentList()));
        }
        return new Quarantine(schema, Optional.of(name), asTfdv, maxShare, delimiter);
    }

    /** Returns a quarantine that lets a row pass whose required value is missing, as TFDV does. */
    public Quarantine missingValuesAsTfdv() {
        return new Quarantine(schema, environment, true, maxShare, delimiter);
    }

    /**
     * Returns a quarantine that refuses a batch as a whole if more than this share of its rows is quarantined: then the source has changed, and
     * the rows that happen to pass are no fair sample of it.
     *
     * @param share in {@code [0, 1]}; 1, the default, refuses nothing
     * @throws IllegalArgumentException if it is not in that range
     */
    public Quarantine maxAnomalousShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share is " + share + "; give 0 to 1");
        }
        return new Quarantine(schema, environment, asTfdv, share, delimiter);
    }

    /** Returns a quarantine for files whose fields are parted by {@code delimiter}, an ASCII character. */
    public Quarantine delimiter(char delimiter) {
        if (delimiter > 0x7f || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("'" + delimiter + "' cannot part fields; give an ASCII character");
        }
        return new Quarantine(schema, environment, asTfdv, maxShare, delimiter);
    }

    /**
     * Looks at the rows of a CSV file without writing anything.
     *
     * @throws IllegalArgumentException if the file is empty or its first line does not name each column once
     * @throws IOException if the file cannot be read
     */
    public QuarantineReport check(Path csv) throws IOException {
        return sort(
                csv, OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    /**
     * Sorts the rows of a CSV file into {@code good.csv} and {@code quarantine.csv} in {@code folder}, each under the file's own header.
     *
     * <p>{@code reasons.csv} beside them has one line per reason: place in quarantine.csv (from 0), row in the file (from 0), column, value, type,
     * expected. If the batch is refused there is no {@code good.csv}, an older one neither. The files appear when all rows are through.
     *
     * @throws IllegalArgumentException if the file is empty or its first line does not name each column once, or if it is one of the three
     * @throws IOException if the file cannot be read or the folder not be written to
     */
    public QuarantineReport split(Path csv, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> names = List.of("good.csv", "quarantine.csv", "reasons.csv");
        for (String name : names) {
            Path to = folder.resolve(name);
            if (Files.exists(to) && Files.exists(csv) && Files.isSameFile(to, csv)) {
                throw new IllegalArgumentException(
                        "%s is what is read, and would be overwritten; split it into another folder".formatted(to));
            }
        }
        List<Path> parts =
                names.stream().map(name -> folder.resolve(name + ".part")).toList();
        try {
            QuarantineReport report;
            try (OutputStream good = new BufferedOutputStream(Files.newOutputStream(parts.get(0)));
                    OutputStream bad = new BufferedOutputStream(Files.newOutputStream(parts.get(1)));
                    OutputStream reasons = new BufferedOutputStream(Files.newOutputStream(parts.get(2)))) {
                report = sort(csv, good, bad, reasons);
            }
            if (report.refused()) {
                Files.deleteIfExists(folder.resolve("good.csv"));
                Files.delete(parts.get(0));
            }
            for (int i = report.refused() ? 1 : 0; i < names.size(); i++) {
                Files.move(parts.get(i), folder.resolve(names.get(i)), StandardCopyOption.REPLACE_EXISTING);
            }
            return report;
        } finally {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    private QuarantineReport sort(Path csv, OutputStream good, OutputStream bad, OutputStream reasonFile)
            throws IOException {
        try (CsvRows rows = CsvRows.open(csv, delimiter)) {
            RowRules rules = rules(rows.columns());
            good.write(rows.header());
            bad.write(rows.header());
            write(reasonFile, "place", "row", "column", "value", "type", "expected");
            var counts = new QuarantineReport.Counts();
            for (CsvRows.Line line = rows.next(); line != null; line = rows.next()) {
                List<Reason> reasons = reasons(rules, rows, line);
                OutputStream side = reasons.isEmpty() ? good : bad;
                line.writeTo(side);
                if (line.isCut()) {
                    rows.rest(side);
                }
                for (Reason reason : reasons) {
                    write(
                            reasonFile,
                            String.valueOf(counts.quarantined()),
                            String.valueOf(counts.rows()),
                            reason.column(),
                            reason.value(),
                            reason.type(),
                            reason.expected());
                }
                counts.add(reasons);
            }
            return counts.report(maxShare);
        }
    }

    private static List<Reason> reasons(RowRules rules, CsvRows rows, CsvRows.Line line) {
        return line.isCut()
                ? List.of(new Reason(
                        "",
                        "more than " + CsvRows.MAX_LINE_BYTES + " bytes",
                        LINE_TOO_LONG,
                        "at most " + CsvRows.MAX_LINE_BYTES + " bytes"))
                : rules.check(rows.parse(line));
    }

    private static void write(OutputStream out, String... fields) throws IOException {
        String line = Stream.of(fields)
                .map(field -> field.matches("[^\",\r\n]*")
                        ? field
                        : '"' + field.replace("\"", "\"\"").replace("\r", "\\r").replace("\n", "\\n") + '"')
                .collect(Collectors.joining(",", "", "\n"));
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sorts the rows of a table; missing is what Tablesaw takes for it, an empty text too, and a boolean counts as 0 or 1, as in pandas.
     *
     * <p>A column of doubles has no integers, even where all are whole, as in TFDV's DataFrame path.
     */
    public Tables split(Table table) {
        RowRules rules = rules(table.columnNames());
        var counts = new QuarantineReport.Counts();
        Selection good = Selection.with();
        Selection bad = Selection.with();
        for (int row = 0; row < table.rowCount(); row++) {
            List<Reason> reasons = rules.check(TableRows.values(table, row));
            (reasons.isEmpty() ? good : bad).add(row);
            counts.add(reasons);
        }
        return new Tables(table.where(good), table.where(bad), counts.report(maxShare));
    }

    private RowRules rules(List<String> columns) {
        return new RowRules(schema, environment, asTfdv, columns);
    }
}
