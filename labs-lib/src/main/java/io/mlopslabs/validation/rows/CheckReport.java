// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What {@link DataChecks} found, one result per check in the order they were asked for.
 *
 * @param results those that passed too
 */
public record CheckReport(List<Result> results) {
    /**
     * The outcome of one check.
     *
     * @param constraint what was asked for, such as {@code hasCompleteness(age) at least 0.9}
     * @param actual what the rows have; NaN if there was nothing to compute it from
     * @param n how many rows or values that is computed from
     * @param passed whether {@code actual} is within the bound
     * @param failedRows numbers, from 0, of the first rows that break the constraint; empty where it is not one of rows, such as a mean
     * @param note what else a reader should know, such as how many values are no numbers; mostly empty
     */
    public record Result(String constraint, double actual, long n, boolean passed, List<Long> failedRows, String note) {
        /** Copies the rows. */
        public Result {
            failedRows = List.copyOf(failedRows);
        }

        /** Returns one line, such as {@code FAILED isComplete(age): 0.75 of n = 4; rows 2}. */
        @Override
        public String toString() {
            String rows = failedRows.isEmpty()
                    ? ""
                    : failedRows.stream().map(String::valueOf).collect(Collectors.joining(", ", "; rows ", ""));
            String more = note.isEmpty() ? "" : "; " + note;
            return "%s %s: %s, n = %d%s%s"
                    .formatted(passed ? "passed" : "FAILED", constraint, number(actual), n, rows, more);
        }
    }

    /** Copies the results. */
    public CheckReport {
        results = List.copyOf(results);
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.6g", value)
                        .replaceAll("(\\.\\d*?)0+$", "$1")
                        .replaceAll("\\.$", "");
    }

    /** Tells whether every check passed. */
    public boolean passed() {
        return results.stream().allMatch(Result::passed);
    }

    /**
     * Does nothing if every check passed; one line in a JUnit test.
     *
     * @throws AssertionError if one did not; the message has the failed checks, a line each
     */
    public void assertPassed() {
        List<Result> failed =
                results.stream().filter(result -> !result.passed()).toList();
        if (!failed.isEmpty()) {
            throw new AssertionError(failed.stream()
                    .map(Result::toString)
                    .collect(Collectors.joining(
                            "\n",
                            "%d of %d data checks failed:%n"
                                    .formatted(failed.size(), results.size())
                                    .replace("\r", ""),
                            "")));
        }
    }

    /** Returns one row per check: constraint, actual, n, passed, failed rows, note. */
    public Table table() {
        StringColumn constraint = StringColumn.create("constraint");
        DoubleColumn actual = DoubleColumn.create("actual");
        LongColumn n = LongColumn.create("n");
        BooleanColumn passed = BooleanColumn.create("passed");
        StringColumn rows = StringColumn.create("failed rows");
        StringColumn note = StringColumn.create("note");
        for (Result result : results) {
            constraint.append(result.constraint());
            actual.append(result.actual());
            n.append(result.n());
            passed.append(result.passed());
            rows.append(result.failedRows().stream().map(String::valueOf).collect(Collectors.joining(", ")));
            note.append(result.note());
        }
        return Table.create("Data checks", constraint, actual, n, passed, rows, note);
    }

    /** Returns one line per check. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        results.forEach(result -> lines.add(result.toString()));
        return String.join("\n", lines);
    }
}
