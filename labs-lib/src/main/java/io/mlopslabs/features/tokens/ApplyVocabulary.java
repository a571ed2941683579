// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.features.transform.Tokens;
import java.util.List;

/** The id of each token; {@code fixed} is the vocabulary where it was not learned, null where it was. */
record ApplyVocabulary(long defaultValue, long numOovBuckets, Tokens fixed) implements RowFunction {
    ApplyVocabulary {
        if (numOovBuckets < 0) {
            throw new IllegalArgumentException("numOovBuckets is %d; there are none or some".formatted(numOovBuckets));
        }
    }

    /** Returns the first id that is no token's: an empty vocabulary is a file of one line, so that unknown tokens start at 1. */
    static long size(Tokens vocabulary) {
        return Math.max(1, vocabulary.tokens().size());
    }

    @Override
    public Kind output(List<Kind> inputs) {
        Kind input = inputs.get(0);
        if (input.dtype().isFloat()) {
            throw new IllegalArgumentException("takes texts or whole numbers, not " + input);
        }
        return input.of(DType.INT64);
    }

    @Override
    public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
        Tokens vocabulary = fixed != null ? fixed : (Tokens) statistics.get(0);
        var ids = TokenTable.of(vocabulary.tokens(), vocabulary.tokens().size());
        if (ids.size() < vocabulary.tokens().size()) {
            throw new IllegalArgumentException("the vocabulary has %d tokens, of which only %d differ"
                    .formatted(vocabulary.tokens().size(), ids.size()));
        }
        long size = size(vocabulary);
        boolean texts = inputs.get(0).dtype() == DType.STRING;
        return (row, out) -> {
            for (int i = 0; i < row.count(0); i++) {
                String token = texts ? row.text(0, i) : Long.toString(row.integer(0, i));
                int id = ids.find(token);
                out.integer(id >= 0 ? id : unknown(token, size));
            }
        };
    }

    private long unknown(String token, long size) {
        return numOovBuckets == 0
                ? defaultValue
                : size + Long.remainderUnsigned(Fingerprint.fingerprint64(token), numOovBuckets);
    }
}
