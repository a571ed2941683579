// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.Path;
import io.mlopslabs.validation.schema.PathText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Where a column lies: its name, or the names from a struct down to it. Ordered step by step in byte order. */
record FeaturePath(List<String> steps) implements Comparable<FeaturePath> {
    /** The order of C++ strings, and so of TFDV's maps: by UTF-8 bytes, which is by code point; Java's own is by UTF-16. */
    static final Comparator<String> BYTE_ORDER = FeaturePath::compareBytes;

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

    private static int compareBytes(String one, String other) {
        for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // Surrogates stand for what lies beyond every other char.
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    @Override
    public int compareTo(FeaturePath other) {
        return Arrays.compare(steps.toArray(String[]::new), other.steps.toArray(String[]::new), BYTE_ORDER);
    }
}
