// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;

/**
 * Numbers for each key, such as the mean of each carrier.
 *
 * @param keys the keys, sorted by Unicode code points, none twice
 * @param values the numbers of each key, in the order of {@code keys}
 */
public record PerKey(List<String> keys, List<Numbers> values) implements Statistic {
    /** Keeps copies; throws {@code IllegalArgumentException} if the lists differ in length. */
    public PerKey {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
        if (keys.size() != values.size()) {
            throw new IllegalArgumentException("%d keys have %d values".formatted(keys.size(), values.size()));
        }
    }
}
