// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import io.mlopslabs.statistics.Accumulator;
import java.io.Serializable;
import java.util.List;
import java.util.function.Predicate;

/** Share of all rows that keep a rule; what most checks come down to, as in Deequ. */
record Compliance(String constraint, RowRule rule, Bound bound)
        implements Accumulator<DataRow, Compliance.State, CheckReport.Result> {
    /** What a row has to keep. */
    interface RowRule extends Predicate<List<String>>, Serializable {}

    /** How many rows there were, how many kept the rule, and the first that did not. */
    static final class State implements Serializable {
        private long rows;
        private long kept;
        private final FirstRows failed = new FirstRows();
    }

    @Override
    public State create() {
        return new State();
    }

    @Override
    public State add(State state, DataRow row) {
        state.rows++;
        if (rule.test(row.values())) {
            state.kept++;
        } else {
            state.failed.add(row.row());
        }
        return state;
    }

    @Override
    public State merge(State left, State right) {
        left.rows += right.rows;
        left.kept += right.kept;
        left.failed.addAll(right.failed);
        return left;
    }

    @Override
    public CheckReport.Result extract(State state) {
        double share = (double) state.kept / state.rows; // NaN without rows, which no bound contains
        boolean passed = bound.contains(share);
        return new CheckReport.Result(
                constraint,
                share,
                state.rows,
                passed,
                passed ? List.of() : state.failed.list(),
                state.rows == 0 ? "there are no rows" : "");
    }
}
