// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Another accumulator with its rows or its answer mapped; the state stays as it was. */
record Mapped<R, I, A, O, P>(
        Accumulator<I, A, O> inner,
        Accumulator.Mapping<? super R, ? extends I> rows,
        Accumulator.Mapping<? super O, ? extends P> answer)
        implements Accumulator<R, A, P> {
    @Override
    public A create() {
        return inner.create();
    }

    @Override
    public A add(A state, R row) {
        return inner.add(state, rows.apply(row));
    }

    @Override
    public A merge(A left, A right) {
        return inner.merge(left, right);
    }

    @Override
    public P extract(A state) {
        return answer.apply(inner.extract(state));
    }

    @Override
    public void write(A state, DataOutput out) throws IOException {
        inner.write(state, out);
    }

    @Override
    public A read(DataInput in) throws IOException {
        return inner.read(in);
    }
}
