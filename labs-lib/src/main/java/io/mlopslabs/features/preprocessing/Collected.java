// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.statistics.Accumulator;
import java.util.ArrayList;
import java.util.List;

/** Keeps all rows, for what can only be fitted on all of them: its memory, and that of a cached state, grows with the rows. */
abstract class Collected<R, T extends Statistic> implements Accumulator<Row, List<R>, T> {
    private static final long serialVersionUID = 1;

    private final Mapping<Row, R> copy;

    Collected(Mapping<Row, R> copy) {
        this.copy = copy;
    }

    abstract T fit(List<R> rows);

    @Override
    public List<R> create() {
        return new ArrayList<>();
    }

    @Override
    public List<R> add(List<R> state, Row row) {
        state.add(copy.apply(row));
        return state;
    }

    @Override
    public List<R> merge(List<R> left, List<R> right) {
        left.addAll(right);
        return left;
    }

    @Override
    public T extract(List<R> state) {
        return fit(state);
    }

    static void atMostOne(int count) {
        if (count > 1) {
            throw new IllegalArgumentException("the row has %d values, where at most one is taken".formatted(count));
        }
    }
}
