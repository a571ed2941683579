// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names and types of columns, in order; immutable. TFT's {@code feature_spec}.
 *
 * <p>{@code FeatureSpec.of().float32("distance").string("carrier").ragged("visib", FLOAT32)}.
 *
 * @param columns what each column is, by name
 */
public record FeatureSpec(Map<String, Kind> columns) {
    /** Keeps a copy in the same order; throws {@code IllegalArgumentException} for a name without a character. */
    public FeatureSpec {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        columns.forEach((name, kind) -> {
            Objects.requireNonNull(kind, name);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a column has an empty name");
            }
        });
    }

    /** Returns a specification of no column. */
    public static FeatureSpec of() {
        return new FeatureSpec(Map.of());
    }

    /** Returns this and a column of {@code FLOAT32}, one number per row. */
    public FeatureSpec float32(String name) {
        return with(name, Kind.scalar(DType.FLOAT32));
    }

    /** Returns this and a column of {@code FLOAT64}, one number per row. */
    public FeatureSpec float64(String name) {
        return with(name, Kind.scalar(DType.FLOAT64));
    }

    /** Returns this and a column of whole numbers, one per row. */
    public FeatureSpec int64(String name) {
        return with(name, Kind.scalar(DType.INT64));
    }

    /** Returns this and a column of texts, one per row. */
    public FeatureSpec string(String name) {
        return with(name, Kind.scalar(DType.STRING));
    }

    /** Returns this and a column whose rows may miss their value or have several. */
    public FeatureSpec ragged(String name, DType dtype) {
        return with(name, Kind.ragged(dtype));
    }

    /**
     * Returns this and one more column.
     *
     * @throws IllegalArgumentException if there is a column of this name
     */
    public FeatureSpec with(String name, Kind kind) {
        if (columns.containsKey(name)) {
            throw new IllegalArgumentException("column %s is named twice".formatted(name));
        }
        var more = new LinkedHashMap<>(columns);
        more.put(name, kind);
        return new FeatureSpec(more);
    }

    /** Returns this without some columns, such as the label that a server does not get; a name that is not here is an error. */
    public FeatureSpec without(String... names) {
        var fewer = new LinkedHashMap<>(columns);
        for (String name : names) {
            if (fewer.remove(name) == null) {
                throw new IllegalArgumentException(
                        "no column %s; there are %s".formatted(name, String.join(", ", columns.keySet())));
            }
        }
        return new FeatureSpec(fewer);
    }

    /**
     * Holds a batch against this specification.
     *
     * @throws IllegalArgumentException if a column is missing, one too many or of another type; the message names all of them
     */
    public void check(Batch batch) {
        Set<String> missing = new TreeSet<>(columns.keySet());
        missing.removeAll(batch.columns().keySet());
        Set<String> extra = new TreeSet<>(batch.columns().keySet());
        extra.removeAll(columns.keySet());
        if (!missing.isEmpty() || !extra.isEmpty()) {
            throw new IllegalArgumentException("the batch %s%s%s; the graph takes %s"
                    .formatted(
                            missing.isEmpty() ? "" : "lacks " + named(missing),
                            missing.isEmpty() || extra.isEmpty() ? "" : ", and ",
                            extra.isEmpty() ? "" : "has " + named(extra) + ", which the graph does not take",
                            String.join(", ", columns.keySet())));
        }
        columns.forEach((name, kind) -> {
            Kind given = batch.column(name).kind();
            if (!given.equals(kind)) {
                throw new IllegalArgumentException("column %s is %s; the graph takes %s".formatted(name, given, kind));
            }
        });
    }

    private static String named(Set<String> names) {
        return (names.size() == 1 ? "column " : "columns ") + String.join(", ", names);
    }
}
