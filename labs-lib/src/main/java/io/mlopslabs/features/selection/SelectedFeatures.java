// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which columns of a table were kept.
 *
 * <p>Choose on training rows only, then apply the choice to all: {@link #transform} takes columns by name, so rows that are served later may hold
 * others beside them and in another order. Choosing on all rows lets the test part vote.
 *
 * <p>Immutable. Stands for {@code get_support()} of scikit-learn's selectors.
 *
 * @param candidates names of all columns, in column order
 * @param support places of the kept ones in {@code candidates}, ascending; empty if none was good enough
 */
public record SelectedFeatures(List<String> candidates, List<Integer> support) {
    /**
     * Copies both.
     *
     * @throws IllegalArgumentException if a place lies outside the candidates or the places do not ascend; names it
     */
    public SelectedFeatures {
        candidates = List.copyOf(candidates);
        support = List.copyOf(support);
        for (int i = 0; i < support.size(); i++) {
            int place = support.get(i);
            if (place < 0 || place >= candidates.size() || (i > 0 && place <= support.get(i - 1))) {
                throw new IllegalArgumentException("support[%d] is %d; places ascend and lie in 0 to %d"
                        .formatted(i, place, candidates.size() - 1));
            }
        }
    }

    static SelectedFeatures where(List<String> candidates, boolean[] kept) {
        return new SelectedFeatures(
                candidates,
                IntStream.range(0, kept.length).filter(j -> kept[j]).boxed().toList());
    }

    /** Returns the names of the kept columns, in column order. */
    public List<String> names() {
        return support.stream().map(candidates::get).toList();
    }

    /** Returns {@link #support} as an array, which is what a {@code ColumnSelection} answers. */
    public int[] columns() {
        return support.stream().mapToInt(j -> j).toArray();
    }

    /** Returns the names of the columns that were not kept, in column order. */
    public List<String> dropped() {
        return IntStream.range(0, candidates.size())
                .filter(j -> !support.contains(j))
                .mapToObj(candidates::get)
                .toList();
    }

    /**
     * Returns the kept columns of a table, in the order that they had when they were chosen.
     *
     * @param table with all kept columns, whatever others it has
     * @throws IllegalArgumentException if the table lacks a kept column (names it), or nothing was kept
     */
    public FeatureTable transform(FeatureTable table) {
        if (support.isEmpty()) {
            throw new IllegalArgumentException(
                    "no column was kept, so there is nothing to transform; choose by a weaker rule");
        }
        for (String name : names()) {
            if (!table.names().contains(name)) {
                throw new IllegalArgumentException(
                        "the table lacks the column '%s', which was kept; it has %s".formatted(name, table.names()));
            }
        }
        return table.select(names());
    }

    @Override
    public String toString() {
        return "%d of %d columns: %s".formatted(support.size(), candidates.size(), names());
    }
}
