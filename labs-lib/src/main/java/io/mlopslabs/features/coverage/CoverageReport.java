// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.coverage;

import io.mlopslabs.data.text.Printable;
import io.mlopslabs.features.coverage.CoverageLine.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far rows in question lie within the feature space of the training rows, line by line.
 *
 * @param trainingRows rows that made the space
 * @param rows rows in question
 * @param limit the largest share of rows outside that is accepted in any line
 * @param lines one per column in their order, then one per pair
 */
public record CoverageReport(long trainingRows, long rows, double limit, List<CoverageLine> lines) {
    private static final int LONGEST_VALUE = 20;

    /** The titles of {@link #table()}. */
    public static final List<String> HEADER =
            List.of("feature", "cells visited", "rows outside", "interval", "expected", "decision", "found");

    /** Copies the lines. */
    public CoverageReport {
        lines = List.copyOf(lines);
    }

    /** Returns the worst of the lines' decisions. */
    public Decision decision() {
        return lines.stream()
                .map(CoverageLine::decision)
                .max(Decision::compareTo)
                .orElseThrow();
    }

    /**
     * Returns the line of a column, or of a pair as {@code hour x carrier}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public CoverageLine line(String features) {
        return lines.stream()
                .filter(line -> line.features().equals(features))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no line %s; there are %s"
                        .formatted(
                                features,
                                lines.stream().map(CoverageLine::features).collect(Collectors.joining(", ")))));
    }

    /** Returns a row of texts per line, under {@link #HEADER}: for a notebook's tables. */
    public List<List<String>> table() {
        return lines.stream().map(CoverageReport::row).toList();
    }

    private static List<String> row(CoverageLine line) {
        String found = line.found().entrySet().stream()
                .map(value -> "%s (%,d)".formatted(Printable.of(value.getKey(), LONGEST_VALUE), value.getValue()))
                .collect(Collectors.joining(", "));
        return List.of(
                line.features() + line.range().map(range -> " " + range).orElse(""),
                "%,d of %,d".formatted(line.visited(), line.cells()),
                "%,d (%s)"
                        .formatted(
                                line.outside().count(), percent(line.outside().estimate())),
                "%s to %s"
                        .formatted(
                                percent(line.interval().low()),
                                percent(line.interval().high())),
                percent(line.expected()),
                line.decision().toString(),
                found);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** Returns a title and a text table. */
    @Override
    public String toString() {
        List<List<String>> all = new ArrayList<>();
        all.add(HEADER);
        all.addAll(table());
        int[] widths = new int[HEADER.size()];
        for (List<String> row : all) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        var text = new StringBuilder("%,d rows in the feature space of %,d training rows: %s (at most %s outside)"
                .formatted(rows, trainingRows, decision(), percent(limit)));
        for (List<String> row : all) {
            var line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                line.append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 2));
            }
            text.append('\n').append(line.toString().stripTrailing());
        }
        return text.toString();
    }

    /** Returns the five most frequent, of equal ones the first by name. */
    static Map<String, Long> mostFrequent(Map<String, Long> found) {
        return found.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(5)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}
