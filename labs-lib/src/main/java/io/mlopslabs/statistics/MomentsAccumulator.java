// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

record MomentsAccumulator() implements Accumulator<Double, Moments, Moments> {
    @Override
    public Moments create() {
        return Moments.NONE;
    }

    @Override
    public Moments add(Moments state, Double row) {
        return state.plus(row);
    }

    @Override
    public Moments merge(Moments left, Moments right) {
        return left.merge(right);
    }

    @Override
    public Moments extract(Moments state) {
        return state;
    }

    @Override
    public void write(Moments state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    public Moments read(DataInput in) throws IOException {
        return Moments.read(in);
    }
}
