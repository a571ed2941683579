// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;

/**
 * A statistic of whole numbers of 64 bits, exact beyond 2^53.
 *
 * @param values the numbers
 */
public record Integers(List<Long> values) implements Statistic {
    /** Keeps a copy. */
    public Integers {
        values = List.copyOf(values);
    }

    /** Returns a statistic of these numbers. */
    public static Integers of(long... values) {
        return new Integers(java.util.Arrays.stream(values).boxed().toList());
    }

    /** Returns number {@code i}. */
    public long get(int i) {
        return values.get(i);
    }
}
