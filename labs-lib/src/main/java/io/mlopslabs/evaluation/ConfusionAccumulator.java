// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import io.mlopslabs.statistics.Accumulator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Sums weights per pair of labels; which labels there are, and in which order, is settled when the matrix is extracted. */
record ConfusionAccumulator<L extends Comparable<? super L>>(List<L> given)
        implements Accumulator<Outcome<L>, Map<ConfusionAccumulator.Cell<L>, Double>, ConfusionMatrix<L>> {
    ConfusionAccumulator {
        given = new ArrayList<>(given); // the given list may not be serializable
    }

    record Cell<L>(L yTrue, L yPred) implements Serializable {}

    @Override
    public Map<Cell<L>, Double> create() {
        return new HashMap<>();
    }

    @Override
    public Map<Cell<L>, Double> add(Map<Cell<L>, Double> state, Outcome<L> row) {
        state.merge(new Cell<>(row.yTrue(), row.yPred()), row.weight(), Double::sum);
        return state;
    }

    @Override
    public Map<Cell<L>, Double> merge(Map<Cell<L>, Double> left, Map<Cell<L>, Double> right) {
        right.forEach((cell, weight) -> left.merge(cell, weight, Double::sum));
        return left;
    }

    @Override
    public ConfusionMatrix<L> extract(Map<Cell<L>, Double> state) {
        if (state.isEmpty()) {
            throw new IllegalArgumentException("there are no samples; a confusion matrix needs at least one");
        }
        var seen = new TreeSet<L>(ConfusionAccumulator::compare);
        for (Cell<L> cell : state.keySet()) {
            seen.add(cell.yTrue());
            seen.add(cell.yPred());
        }
        List<L> shown = given.isEmpty() ? new ArrayList<>(seen) : given;
        var all = new ArrayList<L>(shown);
        seen.removeAll(shown);
        all.addAll(seen);
        var index = new HashMap<L, Integer>();
        for (int i = 0; i < all.size(); i++) {
            index.put(all.get(i), i);
        }
        var counts = new double[all.size()][all.size()];
        state.forEach((cell, weight) -> counts[index.get(cell.yTrue())][index.get(cell.yPred())] = weight);
        return new ConfusionMatrix<>(all, shown.size(), counts);
    }

    // Text by code point, as Python sorts it; compareTo would put some emoji before other characters.
    static <L extends Comparable<? super L>> int compare(L a, L b) {
        if (a instanceof String left && b instanceof String right) {
            return Arrays.compare(
                    left.codePoints().toArray(), right.codePoints().toArray());
        }
        return a.compareTo(b);
    }
}
