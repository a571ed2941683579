// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/** The tails and quantiles that tests and intervals need: the one place that leans on Commons Math 3, which Tablesaw brings. */
public final class Distributions {
    private static final int FEW = 140; // rows up to which Commons Math's distribution is exact
    private static final int MANY = 1_000_000; // terms of a sum that is still summed

    private Distributions() {}

    /** Returns the z that a standard normal variable exceeds with probability {@code tail}. */
    static double normalQuantile(double tail) {
        return Math.sqrt(2) * Erf.erfcInv(2 * tail);
    }

    /** Returns the x that a Beta(a, b) variable stays below with probability {@code tail}. */
    static double betaQuantile(double tail, double a, double b) {
        // Bisection: the distribution function is monotone, 0 to 1 is known to hold the root, and no step size needs
        // tuning.
        // Over the logarithm's midpoint where the ends differ by much, so that tiny quantiles get relative precision
        // too.
        double low = 0;
        double high = 1;
        while (true) {
            double middle = low > 0 && high > 4 * low ? Math.sqrt(low * high) : (low + high) / 2;
            if (middle <= low || middle >= high) {
                return middle;
            }
            if (Beta.regularizedBeta(middle, a, b) < tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** Returns the x that a Beta(a, b) variable exceeds with probability {@code tail}. */
    static double betaUpperQuantile(double tail, double a, double b) {
        return 1 - betaQuantile(tail, b, a);
    }

    /** Returns the probability that a standard normal variable exceeds {@code z}; NaN for NaN. */
    static double normalTail(double z) {
        return Erf.erfc(z / Math.sqrt(2)) / 2;
    }

    /** Returns the probability that a Student variable with {@code df} degrees of freedom exceeds {@code t}; NaN for NaN. */
    static double studentTail(double t, double df) {
        double both = Beta.regularizedBeta(df / (df + t * t), df / 2, 0.5);
        return t > 0 ? both / 2 : 1 - both / 2;
    }

    /** Returns the t that a Student variable with {@code df} degrees of freedom exceeds with probability {@code tail}, below 0.5. */
    static double studentQuantile(double tail, double df) {
        double x = betaQuantile(2 * tail, df / 2, 0.5);
        return Math.sqrt(df * (1 - x) / x);
    }

    /** Returns the probability that an F(d1, d2) variable exceeds {@code f}, as SciPy's {@code f.sf}; NaN for NaN. */
    public static double fTail(double f, double d1, double d2) {
        return Beta.regularizedBeta(d2 / (d2 + d1 * f), d2 / 2, d1 / 2);
    }

    /** Returns the probability that a chi-square variable with one degree of freedom exceeds {@code x}; NaN for NaN. */
    static double chiSquareTail(double x) {
        return Erf.erfc(Math.sqrt(x / 2));
    }

    /** Returns the probability that a chi-square variable with {@code df} degrees of freedom exceeds {@code x}, as SciPy's {@code chi2.sf}; NaN for NaN. */
    public static double chiSquareTail(double x, int df) {
        return Double.isNaN(x) ? x : Gamma.regularizedGammaQ(df / 2.0, x / 2);
    }

    /** Returns the probability that the distance of n rows' distribution function from the true one is at least {@code d}, in 0 to 1. */
    static double kolmogorovTail(double d, int n) {
        if (d <= 0) {
            return 1;
        }
        if (d >= 1) {
            return 0;
        }
        // Beyond here a gap on both sides at once adds nothing to the ninth digit.
        if (d >= 0.5 || n * d * d >= (n <= FEW ? 4 : 2.2)) {
            return Math.min(1, 2 * smirnovTail(d, n));
        }
        return 1 - new KolmogorovSmirnovTest().cdf(d, n);
    }

    /** Returns the probability that n rows' distribution function exceeds the true one by at least {@code d}: Smirnov's sum. */
    private static double smirnovTail(double d, int n) {
        if (n > MANY) {
            double root = 6.0 * n * d + 1;
            return Math.exp(-root * root / (18.0 * n)); // Maag and Dicaire 1971
        }
        double sum = 0;
        double logFactorial = Gamma.logGamma(n + 1.0);
        for (int j = 0; j <= n * (1 - d); j++) {
            double above = d + (double) j / n;
            double below = 1 - above;
            if (below > 0) {
                sum += Math.exp(logFactorial
                        - Gamma.logGamma(j + 1.0)
                        - Gamma.logGamma(n - j + 1.0)
                        + (j - 1) * Math.log(above)
                        + (n - j) * Math.log(below));
            }
        }
        return d * sum;
    }

    /** Returns the probability of at most {@code k} heads in {@code n} tosses of a fair coin. */
    static double fairCoin(long k, long n) {
        return k >= n ? 1 : Beta.regularizedBeta(0.5, (double) n - k, k + 1.0);
    }
}
