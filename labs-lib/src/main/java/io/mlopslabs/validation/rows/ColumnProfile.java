// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import io.mlopslabs.statistics.Moments;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the rules of suggestion look at: counts of the values of one column, and its moments if all are numbers. */
record ColumnProfile(
        String column, long rows, Map<String, Long> counts, boolean isNumeric, boolean isIntegral, Moments moments) {
    static ColumnProfile of(String column, List<String> values) {
        Map<String, Long> counts = new TreeMap<>();
        values.stream().filter(value -> value != null).forEach(value -> counts.merge(value, 1L, Long::sum));
        boolean isNumeric = !counts.isEmpty()
                && counts.keySet().stream()
                        .allMatch(value -> Cell.number(value).stream().anyMatch(Double::isFinite));
        boolean isIntegral = isNumeric
                && counts.keySet().stream()
                        .allMatch(value -> Cell.integer(value).isPresent());
        Moments moments = isNumeric
                ? Moments.of(values.stream()
                        .filter(value -> value != null)
                        .mapToDouble(value -> Cell.number(value).orElseThrow())
                        .toArray())
                : Moments.of();
        return new ColumnProfile(column, values.size(), counts, isNumeric, isIntegral, moments);
    }

    long present() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Values that are there once, as a share of the distinct values. */
    double shareOfSingletons() {
        return (double) counts.values().stream().filter(count -> count == 1).count() / counts.size();
    }

    Stream<Map.Entry<String, Long>> frequentFirst() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()));
    }
}
