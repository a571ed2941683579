// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The counts of two rank histograms as a table that forgets no row, although the lists may end before the values do. */
record ListedValues(ContingencyTable table, boolean complete) {
    static final String REST = "(not in both lists)";

    /** Makes the table; a value that only one of two lists names, one of which is cut off, is put with the rest. */
    static ListedValues of(SortedMap<String, Double> reference, long n, SortedMap<String, Double> current, long m) {
        boolean complete = sum(reference) >= n && sum(current) >= m;
        List<String> names = new ArrayList<>();
        for (String value : TfdvComparators.union(reference, current)) {
            if (complete || (reference.containsKey(value) && current.containsKey(value))) {
                names.add(value);
            }
        }
        int size = names.size() + (complete ? 0 : 1);
        long[] before = new long[size];
        long[] after = new long[size];
        for (int i = 0; i < names.size(); i++) {
            before[i] = Math.round(reference.getOrDefault(names.get(i), 0.0));
            after[i] = Math.round(current.getOrDefault(names.get(i), 0.0));
        }
        if (!complete) {
            before[names.size()] = Math.max(0, Math.max(n, sum(reference)) - sum(before));
            after[names.size()] = Math.max(0, Math.max(m, sum(current)) - sum(after));
            names.add(REST);
        }
        return new ListedValues(ContingencyTable.of(names, before, after), complete);
    }

    /** Says what the reader must know about lists that end early. */
    String note() {
        return complete
                ? ""
                : "the statistics list not all values: those not in both lists are one bin here, and none for TFDV";
    }

    private static long sum(SortedMap<String, Double> counts) {
        return counts.values().stream().mapToLong(Math::round).sum();
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
