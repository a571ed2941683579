// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;

/**
 * A vocabulary: texts in the order of their ids, each with what it was ordered by.
 *
 * @param tokens the texts; id = position
 * @param weights of each: how often it was seen, its weight, or its mutual information with the label; empty where nobody asked
 */
public record Tokens(List<String> tokens, List<Double> weights) implements Statistic {
    /** Keeps copies; throws {@code IllegalArgumentException} if there are weights, and not one for each token. */
    public Tokens {
        tokens = List.copyOf(tokens);
        weights = List.copyOf(weights);
        if (!weights.isEmpty() && weights.size() != tokens.size()) {
            throw new IllegalArgumentException("%d tokens have %d weights".formatted(tokens.size(), weights.size()));
        }
    }
}
