// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.Arrays;

/**
 * Quantiles and ranks of a column, from a summary whose size hardly grows with the rows, with a guaranteed rank error.
 *
 * <p>Guarantee, for any order of the rows and any way of merging: the value that {@link #quantile} returns has a true rank within
 * {@link #rankError()} of the rank asked for (both as shares of the rows), and {@link #rank} is off by no more than that. The summary keeps
 * account of its own error, so the figure is a certainty, not a probability. With size {@code k} and {@code n} rows it never exceeds
 * {@code (floor(log2(n / k)) + 1) / k}, is about half of that in a single pass, and is 0 below {@code k} rows: then every value is kept and
 * the answer is exact.
 *
 * <table>
 *   <caption>Worst case for the default size 2048; the memory of a state is at most 16 kB per level</caption>
 *   <tr><th>rows</th><th>rank error at most</th><th>levels</th></tr>
 *   <tr><td>2047</td><td>0</td><td>1</td></tr>
 *   <tr><td>1e6</td><td>0.0044</td><td>10</td></tr>
 *   <tr><td>1e9</td><td>0.0093</td><td>20</td></tr>
 * </table>
 *
 * <p>So the default stays below 0.01, the default {@code epsilon} of TFDV, up to two billion rows. Deterministic: equal input gives equal
 * bits. The bound is about ranks, not values: in a heavy tail a tiny difference of rank can be a large one of value. NaN is counted and left
 * out; infinities are values. Minimum and maximum are exact.
 *
 * <p>The exact answer is {@code numpy.quantile(values, q, method="inverted_cdf")}.
 *
 * @see "Manku, Rajagopalan, Lindsay 1998, Approximate medians and other quantiles in one pass, doi:10.1145/276305.276342"
 * @see "Agarwal et al. 2013, Mergeable summaries, doi:10.1145/2500128"
 */
public final class Quantiles {
    /** The default number of values per level. */
    public static final int DEFAULT_SIZE = 2048;

    private final double[] values; // ascending
    private final long[] through; // number of rows that values[0..i] stand for
    private final long nan;
    private final double min;
    private final double max;
    private final long errorInRows;

    Quantiles(double[] values, long[] through, long nan, double min, double max, long errorInRows) {
        this.values = values;
        this.through = through;
        this.nan = nan;
        this.min = min;
        this.max = max;
        this.errorInRows = errorInRows;
    }

    /** Returns the accumulator of a column of doubles with {@link #DEFAULT_SIZE}. */
    public static Accumulator<Double, ?, Quantiles> accumulator() {
        return accumulator(DEFAULT_SIZE);
    }

    /**
     * Returns the accumulator of a column of doubles.
     *
     * @param size values kept per level; even, at least 2; see the class for what it buys
     * @throws IllegalArgumentException if {@code size} is odd or below 2
     */
    public static Accumulator<Double, ?, Quantiles> accumulator(int size) {
        if (size < 2 || size % 2 != 0) {
            throw new IllegalArgumentException("size is " + size + "; give an even number of at least 2, such as 2048");
        }
        return new QuantileAccumulator(size);
    }

    /** Returns the number of values, infinities among them, NaN not. */
    public long count() {
        return through.length == 0 ? 0 : through[through.length - 1];
    }

    /** Returns the number of NaN, which no other number here includes. */
    public long nan() {
        return nan;
    }

    /**
     * Returns the smallest kept value that at least a share {@code q} of the values does not exceed.
     *
     * @param q share, in {@code [0, 1]}; 0 gives the minimum and 1 the maximum, both exact
     * @return a value that occurred; NaN without values
     * @throws IllegalArgumentException if {@code q} is outside {@code [0, 1]} or NaN
     */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("q is " + q + "; a quantile is a share from 0 to 1");
        }
        if (count() == 0) {
            return Double.NaN;
        }
        if (q == 0 || q == 1) {
            return q == 0 ? min : max;
        }
        long wanted = Math.max(1, (long) Math.ceil(q * count()));
        int at = Arrays.binarySearch(through, wanted);
        return values[at >= 0 ? at : -at - 1];
    }

    /** Returns {@link #quantile} 0.5: the middle value, the lower one of two. */
    public double median() {
        return quantile(0.5);
    }

    /** Returns the share of values that are at most {@code x}, within {@link #rankError()}; NaN without values or for NaN. */
    public double rank(double x) {
        if (count() == 0 || Double.isNaN(x)) {
            return Double.NaN;
        }
        int atMost = 0;
        for (int high = values.length; atMost < high; ) {
            int middle = (atMost + high) >>> 1;
            if (values[middle] <= x) {
                atMost = middle + 1;
            } else {
                high = middle;
            }
        }
        return atMost == 0 ? 0 : (double) through[atMost - 1] / count();
    }

    /** Returns the largest possible error of a rank, as a share of the values; 0 when the answers are exact. */
    public double rankError() {
        return errorInRows == 0 ? 0 : (double) errorInRows / count();
    }

    /** Returns the smallest value, exact; NaN without values. */
    public double min() {
        return count() == 0 ? Double.NaN : min;
    }

    /** Returns the largest value, exact; NaN without values. */
    public double max() {
        return count() == 0 ? Double.NaN : max;
    }

    /** Returns one line: count, five quantiles and the rank error. */
    @Override
    public String toString() {
        String line =
                "n = " + count() + ", min " + Digits.six(min()) + ", quartiles " + Digits.six(quantile(0.25)) + " "
                        + Digits.six(median()) + " " + Digits.six(quantile(0.75)) + ", max " + Digits.six(max())
                        + " (rank error at most " + Digits.six(rankError()) + ")";
        return nan == 0 ? line : line + ", " + nan + " NaN";
    }
}
