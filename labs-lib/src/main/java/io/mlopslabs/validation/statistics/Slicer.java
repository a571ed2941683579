// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Says which slices a row belongs to; a slice that holds no row does not appear.
 *
 * <p>{@link #byFeatureValues} is TFDV's {@code get_feature_value_slicer}; any other rule is a lambda.
 */
@FunctionalInterface
public interface Slicer extends Serializable {
    /**
     * Returns the names of a row's slices.
     *
     * @param row the value of a column as it stands in the file, by name; null where it is missing or there is no such column
     */
    List<String> slices(UnaryOperator<String> row);

    /**
     * Returns a slicer by the values of columns, all together: a slice is one combination, named {@code column_value} in the order of the
     * columns' names, joined by {@code _}.
     *
     * <p>Agrees with TFDV {@code get_feature_value_slicer}. There, values given as {@code str} match nothing, silently; here text matches.
     *
     * @param features the values wanted of each column; an empty set wants every value
     */
    static Slicer byFeatureValues(Map<String, Set<String>> features) {
        var sorted = new TreeMap<>(features);
        return row -> {
            var name = new StringBuilder();
            for (var feature : sorted.entrySet()) {
                String value = row.apply(feature.getKey());
                if (value == null
                        || (!feature.getValue().isEmpty() && !feature.getValue().contains(value))) {
                    return List.of();
                }
                name.append(name.isEmpty() ? "" : "_")
                        .append(feature.getKey())
                        .append('_')
                        .append(value);
            }
            return name.isEmpty() ? List.of() : List.of(name.toString());
        };
    }
}
