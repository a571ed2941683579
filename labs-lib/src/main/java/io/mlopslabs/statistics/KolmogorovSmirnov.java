// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.Arrays;

/**
 * The two-sample test of whole distributions: could both samples come from the same one, whatever it is?
 *
 * <p>D is the largest gap between the two empirical distribution functions, 0 to 1. It sees shifts, spreads and shapes, best near the middle and
 * worst in the tails. Agrees with SciPy {@code ks_2samp(x, y, method=...)}, two-sided.
 *
 * @see "Kolmogorov 1933; Smirnov 1939; Hodges 1958, The significance probability of the Smirnov two-sample test, Arkiv foer Matematik 3"
 */
public final class KolmogorovSmirnov {
    private static final int EXACT_UP_TO = 10_000;

    private KolmogorovSmirnov() {}

    /** How the p-value is found. */
    public enum Method {
        /** {@link #EXACT} while both samples have at most 10,000 values, otherwise {@link #ASYMPTOTIC}: SciPy's default. */
        AUTO,
        /** From all orders of the values, as if none were tied: too large, never too small, where some are. SciPy {@code exact}. */
        EXACT,
        /**
         * From all orders of the values as they are tied: the one to take for whole numbers and other coarse values. R {@code psmirnov} with
         * {@code z}; SciPy has none.
         */
        EXACT_TIES,
        /** From the one-sample distribution at {@code n m / (n + m)} rows, rounded but at least 1. SciPy {@code asymp}, which is NaN below 1. */
        ASYMPTOTIC
    }

    /**
     * Tests {@code x} against {@code y}, two-sided; exact methods take {@code x.length * y.length} steps.
     *
     * @param x at least one finite value
     * @param y at least one finite value
     * @throws IllegalArgumentException if a sample is empty or a value not finite; names it
     */
    public static TestResult test(double[] x, double[] y, Method method) {
        double[] xs = Samples.require("x", x, 1).clone();
        double[] ys = Samples.require("y", y, 1).clone();
        Arrays.sort(xs);
        Arrays.sort(ys);
        long gap = gap(xs, ys);
        double d = (double) gap / xs.length / ys.length;
        boolean asymptotic =
                method == Method.ASYMPTOTIC || (method == Method.AUTO && Math.max(xs.length, ys.length) > EXACT_UP_TO);
        double p;
        if (asymptotic) {
            p = tail(d, xs.length, ys.length);
        } else {
            p = exactTail(gap, xs.length, ys.length, method == Method.EXACT_TIES ? lastOfTies(xs, ys) : null);
        }
        return new TestResult(
                d, p, "Kolmogorov-Smirnov" + (asymptotic ? "" : " exact") + ", n = " + xs.length + " and " + ys.length);
    }

    /**
     * Returns the chance of a gap of at least {@code d} between samples of {@code n} and {@code m} rows of the same continuous distribution.
     *
     * <p>For a D, or a bound below it, that was found elsewhere, such as from the quantiles of both samples. Asymptotic, as SciPy's
     * {@code asymp}: {@code kstwo.sf(d, round(n m / (n + m)))}. Too large, never too small, for distributions with ties.
     *
     * @param d in {@code [0, 1]}
     * @param n at least 1
     * @param m at least 1
     * @throws IllegalArgumentException if an argument breaks its rule
     */
    public static double tail(double d, long n, long m) {
        if (!(d >= 0 && d <= 1)) {
            throw new IllegalArgumentException("d is " + d + "; a gap between distribution functions lies in 0 to 1");
        }
        if (n < 1 || m < 1) {
            throw new IllegalArgumentException("the samples have " + n + " and " + m + " rows; give at least 1 each");
        }
        // Half to even, as numpy rounds.
        return Distributions.kolmogorovTail(
                d, (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.rint((double) n * m / ((double) n + m)))));
    }

    /** Returns D times the product of the lengths, a whole number. */
    private static long gap(double[] xs, double[] ys) {
        long largest = 0;
        int i = 0;
        int j = 0;
        while (i < xs.length && j < ys.length) {
            double at = Math.min(xs[i], ys[j]);
            while (i < xs.length && xs[i] == at) {
                i++;
            }
            while (j < ys.length && ys[j] == at) {
                j++;
            }
            largest = Math.max(largest, Math.abs((long) i * ys.length - (long) j * xs.length));
        }
        return largest;
    }

    /** Tells for each number of values from below, up to all, whether the next value is another. */
    private static boolean[] lastOfTies(double[] xs, double[] ys) {
        var all = Arrays.copyOf(xs, xs.length + ys.length);
        System.arraycopy(ys, 0, all, xs.length, ys.length);
        Arrays.sort(all);
        var last = new boolean[all.length + 1];
        for (int k = 1; k <= all.length; k++) {
            last[k] = k == all.length || all[k] != all[k - 1];
        }
        return last;
    }

    /** Returns the share of orders of m x's and n y's whose gap reaches {@code gap} where it is looked at; null looks everywhere. */
    private static double exactTail(long gap, int m, int n, boolean[] looked) {
        if (gap == 0) {
            return 1;
        }
        // Of the paths to (i, j) the share i / (i + j) comes from (i - 1, j). Only additions, so that small tails keep
        // their digits.
        var outside = new double[n + 1];
        for (int i = 0; i <= m; i++) {
            for (int j = 0; j <= n; j++) {
                if (Math.abs((long) i * n - (long) j * m) >= gap && (looked == null || looked[i + j])) {
                    outside[j] = 1;
                } else if (i + j > 0) {
                    double fromX = i == 0 ? 0 : outside[j] * i;
                    double fromY = j == 0 ? 0 : outside[j - 1] * j;
                    outside[j] = (fromX + fromY) / (i + j);
                }
            }
        }
        return Math.min(1, outside[n]);
    }
}
