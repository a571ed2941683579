// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

/** Whatever chooses columns from rows and targets: a filter, a wrapper, an embedded selection. */
@FunctionalInterface
public interface ColumnSelection {
    /**
     * Returns the columns to keep, ascending.
     *
     * @param x one row per target
     * @param y class or target of each row
     * @throws IllegalArgumentException if the rows do not suit; names the operation, row or column
     */
    int[] select(double[][] x, double[] y);
}
