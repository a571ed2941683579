// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

/** Whether the several values of a row are of one kind; without meaning for a column of one value per row. */
public enum Elements {
    /** All values of all rows have one statistic. TFT's default, {@code reduce_instance_dims=True}. */
    TOGETHER,
    /**
     * The first values of all rows have one, the second ones another: for vectors of unlike things. TFT's {@code elementwise=True}.
     *
     * <p>In a ragged column a position is learned from the rows that have it; one that no row had is treated as a column without values.
     */
    EACH
}
