// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

/**
 * The first four sample L-moments, the last two as ratios to the second: 0 where there are too few values, or all are equal.
 *
 * @see "Hosking 1990, L-moments: analysis and estimation of distributions using linear combinations of order statistics"
 */
record LMoments(double mean, double scale, double skewness, double kurtosis) {
    static final LMoments NONE = new LMoments(0, 0, 0, 0);

    /** Returns those of the first {@code n} of {@code sorted}, ascending: unbiased, from probability-weighted moments. */
    static LMoments of(double[] sorted, int n) {
        double centre = sorted[n / 2]; // all but the mean are the same for any; near it they cancel least
        double b0 = 0;
        double b1 = 0;
        double b2 = 0;
        double b3 = 0;
        for (int j = 0; j < n; j++) {
            double x = (sorted[j] - centre) / n;
            b0 += x;
            x *= n > 1 ? j / (n - 1.0) : 0;
            b1 += x;
            x *= n > 2 ? (j - 1) / (n - 2.0) : 0;
            b2 += x;
            x *= n > 3 ? (j - 2) / (n - 3.0) : 0;
            b3 += x;
        }
        double l2 = n < 2 ? 0 : 2 * b1 - b0;
        double l3 = n < 3 ? 0 : 6 * b2 - 6 * b1 + b0;
        double l4 = n < 4 ? 0 : 20 * b3 - 30 * b2 + 12 * b1 - b0;
        return l2 > 0 ? new LMoments(centre + b0, l2, l3 / l2, l4 / l2) : new LMoments(centre + b0, 0, 0, 0);
    }
}
