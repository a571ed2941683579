// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import java.util.List;

/** Every combination of the columns' values in a row, the last column fastest: as a bucket, or joined where {@code numBuckets} is null. */
record Cross(Long numBuckets, long hashKey) implements RowFunction {
    private static final String JOINT = "_X_";

    Cross {
        if (numBuckets != null && numBuckets < 1) {
            throw new IllegalArgumentException("takes 1 bucket or more, not " + numBuckets);
        }
    }

    @Override
    public Kind output(List<Kind> inputs) {
        if (inputs.size() < 2) {
            throw new IllegalArgumentException("takes two columns or more");
        }
        int width = 1;
        for (Kind input : inputs) {
            if (input.dtype().isFloat()) {
                throw new IllegalArgumentException(
                        "takes texts and whole numbers, not %s; put fractions into buckets first".formatted(input));
            }
            width = width == Kind.RAGGED || input.isRagged() ? Kind.RAGGED : Math.multiplyExact(width, input.width());
        }
        return new Kind(numBuckets == null ? DType.STRING : DType.INT64, width);
    }

    @Override
    public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
        return (row, out) -> {
            int[] at = new int[row.columns()];
            for (int c = 0; c < at.length; c++) {
                if (row.count(c) == 0) {
                    return;
                }
            }
            do {
                if (numBuckets == null) {
                    out.text(joined(row, at));
                } else {
                    out.integer(Long.remainderUnsigned(hash(row, at), numBuckets));
                }
            } while (advance(row, at));
        };
    }

    private static boolean advance(Row row, int[] at) {
        for (int c = at.length - 1; c >= 0; c--) {
            if (++at[c] < row.count(c)) {
                return true;
            }
            at[c] = 0;
        }
        return false;
    }

    private long hash(Row row, int[] at) {
        long hash = hashKey;
        for (int c = 0; c < at.length; c++) {
            hash = Fingerprint.cat64(
                    hash,
                    row.kind(c).dtype() == DType.STRING
                            ? Fingerprint.fingerprint64(row.text(c, at[c]))
                            : row.integer(c, at[c]));
        }
        return hash;
    }

    private static String joined(Row row, int[] at) {
        var text = new StringBuilder();
        for (int c = 0; c < at.length; c++) {
            text.append(c == 0 ? "" : JOINT);
            if (row.kind(c).dtype() == DType.STRING) {
                text.append(row.text(c, at[c]));
            } else {
                text.append(row.integer(c, at[c]));
            }
        }
        return text.toString();
    }
}
