// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import java.util.List;

/** The bucket of each text, or its whole hash where {@code hashBuckets} is null; SipHash where there is a key, of two words. */
record HashStrings(Long hashBuckets, List<Long> key) implements RowFunction {
    HashStrings {
        key = key == null ? null : List.copyOf(key);
        if (hashBuckets != null && hashBuckets < 1) {
            throw new IllegalArgumentException("takes 1 bucket or more, not " + hashBuckets);
        }
    }

    @Override
    public Kind output(List<Kind> inputs) {
        Kind input = inputs.get(0);
        if (input.dtype() != DType.STRING) {
            throw new IllegalArgumentException("takes texts, not %s; cast numbers to STRING first".formatted(input));
        }
        return input.of(DType.INT64);
    }

    @Override
    public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
        return (row, out) -> {
            for (int i = 0; i < row.count(0); i++) {
                String text = row.text(0, i);
                long hash = key == null
                        ? Fingerprint.fingerprint64(text)
                        : Fingerprint.sipHash24(text, key.get(0), key.get(1));
                out.integer(hashBuckets == null ? hash : Long.remainderUnsigned(hash, hashBuckets));
            }
        };
    }
}
