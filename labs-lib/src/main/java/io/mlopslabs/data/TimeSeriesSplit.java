// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Cross-validation for rows in time order: each split trains on the past and is tested on the block that follows.
 *
 * <p>Row {@code i} must not be later than row {@code i + 1}: sort first. The test blocks lie at the end of the rows, one after the other; what
 * remains of {@code n} goes to the first training part. Rows of a gap are in neither part. Agrees with scikit-learn {@code TimeSeriesSplit}.
 *
 * @param splits number of splits, 1 or more
 * @param testSize rows per test block; 0 means {@code n / (splits + 1)}
 * @param gap rows left out before each test block, where a label or a window reaches over the border; 0 or more
 * @param maxTrainSize most rows to train on, the latest ones; 0 means all of the past
 */
public record TimeSeriesSplit(int splits, int testSize, int gap, int maxTrainSize) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one breaks its rule; names it
     */
    public TimeSeriesSplit {
        require(splits >= 1, "splits", splits, "1 or more");
        require(testSize >= 0, "testSize", testSize, "0 or more");
        require(gap >= 0, "gap", gap, "0 or more");
        require(maxTrainSize >= 0, "maxTrainSize", maxTrainSize, "0 or more");
    }

    /** Returns that many splits, test blocks of {@code n / (splits + 1)} rows, without gap, trained on all of the past. */
    public static TimeSeriesSplit of(int splits) {
        return new TimeSeriesSplit(splits, 0, 0, 0);
    }

    /** Returns the same with test blocks of {@code rows} rows. */
    public TimeSeriesSplit testSize(int rows) {
        return new TimeSeriesSplit(splits, rows, gap, maxTrainSize);
    }

    /** Returns the same with {@code rows} rows left out before each test block. */
    public TimeSeriesSplit gap(int rows) {
        return new TimeSeriesSplit(splits, testSize, rows, maxTrainSize);
    }

    /** Returns the same trained on the latest {@code rows} rows only. */
    public TimeSeriesSplit maxTrainSize(int rows) {
        return new TimeSeriesSplit(splits, testSize, gap, rows);
    }

    /**
     * Returns the splits of {@code n} rows, earliest first.
     *
     * @throws IllegalArgumentException if {@code n} rows are too few, so that a part would be empty
     */
    public List<Split> split(int n) {
        int size = testSize > 0 ? testSize : n / (splits + 1);
        if (n <= splits || (long) n - gap - (long) size * splits <= 0) {
            throw new IllegalArgumentException(
                    "%d splits with test blocks of %d rows and a gap of %d need more than %d rows; ask for fewer or smaller ones"
                            .formatted(splits, size, gap, n));
        }
        return IntStream.range(0, splits)
                .mapToObj(i -> {
                    int start = n - (splits - i) * size;
                    int end = start - gap;
                    int begin = maxTrainSize > 0 ? Math.max(0, end - maxTrainSize) : 0;
                    return Split.of(
                            IntStream.range(begin, end).toArray(),
                            IntStream.range(start, start + size).toArray());
                })
                .toList();
    }

    private static void require(boolean holds, String name, int value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("%s is %d; it is %s".formatted(name, value, rule));
        }
    }
}
