// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.SplittableRandom;

/**
 * Draws how many of some rows fall into a sample without replacement, exactly.
 *
 * <p>Inversion outwards from the most likely number: steps in the order of the standard deviation. {@code StrictMath}, so that a seed gives the
 * same draws on every machine.
 */
final class HypergeometricSampler {
    private static final int FEW = 8;

    private HypergeometricSampler() {}

    /** Returns how many of {@code marked} rows are among {@code drawn} of {@code marked + others}; none negative, drawn not above all. */
    static int draw(SplittableRandom random, int marked, int others, int drawn) {
        long all = (long) marked + others;
        if (marked == 0 || drawn == 0) {
            return 0;
        }
        if (others == 0) {
            return drawn;
        }
        if (marked <= FEW) {
            return oneByOne(random, marked, all, drawn);
        }
        if (2L * drawn > all) {
            return marked - draw(random, marked, others, (int) (all - drawn));
        }
        if (marked > others) {
            return drawn - draw(random, others, marked, drawn);
        }
        return fromMode(random, marked, others, drawn);
    }

    private static int oneByOne(SplittableRandom random, int marked, long all, int drawn) {
        int found = 0;
        for (int i = 0; i < marked; i++) {
            if (random.nextLong(all - i) < drawn - found) {
                found++;
            }
        }
        return found;
    }

    private static int fromMode(SplittableRandom random, int marked, int others, int drawn) {
        double a = marked;
        double b = others;
        double n = drawn;
        int mode = (int) ((n + 1) * (a + 1) / (a + b + 2));
        int most = Math.min(marked, drawn);
        double atMode = StrictMath.exp(logChoose(marked, mode)
                + logChoose(others, drawn - mode)
                - (logFactorial(a + b) - logFactorial(n) - logFactorial(a + b - n)));
        while (true) {
            double left = random.nextDouble() - atMode;
            if (left < 0) {
                return mode;
            }
            double down = atMode;
            double up = atMode;
            int low = mode;
            int high = mode;
            while (low > 0 || high < most) {
                if (low > 0) {
                    down *= low * (b - n + low) / ((a - low + 1) * (n - low + 1));
                    low--;
                    left -= down;
                    if (left < 0) {
                        return low;
                    }
                }
                if (high < most) {
                    up *= (a - high) * (n - high) / ((high + 1.0) * (b - n + high + 1));
                    high++;
                    left -= up;
                    if (left < 0) {
                        return high;
                    }
                }
                if (down + up == 0) {
                    break;
                }
            }
            // Rounding left a sliver above the sum of all chances: draw again.
        }
    }

    private static double logChoose(double n, double k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    private static double logFactorial(double k) {
        double next = k + 1;
        return 0.5 * StrictMath.log(2 * Math.PI)
                + (k + 0.5) * StrictMath.log(next)
                - next
                + BinomialSampler.stirlingTail(k);
    }
}
