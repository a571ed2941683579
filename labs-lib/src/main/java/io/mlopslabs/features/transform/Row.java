// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;

/**
 * One row of the columns that an operation takes, by their place in its arguments: all that a {@link Kernel} ever sees of the data.
 *
 * <p>The object moves on to the next row after each call: read from it, never keep it.
 */
public final class Row {
    private final Values[] columns;
    private int row;

    /** Shows the first row of {@code columns}. */
    Row(List<Values> columns) {
        this.columns = columns.toArray(new Values[0]);
    }

    void moveTo(int next) {
        row = next;
    }

    /** Returns the number of columns. */
    public int columns() {
        return columns.length;
    }

    /** Returns how many values this row has in a column: 1 in an ordinary one, 0 where it is missing. */
    public int count(int column) {
        Values values = columns[column];
        return values.end(row) - values.start(row);
    }

    /** Returns value {@code i} of this row as a number; not for texts. */
    public double number(int column, int i) {
        Values values = columns[column];
        return values.number(values.start(row) + i);
    }

    /** Returns value {@code i} of this row in a column of {@code INT64}. */
    public long integer(int column, int i) {
        Values values = columns[column];
        return values.integer(values.start(row) + i);
    }

    /** Returns value {@code i} of this row in a column of {@code STRING}. */
    public String text(int column, int i) {
        Values values = columns[column];
        return values.text(values.start(row) + i);
    }

    /** Returns what a column is. */
    public Kind kind(int column) {
        return columns[column].kind();
    }
}
