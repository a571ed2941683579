// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

/**
 * The instance pass of one operation: makes the values of one row from the values of that row and from the statistics it was bound to.
 *
 * <p>A kernel has no state that changes: rows come in any order, on several threads, in training and one at a time in a server.
 */
@FunctionalInterface
public interface Kernel {
    /**
     * Writes this row's values to {@code out}, as many as the operation's output type says; the caller ends the row.
     *
     * @throws IllegalArgumentException for a value that the operation cannot take; the caller adds the operation's and column's name
     */
    void apply(Row row, Values.Writer out);
}
