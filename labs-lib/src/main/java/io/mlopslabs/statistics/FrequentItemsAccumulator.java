// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import io.mlopslabs.statistics.FrequentItemsAccumulator.Counts;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

record FrequentItemsAccumulator(int capacity) implements Accumulator<String, Counts, FrequentItems> {
    static final class Counts implements Serializable {
        private static final long serialVersionUID = 1;

        private final HashMap<String, Long> table = new HashMap<>();
        private long total;
        private long undercount;

        /** Takes an amount off every count; those left with nothing go. */
        private void takeOff(long amount) {
            table.values().removeIf(count -> count <= amount);
            table.replaceAll((value, count) -> count - amount);
            undercount += amount;
        }

        /** The count at a place, the highest being at 0. */
        private long countAt(int place) {
            long[] sorted =
                    table.values().stream().mapToLong(count -> count).sorted().toArray();
            return sorted[sorted.length - 1 - place];
        }
    }

    @Override
    public Counts create() {
        return new Counts();
    }

    @Override
    public Counts add(Counts state, String row) {
        Objects.requireNonNull(row, "a missing value is no value to count; leave it out");
        if (state.table.size() == capacity && !state.table.containsKey(row)) {
            state.takeOff(state.countAt(capacity / 2)); // half of the table goes, so that this is rare
        }
        state.table.merge(row, 1L, Long::sum);
        state.total++;
        return state;
    }

    @Override
    public Counts merge(Counts left, Counts right) {
        for (Map.Entry<String, Long> entry : right.table.entrySet()) {
            left.table.merge(entry.getKey(), entry.getValue(), Long::sum);
        }
        left.total += right.total;
        left.undercount += right.undercount;
        if (left.table.size() > capacity) {
            left.takeOff(left.countAt(capacity));
        }
        return left;
    }

    @Override
    public FrequentItems extract(Counts state) {
        return new FrequentItems(state.table, state.total, state.undercount);
    }
}
