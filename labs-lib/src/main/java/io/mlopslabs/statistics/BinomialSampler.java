// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.SplittableRandom;

/**
 * Draws from a binomial distribution, exactly and in a time that does not grow with the trials.
 *
 * <p>Inversion for few expected successes, Hoermann's transformed rejection otherwise. {@code StrictMath}, so that a seed gives the same draws
 * on every machine.
 *
 * @see "Hoermann 1993, The generation of binomial random variates, Journal of Statistical Computation and Simulation 46, algorithm BTRS"
 */
final class BinomialSampler {
    private static final double FEW = 10;

    private BinomialSampler() {}

    /** Returns the successes of {@code n} trials of chance {@code p}; n from 0, p in {@code [0, 1]}. */
    static int draw(SplittableRandom random, int n, double p) {
        if (n == 0 || p <= 0) {
            return 0;
        }
        if (p >= 1) {
            return n;
        }
        if (p > 0.5) {
            return n - draw(random, n, 1 - p);
        }
        return n * p < FEW ? byInversion(random, n, p) : byRejection(random, n, p);
    }

    private static int byInversion(SplittableRandom random, int n, double p) {
        double odds = p / (1 - p);
        double none = StrictMath.exp(n * StrictMath.log1p(-p));
        while (true) {
            double left = random.nextDouble();
            double chance = none;
            for (int k = 0; k <= n; k++) {
                if (left < chance) {
                    return k;
                }
                left -= chance;
                chance *= odds * (n - k) / (k + 1);
            }
            // Rounding left a sliver above the sum of all chances: draw again.
        }
    }

    private static int byRejection(SplittableRandom random, int n, double p) {
        double odds = p / (1 - p);
        double deviation = Math.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * deviation;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double centre = n * p + 0.5;
        double accepted = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * deviation;
        int mode = (int) Math.floor((n + 1) * p);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double edge = 0.5 - Math.abs(u);
            double found = Math.floor((2 * a / edge + b) * u + centre);
            if (found < 0 || found > n) {
                continue;
            }
            int k = (int) found;
            if (edge >= 0.07 && v <= accepted) {
                return k;
            }
            double bound = (mode + 0.5) * StrictMath.log((mode + 1) / (odds * (n - mode + 1)))
                    + (n + 1.0) * StrictMath.log((n - mode + 1.0) / (n - k + 1.0))
                    + (k + 0.5) * StrictMath.log(odds * (n - k + 1) / (k + 1.0))
                    + stirlingTail(mode)
                    + stirlingTail(n - mode)
                    - stirlingTail(k)
                    - stirlingTail(n - k);
            if (StrictMath.log(v * alpha / (a / (edge * edge) + b)) <= bound) {
                return k;
            }
        }
    }

    /** Returns what Stirling's formula lacks of {@code log k!}. */
    static double stirlingTail(double k) {
        double next = k + 1.0;
        if (k < 10) {
            double log = 0;
            for (int i = 2; i <= k; i++) {
                log += StrictMath.log(i);
            }
            return log - (0.5 * StrictMath.log(2 * Math.PI) + (k + 0.5) * StrictMath.log(next) - next);
        }
        double square = next * next;
        return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / next;
    }
}
