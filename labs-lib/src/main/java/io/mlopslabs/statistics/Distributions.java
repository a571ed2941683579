// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Erf;

/** The quantiles that intervals need: the one place that leans on Commons Math 3, which Tablesaw brings. */
final class Distributions {
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
}
