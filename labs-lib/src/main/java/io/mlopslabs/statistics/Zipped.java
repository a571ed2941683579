// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Two accumulators that see the same rows in one pass. */
record Zipped<I, A, O, B, P, R>(
        Accumulator<I, A, O> first,
        Accumulator<? super I, B, P> second,
        Accumulator.Joining<? super O, ? super P, ? extends R> joining)
        implements Accumulator<I, Zipped.Both<A, B>, R> {
    record Both<A, B>(A first, B second) {}

    @Override
    public Both<A, B> create() {
        return new Both<>(first.create(), second.create());
    }

    @Override
    public Both<A, B> add(Both<A, B> state, I row) {
        return new Both<>(first.add(state.first, row), second.add(state.second, row));
    }

    @Override
    public Both<A, B> merge(Both<A, B> left, Both<A, B> right) {
        return new Both<>(first.merge(left.first, right.first), second.merge(left.second, right.second));
    }

    @Override
    public R extract(Both<A, B> state) {
        return joining.apply(first.extract(state.first), second.extract(state.second));
    }

    @Override
    public void write(Both<A, B> state, DataOutput out) throws IOException {
        first.write(state.first, out);
        second.write(state.second, out);
    }

    @Override
    public Both<A, B> read(DataInput in) throws IOException {
        A left = first.read(in);
        return new Both<>(left, second.read(in));
    }
}
