// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The values of one column that rows are divided by: labels, groups, times. A missing one is refused, by row. */
final class Values {
    private Values() {}

    /** Row numbers by value; sorted, so that the order of the rows has no say in what a seed picks. */
    static <K extends Comparable<K>> Map<K, List<Integer>> rowsOf(List<K> values, String what) {
        Map<K, List<Integer>> rows = new TreeMap<>();
        int row = 0;
        for (K value : values) {
            requirePresent(value, what, row);
            rows.computeIfAbsent(value, unused -> new ArrayList<>()).add(row++);
        }
        return rows;
    }

    /** Refuses null, NaN and the empty text, which is how Tablesaw gives a missing text. */
    static void requirePresent(Object value, String what, int row) {
        if (value == null || value.equals("") || value.equals(Double.NaN) || value.equals(Float.NaN)) {
            throw new IllegalArgumentException(
                    "row %d has no %s; drop the row or give it one, by name, before the split".formatted(row, what));
        }
    }

    static void requireClasses(Collection<?> classes) {
        if (classes.size() == 1) {
            throw new IllegalArgumentException("all labels are %s; a stratified split needs at least 2 classes"
                    .formatted(classes.iterator().next()));
        }
    }
}
