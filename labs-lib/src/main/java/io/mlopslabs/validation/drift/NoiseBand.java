// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.statistics.Proportion;
import io.mlopslabs.statistics.TwoSampleResampling;
import java.util.Arrays;

/**
 * What a comparator shows although nothing has changed: the distribution of its value for a reference and new data of the same origin.
 *
 * <p>With it a threshold is chosen by the false alarms that it costs ({@link #threshold}), and a threshold that was guessed is told its price
 * ({@link #falseAlarmRate}). The band depends on the rows of both sides and on the shares, so it is made for each column and each size.
 *
 * <p>It knows the noise of independent rows only, not weekdays and seasons: for those take the values of past days that were fine.
 */
public final class NoiseBand {
    private final String name;
    private final long n;
    private final long m;
    private final double[] ascending;

    NoiseBand(String name, long n, long m, double[] ascending) {
        this.name = name;
        this.n = n;
        this.m = m;
        this.ascending = ascending;
    }

    /**
     * Returns the band for data that are yet to come: the reference and {@code newRows} rows, both drawn from the reference's shares.
     *
     * <p>Of many values with few rows each the reference knows only those that it saw, and the band is a little low; the one of
     * {@link ContingencyTable#noise}, made when the new data are there, is exact.
     *
     * @param reference rows of the reference in each bin; none negative, together at least 1
     * @param newRows rows of a coming batch, at least 1
     * @throws IllegalArgumentException if a count or a size breaks its rule
     */
    public static NoiseBand expected(
            long[] reference, long newRows, Divergence divergence, TwoSampleResampling resampling) {
        long rows = Arrays.stream(reference).sum();
        return new NoiseBand(
                divergence.toString(), rows, newRows, resampling.drawn(reference, rows, newRows, divergence::ofCounts));
    }

    /** Returns the values without drift, ascending. */
    public double[] values() {
        return ascending.clone();
    }

    /**
     * Returns the value that a share {@code q} of the comparisons without drift stays at or below, linearly interpolated.
     *
     * @param q in {@code [0, 1]}
     * @throws IllegalArgumentException if {@code q} is outside
     */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("q is " + q + "; give a share from 0 to 1, such as 0.95");
        }
        return quantile(ascending, q);
    }

    /**
     * Returns the threshold that is exceeded without drift in at most the given share of the comparisons: {@code value > threshold}, TFDV's test.
     *
     * @param falseAlarms accepted share of false alarms, such as 0.01; at least {@code 1 / (resamples + 1)}, below 1
     * @throws IllegalArgumentException if the share is outside, or too small for the resamples
     */
    public double threshold(double falseAlarms) {
        if (!(falseAlarms > 0 && falseAlarms < 1)) {
            throw new IllegalArgumentException("falseAlarms is " + falseAlarms
                    + "; give an accepted share of false alarms between 0 and 1, such as 0.01");
        }
        // The next value is equally likely to fall into each of the gaps between the values seen.
        int rank = (int) Math.ceil((ascending.length + 1) * (1 - falseAlarms) - 1e-9);
        if (rank > ascending.length) {
            throw new IllegalArgumentException("falseAlarms is " + falseAlarms + "; " + ascending.length
                    + " resamples tell nothing below 1 in " + (ascending.length + 1) + ", take more");
        }
        return ascending[Math.max(0, rank - 1)];
    }

    /** Returns how many of the comparisons without drift exceed {@code threshold}, with the interval of that share. */
    public Proportion falseAlarmRate(double threshold) {
        return new Proportion(
                Arrays.stream(ascending).filter(value -> value > threshold).count(), ascending.length);
    }

    /** Returns the chance of a value at least this large without drift; never 0: {@code (1 + how many) / (1 + resamples)}. */
    public double pValue(double value) {
        return pValue(ascending, value);
    }

    static double pValue(double[] ascending, double value) {
        // Dealt tables that are alike may sum up in another order.
        double limit = value - 1e-12 * Math.abs(value);
        long reached = Arrays.stream(ascending).filter(noise -> noise >= limit).count();
        return (1.0 + reached) / (1.0 + ascending.length);
    }

    static double quantile(double[] ascending, double q) {
        double at = q * (ascending.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }

    /** Returns the band as a notebook prints it. */
    @Override
    public String toString() {
        return "%s of %d and %d rows without drift: 95 %% up to %s, 99 %% up to %s (%d resamples)"
                .formatted(name, n, m, Report.number(quantile(0.95)), Report.number(quantile(0.99)), ascending.length);
    }
}
