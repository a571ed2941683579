// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import io.mlopslabs.statistics.Bootstrap.Statistic;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A number, what it came to on each resample, and the intervals that follow.
 *
 * <p>Made by {@link Bootstrap}. {@link #bca} is the interval to take; {@link #percentile} is the simple one, wrong to the side where the statistic
 * is biased or skewed. Agrees with SciPy {@code bootstrap(..., method="BCa" | "percentile")} up to the draws.
 */
public final class BootstrapDistribution {
    private static final int JACKKNIFED = 500;
    private static final long GOLDEN =
            0x9e3779b97f4a7c15L; // SplittableRandom's own step: streams of different resamples do not meet

    private final Bootstrap bootstrap;
    private final int[] original;
    private final Statistic statistic;
    private final long n;
    private final double estimate;
    private final double[] ascending;

    private BootstrapDistribution(
            Bootstrap bootstrap, int[] original, Statistic statistic, double estimate, double[] ascending) {
        this.bootstrap = bootstrap;
        this.original = original;
        this.statistic = statistic;
        this.n = Arrays.stream(original).asLongStream().sum();
        this.estimate = estimate;
        this.ascending = ascending;
    }

    static BootstrapDistribution of(Bootstrap bootstrap, int[] original, Statistic statistic) {
        double estimate = statistic.of(original.clone());
        if (!Double.isFinite(estimate)) {
            throw new IllegalStateException(
                    "the statistic of the sample itself is " + estimate + "; there is nothing to resample");
        }
        var resampler = new Resampler(original);
        double[] values = computed(bootstrap.resamples(), original.length, (resample, counts) -> {
            resampler.draw(new SplittableRandom(mixed(bootstrap.seed(), resample)), counts);
            return statistic.of(counts);
        });
        long undefined =
                Arrays.stream(values).filter(value -> !Double.isFinite(value)).count();
        if (undefined > 0) {
            throw new IllegalStateException("the statistic is undefined on " + undefined + " of " + values.length
                    + " resamples, as a class may be missing from them; collect more rows of the rare class, or take a"
                    + " statistic that is defined without it");
        }
        Arrays.sort(values);
        return new BootstrapDistribution(bootstrap, original, statistic, estimate, values);
    }

    private interface Resample {
        double value(int number, int[] counts);
    }

    /** Computes on all processors with one array of counts per share of the work; the result does not depend on how it is shared. */
    private static double[] computed(int times, int kinds, Resample resample) {
        var values = new double[times];
        int shares = Math.min(times, 4 * Runtime.getRuntime().availableProcessors());
        IntStream.range(0, shares).parallel().forEach(share -> {
            var counts = new int[kinds];
            for (int i = share; i < times; i += shares) {
                values[i] = resample.value(i, counts);
            }
        });
        return values;
    }

    static long mixed(long seed, long resample) {
        long z = (seed ^ Long.rotateLeft(GOLDEN * (resample + 1), 32)) * 0xbf58476d1ce4e5b9L;
        return z ^ (z >>> 29);
    }

    /** Returns the number for the rows as they are. */
    public double estimate() {
        return estimate;
    }

    /** Returns the number of rows. */
    public long n() {
        return n;
    }

    /** Returns the number for each resample, ascending. */
    public double[] values() {
        return ascending.clone();
    }

    /** Returns the standard deviation of the resampled numbers, the bootstrap's standard error. */
    public double standardError() {
        return Math.sqrt(Moments.of(ascending).variance(1));
    }

    /**
     * Returns the interval between two quantiles of the resampled numbers, linearly interpolated as {@code numpy.percentile} does.
     *
     * @param level confidence, strictly between 0 and 1
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public Interval percentile(double level) {
        Interval.requireLevel(level);
        return between((1 - level) / 2, (1 + level) / 2, level, "percentile bootstrap");
    }

    /** Returns the 95 % BCa interval, the one to use by default. */
    public Interval bca() {
        return bca(0.95);
    }

    /**
     * Returns the bias-corrected and accelerated interval: percentiles moved for bias and for skewness.
     *
     * <p>The bias is read off the share of resamples below the estimate, ties by half; the acceleration off the estimates that leave one row out,
     * of all rows up to 500 kinds and of 500 drawn with the seed beyond, which moves it by about 0.02 / sqrt(n).
     *
     * @param level confidence, strictly between 0 and 1
     * @throws IllegalArgumentException if the level is not between 0 and 1
     * @throws IllegalStateException if all resamples lie on one side of the estimate, or a row cannot be left out
     * @see "Efron 1987, Better bootstrap confidence intervals, JASA 82"
     */
    public Interval bca(double level) {
        Interval.requireLevel(level);
        double tail = (1 - level) / 2;
        double bias = bias();
        double acceleration = acceleration();
        double z = Distributions.normalQuantile(tail);
        return between(
                moved(bias - z, bias, acceleration), moved(bias + z, bias, acceleration), level, "BCa bootstrap");
    }

    private static double moved(double z, double bias, double acceleration) {
        return Distributions.normalTail(-(bias + z / (1 - acceleration * z)));
    }

    private double bias() {
        long below = Arrays.stream(ascending).filter(value -> value < estimate).count();
        long atMost =
                Arrays.stream(ascending).filter(value -> value <= estimate).count();
        double share = (below + atMost) / 2.0 / ascending.length;
        if (share == 0 || share == 1) {
            throw new IllegalStateException("all resamples lie " + (share == 0 ? "above" : "below") + " the estimate "
                    + Digits.six(estimate) + ", so its bias cannot be corrected; take percentile(level), and look why");
        }
        return -Distributions.normalQuantile(share);
    }

    private double acceleration() {
        int[] left = leftOut();
        double[] without = computed(left.length, original.length, (number, counts) -> {
            System.arraycopy(original, 0, counts, 0, counts.length);
            counts[left[number]]--;
            return statistic.of(counts);
        });
        boolean all = original.length <= JACKKNIFED;
        double mean = 0;
        double rows = 0;
        for (int i = 0; i < without.length; i++) {
            double weight = all ? original[left[i]] : 1;
            if (!Double.isFinite(without[i])) {
                throw new IllegalStateException("the statistic is " + without[i]
                        + " without one of the rows, so it cannot be accelerated; take percentile(level)");
            }
            mean += weight * without[i];
            rows += weight;
        }
        mean /= rows;
        double squares = 0;
        double cubes = 0;
        for (int i = 0; i < without.length; i++) {
            double weight = all ? original[left[i]] : 1;
            double influence = mean - without[i];
            squares += weight * influence * influence;
            cubes += weight * influence * influence * influence;
        }
        // Without any influence the interval is a point, wherever it is moved to.
        return squares == 0 ? 0 : cubes / rows / (6 * Math.pow(squares / rows, 1.5) * Math.sqrt((double) n));
    }

    private int[] leftOut() {
        if (original.length <= JACKKNIFED) {
            return IntStream.range(0, original.length)
                    .filter(kind -> original[kind] > 0)
                    .toArray();
        }
        var random = new SplittableRandom(mixed(bootstrap.seed(), -1));
        var through = original.clone();
        Arrays.parallelPrefix(through, Integer::sum);
        return IntStream.range(0, JACKKNIFED)
                .map(i -> {
                    int at = Arrays.binarySearch(through, random.nextInt((int) n) + 1);
                    int kind = at >= 0 ? at : -at - 1;
                    while (original[kind] == 0) {
                        kind--;
                    }
                    return kind;
                })
                .toArray();
    }

    private Interval between(double low, double high, double level, String name) {
        return new Interval(
                quantile(low),
                quantile(high),
                level,
                name + ", n = " + n + ", " + ascending.length + " resamples, seed " + bootstrap.seed());
    }

    private double quantile(double q) {
        double place = q * (ascending.length - 1);
        int below = (int) Math.floor(place);
        double share = place - below;
        return share == 0 ? ascending[below] : ascending[below] + share * (ascending[below + 1] - ascending[below]);
    }

    /** Returns estimate and standard error: {@code 0.892, standard error 0.0098 (n = 1000, 2000 resamples, seed 42)}. */
    @Override
    public String toString() {
        return Digits.of(estimate, 4) + ", standard error " + Digits.of(standardError(), 2) + " (n = " + n + ", "
                + ascending.length + " resamples, seed " + bootstrap.seed() + ")";
    }
}
