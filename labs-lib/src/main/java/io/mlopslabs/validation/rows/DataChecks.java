// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import io.mlopslabs.data.text.NearNames;
import io.mlopslabs.statistics.Accumulator;
import io.mlopslabs.statistics.Accumulators;
import io.mlopslabs.statistics.LocalExecutor;
import io.mlopslabs.statistics.Moments;
import io.mlopslabs.statistics.Quantiles;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Unit tests for data: what a table promises to whoever reads it, checked in one pass.
 *
 * <p>{@code DataChecks.of().isComplete("age").hasMean("age", Bound.between(30, 50)).over(table).assertPassed()} is a JUnit test of a table. A
 * check that fails is reported with the actual value, what it was computed from and the first rows at fault; nothing is thrown but for a
 * column that does not exist, and a value that is no number fails the check that needs one.
 *
 * <p>Names and meanings are Deequ's ({@code com.amazon.deequ.checks.Check}), bounds are {@link Bound}s instead of functions. Shares are of all
 * rows; a missing value passes {@link #isContainedIn} and {@link #isNonNegative} and fails {@link #hasPattern} and {@link #isGreaterThan}.
 * {@link #isUnique} and its kin look at the present values only, and keep every distinct value in memory; all other checks need the same
 * memory whatever the number of rows.
 *
 * <p>Immutable; each method returns these checks and one more.
 */
public final class DataChecks {
    private static final Bound ALL = Bound.exactly(1);

    /** A rule that a whole row has to keep, given as values by column, null where missing; may travel to another process. */
    @FunctionalInterface
    public interface RowPredicate extends Predicate<Map<String, String>>, Serializable {}

    /** Makes the accumulator of a check once the columns are known. */
    private interface Check {
        Accumulator<DataRow, ?, CheckReport.Result> on(List<String> columns);
    }

    private final List<Check> checks;

    private DataChecks(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** Returns no checks, to add some to. */
    public static DataChecks of() {
        return new DataChecks(List.of());
    }

    /** Returns these checks followed by those of {@code other}. */
    public DataChecks and(DataChecks other) {
        return new DataChecks(
                Stream.concat(checks.stream(), other.checks.stream()).toList());
    }

    private DataChecks with(Check check) {
        return new DataChecks(Stream.concat(checks.stream(), Stream.of(check)).toList());
    }

    /** Checks the number of rows. */
    public DataChecks hasSize(Bound rows) {
        return with(columns -> new Size(rows));
    }

    /** Checks that no value of the column is missing. */
    public DataChecks isComplete(String column) {
        return compliance("isComplete(" + column + ")", column, value -> value != null, ALL);
    }

    /** Checks the share of rows that have a value. */
    public DataChecks hasCompleteness(String column, Bound share) {
        return compliance("hasCompleteness(%s) %s".formatted(column, share), column, value -> value != null, share);
    }

    /** Checks that no value is there twice. */
    public DataChecks isUnique(String column) {
        return uniqueness("isUnique(" + column + ")", column, Uniqueness.Measure.UNIQUENESS, ALL);
    }

    /** Checks the values that are there once, as a share of the present ones: 1 of 3 for a, b, b. */
    public DataChecks hasUniqueness(String column, Bound share) {
        return uniqueness(
                "hasUniqueness(%s) %s".formatted(column, share), column, Uniqueness.Measure.UNIQUENESS, share);
    }

    /** Checks the different values, as a share of the present ones: 2 of 3 for a, b, b. */
    public DataChecks hasDistinctness(String column, Bound share) {
        return uniqueness(
                "hasDistinctness(%s) %s".formatted(column, share), column, Uniqueness.Measure.DISTINCTNESS, share);
    }

    /** Checks how many different values there are. */
    public DataChecks hasNumberOfDistinctValues(String column, Bound count) {
        return uniqueness(
                "hasNumberOfDistinctValues(%s) %s".formatted(column, count),
                column,
                Uniqueness.Measure.DISTINCT_VALUES,
                count);
    }

    /** Checks that every present value is one of {@code values}. */
    public DataChecks isContainedIn(String column, Set<String> values) {
        return isContainedIn(column, values, ALL);
    }

    /** Checks the share of rows whose value is missing or one of {@code values}. */
    public DataChecks isContainedIn(String column, Set<String> values, Bound share) {
        Set<String> allowed = Set.copyOf(values);
        String bound = share.equals(ALL) ? "" : " " + share;
        return compliance(
                "isContainedIn(%s, %s)%s".formatted(column, shown(values), bound),
                column,
                value -> value == null || allowed.contains(value),
                share);
    }

    private static String shown(Set<String> values) {
        int most = 8;
        List<String> sorted = values.stream().sorted().toList();
        return sorted.size() <= most
                ? sorted.toString()
                : "[%s … %d values]".formatted(String.join(", ", sorted.subList(0, most)), sorted.size());
    }

    /** Checks that every present value is a number of at least 0. */
    public DataChecks isNonNegative(String column) {
        return compliance(
                "isNonNegative(" + column + ")",
                column,
                value -> value == null || Cell.number(value).orElse(-1) >= 0,
                ALL);
    }

    /** Checks that every present value is an integer of 64 bits. */
    public DataChecks isIntegral(String column) {
        return compliance(
                "isIntegral(" + column + ")",
                column,
                value -> value == null || Cell.integer(value).isPresent(),
                ALL);
    }

    /** Checks that every present value is a number. */
    public DataChecks isNumeric(String column) {
        return compliance(
                "isNumeric(" + column + ")",
                column,
                value -> value == null || Cell.number(value).isPresent(),
                ALL);
    }

    /** Checks the share of rows in whose value {@code regex} is found somewhere. */
    public DataChecks hasPattern(String column, Pattern regex, Bound share) {
        return compliance(
                "hasPattern(%s, %s) %s".formatted(column, regex, share),
                column,
                value -> value != null && regex.matcher(value).find(),
                share);
    }

    /** Checks that {@code column} is a greater number than {@code other} in every row; a row that lacks either fails. */
    public DataChecks isGreaterThan(String column, String other) {
        return with(columns -> {
            int left = indexOf(columns, column);
            int right = indexOf(columns, other);
            return new Compliance(
                    "isGreaterThan(%s, %s)".formatted(column, other),
                    values -> number(values.get(left)) > number(values.get(right)),
                    ALL);
        });
    }

    private static double number(String value) {
        return value == null ? Double.NaN : Cell.number(value).orElse(Double.NaN);
    }

    /** Checks the share of rows that keep a rule of one's own, called {@code name} in the report. */
    public DataChecks satisfies(String name, RowPredicate rule, Bound share) {
        return with(columns -> {
            List<String> names = List.copyOf(columns);
            return new Compliance(
                    "satisfies(%s) %s".formatted(name, share),
                    values -> {
                        Map<String, String> row = new LinkedHashMap<>();
                        IntStream.range(0, values.size()).forEach(i -> row.put(names.get(i), values.get(i)));
                        return rule.test(row);
                    },
                    share);
        });
    }

    /** Checks the smallest number of the column. */
    public DataChecks hasMin(String column, Bound bound) {
        return moments("hasMin", column, Moments::min, bound);
    }

    /** Checks the largest number of the column. */
    public DataChecks hasMax(String column, Bound bound) {
        return moments("hasMax", column, Moments::max, bound);
    }

    /** Checks the mean of the present numbers. */
    public DataChecks hasMean(String column, Bound bound) {
        return moments("hasMean", column, Moments::mean, bound);
    }

    /** Checks the standard deviation of the present numbers, divided by n. */
    public DataChecks hasStandardDeviation(String column, Bound bound) {
        return moments("hasStandardDeviation", column, moments -> moments.standardDeviation(0), bound);
    }

    /**
     * Checks a quantile of the present numbers, exact for some thousand of them and with the error of {@link Quantiles#rankError} above.
     *
     * @param quantile in {@code [0, 1]}; 0.5 is the median
     * @throws IllegalArgumentException if {@code quantile} is not in that range
     */
    public DataChecks hasApproxQuantile(String column, double quantile, Bound bound) {
        if (!(quantile >= 0 && quantile <= 1)) {
            throw new IllegalArgumentException("the quantile is " + quantile + "; give 0 to 1");
        }
        String constraint = "hasApproxQuantile(%s, %s) %s".formatted(column, CheckReport.number(quantile), bound);
        return with(columns -> new Numeric<>(
                constraint,
                indexOf(columns, column),
                Quantiles.accumulator(),
                quantiles -> quantiles.quantile(quantile),
                bound));
    }

    private DataChecks moments(String name, String column, Numeric.Reading<Moments> reading, Bound bound) {
        return with(columns -> new Numeric<>(
                "%s(%s) %s".formatted(name, column, bound),
                indexOf(columns, column),
                Moments.accumulator(),
                reading,
                bound));
    }

    private interface ValueRule extends Predicate<String>, Serializable {}

    private DataChecks compliance(String constraint, String column, ValueRule rule, Bound share) {
        return with(columns -> {
            int index = indexOf(columns, column);
            return new Compliance(constraint, values -> rule.test(values.get(index)), share);
        });
    }

    private DataChecks uniqueness(String constraint, String column, Uniqueness.Measure measure, Bound bound) {
        return with(columns -> new Uniqueness(constraint, indexOf(columns, column), measure, bound));
    }

    /**
     * Checks a table in one pass.
     *
     * @throws IllegalArgumentException if a column does not exist; the message lists names that are near
     */
    public CheckReport over(Table table) {
        return report(accumulator(table.columnNames()).over(TableRows.of(table)));
    }

    /**
     * Checks a table in parts that are merged, on several threads; the report is that of {@link #over(Table)} but for rounding.
     *
     * @param parts how many
     * @throws IllegalArgumentException if there is not at least one part
     */
    public CheckReport over(Table table, int parts) {
        if (parts < 1) {
            throw new IllegalArgumentException("a table is checked in at least one part, not in " + parts);
        }
        List<List<DataRow>> partitions = new ArrayList<>();
        IntStream.range(0, parts).forEach(part -> partitions.add(new ArrayList<>()));
        TableRows.of(table)
                .forEach(row -> partitions.get((int) (row.row() % parts)).add(row));
        return report(LocalExecutor.FORK_JOIN.runPartitions(accumulator(table.columnNames()), partitions));
    }

    /**
     * Checks a CSV file in one pass; see {@link Quarantine} for how it is read.
     *
     * @throws IllegalArgumentException if a column does not exist, or a line cannot be read: names the line, and says to quarantine it first
     * @throws IOException if the file cannot be read
     */
    public CheckReport over(Path csv) throws IOException {
        try (CsvRows rows = CsvRows.open(csv, ',')) {
            return report(accumulator(rows.columns()).over(() -> new Lines(rows)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Accumulator<DataRow, ?, Map<Integer, CheckReport.Result>> accumulator(List<String> columns) {
        if (checks.isEmpty()) {
            throw new IllegalStateException("there is nothing to check; add a check, such as isComplete");
        }
        Map<Integer, Accumulator<DataRow, ?, CheckReport.Result>> all = new LinkedHashMap<>();
        for (Check check : checks) {
            all.put(all.size(), check.on(columns));
        }
        return Accumulators.all(all);
    }

    private CheckReport report(Map<Integer, CheckReport.Result> results) {
        return new CheckReport(
                IntStream.range(0, checks.size()).mapToObj(results::get).toList());
    }

    /** The lines of a file as rows; a line that cannot be read ends the pass with its number. */
    private static final class Lines implements Iterator<DataRow> {
        private final CsvRows rows;
        private long row;
        private CsvRows.Line line;

        Lines(CsvRows rows) {
            this.rows = rows;
            advance();
        }

        private void advance() {
            try {
                line = rows.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean hasNext() {
            return line != null;
        }

        @Override
        public DataRow next() {
            if (line == null) {
                throw new NoSuchElementException();
            }
            CsvLine parsed = rows.parse(line);
            if (line.isCut()
                    || parsed.openQuote()
                    || !parsed.badEncoding().isEmpty()
                    || parsed.fields().size() != rows.columns().size()) {
                throw new IllegalArgumentException(
                        "line %d cannot be read: %s; sort such lines out with Quarantine first"
                                .formatted(row + 2, fault(parsed)));
            }
            var next = new DataRow(row++, parsed.fields());
            advance();
            return next;
        }

        private String fault(CsvLine parsed) {
            if (line.isCut()) {
                return "it is longer than " + CsvRows.MAX_LINE_BYTES + " bytes";
            }
            if (parsed.openQuote()) {
                return "a quote is not closed";
            }
            return parsed.fields().size() == rows.columns().size()
                    ? "column %s is not UTF-8"
                            .formatted(rows.columns().get(parsed.badEncoding().get(0)))
                    : "it has %d fields, the first line %d"
                            .formatted(parsed.fields().size(), rows.columns().size());
        }
    }

    private static int indexOf(List<String> columns, String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "there is no column %s%s".formatted(name, NearNames.hint(name, columns)));
        }
        return index;
    }
}
