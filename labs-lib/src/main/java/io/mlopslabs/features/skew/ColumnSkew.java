// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.skew;

import io.mlopslabs.data.text.Printable;
import java.util.OptionalDouble;

/**
 * A column that serving made otherwise than training.
 *
 * @param column its name
 * @param differing rows in which it differs, 1 or more
 * @param rows rows compared, 1 or more
 * @param largest the largest difference of two numbers; empty where only texts, or the number of values, differ; infinite or NaN where one side
 *     is
 * @param firstRow the first row that differs, from 0
 * @param trained what that row has in training
 * @param served what that row has in serving
 */
public record ColumnSkew(
        String column, int differing, int rows, OptionalDouble largest, int firstRow, String trained, String served) {
    private static final int LONGEST_VALUE = 60;

    /** Returns what differs in one sentence, such as {@code distance: 2 of 5 rows differ, by at most 0.5; first row 3: 1.0 in training, 1.5 in serving}. */
    @Override
    public String toString() {
        return "%s: %,d of %,d row%s, %sfirst row %d: %s in training, %s in serving"
                .formatted(
                        column,
                        differing,
                        rows,
                        rows == 1 ? " differs" : "s differ",
                        largest.isPresent() ? "by at most %s; ".formatted(largest.getAsDouble()) : "",
                        firstRow,
                        Printable.of(trained, LONGEST_VALUE),
                        Printable.of(served, LONGEST_VALUE));
    }
}
