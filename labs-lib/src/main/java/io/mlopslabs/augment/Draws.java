// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import java.util.SplittableRandom;

/** Random numbers that are the same on each Java version: only SplittableRandom's bits and StrictMath go into them. */
final class Draws {
    private Draws() {}

    /** Returns the seed of one row: rows of one seed draw apart, and a row draws the same whatever stands around it. */
    static long rowSeed(long seed, int row) {
        return new SplittableRandom(seed).nextLong() + row;
    }

    static double uniform(SplittableRandom random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Box and Muller 1958, the cosine half. */
    static double normal(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }

    /** Returns a draw of Beta(alpha, alpha), from two of Gamma. */
    static double symmetricBeta(SplittableRandom random, double alpha) {
        double one = gamma(random, alpha);
        double other = gamma(random, alpha);
        // Both underflow to 0 for a tiny alpha, whose draws lie at the ends.
        return one + other == 0 ? random.nextInt(2) : one / (one + other);
    }

    /** Marsaglia and Tsang 2000, A simple method for generating gamma variables, doi:10.1145/358407.358414. */
    private static double gamma(SplittableRandom random, double shape) {
        if (shape < 1) {
            return gamma(random, shape + 1) * StrictMath.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal(random);
            double v = StrictMath.pow(1 + c * x, 3);
            if (v > 0 && StrictMath.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }

    /** Fisher and Yates. */
    static void shuffle(int[] values, SplittableRandom random) {
        for (int last = values.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int kept = values[last];
            values[last] = values[other];
            values[other] = kept;
        }
    }
}
