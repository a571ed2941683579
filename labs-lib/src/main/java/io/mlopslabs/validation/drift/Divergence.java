// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

/** How far apart two distributions over the same bins are. */
public enum Divergence {
    /** Largest difference. */
    L_INFINITY;

    private static final double LOG_2 = Math.log(2);

    /** Returns what one bin adds to the Jensen-Shannon divergence, in bits. */
    static double jensenShannonPart(double p, double q) {
        double m = (p + q) / 2;
        return ((p > 0 ? p * Math.log(p / m) : 0) + (q > 0 ? q * Math.log(q / m) : 0)) / 2 / LOG_2;
    }
}
