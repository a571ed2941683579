// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;

record DistinctCountAccumulator(int exact) implements Accumulator<String, HashSketch, DistinctCount> {
    @Override
    public HashSketch create() {
        return new HashSketch(exact);
    }

    @Override
    public HashSketch add(HashSketch state, String row) {
        state.add(HashSketch.hash(Objects.requireNonNull(row, "a missing value is no value to count; leave it out")));
        return state;
    }

    @Override
    public HashSketch merge(HashSketch left, HashSketch right) {
        left.merge(right);
        return left;
    }

    @Override
    public DistinctCount extract(HashSketch state) {
        return state.count();
    }

    @Override
    public void write(HashSketch state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    public HashSketch read(DataInput in) throws IOException {
        return HashSketch.read(exact, in);
    }
}
