// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import io.mlopslabs.statistics.Accumulator;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A statistic of the numbers of a column; fails, and names the rows, if a present value is no number. */
record Numeric<A, O>(
        String constraint, int column, Accumulator<Double, A, O> statistic, Reading<O> reading, Bound bound)
        implements Accumulator<DataRow, Numeric.State<A>, CheckReport.Result> {
    /** The number that is held against the bound. */
    interface Reading<O> extends Function<O, Double>, Serializable {}

    /** The statistic so far, how many numbers it has seen, and what was none. */
    static final class State<A> {
        private A statistic;
        private long numbers;
        private long others;
        private final FirstRows otherRows = new FirstRows();
    }

    @Override
    public State<A> create() {
        var state = new State<A>();
        state.statistic = statistic.create();
        return state;
    }

    @Override
    public State<A> add(State<A> state, DataRow row) {
        String value = row.values().get(column);
        if (value != null) {
            OptionalDouble number = Cell.number(value);
            if (number.isPresent() && !Double.isNaN(number.getAsDouble())) {
                state.statistic = statistic.add(state.statistic, number.getAsDouble());
                state.numbers++;
            } else {
                state.others++;
                state.otherRows.add(row.row());
            }
        }
        return state;
    }

    @Override
    public State<A> merge(State<A> left, State<A> right) {
        left.statistic = statistic.merge(left.statistic, right.statistic);
        left.numbers += right.numbers;
        left.others += right.others;
        left.otherRows.addAll(right.otherRows);
        return left;
    }

    @Override
    public CheckReport.Result extract(State<A> state) {
        double actual = state.numbers == 0 ? Double.NaN : reading.apply(statistic.extract(state.statistic));
        return new CheckReport.Result(
                constraint,
                actual,
                state.numbers,
                state.others == 0 && bound.contains(actual),
                state.others == 0 ? List.of() : state.otherRows.list(),
                note(state));
    }

    private String note(State<A> state) {
        if (state.others > 0) {
            return state.others == 1 ? "1 value is no number" : state.others + " values are no numbers";
        }
        return state.numbers == 0 ? "there are no values" : "";
    }
}
