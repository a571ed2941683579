// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws n rows with replacement and says how often each kind of row came, without a list of rows. */
final class Resampler {
    private static final int BLOCK = 4096; // counters that stay in the nearest cache while rows are drawn

    private static final long HALF = 0xffffffffL;

    private final int[] original;
    private final int n;
    private final boolean eachOnce;

    /** Takes the rows of each kind; they sum to an int. */
    Resampler(int[] original) {
        this.original = original;
        this.n = Arrays.stream(original).sum();
        this.eachOnce = Arrays.stream(original).allMatch(count -> count == 1);
    }

    /** Fills {@code counts} with the multinomial counts of one resample. */
    void draw(SplittableRandom random, int[] counts) {
        if (eachOnce) {
            drawRows(random, counts);
            return;
        }
        int rows = n;
        int left = n;
        for (int kind = 0; kind < counts.length; kind++) {
            counts[kind] = BinomialSampler.draw(random, left, (double) original[kind] / rows);
            left -= counts[kind];
            rows -= original[kind];
        }
    }

    private void drawRows(SplittableRandom random, int[] counts) {
        Arrays.fill(counts, 0);
        int left = n;
        for (int from = 0; from < n; from += BLOCK) {
            int size = Math.min(BLOCK, n - from);
            int drawn = BinomialSampler.draw(random, left, (double) size / (n - from));
            left -= drawn;
            // Lemire 2019, Fast random integer generation in an interval: no division for all but few draws, and no
            // bias. Two draws
            // come out of 64 random bits.
            long biased = (1L << 32) % size;
            for (int k = 0; k < drawn; ) {
                long bits = random.nextLong();
                long high = (bits >>> 32) * size;
                if ((high & HALF) >= biased) {
                    counts[from + (int) (high >>> 32)]++;
                    k++;
                }
                long low = (bits & HALF) * size;
                if ((low & HALF) >= biased && k < drawn) {
                    counts[from + (int) (low >>> 32)]++;
                    k++;
                }
            }
        }
    }
}
