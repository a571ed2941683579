// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.Arrays;

/**
 * The rank test of two independent samples: are values of the first larger, or smaller, than those of the second?
 *
 * <p>U counts the pairs in which the value of {@code x} is larger, ties by half; {@code U / (n1 n2)} is the area under the ROC curve of a score.
 * It compares ranks, not means, and does not mind outliers. Agrees with SciPy {@code mannwhitneyu}, whose statistic too is the U of {@code x}.
 *
 * @see "Mann and Whitney 1947, On a test of whether one of two random variables is stochastically larger than the other"
 */
public final class MannWhitney {
    private static final int SMALL = 8;
    private static final long MOST_PAIRS = 100_000; // the exact distribution takes pairs squared steps

    private MannWhitney() {}

    /** How the p-value is found. */
    public enum Method {
        /**
         * Exact if a sample has at most 8 values and there are no ties, otherwise the approximation: SciPy's default. Beyond 100,000 pairs
         * always the approximation, which agrees there.
         */
        AUTO,
        /** From the distribution of U over all orders; up to 100,000 pairs and without ties only, where SciPy goes on and ignores them. */
        EXACT,
        /** Normal approximation, variance corrected for ties, with continuity correction. */
        ASYMPTOTIC,
        /** The approximation without continuity correction. */
        ASYMPTOTIC_UNCORRECTED
    }

    /**
     * Tests {@code x} against {@code y}.
     *
     * @param x at least one finite value
     * @param y at least one finite value
     * @throws IllegalArgumentException if a sample breaks the rule, or the method is exact and values are tied or too many
     */
    public static TestResult test(double[] x, double[] y, Alternative alternative, Method method) {
        Samples.require("x", x, 1);
        Samples.require("y", y, 1);
        double[] xs = x.clone();
        double[] ys = y.clone();
        Arrays.sort(xs);
        Arrays.sort(ys);
        double u = u(xs, ys);
        double ties = ties(xs, ys);
        boolean exact = method == Method.EXACT
                || (method == Method.AUTO
                        && ties == 0
                        && Math.min(x.length, y.length) <= SMALL
                        && (long) x.length * y.length <= MOST_PAIRS);
        if (exact && ties > 0) {
            throw new IllegalArgumentException(
                    "x and y hold tied values; the exact distribution knows none, take ASYMPTOTIC");
        }
        if (exact && (long) x.length * y.length > MOST_PAIRS) {
            throw new IllegalArgumentException("x and y make " + (long) x.length * y.length
                    + " pairs; the exact distribution is for at most " + MOST_PAIRS + ", take ASYMPTOTIC");
        }
        double other = (double) x.length * y.length - u;
        double extreme =
                switch (alternative) {
                    case TWO_SIDED -> Math.max(u, other);
                    case LESS -> other;
                    case GREATER -> u;
                };
        double tail = exact
                ? exactTail((int) extreme, x.length, y.length)
                : normalTail(extreme, x.length, y.length, ties, method == Method.ASYMPTOTIC_UNCORRECTED ? 0 : 0.5);
        double p = Math.min(1, (alternative == Alternative.TWO_SIDED ? 2 : 1) * tail);
        return new TestResult(
                u, p, "Mann-Whitney" + (exact ? " exact" : "") + ", n = " + x.length + " and " + y.length);
    }

    private static double u(double[] xs, double[] ys) {
        double u = 0;
        int below = 0;
        int atMost = 0;
        for (double value : xs) {
            while (below < ys.length && ys[below] < value) {
                below++;
            }
            while (atMost < ys.length && ys[atMost] <= value) {
                atMost++;
            }
            u += (below + atMost) / 2.0;
        }
        return u;
    }

    /** Returns the sum of {@code t^3 - t} over groups of t equal values. */
    private static double ties(double[] xs, double[] ys) {
        var all = new double[xs.length + ys.length];
        System.arraycopy(xs, 0, all, 0, xs.length);
        System.arraycopy(ys, 0, all, xs.length, ys.length);
        Arrays.sort(all);
        double sum = 0;
        for (int from = 0; from < all.length; ) {
            int to = from + 1;
            while (to < all.length && all[to] == all[from]) {
                to++;
            }
            double t = to - from;
            sum += t * t * t - t;
            from = to;
        }
        return sum;
    }

    private static double normalTail(double u, double m, double n, double ties, double correction) {
        double all = m + n;
        double deviation = Math.sqrt(m * n / 12 * (all + 1 - ties / (all * (all - 1))));
        return Distributions.normalTail((u - m * n / 2 - correction) / deviation);
    }

    /** Returns the chance of a U of at least {@code u} when all orders are equally likely. */
    private static double exactTail(int u, int m, int n) {
        // By symmetry the tail from u equals that up to mn - u. Orders of i x's and j y's: the largest value is an x,
        // which then beats
        // all j y's, or a y. Only additions, so that small tails keep their digits.
        int most = m * n - u;
        var ways = new double[m + 1][most + 1];
        for (double[] row : ways) {
            row[0] = 1;
        }
        for (int j = 1; j <= n; j++) {
            for (int i = 1; i <= m; i++) {
                for (int k = j; k <= most; k++) {
                    ways[i][k] += ways[i - 1][k - j];
                }
            }
        }
        double orders = 1;
        for (int i = 1; i <= m; i++) {
            orders = orders * (n + i) / i;
        }
        return Arrays.stream(ways[m]).sum() / orders;
    }
}
