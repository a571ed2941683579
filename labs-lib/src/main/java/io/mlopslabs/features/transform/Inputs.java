// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.LinkedHashMap;
import java.util.Map;

/** The columns that come in. */
public final class Inputs {
    private final Map<String, Column> columns = new LinkedHashMap<>();

    Inputs(GraphBuilder graph, FeatureSpec spec) {
        spec.columns().forEach((name, kind) -> columns.put(name, graph.input(name, kind)));
    }

    /**
     * Returns a column.
     *
     * @throws IllegalArgumentException if the specification has none of this name
     */
    public Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    "no column %s; the inputs are %s".formatted(name, String.join(", ", columns.keySet())));
        }
        return column;
    }
}
