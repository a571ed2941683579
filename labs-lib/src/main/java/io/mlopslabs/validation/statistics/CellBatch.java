// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

/**
 * The cells of some rows as places in an array of bytes, column by column.
 *
 * <p>A column at a time keeps one table of texts in the processor's cache where a row at a time would fetch all of them again and again.
 */
final class CellBatch {
    static final int ROWS = 4096;

    final int[][] starts;
    final int[][] lengths;
    final long[] offsets; // where each row begins in the file
    int rows;

    CellBatch(int columns, int room) {
        starts = new int[columns][room];
        lengths = new int[columns][room];
        offsets = new long[room];
    }

    boolean isFull() {
        return rows == offsets.length;
    }

    void add(long offset, int[] cellStarts, int[] cellLengths) {
        for (int column = 0; column < starts.length; column++) {
            starts[column][rows] = cellStarts[column];
            lengths[column][rows] = cellLengths[column];
        }
        offsets[rows++] = offset;
    }

    void clear() {
        rows = 0;
    }
}
