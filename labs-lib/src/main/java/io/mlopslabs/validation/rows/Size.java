// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import io.mlopslabs.statistics.Accumulator;
import java.util.List;

/** How many rows there are. */
record Size(Bound bound) implements Accumulator<DataRow, Long, CheckReport.Result> {
    @Override
    public Long create() {
        return 0L;
    }

    @Override
    public Long add(Long state, DataRow row) {
        return state + 1;
    }

    @Override
    public Long merge(Long left, Long right) {
        return left + right;
    }

    @Override
    public CheckReport.Result extract(Long state) {
        return new CheckReport.Result("hasSize " + bound, state, state, bound.contains(state), List.of(), "");
    }
}
