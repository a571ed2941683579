// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.data.text.CodePointOrder;
import io.mlopslabs.validation.proto.Path;
import io.mlopslabs.validation.schema.PathText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where a column lies: its name, or the names from a struct down to it. Ordered step by step in byte order. */
record FeaturePath(List<String> steps) implements Comparable<FeaturePath> {
    FeaturePath {
        steps = List.copyOf(steps);
    }

    static FeaturePath of(String name) {
        return new FeaturePath(List.of(name));
    }

    static FeaturePath of(Path path) {
        return new FeaturePath(path.getStepList());
    }

    FeaturePath child(String name) {
        var longer = new ArrayList<>(steps);
        longer.add(name);
        return new FeaturePath(longer);
    }

    FeaturePath parent() {
        return new FeaturePath(steps.subList(0, steps.size() - 1));
    }

    boolean isTopLevel() {
        return steps.size() == 1;
    }

    String lastStep() {
        return steps.get(steps.size() - 1);
    }

    Path asProto() {
        return Path.newBuilder().addAllStep(steps).build();
    }

    /** Returns the key of TFDV's maps: steps joined by dots, a step with a dot, quote or parenthesis in single quotes. */
    String serialized() {
        return PathText.of(steps);
    }

    @Override
    public int compareTo(FeaturePath other) {
        return Arrays.compare(steps.toArray(String[]::new), other.steps.toArray(String[]::new), CodePointOrder.ORDER);
    }
}
