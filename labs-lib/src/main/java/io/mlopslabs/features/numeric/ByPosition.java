// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.statistics.Accumulator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * One tally of all values, or one for each position in a row.
 *
 * @param positions how many there are from the start: 1 if all values are taken together
 */
record ByPosition<S extends Tally<S>, T extends Statistic>(
        Tally.Factory<S> factory, Elements elements, int positions, Answer<S, T> answer)
        implements Accumulator<Row, ArrayList<S>, T> {
    /** What all tallies say. */
    interface Answer<S, T> extends Serializable {
        T of(List<S> tallies);
    }

    /** What one tally says. */
    interface Reading<S> extends Serializable {
        double[] of(S tally);
    }

    static <S extends Tally<S>, T extends Statistic> ByPosition<S, T> of(
            Kind input, Elements elements, Tally.Factory<S> factory, Answer<S, T> answer) {
        int positions = elements == Elements.TOGETHER ? 1 : Math.max(0, input.width());
        return new ByPosition<>(factory, elements, positions, answer);
    }

    /** Returns the readings of all tallies, one after the other. */
    static <S extends Tally<S>> ByPosition<S, Numbers> numbers(
            Kind input, Elements elements, Tally.Factory<S> factory, Reading<S> reading) {
        return of(input, elements, factory, tallies -> {
            List<Double> all = new ArrayList<>();
            for (S tally : tallies) {
                for (double number : reading.of(tally)) {
                    all.add(number);
                }
            }
            return new Numbers(all);
        });
    }

    @Override
    public ArrayList<S> create() {
        var tallies = new ArrayList<S>(positions);
        grow(tallies, positions);
        return tallies;
    }

    private void grow(ArrayList<S> tallies, int size) {
        while (tallies.size() < size) {
            tallies.add(factory.create());
        }
    }

    @Override
    public ArrayList<S> add(ArrayList<S> state, Row row) {
        int count = row.count(0);
        if (elements == Elements.TOGETHER) {
            S all = state.get(0);
            for (int i = 0; i < count; i++) {
                all.add(row, i);
            }
            return state;
        }
        grow(state, count);
        for (int i = 0; i < count; i++) {
            state.get(i).add(row, i);
        }
        return state;
    }

    @Override
    public ArrayList<S> merge(ArrayList<S> left, ArrayList<S> right) {
        grow(left, right.size());
        for (int i = 0; i < right.size(); i++) {
            left.get(i).merge(right.get(i));
        }
        return left;
    }

    @Override
    public T extract(ArrayList<S> state) {
        return answer.of(state);
    }
}
