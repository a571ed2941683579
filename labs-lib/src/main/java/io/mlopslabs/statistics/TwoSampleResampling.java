// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a number that compares two samples comes to by chance: computed again on samples that are drawn or dealt anew.
 *
 * <p>A sample is given by how many rows it has of each kind, so the time does not grow with the rows. {@link #permuted} is the distribution when
 * nothing differs, exact for the samples at hand; {@link #drawn} the one to expect before the second sample is there; {@link #bootstrapped}
 * the one around a difference that is there. A seed gives the same numbers on every machine and on any number of threads.
 *
 * <p>Rows must be independent: where several belong to one user or one day the numbers come out too small.
 *
 * @param resamples at least 100; 1000 for a 99 % quantile, which rests on the outer 10
 * @param seed of the draws
 * @see "Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapters 15 and 16"
 */
public record TwoSampleResampling(int resamples, long seed) {
    private static final int FEWEST = 100;

    /**
     * A number that is computed from the rows that each sample has of each kind.
     *
     * <p>Called from several threads: it must not change anything, and must not keep the arrays, which are filled again.
     */
    @FunctionalInterface
    public interface Statistic {
        /** Returns the number for two samples; the counts are of the same kinds in the same order. */
        double of(int[] first, int[] second);
    }

    /**
     * Checks the number of resamples.
     *
     * @throws IllegalArgumentException if there are fewer than 100
     */
    public TwoSampleResampling {
        if (resamples < FEWEST) {
            throw new IllegalArgumentException(
                    "resamples is " + resamples + "; give at least " + FEWEST + ", 1000 for a 99 % quantile");
        }
    }

    /**
     * Deals the rows of both samples out again at random, as many to each as it had: the distribution if both have the same origin.
     *
     * <p>Exact whatever that origin is: a number above the 1 - alpha quantile of these comes in at most about alpha of all such pairs.
     *
     * @param first rows of each kind; none negative, together 1 to {@link Integer#MAX_VALUE} with the second's
     * @param second rows of the same kinds, in the same order
     * @return the numbers, ascending
     * @throws IllegalArgumentException if the counts break a rule; names the sample and the kind
     * @throws IllegalStateException if the statistic is NaN or infinite for a resample; says for how many
     */
    public double[] permuted(long[] first, long[] second, Statistic statistic) {
        Samples.requirePairs("first", first.length, "second", second.length);
        int n = requireRows("first", first);
        int m = requireRows("second", second);
        int all = requireInt("first and second", (long) n + m);
        var pooled = new int[first.length];
        Arrays.setAll(pooled, i -> (int) (first[i] + second[i]));
        return computed(first.length, statistic, (random, a, b) -> {
            int left = all;
            int toFirst = n;
            for (int i = 0; i < pooled.length; i++) {
                left -= pooled[i];
                a[i] = HypergeometricSampler.draw(random, pooled[i], left, toFirst);
                b[i] = pooled[i] - a[i];
                toFirst -= a[i];
            }
        });
    }

    /**
     * Draws two samples of the given sizes, with replacement, from one population: what to expect of data that are yet to come.
     *
     * <p>The population stands for where it came from; kinds that it lacks never come. With many kinds of few rows the numbers are therefore a
     * little small.
     *
     * @param population rows of each kind; none negative, together at least 1
     * @param firstRows rows of the first sample, at least 1
     * @param secondRows rows of the second sample, at least 1
     * @return the numbers, ascending
     * @throws IllegalArgumentException if the counts or sizes break a rule; names it
     * @throws IllegalStateException as {@link #permuted}
     */
    public double[] drawn(long[] population, long firstRows, long secondRows, Statistic statistic) {
        int all = requireRows("population", population);
        if (firstRows < 1 || secondRows < 1) {
            throw new IllegalArgumentException(
                    "the samples are to have " + firstRows + " and " + secondRows + " rows; give at least 1 each");
        }
        int n = requireInt("the first sample", firstRows);
        int m = requireInt("the second sample", secondRows);
        return computed(population.length, statistic, (random, a, b) -> {
            multinomial(random, population, all, n, a);
            multinomial(random, population, all, m, b);
        });
    }

    /**
     * Draws each sample anew from itself, with replacement: how the number scatters around the difference that is there.
     *
     * @param first rows of each kind; none negative, together at least 1
     * @param second rows of the same kinds, in the same order
     * @return the numbers, ascending
     * @throws IllegalArgumentException as {@link #permuted}
     * @throws IllegalStateException as {@link #permuted}
     */
    public double[] bootstrapped(long[] first, long[] second, Statistic statistic) {
        Samples.requirePairs("first", first.length, "second", second.length);
        int n = requireRows("first", first);
        int m = requireRows("second", second);
        return computed(first.length, statistic, (random, a, b) -> {
            multinomial(random, first, n, n, a);
            multinomial(random, second, m, m, b);
        });
    }

    private interface Dealer {
        void deal(SplittableRandom random, int[] first, int[] second);
    }

    private double[] computed(int kinds, Statistic statistic, Dealer dealer) {
        var values = new double[resamples];
        int shares = Math.min(resamples, 4 * Runtime.getRuntime().availableProcessors());
        IntStream.range(0, shares).parallel().forEach(share -> {
            var first = new int[kinds];
            var second = new int[kinds];
            for (int i = share; i < resamples; i += shares) {
                dealer.deal(new SplittableRandom(BootstrapDistribution.mixed(seed, i)), first, second);
                values[i] = statistic.of(first, second);
            }
        });
        long undefined =
                Arrays.stream(values).filter(value -> !Double.isFinite(value)).count();
        if (undefined > 0) {
            throw new IllegalStateException("the statistic is undefined on " + undefined + " of " + resamples
                    + " resamples; take one that is defined without the rare kinds");
        }
        Arrays.sort(values);
        return values;
    }

    private static void multinomial(SplittableRandom random, long[] population, int all, int rows, int[] counts) {
        int left = rows;
        double rest = all;
        for (int i = 0; i < population.length; i++) {
            counts[i] = population[i] == 0 ? 0 : BinomialSampler.draw(random, left, population[i] / rest);
            left -= counts[i];
            rest -= population[i];
        }
    }

    static int requireRows(String name, long[] counts) {
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] is " + counts[i] + "; a number of rows is not negative");
            }
            sum = Math.addExact(sum, counts[i]);
        }
        if (sum == 0) {
            throw new IllegalArgumentException(name + " has no rows; give at least 1");
        }
        return requireInt(name, sum);
    }

    private static int requireInt(String name, long rows) {
        if (rows > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    name + " has " + rows + " rows; the most is " + Integer.MAX_VALUE + ", take a sample of them");
        }
        return (int) rows;
    }
}
