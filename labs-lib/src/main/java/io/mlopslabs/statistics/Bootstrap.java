// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.Arrays;

/**
 * How sure a number is that has no formula for it: computed again on rows drawn with replacement from the same rows.
 *
 * <p>A resample is described by how often each row came, never by a list of rows: a metric that takes sample weights takes it as it is, and rows
 * that are alike count as one kind, whatever their number. A seed gives the same resamples on every machine and on any number of threads.
 *
 * <p>Rows must be independent: where several rows belong to one user or one day, resample those, as kinds of their own. A bootstrap says nothing
 * about what is not in the sample: an accuracy of 1 comes out as 1 to 1; take {@link Proportion#wilson()} there.
 *
 * @param resamples at least 100; 2000 for an interval, as the ends of a 95 % one rest on the outer 50 on each side
 * @param seed of the draws
 * @see "Efron and Tibshirani 1993, An Introduction to the Bootstrap"
 */
public record Bootstrap(int resamples, long seed) {
    private static final int FEWEST = 100;

    /**
     * A number that is computed from how often each row was drawn.
     *
     * <p>Called from several threads: it must not change anything, and must not keep the array, which is filled again for the next resample.
     */
    @FunctionalInterface
    public interface Statistic {
        /**
         * Returns the number for one resample.
         *
         * @param counts how often each row, or kind of row, was drawn; sums to the number of rows
         */
        double of(int[] counts);
    }

    /**
     * Checks the number of resamples.
     *
     * @throws IllegalArgumentException if there are fewer than 100
     */
    public Bootstrap {
        if (resamples < FEWEST) {
            throw new IllegalArgumentException(
                    "resamples is " + resamples + "; give at least " + FEWEST + ", 2000 for an interval");
        }
    }

    /**
     * Resamples {@code n} different rows.
     *
     * @param n at least 2
     * @param statistic of the counts of the rows, in any order that it knows
     * @throws IllegalArgumentException if there are fewer than 2 rows
     * @throws IllegalStateException if the statistic is NaN or infinite for a resample; says for how many
     */
    public BootstrapDistribution rows(int n, Statistic statistic) {
        if (n < 2) {
            throw new IllegalArgumentException("there are " + n + " rows; a bootstrap needs at least 2");
        }
        var once = new int[n];
        Arrays.fill(once, 1);
        return BootstrapDistribution.of(this, once, statistic);
    }

    /**
     * Resamples rows of which many are alike, such as the cells of a confusion matrix; the time does not grow with the rows.
     *
     * @param rows number of rows of each kind; none negative, together at least 2 and at most {@link Integer#MAX_VALUE}
     * @param statistic of the counts of the kinds, in the order given
     * @throws IllegalArgumentException if the rows break the rule; names the kind
     * @throws IllegalStateException as {@link #rows}
     */
    public BootstrapDistribution kinds(long[] rows, Statistic statistic) {
        long sum = 0;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0) {
                throw new IllegalArgumentException(
                        "rows[" + i + "] is " + rows[i] + "; a number of rows is not negative");
            }
            sum = Math.addExact(sum, rows[i]);
        }
        if (sum < 2 || sum > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "there are " + sum + " rows; a bootstrap needs at least 2 and at most " + Integer.MAX_VALUE);
        }
        return BootstrapDistribution.of(
                this, Arrays.stream(rows).mapToInt(Math::toIntExact).toArray(), statistic);
    }

    /**
     * Resamples the mean of {@code values}, such as the loss of each row, or the difference of two models' losses on it.
     *
     * @param values at least two finite numbers
     * @throws IllegalArgumentException if there are too few or one is not finite; names it
     */
    public BootstrapDistribution mean(double[] values) {
        double[] copy = Samples.require("values", values, 2).clone();
        return rows(copy.length, counts -> {
            double sum = 0;
            for (int i = 0; i < copy.length; i++) {
                sum += counts[i] * copy[i];
            }
            return sum / copy.length;
        });
    }
}
