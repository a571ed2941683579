// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import java.util.List;

/** A vector of 0 with 1 at each id of the row. */
record OneHot(int depth, boolean several, Embedding.Unknown unknown) implements RowFunction {
    OneHot {
        if (depth < 1) {
            throw new IllegalArgumentException("takes a depth of 1 or more, not " + depth);
        }
    }

    static Kind checkIds(Kind ids) {
        if (ids.dtype() != DType.INT64) {
            throw new IllegalArgumentException(
                    "takes ids that are INT64, not %s; apply a vocabulary first".formatted(ids));
        }
        return ids;
    }

    @Override
    public Kind output(List<Kind> inputs) {
        Kind ids = checkIds(inputs.get(0));
        if (!several && ids.width() != 1) {
            throw new IllegalArgumentException("takes one id per row, not %s; multiHot takes several".formatted(ids));
        }
        return new Kind(DType.FLOAT32, depth);
    }

    @Override
    public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
        return (row, out) -> {
            boolean[] hot = new boolean[depth];
            for (int i = 0; i < row.count(0); i++) {
                long id = row.integer(0, i);
                if (id >= 0 && id < depth) {
                    hot[(int) id] = true;
                } else if (unknown == Embedding.Unknown.ERROR) {
                    throw new IllegalArgumentException(
                            "id %d is not one of 0 to %d; give the vocabulary OOV buckets, or unknown ids no 1 by Unknown.ZEROS"
                                    .formatted(id, depth - 1));
                }
            }
            for (boolean here : hot) {
                out.number(here ? 1 : 0);
            }
        };
    }
}
