// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The number of rows. */
record Count() implements Accumulator<Object, Long, Long> {
    @Override
    public Long create() {
        return 0L;
    }

    @Override
    public Long add(Long state, Object row) {
        return state + 1;
    }

    @Override
    public Long merge(Long left, Long right) {
        return left + right;
    }

    @Override
    public Long extract(Long state) {
        return state;
    }

    @Override
    public void write(Long state, DataOutput out) throws IOException {
        out.writeLong(state);
    }

    @Override
    public Long read(DataInput in) throws IOException {
        return in.readLong();
    }
}
