// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.data.text.CodePointOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The sorted categories of one column, and how often each was seen; null, what is missing, is the last. */
record Categories(List<Object> values, List<Integer> counts) {
    private static final Comparator<Object> ORDER = Comparator.nullsLast(Categories::compare);

    private static int compare(Object a, Object b) {
        if (a instanceof String x && b instanceof String y) {
            return CodePointOrder.ORDER.compare(x, y);
        }
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue());
        }
        return a instanceof Number
                ? -1
                : 1; // a text is no category of a column of numbers, and is looked up all the same
    }

    /** Returns the categories of a column. */
    static Categories of(String operation, Object[][] rows, int column) {
        Map<Object, Integer> seen = new HashMap<>();
        boolean text = false;
        boolean number = false;
        boolean fraction = false;
        for (int i = 0; i < rows.length; i++) {
            Object value = value(operation, rows[i][column], i, column);
            text |= value instanceof String;
            number |= value instanceof Number;
            fraction |= value instanceof Double;
            if (text && number) {
                throw new IllegalArgumentException(
                        "%s: column %d has text and numbers, here %s in row %d; make all of them text"
                                .formatted(operation, column, quoted(value), i));
            }
            seen.merge(value == null ? Missing.VALUE : value, 1, Integer::sum);
        }
        Map<Object, Integer> counts = new HashMap<>();
        boolean doubles = fraction;
        seen.forEach((value, count) -> {
            Object kept = doubles && value instanceof Long whole ? (Object) whole.doubleValue() : value;
            counts.merge(kept, count, Integer::sum);
        });
        List<Object> sorted = counts.keySet().stream()
                .map(value -> value == Missing.VALUE ? null : value)
                .sorted(ORDER)
                .collect(Collectors.toCollection(ArrayList::new));
        return new Categories(
                Collections.unmodifiableList(sorted),
                sorted.stream()
                        .map(value -> counts.get(value == null ? Missing.VALUE : value))
                        .toList());
    }

    private enum Missing {
        VALUE
    }

    /** Returns text, a Long, a Double, or null for what is missing. */
    static Object value(String operation, Object raw, int row, int column) {
        if (raw == null || raw instanceof String || raw instanceof Long) {
            return raw;
        }
        if (raw instanceof Integer || raw instanceof Short || raw instanceof Byte) {
            return ((Number) raw).longValue();
        }
        if (raw instanceof Number number && Double.isNaN(number.doubleValue())) {
            return null;
        }
        if (raw instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue() + 0.0; // -0.0 is 0
        }
        throw new IllegalArgumentException(
                "%s: column %d is %s in row %d, a %s; a category is text, a finite number, or null"
                        .formatted(operation, column, raw, row, raw.getClass().getSimpleName()));
    }

    /** Returns the place of a category, or {@code -1 - p} if it is unknown, where {@code p} would be its place. */
    static int find(List<Object> sorted, Object value) {
        return Collections.binarySearch(sorted, value, ORDER);
    }

    /** Copies what a constructor gets: JSON reads a small number as an Integer. */
    static List<List<Object>> copy(List<List<Object>> columns) {
        return columns.stream().map(Categories::copyOf).toList();
    }

    static List<Object> copyOf(List<Object> values) {
        return values.stream()
                .map(value -> value("categories", value, 0, 0))
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(ArrayList::new), Collections::unmodifiableList));
    }

    /** The end of a column's name, as scikit-learn makes it. */
    static String name(Object category) {
        return category == null ? "nan" : category.toString();
    }

    /** Writes values as Python does a list. */
    static String list(Collection<Object> values) {
        var sorted = new TreeSet<>(ORDER);
        sorted.addAll(values);
        return sorted.stream().map(Categories::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(Object value) {
        return value instanceof String ? "'" + value + "'" : name(value);
    }

    /** Refuses unknown categories in scikit-learn's words. */
    static IllegalArgumentException unknown(String transformer, Collection<Object> values, int column) {
        return new IllegalArgumentException(
                "Found unknown categories %s in column %d during transform; fit %s on rows that have them, or give unknown ones a place"
                        .formatted(list(values), column, transformer));
    }
}
