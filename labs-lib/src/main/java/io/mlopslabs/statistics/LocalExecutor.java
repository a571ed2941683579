// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs an accumulator inside this process, over one partition or many.
 *
 * <p>Partitions are merged in pairs, neighbours first, in a tree that depends on their number only. The answer is therefore the same bits for
 * both executors and any number of threads. A different split of the same rows gives the same answer up to what the accumulator states.
 */
public enum LocalExecutor {
    /** One partition after the other, on the calling thread. */
    SEQUENTIAL,
    /** Partitions side by side, on the common fork-join pool; each partition is read by one thread only. */
    FORK_JOIN;

    /** Returns the answer for the rows of one partition, on the calling thread. */
    public <I, A, O> O run(Accumulator<? super I, A, O> accumulator, Iterable<? extends I> rows) {
        return accumulator.extract(fold(accumulator, rows));
    }

    /**
     * Returns the answer for the rows of all partitions.
     *
     * @param partitions may be empty, and may hold empty partitions
     * @throws RuntimeException what the accumulator or a partition throws
     */
    public <I, A, O> O runPartitions(
            Accumulator<? super I, A, O> accumulator, List<? extends Iterable<? extends I>> partitions) {
        Stream<? extends Iterable<? extends I>> parts =
                this == FORK_JOIN ? partitions.parallelStream() : partitions.stream();
        List<A> states = parts.map(rows -> fold(accumulator, rows)).toList();
        while (states.size() > 1) {
            var merged = new ArrayList<A>((states.size() + 1) / 2);
            for (int i = 0; i + 1 < states.size(); i += 2) {
                merged.add(accumulator.merge(states.get(i), states.get(i + 1)));
            }
            if (states.size() % 2 == 1) {
                merged.add(states.get(states.size() - 1));
            }
            states = merged;
        }
        return accumulator.extract(states.isEmpty() ? accumulator.create() : states.get(0));
    }

    private static <I, A> A fold(Accumulator<? super I, A, ?> accumulator, Iterable<? extends I> rows) {
        A state = accumulator.create();
        for (I row : rows) {
            state = accumulator.add(state, row);
        }
        return state;
    }
}
