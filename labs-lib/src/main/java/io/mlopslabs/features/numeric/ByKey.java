// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.data.text.CodePointOrder;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.PerKey;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.statistics.Accumulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * One tally for each key.
 *
 * @param keys the column that holds them
 * @param reading what one tally says; nothing leaves the key out
 */
record ByKey<S extends Tally<S>>(Tally.Factory<S> factory, int keys, ByPosition.Reading<S> reading)
        implements Accumulator<Row, HashMap<String, S>, PerKey> {
    @Override
    public HashMap<String, S> create() {
        return new HashMap<>();
    }

    @Override
    public HashMap<String, S> add(HashMap<String, S> state, Row row) {
        for (int i = 0; i < row.count(0); i++) {
            tally(state, Rows.key(row, keys, i)).add(row, i);
        }
        return state;
    }

    private S tally(HashMap<String, S> state, String key) {
        S tally = state.get(key);
        if (tally == null) {
            tally = factory.create();
            state.put(key, tally);
        }
        return tally;
    }

    @Override
    public HashMap<String, S> merge(HashMap<String, S> left, HashMap<String, S> right) {
        right.forEach((key, tally) -> tally(left, key).merge(tally));
        return left;
    }

    @Override
    public PerKey extract(HashMap<String, S> state) {
        List<String> known = new ArrayList<>();
        List<Numbers> values = new ArrayList<>();
        state.keySet().stream().sorted(CodePointOrder.ORDER).forEach(key -> {
            double[] read = reading.of(state.get(key));
            if (read.length > 0) {
                known.add(key);
                values.add(Numbers.of(read));
            }
        });
        return new PerKey(known, values);
    }
}
