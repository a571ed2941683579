// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import io.mlopslabs.statistics.Accumulator;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often values come again. Exact, so the state grows with the distinct values; missing ones are left out, as in Deequ. */
record Uniqueness(String constraint, int column, Measure measure, Bound bound)
        implements Accumulator<DataRow, Uniqueness.State, CheckReport.Result> {
    /** What is made of the counts. */
    enum Measure {
        /** Values that are there once, as a share of the present values. */
        UNIQUENESS,
        /** Different values, as a share of the present values. */
        DISTINCTNESS,
        /** Different values. */
        DISTINCT_VALUES
    }

    /** Rows of each value. */
    static final class State implements Serializable {
        private final Map<String, Occurrences> byValue = new HashMap<>();
    }

    private static final class Occurrences implements Serializable {
        private long count;
        private final FirstRows rows = new FirstRows();
    }

    @Override
    public State create() {
        return new State();
    }

    @Override
    public State add(State state, DataRow row) {
        String value = row.values().get(column);
        if (value != null) {
            Occurrences occurrences = state.byValue.computeIfAbsent(value, unused -> new Occurrences());
            occurrences.count++;
            occurrences.rows.add(row.row());
        }
        return state;
    }

    @Override
    public State merge(State left, State right) {
        right.byValue.forEach((value, other) -> {
            Occurrences occurrences = left.byValue.computeIfAbsent(value, unused -> new Occurrences());
            occurrences.count += other.count;
            occurrences.rows.addAll(other.rows);
        });
        return left;
    }

    @Override
    public CheckReport.Result extract(State state) {
        long present = 0;
        long once = 0;
        var repeated = new FirstRows();
        for (Occurrences occurrences : state.byValue.values()) {
            present += occurrences.count;
            if (occurrences.count == 1) {
                once++;
            } else {
                repeated.addAll(occurrences.rows);
            }
        }
        double actual =
                switch (measure) {
                    case UNIQUENESS -> (double) once / present;
                    case DISTINCTNESS -> (double) state.byValue.size() / present;
                    case DISTINCT_VALUES -> state.byValue.size();
                };
        boolean passed = bound.contains(actual);
        boolean isOfRows = measure == Measure.UNIQUENESS && !passed;
        return new CheckReport.Result(
                constraint,
                actual,
                present,
                passed,
                isOfRows ? repeated.list() : List.of(),
                present == 0 ? "there are no values" : "");
    }
}
