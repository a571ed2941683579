// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.Analyzer;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.Tokens;
import io.mlopslabs.statistics.Accumulator;
import java.io.Serializable;
import java.util.List;

/** The parameters of a vocabulary; null where nobody said. The columns are the tokens, then weights, then labels, where there are such. */
record LearnVocabulary(
        boolean weighted,
        boolean labelled,
        Integer topK,
        Double frequencyThreshold,
        boolean useAdjustedMutualInfo,
        Double minDiffFromAvg,
        Integer coverageTopK,
        Double coverageFrequencyThreshold,
        String coverageKey,
        boolean fingerprintShuffle,
        List<String> reservedTokens,
        boolean storeFrequency)
        implements Analyzer<Tokens>, Serializable {
    LearnVocabulary {
        reservedTokens = List.copyOf(reservedTokens);
        checkTop("topK", topK);
        checkTop("coverageTopK", coverageTopK);
        checkThreshold("frequencyThreshold", frequencyThreshold);
        checkThreshold("coverageFrequencyThreshold", coverageFrequencyThreshold);
    }

    private static void checkTop(String name, Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException("%s is %d; a vocabulary keeps 1 token or more".formatted(name, value));
        }
    }

    private static void checkThreshold(String name, Double value) {
        if (value != null && !(value >= 0)) {
            throw new IllegalArgumentException("%s is %s; a threshold is not negative".formatted(name, value));
        }
    }

    @Override
    public Accumulator<Row, ?, Tokens> accumulator(List<Kind> inputs) {
        Kind tokens = inputs.get(0);
        if (tokens.dtype().isFloat()) {
            throw new IllegalArgumentException(
                    "takes texts or whole numbers, not %s; put fractions into buckets first".formatted(tokens));
        }
        if (weighted) {
            Kind weights = inputs.get(1);
            boolean fits = labelled ? weights.width() == 1 : weights.width() == 1 || weights.width() == tokens.width();
            if (!weights.dtype().isNumeric() || !fits) {
                throw new IllegalArgumentException("takes weights that are one number per %s, not %s"
                        .formatted(labelled ? "row, beside labels" : "row or per token", weights));
            }
        }
        if (labelled && !inputs.get(inputs.size() - 1).equals(Kind.scalar(DType.INT64))) {
            throw new IllegalArgumentException("takes labels that are INT64, not " + inputs.get(inputs.size() - 1));
        }
        return new VocabularyAccumulator(this, tokens.dtype() == DType.STRING);
    }
}
