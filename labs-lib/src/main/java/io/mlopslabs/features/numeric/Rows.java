// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Row;
import java.util.List;

/** What the operations ask of columns and rows. */
final class Rows {
    private Rows() {}

    static Kind numbers(List<Kind> inputs) {
        Kind input = inputs.get(0);
        if (!input.dtype().isNumeric()) {
            throw new IllegalArgumentException("takes numbers, not " + input);
        }
        return input;
    }

    static Kind wholeNumbers(List<Kind> inputs) {
        Kind input = inputs.get(0);
        if (input.dtype() != DType.INT64) {
            throw new IllegalArgumentException("takes whole numbers of INT64, not " + input);
        }
        return input;
    }

    /** Returns numbers of 64 bits for such, else of 32. */
    static Kind floats(Kind input) {
        return input.of(input.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32);
    }

    static void keys(Kind keys) {
        if (keys.dtype().isFloat()) {
            throw new IllegalArgumentException("takes keys of STRING or INT64, not " + keys);
        }
    }

    /** Returns which value of another column stands beside value {@code i}: one for each, or one for all. */
    static int partner(Row row, int column, int i, String what) {
        int others = row.count(column);
        if (others == 1) {
            return 0;
        }
        if (others != row.count(0)) {
            throw new IllegalArgumentException("the row has %d values and %d %s; give one for each, or one for all"
                    .formatted(row.count(0), others, what));
        }
        return i;
    }

    static String key(Row row, int column, int i) {
        int at = column == 0 ? i : partner(row, column, i, "keys");
        return row.kind(column).dtype() == DType.INT64 ? Long.toString(row.integer(column, at)) : row.text(column, at);
    }
}
