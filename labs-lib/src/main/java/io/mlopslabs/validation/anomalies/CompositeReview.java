// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the rules say about a name under which the schema has a sparse or weighted feature.
 *
 * @param deprecated kinds of feature of that name that are proposed for deprecation
 */
record CompositeReview(List<Finding> findings, Set<Kind> deprecated) {
    /** The three lists of a schema in which a name may stand. */
    enum Kind {
        FEATURE,
        SPARSE,
        WEIGHTED
    }

    /** Returns the review; empty if the name is that of a plain feature or of none. */
    static Optional<CompositeReview> of(SchemaDraft schema, ColumnView column) {
        FeaturePath path = column.path();
        var feature = schema.feature(path);
        var sparse = schema.sparseFeature(path);
        var weighted = schema.weightedFeature(path);
        if (weighted.isPresent()) {
            if (Lifecycle.isDeprecated(weighted.get()) || (feature.isEmpty() && sparse.isEmpty())) {
                return Optional.of(broken(CompositeRules.weighted(column), Kind.WEIGHTED));
            }
            var kinds = EnumSet.of(Kind.WEIGHTED);
            feature.ifPresent(f -> kinds.add(Kind.FEATURE));
            sparse.ifPresent(s -> kinds.add(Kind.SPARSE));
            return Optional.of(new CompositeReview(List.of(CompositeRules.WEIGHTED_NAME_TAKEN), kinds));
        }
        if (sparse.isEmpty() || Lifecycle.isDeprecated(sparse.get())) {
            return Optional.empty();
        }
        return Optional.of(
                feature.isPresent() && !Lifecycle.isDeprecated(feature.get())
                        ? new CompositeReview(
                                List.of(CompositeRules.SPARSE_NAME_TAKEN), EnumSet.of(Kind.FEATURE, Kind.SPARSE))
                        : broken(CompositeRules.sparse(column), Kind.SPARSE));
    }

    private static CompositeReview broken(List<Finding> findings, Kind kind) {
        return new CompositeReview(findings, findings.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.of(kind));
    }

    void applyTo(SchemaDraft draft, FeaturePath path) {
        for (Kind kind : deprecated) {
            switch (kind) {
                case FEATURE -> draft.deprecate(path);
                case SPARSE -> draft.deprecateSparse(path);
                case WEIGHTED -> draft.deprecateWeighted(path);
            }
        }
    }
}
