// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the features are held against: refused, by operation and row, where it cannot be read. */
final class Targets {
    private Targets() {}

    /**
     * Classes of the rows.
     *
     * @param ofRow from 0, in order of first appearance
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
        Map<Object, Integer> codes = new HashMap<>();
        List<Integer> ofRow = new ArrayList<>(rows);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Object label = labels.get(i);
            if (label == null || label instanceof Double number && number.isNaN()) {
                throw new IllegalArgumentException(
                        "%s: row %d has no label; leave the row out, or give it a label".formatted(operation, i));
            }
            int code = codes.computeIfAbsent(label, l -> codes.size());
            if (code == sizes.size()) {
                sizes.add(0);
            }
            sizes.set(code, sizes.get(code) + 1);
            ofRow.add(code);
        }
        if (sizes.size() < fewest) {
            throw new IllegalArgumentException(
                    "%s: every row has the label %s; give rows of at least two classes".formatted(operation, labels.get(0)));
        }
        return new Classes(ofRow, sizes);
    }

    /** Returns {@code y} if it has one finite number per row. */
    static double[] finite(String operation, double[] y, int rows) {
        requireRows(operation, "target values", y.length, "value", rows);
        for (int i = 0; i < rows; i++) {
            if (!Double.isFinite(y[i])) {
                throw new IllegalArgumentException("%s: the target of row %d is %s; give finite numbers, or leave the row out"
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
