// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the features are held against: refused, by operation and row, where it cannot be read. */
final class Targets {
    private Targets() {}

    /**
     * Classes of the rows.
     *
     * @param ofRow from 0, in the order of the labels' texts, so that the order of the rows changes no class
     * @param sizes rows of each
     */
    record Classes(List<Integer> ofRow, List<Integer> sizes) {
        int count() {
            return sizes.size();
        }

        int[] codes() {
            return ofRow.stream().mapToInt(code -> code).toArray();
        }
    }

    /** Returns the classes of {@code labels}; {@code fewest} is how many there must be. */
    static Classes classes(String operation, List<?> labels, int rows, int fewest) {
        requireRows(operation, "labels", labels.size(), "label", rows);
        Map<Object, Integer> sizes = new LinkedHashMap<>();
        for (int i = 0; i < rows; i++) {
            Object label = labels.get(i);
            if (label == null || (label instanceof Double number && number.isNaN())) {
                throw new IllegalArgumentException(
                        "%s: row %d has no label; leave the row out, or give it a label".formatted(operation, i));
            }
            sizes.merge(label, 1, Integer::sum);
        }
        if (sizes.size() < fewest) {
            throw new IllegalArgumentException("%s: every row has the label %s; give rows of at least two classes"
                    .formatted(operation, labels.get(0)));
        }
        List<Object> kinds = sizes.keySet().stream()
                .sorted(Comparator.comparing(String::valueOf))
                .toList();
        Map<Object, Integer> codes = new HashMap<>();
        kinds.forEach(kind -> codes.put(kind, codes.size()));
        return new Classes(
                labels.stream().map(codes::get).toList(),
                kinds.stream().map(sizes::get).toList());
    }

    /** Returns {@code y} if it has one finite number per row. */
    static double[] finite(String operation, double[] y, int rows) {
        requireRows(operation, "target values", y.length, "value", rows);
        for (int i = 0; i < rows; i++) {
            if (!Double.isFinite(y[i])) {
                throw new IllegalArgumentException(
                        "%s: the target of row %d is %s; give finite numbers, or leave the row out"
                                .formatted(operation, i, y[i]));
            }
        }
        return y;
    }

    private static void requireRows(String operation, String many, int given, String one, int rows) {
        if (given != rows) {
            throw new IllegalArgumentException("%s: there are %d rows and %d %s; give one %s per row, in the same order"
                    .formatted(operation, rows, given, many, one));
        }
    }
}
