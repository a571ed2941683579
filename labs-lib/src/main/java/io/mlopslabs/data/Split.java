// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.util.Arrays;
import java.util.BitSet;
import tech.tablesaw.api.Table;

/**
 * Which rows a model may learn from, and which rows it is judged on.
 *
 * <p>Immutable; no row stands on both sides or twice, and each side is in ascending order. {@link Splits} makes splits that leave no row
 * out; one made with {@link #of} may, as a split by time with a gap does.
 */
public final class Split {
    private final int[] train;
    private final int[] test;

    private Split(int[] train, int[] test) {
        this.train = train;
        this.test = test;
    }

    /**
     * Returns the split with these row numbers; both arrays are copied and sorted.
     *
     * @throws IllegalArgumentException if a row number is negative or named twice; names the row
     */
    public static Split of(int[] train, int[] test) {
        BitSet seen = new BitSet();
        requireNew(train, seen);
        requireNew(test, seen);
        return new Split(
                Arrays.stream(train).sorted().toArray(),
                Arrays.stream(test).sorted().toArray());
    }

    private static void requireNew(int[] rows, BitSet seen) {
        for (int row : rows) {
            if (row < 0) {
                throw new IllegalArgumentException("row %d is negative; rows count from 0".formatted(row));
            }
            if (seen.get(row)) {
                throw new IllegalArgumentException(
                        "row %d is named twice; a row is in train or in test, once".formatted(row));
            }
            seen.set(row);
        }
    }

    /** The rows where {@code isTest} is false, and those where it is true; both ascending. */
    static Split where(boolean[] isTest) {
        int[] train = new int[isTest.length];
        int[] test = new int[isTest.length];
        int trainRows = 0;
        int testRows = 0;
        for (int row = 0; row < isTest.length; row++) {
            if (isTest[row]) {
                test[testRows++] = row;
            } else {
                train[trainRows++] = row;
            }
        }
        return new Split(Arrays.copyOf(train, trainRows), Arrays.copyOf(test, testRows));
    }

    /** Returns a new array of the rows to learn from. */
    public int[] train() {
        return train.clone();
    }

    /** Returns a new array of the rows to be judged on. */
    public int[] test() {
        return test.clone();
    }

    /**
     * Returns both parts of a table, each a copy with its rows in the table's order.
     *
     * @throws IndexOutOfBoundsException if the table is too short
     */
    public TrainTest<Table> of(Table table) {
        return new TrainTest<>(part(table, train), part(table, test));
    }

    private static Table part(Table table, int[] rows) {
        for (int row : rows) {
            if (row >= table.rowCount()) {
                throw new IndexOutOfBoundsException(
                        "the split names row %d; the table has %d rows".formatted(row, table.rowCount()));
            }
        }
        return table.rows(rows);
    }

    /**
     * Returns both parts of an image set.
     *
     * @throws IllegalArgumentException if the set is too short or a side of this split is empty
     */
    public TrainTest<ImageSet> of(ImageSet images) {
        return new TrainTest<>(images.select(train), images.select(test));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Split that && Arrays.equals(train, that.train) && Arrays.equals(test, that.test);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(train) + Arrays.hashCode(test);
    }

    @Override
    public String toString() {
        return "Split of %d train and %d test rows".formatted(train.length, test.length);
    }
}
