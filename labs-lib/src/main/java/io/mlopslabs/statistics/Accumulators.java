// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.ArrayList;
import java.util.Map;

/** Accumulators that belong to no statistic in particular: counting, and several statistics over one pass. */
public final class Accumulators {
    private Accumulators() {}

    /** Returns the number of rows, whatever they hold; NaN and null rows count. */
    public static Accumulator<Object, ?, Long> count() {
        return new Count();
    }

    /**
     * Returns every statistic of {@code parts} over one pass, under its key.
     *
     * <p>The answer lists the keys in the order of {@code parts}. No rows are kept: memory is the sum of the parts' states.
     *
     * @param parts key to statistic, at least one; copied
     * @throws IllegalArgumentException if {@code parts} is empty
     */
    public static <K, I, O> Accumulator<I, ?, Map<K, O>> all(
            Map<K, ? extends Accumulator<? super I, ?, ? extends O>> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("parts is empty; give at least one accumulator");
        }
        return new Together<I, K, O>(new ArrayList<>(parts.keySet()), new ArrayList<>(parts.values()));
    }
}
