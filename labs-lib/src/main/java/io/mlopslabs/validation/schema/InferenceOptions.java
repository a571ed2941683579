// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What {@link SchemaInference} may assume; the defaults are those of TFDV's {@code infer_schema}.
 *
 * @param arrangement whether features with a constant number of values get a {@code shape} or a {@code value_count}
 * @param maxStringDomainSize the most distinct texts that are taken for a closed list; 0 for never
 * @param transformations applied to the schema in this order, each with the statistics it came from
 */
public record InferenceOptions(
        Arrangement arrangement,
        int maxStringDomainSize,
        List<BiFunction<Schema, DatasetFeatureStatistics, Schema>> transformations) {
    /** How the number of values of a feature is written down. */
    public enum Arrangement {
        /** As a {@code shape}, where no value is missing and every example has equally many; else as a {@code value_count}. */
        SHAPE,
        /** As a {@code value_count} always; what {@code update_schema} does for new columns. */
        VALUE_COUNT
    }

    /** Checks the limit. */
    public InferenceOptions {
        if (maxStringDomainSize < 0) {
            throw new IllegalArgumentException(
                    "maxStringDomainSize is " + maxStringDomainSize + "; 0 makes no string domain at all");
        }
        transformations = List.copyOf(transformations);
    }

    /** Returns shapes where possible, at most 100 texts to a domain, no transformation. */
    public static InferenceOptions defaults() {
        return new InferenceOptions(Arrangement.SHAPE, 100, List.of());
    }

    /** Returns these with {@code infer_feature_shape=False}. */
    public InferenceOptions withoutShapes() {
        return new InferenceOptions(Arrangement.VALUE_COUNT, maxStringDomainSize, transformations);
    }

    /** Returns these with another limit. */
    public InferenceOptions withMaxStringDomainSize(int value) {
        return new InferenceOptions(arrangement, value, transformations);
    }

    /** Returns these with one more transformation, applied last. */
    public InferenceOptions withTransformation(BiFunction<Schema, DatasetFeatureStatistics, Schema> transformation) {
        var all = new ArrayList<>(transformations);
        all.add(transformation);
        return new InferenceOptions(arrangement, maxStringDomainSize, all);
    }
}
