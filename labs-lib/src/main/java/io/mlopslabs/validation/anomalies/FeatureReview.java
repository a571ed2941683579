// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.LifecycleStage;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for one feature in the order in which TFDV reports them.
 *
 * @param schema as it stands: for the string domains and environments
 */
record FeatureReview(SchemaDraft schema, Optional<String> environment, Controls controls, OffDomainLimit limit) {
    private static final Set<Feature.DomainInfoCase> FITS_BYTES = Set.of(
            Feature.DomainInfoCase.DOMAININFO_NOT_SET,
            Feature.DomainInfoCase.NATURAL_LANGUAGE_DOMAIN,
            Feature.DomainInfoCase.IMAGE_DOMAIN,
            Feature.DomainInfoCase.URL_DOMAIN);

    Verdict review(Feature feature, ColumnView column) {
        if (Lifecycle.isDeprecated(feature)) {
            return Verdict.fine(feature);
        }
        Verdict self =
                SchemaRules.check(feature, name -> schema.stringDomain(name).isPresent());
        if (Lifecycle.isDeprecated(self.proposal())) {
            return self;
        }
        if (column.numPresent() == 0) {
            return self.then(this::absent);
        }
        return self.then(f -> environment(f, column))
                .then(f -> PresenceRules.valueCount(f, column))
                .then(f -> PresenceRules.shape(f, column))
                .then(f -> PresenceRules.presence(f, column))
                .then(f -> type(f, column))
                .then(f -> bytes(f, column))
                .then(f -> domain(f, column))
                .then(f -> PresenceRules.unique(f, column))
                .then(f -> ComparatorRules.check(f, column, controls))
                .then(f -> derived(f, column));
    }

    /** A column that has statistics but no value; nothing else can be checked. */
    private Verdict absent(Feature feature) {
        return schema.isRequired(feature, environment)
                ? Verdict.of(
                        Lifecycle.deprecated(feature).toBuilder(),
                        AnomalyInfo.Type.FEATURE_TYPE_NOT_PRESENT,
                        "Column dropped",
                        "The feature was not present in any examples.")
                : Verdict.fine(feature);
    }

    private Verdict environment(Feature feature, ColumnView column) {
        if (schema.isIn(environment, feature)) {
            return Verdict.fine(feature);
        }
        String name = environment.orElseThrow();
        Feature.Builder proposal = feature.toBuilder()
                .clearNotInEnvironment()
                .addAllNotInEnvironment(feature.getNotInEnvironmentList().stream()
                        .filter(other -> !other.equals(name))
                        .toList());
        if (!schema.isIn(environment, proposal.build())) {
            proposal.addInEnvironment(name);
        }
        return Verdict.of(
                proposal,
                AnomalyInfo.Type.SCHEMA_NEW_COLUMN,
                "Column missing in environment",
                "New column %s found in data but not in the environment %s in the schema."
                        .formatted(column.path().serialized(), name));
    }

    /** No type is taken for another, INT where FLOAT is expected neither. */
    private static Verdict type(Feature feature, ColumnView column) {
        return feature.getType() == column.schemaType()
                ? Verdict.fine(feature)
                : Verdict.of(
                        Lifecycle.deprecated(feature).toBuilder(),
                        AnomalyInfo.Type.UNEXPECTED_DATA_TYPE,
                        "Unexpected data type",
                        "Expected data of type: %s but got %s".formatted(feature.getType(), column.type()));
    }

    private static Verdict bytes(Feature feature, ColumnView column) {
        if (column.type() != FeatureNameStatistics.Type.BYTES || FITS_BYTES.contains(feature.getDomainInfoCase())) {
            return Verdict.fine(feature);
        }
        Feature.Builder proposal = feature.toBuilder().clearDomainInfo();
        return Verdict.of(
                proposal,
                AnomalyInfo.Type.DOMAIN_INVALID_FOR_TYPE,
                "Invalid domain type",
                "Data is marked as BYTES with incompatible domain_info: " + CppText.message(proposal.build()));
    }

    private Verdict domain(Feature feature, ColumnView column) {
        return switch (feature.getDomainInfoCase()) {
            case DOMAIN ->
                new StringDomainRule(limit)
                        .check(feature, schema.stringDomain(feature.getDomain()).orElseThrow(), column);
            case STRING_DOMAIN -> new StringDomainRule(limit).check(feature, column);
            case BOOL_DOMAIN -> BoolDomainRule.check(feature, column);
            case INT_DOMAIN -> NumberDomainRules.intDomain(feature, column);
            case FLOAT_DOMAIN -> NumberDomainRules.floatDomain(feature, column);
            case IMAGE_DOMAIN -> SemanticDomainRules.image(feature, column);
            case NATURAL_LANGUAGE_DOMAIN -> SemanticDomainRules.language(feature, column);
            case DOMAININFO_NOT_SET -> SemanticDomainRules.recognised(feature, column);
            case STRUCT_DOMAIN, MID_DOMAIN, URL_DOMAIN, TIME_DOMAIN, TIME_OF_DAY_DOMAIN -> Verdict.fine(feature);
        };
    }

    /** A column that was derived for validation only says so in the schema too. */
    private static Verdict derived(Feature feature, ColumnView column) {
        Feature.Builder asDerived = feature.toBuilder().setLifecycleStage(LifecycleStage.VALIDATION_DERIVED);
        if (column.data().hasValidationDerivedSource() && !feature.hasValidationDerivedSource()) {
            return Verdict.of(
                    asDerived.setValidationDerivedSource(column.data().getValidationDerivedSource()),
                    AnomalyInfo.Type.DERIVED_FEATURE_INVALID_SOURCE,
                    "Derived source not set in schema.",
                    "Derived source not set in schema.");
        }
        boolean isMarked =
                feature.getLifecycleStage() == LifecycleStage.VALIDATION_DERIVED || Lifecycle.isDeprecated(feature);
        return feature.hasValidationDerivedSource() && !isMarked
                ? Verdict.of(
                        asDerived,
                        AnomalyInfo.Type.DERIVED_FEATURE_BAD_LIFECYCLE,
                        "Derived feature has wrong lifecycle.",
                        "Derived feature has wrong lifecycle.")
                : Verdict.fine(feature);
    }
}
