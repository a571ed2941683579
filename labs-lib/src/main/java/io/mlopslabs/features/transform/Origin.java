// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The input columns that steps were made of: what messages name. */
record Origin(Set<String> columns) {
    static Origin of(List<Node> nodes, List<Integer> steps) {
        Set<String> columns = new LinkedHashSet<>();
        List<Integer> open = new ArrayList<>(steps);
        for (int i = 0; i < open.size(); i++) {
            Node node = nodes.get(open.get(i));
            if (node instanceof Node.Input input) {
                columns.add(input.name());
            } else if (node instanceof Node.Step step) {
                step.inputs().stream().filter(id -> !open.contains(id)).forEach(open::add);
            }
        }
        return new Origin(columns);
    }

    String operation(String name) {
        return "%s of column%s %s".formatted(name, columns.size() == 1 ? "" : "s", String.join(", ", columns));
    }
}
