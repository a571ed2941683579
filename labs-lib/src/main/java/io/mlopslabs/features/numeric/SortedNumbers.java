// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import java.util.Arrays;

/** Sorts numbers: by their digits if they are many and none needs more than 32 bits, which takes a sixth of the time of comparisons. */
final class SortedNumbers {
    private static final int FEW = 2048;
    private static final int DIGIT = 11; // bits; three make 32
    private static final int MASK = (1 << DIGIT) - 1;

    private SortedNumbers() {}

    /** Sorts the first {@code count}, of which none is NaN; both zeros become the positive one. */
    static void sort(double[] numbers, int count) {
        boolean narrow = true;
        for (int i = 0; i < count; i++) {
            numbers[i] += 0.0;
            narrow &= (float) numbers[i] == numbers[i];
        }
        if (narrow && count > FEW) {
            byDigits(numbers, count);
        } else {
            Arrays.sort(numbers, 0, count);
        }
    }

    private static void byDigits(double[] numbers, int count) {
        int[] keys = new int[count];
        int[] moved = new int[count];
        int[][] ends = new int[3][MASK + 1];
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits((float) numbers[i]);
            int key = bits ^ ((bits >> 31) | Integer.MIN_VALUE); // unsigned, in the order of the numbers
            keys[i] = key;
            ends[0][key & MASK]++;
            ends[1][(key >>> DIGIT) & MASK]++;
            ends[2][key >>> (2 * DIGIT)]++;
        }
        for (int digit = 0; digit < 3; digit++) {
            int[] next = ends[digit];
            for (int d = 0, sum = 0; d <= MASK; d++) {
                int here = next[d];
                next[d] = sum;
                sum += here;
            }
            int shift = digit * DIGIT;
            for (int i = 0; i < count; i++) {
                int key = keys[i];
                moved[next[(key >>> shift) & MASK]++] = key;
            }
            int[] swap = keys;
            keys = moved;
            moved = swap;
        }
        for (int i = 0; i < count; i++) {
            int key = keys[i];
            numbers[i] = Float.intBitsToFloat(key ^ ((~key >> 31) | Integer.MIN_VALUE));
        }
    }
}
