// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;

/**
 * Count, mean, variance, skewness, kurtosis, minimum and maximum of a column, computed in one stable pass.
 *
 * <p>NaN is counted in {@link #nan()} and otherwise left out, as {@code numpy.nanmean} does. Infinities are values: they count, they move the
 * minimum and maximum, the mean becomes infinite (NaN when both signs occur), and everything about the mean becomes NaN. Values beyond
 * 1e77 overflow the fourth power, and so the kurtosis; the variance holds to 1e154.
 *
 * <p>Parts merge to the one-pass answer up to rounding: a relative error of about 1e-16 times the condition number
 * {@code sqrt(1 + mean^2 / variance)}, growing slowly with the number of rows. Minimum, maximum and counts merge exactly.
 *
 * <p>Immutable. Agrees with {@code numpy.nanmean}, {@code numpy.nanvar}, {@code scipy.stats.skew} and {@code scipy.stats.kurtosis}.
 *
 * @see "Chan, Golub, LeVeque 1979, Updating formulae and a pairwise algorithm for computing sample variances"
 * @see "Pebay 2008, Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments, SAND2008-6212"
 */
public final class Moments {
    static final Moments NONE = new Moments(0, 0, 0, 0, 0, 0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    // Infinities are counted beside the finite sums: folded into the mean they would make merging depend on the order.
    private final long finite;
    private final long nan;
    private final long minusInfinity;
    private final long plusInfinity;
    private final double mean;
    private final double m2;
    private final double m3;
    private final double m4;
    private final double min;
    private final double max;

    private Moments(
            long finite,
            long nan,
            long minusInfinity,
            long plusInfinity,
            double mean,
            double m2,
            double m3,
            double m4,
            double min,
            double max) {
        this.finite = finite;
        this.nan = nan;
        this.minusInfinity = minusInfinity;
        this.plusInfinity = plusInfinity;
        this.mean = mean;
        this.m2 = m2;
        this.m3 = m3;
        this.m4 = m4;
        this.min = min;
        this.max = max;
    }

    /** Returns the accumulator of a column of doubles; its state is a {@code Moments} too, 80 bytes when written. */
    public static Accumulator<Double, Moments, Moments> accumulator() {
        return new MomentsAccumulator();
    }

    /** Returns the moments of {@code values}, which may be empty. */
    public static Moments of(double... values) {
        Moments sum = NONE;
        for (double value : values) {
            sum = sum.plus(value);
        }
        return sum;
    }

    private static Moments single(double x) {
        if (Double.isNaN(x)) {
            return new Moments(0, 1, 0, 0, 0, 0, 0, 0, NONE.min, NONE.max);
        }
        if (Double.isInfinite(x)) {
            return new Moments(0, 0, x < 0 ? 1 : 0, x > 0 ? 1 : 0, 0, 0, 0, 0, x, x);
        }
        return new Moments(1, 0, 0, 0, x, 0, 0, 0, x, x);
    }

    Moments plus(double value) {
        return merge(single(value));
    }

    /** Returns the moments of the values of both sides. */
    public Moments merge(Moments other) {
        long n = finite + other.finite;
        double mean = this.mean;
        double m2 = this.m2;
        double m3 = this.m3;
        double m4 = this.m4;
        if (finite == 0) {
            mean = other.mean;
            m2 = other.m2;
            m3 = other.m3;
            m4 = other.m4;
        } else if (other.finite > 0) {
            double a = finite;
            double b = other.finite;
            double delta = other.mean - this.mean;
            double step = delta / n;
            mean = this.mean + b * step;
            m2 = this.m2 + other.m2 + delta * step * a * b;
            m3 = this.m3 + other.m3 + delta * step * step * a * b * (a - b) + 3 * step * (a * other.m2 - b * this.m2);
            m4 = this.m4
                    + other.m4
                    + delta * step * step * step * a * b * (a * a - a * b + b * b)
                    + 6 * step * step * (a * a * other.m2 + b * b * this.m2)
                    + 4 * step * (a * other.m3 - b * this.m3);
        }
        return new Moments(
                n,
                nan + other.nan,
                minusInfinity + other.minusInfinity,
                plusInfinity + other.plusInfinity,
                mean,
                m2,
                m3,
                m4,
                Math.min(min, other.min),
                Math.max(max, other.max));
    }

    /** Returns the number of values, infinities among them, NaN not. */
    public long count() {
        return finite + minusInfinity + plusInfinity;
    }

    /** Returns the number of NaN, which no other number here includes. */
    public long nan() {
        return nan;
    }

    /** Returns the mean; NaN without values or with infinities of both signs. */
    public double mean() {
        if (minusInfinity > 0 || plusInfinity > 0) {
            return (plusInfinity > 0 ? Double.POSITIVE_INFINITY : 0)
                    + (minusInfinity > 0 ? Double.NEGATIVE_INFINITY : 0);
        }
        return finite == 0 ? Double.NaN : mean;
    }

    /**
     * Returns the variance, the sum of squared distances from the mean divided by {@code count - ddof}.
     *
     * <p>NaN when {@code count <= ddof} or an infinity occurs. {@code ddof} is NumPy's: 0 (NumPy's default) for the variance of exactly these
     * values, 1 (the default of pandas and R) to estimate that of the population they were drawn from.
     *
     * @throws IllegalArgumentException if {@code ddof} is negative
     */
    public double variance(int ddof) {
        if (ddof < 0) {
            throw new IllegalArgumentException(
                    "ddof is " + ddof + "; give 0 for these values or 1 for their population");
        }
        return finite < count() || finite <= ddof ? Double.NaN : m2 / (finite - ddof);
    }

    /** Returns the square root of {@link #variance}. */
    public double standardDeviation(int ddof) {
        return Math.sqrt(variance(ddof));
    }

    /**
     * Returns the skewness, the mean cubed distance from the mean in standard deviations: 0 for a symmetric column, positive for a right tail.
     *
     * <p>NaN when the values are constant up to rounding, as in SciPy; biased, SciPy's default.
     */
    public double skewness() {
        return constant() ? Double.NaN : Math.sqrt((double) finite) * m3 / (m2 * Math.sqrt(m2));
    }

    /**
     * Returns the excess kurtosis: 0 for a normal distribution, positive for heavier tails.
     *
     * <p>Fisher's definition, biased: SciPy's defaults. NaN when the values are constant up to rounding.
     */
    public double kurtosis() {
        return constant() ? Double.NaN : finite * m4 / (m2 * m2) - 3;
    }

    // SciPy's rule: below this the spread is what rounding leaves of equal values.
    private boolean constant() {
        double ulp = Math.ulp(1.0) * mean;
        return finite < count() || finite == 0 || m2 / finite <= ulp * ulp;
    }

    /** Returns the smallest value; NaN without values. */
    public double min() {
        return count() == 0 ? Double.NaN : min;
    }

    /** Returns the largest value; NaN without values. */
    public double max() {
        return count() == 0 ? Double.NaN : max;
    }

    /** Returns one line, such as {@code n = 4, mean 2.5, sd 1.29099, min 1, max 4, 2 NaN}; sd has ddof 1. */
    @Override
    public String toString() {
        String line = String.format(
                Locale.ROOT,
                "n = %d, mean %s, sd %s, min %s, max %s",
                count(),
                Digits.six(mean()),
                Digits.six(standardDeviation(1)),
                Digits.six(min()),
                Digits.six(max()));
        return nan == 0 ? line : line + ", " + nan + " NaN";
    }

    void write(DataOutput out) throws IOException {
        for (long n : new long[] {finite, nan, minusInfinity, plusInfinity}) {
            out.writeLong(n);
        }
        for (double x : new double[] {mean, m2, m3, m4, min, max}) {
            out.writeDouble(x);
        }
    }

    static Moments read(DataInput in) throws IOException {
        return new Moments(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }
}
