// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.Objects;

/**
 * The type of a column: what its values are and how many a row has.
 *
 * @param dtype what one value is
 * @param width the number of values in each row, 1 for an ordinary column; {@link #RAGGED} where rows may have none (a missing value) or several
 */
public record Kind(DType dtype, int width) {
    /** The width of a column whose rows may have any number of values, none included. TFT's {@code VarLenFeature}. */
    public static final int RAGGED = -1;

    /** Throws {@code IllegalArgumentException} for a width that is neither positive nor {@link #RAGGED}. */
    public Kind {
        Objects.requireNonNull(dtype, "dtype");
        if (width < 1 && width != RAGGED) {
            throw new IllegalArgumentException(
                    "width is %d; a column has 1 value or more per row, or is RAGGED".formatted(width));
        }
    }

    /** Returns the type of a column with one value in each row. */
    public static Kind scalar(DType dtype) {
        return new Kind(dtype, 1);
    }

    /** Returns the type of a column whose rows have none, one or several values. */
    public static Kind ragged(DType dtype) {
        return new Kind(dtype, RAGGED);
    }

    /** Returns whether rows may have any number of values. */
    public boolean isRagged() {
        return width == RAGGED;
    }

    /** Returns the same shape with other values. */
    public Kind of(DType other) {
        return new Kind(other, width);
    }

    /** Returns the type in words, such as {@code STRING}, {@code FLOAT32[3]} or {@code INT64[ragged]}. */
    @Override
    public String toString() {
        return width == 1 ? dtype.toString() : isRagged() ? dtype + "[ragged]" : "%s[%d]".formatted(dtype, width);
    }
}
