// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import java.util.Arrays;

/**
 * Numbers texts 0, 1, 2 … in the order in which they come.
 *
 * <p>Open addressing over the hash that a String keeps anyway: a look-up makes no object, and a text takes 20 to 40 bytes here beside itself.
 */
final class TokenTable {
    private String[] tokens;
    private long[] slots; // hash and number + 1, or 0; at most half are taken
    private int size;

    /** Prepares for about {@code expected} texts. */
    TokenTable(int expected) {
        tokens = new String[Math.max(8, expected)];
        slots = new long[2 * Integer.highestOneBit(2 * tokens.length - 1)];
    }

    /** Returns the table that numbers {@code tokens} by their place. */
    static TokenTable of(Iterable<String> tokens, int size) {
        var table = new TokenTable(size);
        tokens.forEach(table::add);
        return table;
    }

    int size() {
        return size;
    }

    String token(int number) {
        return tokens[number];
    }

    /** Returns the number of a text, or a negative number. */
    int find(String token) {
        return (int) slots[slot(token)] - 1;
    }

    /** Returns the number of a text, which is new if it equals the {@link #size()} before. */
    int add(String token) {
        int slot = slot(token);
        if (slots[slot] != 0) {
            return (int) slots[slot] - 1;
        }
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size + (size >> 1) + 8);
        }
        tokens[size] = token;
        slots[slot] = entry(spread(token), size);
        size++;
        if (2L * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private int slot(String token) {
        int hash = spread(token);
        int mask = slots.length - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            long entry = slots[slot];
            if (entry == 0) {
                return slot;
            }
            if ((int) (entry >>> 32) == hash
                    && tokens[(int) entry - 1].equals(token)) { // others are not even looked at
                return slot;
            }
        }
    }

    private static long entry(int hash, int number) {
        return (long) hash << 32 | (number + 1);
    }

    private void grow() {
        slots = new long[2 * slots.length];
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            int hash = spread(tokens[number]);
            int slot = hash & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = entry(hash, number);
        }
    }

    private static int spread(String token) {
        int hash = token.hashCode() * 0x9E3779B9; // neighbours such as "x1" and "x2" have neighbouring hashes
        return hash ^ (hash >>> 15);
    }
}
