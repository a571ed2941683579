// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.LinkedHashMap;
import java.util.Map;

/** The features that go out, in the order in which they are put. */
public final class Outputs {
    final Map<String, Integer> nodes = new LinkedHashMap<>();
    private final GraphBuilder graph;

    Outputs(GraphBuilder graph) {
        this.graph = graph;
    }

    /**
     * Makes {@code column} a feature of this name.
     *
     * @throws IllegalArgumentException if the name is empty, there is a feature of this name, or the column belongs to another preprocessing
     */
    public Outputs put(String name, Column column) {
        if (column.graph != graph) {
            throw new IllegalArgumentException(
                    "feature %s: its column belongs to another preprocessing".formatted(name));
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a feature has an empty name");
        }
        if (nodes.putIfAbsent(name, column.node) != null) {
            throw new IllegalArgumentException("feature %s is put twice".formatted(name));
        }
        return this;
    }
}
