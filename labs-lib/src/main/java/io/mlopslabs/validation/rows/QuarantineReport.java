// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many rows a {@link Quarantine} accepted, and why the others were not.
 *
 * @param rows all rows
 * @param quarantined those not accepted; the others are good
 * @param rowsByReason rows per {@code column: type}, most frequent first, ties in order of the text; a row with two reasons counts under both
 * @param firstRows the first 100 rows that were not accepted
 * @param maxShare the share of quarantined rows above which the batch is refused
 */
public record QuarantineReport(
        long rows, long quarantined, Map<String, Long> rowsByReason, List<Quarantine.Row> firstRows, double maxShare) {
    private static final int FIRST_ROWS = 100;
    private static final int SHOWN_ROWS = 5;

    /** Copies the map and the list. */
    public QuarantineReport {
        rowsByReason = Collections.unmodifiableMap(new LinkedHashMap<>(rowsByReason));
        firstRows = List.copyOf(firstRows);
    }

    /** Returns how many rows were accepted. */
    public long good() {
        return rows - quarantined;
    }

    /** Returns {@code quarantined / rows}; 0 where there are no rows. */
    public double share() {
        return rows == 0 ? 0 : (double) quarantined / rows;
    }

    /** Tells whether too large a share was quarantined for the rest to be used. */
    public boolean refused() {
        return share() > maxShare;
    }

    /**
     * Returns this report, for a pipeline to go on with.
     *
     * @throws IllegalStateException if the batch is refused; the message is the report
     */
    public QuarantineReport requireAccepted() {
        if (refused()) {
            throw new IllegalStateException(toString());
        }
        return this;
    }

    /** Returns the counts, the reasons with how many rows they concern, and the first few rows. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%d rows: %d good, %d quarantined (%.2f %%)", rows, good(), quarantined, 100 * share()));
        if (refused()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "The batch is refused: more than %.2f %% of its rows are quarantined; look at the source before the rows",
                    100 * maxShare));
        }
        rowsByReason.forEach((reason, count) -> lines.add("  %s: %d".formatted(reason, count)));
        firstRows.stream().limit(SHOWN_ROWS).forEach(row -> {
            lines.add("row " + row.row());
            row.reasons().forEach(reason -> lines.add("  " + reason));
        });
        return String.join("\n", lines);
    }

    /** The counts while rows go by. */
    static final class Counts {
        private long rows;
        private long quarantined;
        private final SortedMap<String, Long> rowsByReason = new TreeMap<>();
        private final List<Quarantine.Row> firstRows = new ArrayList<>();

        long rows() {
            return rows;
        }

        long quarantined() {
            return quarantined;
        }

        void add(List<Quarantine.Reason> reasons) {
            if (!reasons.isEmpty()) {
                quarantined++;
                if (firstRows.size() < FIRST_ROWS) {
                    firstRows.add(new Quarantine.Row(rows, reasons));
                }
                reasons.stream()
                        .map(reason -> (reason.column().isEmpty() ? "row" : reason.column()) + ": " + reason.type())
                        .distinct()
                        .forEach(key -> rowsByReason.merge(key, 1L, Long::sum));
            }
            rows++;
        }

        QuarantineReport report(double maxShare) {
            Map<String, Long> frequentFirst = new LinkedHashMap<>();
            rowsByReason.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue((a, b) -> Long.compare(b, a)))
                    .forEach(entry -> frequentFirst.put(entry.getKey(), entry.getValue()));
            return new QuarantineReport(rows, quarantined, frequentFirst, firstRows, maxShare);
        }
    }
}
