// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.statistics.DefaultSlice;
import java.util.Optional;

/**
 * Loosens a schema until it fits statistics: validation, with every proposal of its rules taken over.
 *
 * <p>What it does is what a reviewer has to undo where the data were wrong and not the schema: ranges move to the extremes seen, unlisted values
 * are appended to their domain in byte order, a shape that does not hold is dropped, {@code min_fraction} sinks to what was seen. A column that
 * is gone, or whose type has changed, is marked {@code DEPRECATED} and never removed or re-typed. A new column gets the feature that inference
 * would give it, but value counts in place of a shape. Environments, drift, skew and data set constraints stay as they are.
 *
 * <p>Same schema as TFDV {@code update_schema} 1.16.1.
 */
public final class SchemaUpdater {
    private static final int MAX_STRING_DOMAIN_SIZE = 100;

    private SchemaUpdater() {}

    /**
     * Returns the schema that the statistics fit; new text columns of up to 100 distinct values get a domain.
     *
     * @param statistics one data set, or several of which one is the default slice {@code "All Examples"}
     * @throws IllegalArgumentException if the list has no such data set, or the schema names a feature twice
     */
    public static Schema update(Schema schema, DatasetFeatureStatisticsList statistics) {
        return update(schema, statistics, MAX_STRING_DOMAIN_SIZE);
    }

    /**
     * Returns the schema that the statistics fit.
     *
     * @param statistics one data set, or several of which one is the default slice {@code "All Examples"}
     * @param maxStringDomainSize most distinct values for which a new text column gets a domain; an old domain may grow past it
     * @throws IllegalArgumentException if the list has no such data set, or the schema names a feature twice
     */
    public static Schema update(Schema schema, DatasetFeatureStatisticsList statistics, int maxStringDomainSize) {
        DatasetView data = DatasetView.of(DefaultSlice.of(statistics, "statistics"));
        var draft = new SchemaDraft(schema);
        for (ColumnView column : data.roots()) {
            update(draft, column, maxStringDomainSize);
        }
        draft.missing(data, Optional.empty()).forEach(draft::deprecate);
        return draft.schema();
    }

    private static void update(SchemaDraft draft, ColumnView column, int maxStringDomainSize) {
        FeaturePath path = column.path();
        Optional<Feature> feature = draft.feature(path);
        var composite = CompositeReview.of(draft, column);
        if (composite.isPresent()) {
            composite.get().applyTo(draft, path);
        } else if (feature.isPresent()) {
            var review = new FeatureReview(draft, Optional.empty(), Controls.NONE, OffDomainLimit.TFDV);
            draft.apply(path, review.review(feature.get(), column));
        } else if (!draft.knows(path) && column.hasValueStatistics()) {
            NewColumn.addTo(draft, column, maxStringDomainSize);
        }
        if (!draft.isDeprecated(path)) {
            column.dataset().children(column).forEach(child -> update(draft, child, maxStringDomainSize));
        }
    }
}
