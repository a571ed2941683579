// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Any number of accumulators that see the same rows in one pass; the state is one state per part, in order. */
record Together<I, K, O>(ArrayList<K> keys, ArrayList<Accumulator<? super I, ?, ? extends O>> parts)
        implements Accumulator<I, Object[], Map<K, O>> {
    // Slot i of a state only ever holds what part i made, so its true state type may be forgotten here, and here only.
    @SuppressWarnings("unchecked")
    private Accumulator<I, Object, O> part(int i) {
        return (Accumulator<I, Object, O>) parts.get(i);
    }

    @Override
    public Object[] create() {
        var state = new Object[parts.size()];
        for (int i = 0; i < state.length; i++) {
            state[i] = part(i).create();
        }
        return state;
    }

    @Override
    public Object[] add(Object[] state, I row) {
        for (int i = 0; i < state.length; i++) {
            state[i] = part(i).add(state[i], row);
        }
        return state;
    }

    @Override
    public Object[] merge(Object[] left, Object[] right) {
        for (int i = 0; i < left.length; i++) {
            left[i] = part(i).merge(left[i], right[i]);
        }
        return left;
    }

    @Override
    public Map<K, O> extract(Object[] state) {
        var answers = new LinkedHashMap<K, O>();
        for (int i = 0; i < state.length; i++) {
            answers.put(keys.get(i), part(i).extract(state[i]));
        }
        return Collections.unmodifiableMap(answers);
    }

    @Override
    public void write(Object[] state, DataOutput out) throws IOException {
        for (int i = 0; i < state.length; i++) {
            part(i).write(state[i], out);
        }
    }

    @Override
    public Object[] read(DataInput in) throws IOException {
        var state = new Object[parts.size()];
        for (int i = 0; i < state.length; i++) {
            state[i] = part(i).read(in);
        }
        return state;
    }
}
