// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution, by Commons Math 3, which Tablesaw brings. */
final class Normal {
    private Normal() {}

    /** Returns the z that a standard normal variable stays below with probability {@code p}. */
    static double quantile(double p) {
        return -Math.sqrt(2) * Erf.erfcInv(2 * p);
    }

    /** Returns the probability that a standard normal variable stays below {@code z}; NaN for NaN. */
    static double cdf(double z) {
        return Erf.erfc(-z / Math.sqrt(2)) / 2;
    }
}
