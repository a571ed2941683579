// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

record QuantileAccumulator(int size) implements Accumulator<Double, QuantileSketch, Quantiles> {
    @Override
    public QuantileSketch create() {
        return new QuantileSketch(size);
    }

    @Override
    public QuantileSketch add(QuantileSketch state, Double row) {
        state.add(row);
        return state;
    }

    @Override
    public QuantileSketch merge(QuantileSketch left, QuantileSketch right) {
        left.merge(right);
        return left;
    }

    @Override
    public Quantiles extract(QuantileSketch state) {
        return state.quantiles();
    }

    @Override
    public void write(QuantileSketch state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    public QuantileSketch read(DataInput in) throws IOException {
        return QuantileSketch.read(size, in);
    }
}
