// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureType;
import io.mlopslabs.validation.proto.FixedShape;
import io.mlopslabs.validation.proto.ValueCount;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Faults of a feature of the schema that no data are needed to see. */
final class SchemaRules {
    private static final Set<FeatureType> TEXT = Set.of(FeatureType.BYTES);
    private static final Set<FeatureType> ANY =
            Set.of(FeatureType.INT, FeatureType.FLOAT, FeatureType.BYTES, FeatureType.STRUCT);
    private static final Map<Feature.DomainInfoCase, Set<FeatureType>> ALLOWED = Map.ofEntries(
            Map.entry(Feature.DomainInfoCase.DOMAIN, TEXT),
            Map.entry(
                    Feature.DomainInfoCase.BOOL_DOMAIN, Set.of(FeatureType.INT, FeatureType.BYTES, FeatureType.FLOAT)),
            Map.entry(Feature.DomainInfoCase.INT_DOMAIN, Set.of(FeatureType.INT, FeatureType.BYTES)),
            Map.entry(Feature.DomainInfoCase.FLOAT_DOMAIN, Set.of(FeatureType.FLOAT, FeatureType.BYTES)),
            Map.entry(Feature.DomainInfoCase.STRING_DOMAIN, TEXT),
            Map.entry(Feature.DomainInfoCase.STRUCT_DOMAIN, Set.of(FeatureType.STRUCT)),
            Map.entry(
                    Feature.DomainInfoCase.NATURAL_LANGUAGE_DOMAIN,
                    Set.of(FeatureType.INT, FeatureType.BYTES)) /* words, or their numbers */,
            Map.entry(Feature.DomainInfoCase.IMAGE_DOMAIN, TEXT),
            Map.entry(Feature.DomainInfoCase.MID_DOMAIN, TEXT),
            Map.entry(Feature.DomainInfoCase.URL_DOMAIN, TEXT),
            Map.entry(Feature.DomainInfoCase.TIME_DOMAIN, Set.of(FeatureType.INT, FeatureType.BYTES)));

    private SchemaRules() {}

    /** Checks a feature; one without a name, or without a type that could be guessed, is proposed for deprecation. */
    static Verdict check(Feature feature, Predicate<String> hasDomain) {
        if (!feature.hasName()) {
            return Verdict.of(
                    Lifecycle.deprecated(feature).toBuilder(),
                    AnomalyInfo.Type.FEATURE_MISSING_NAME,
                    "unspecified name (maybe meant to be the empty string): find name rather than deprecating.",
                    "");
        }
        Verdict typed = type(feature);
        return Lifecycle.isDeprecated(typed.proposal())
                ? typed
                : typed.then(SchemaRules::presence)
                        .then(SchemaRules::valueCount)
                        .then(SchemaRules::valueCounts)
                        .then(SchemaRules::shape)
                        .then(SchemaRules::domainOfType)
                        .then(f -> domain(f, hasDomain));
    }

    private static Verdict type(Feature feature) {
        if (feature.hasType()) {
            return Verdict.fine(feature);
        }
        if (feature.hasDomain() || feature.hasStringDomain()) {
            return Verdict.of(
                    feature.toBuilder().setType(FeatureType.BYTES),
                    AnomalyInfo.Type.FEATURE_MISSING_TYPE,
                    "unspecified type: inferring the type to be BYTES, given the domain specified.",
                    "");
        }
        return Verdict.of(
                Lifecycle.deprecated(feature).toBuilder(),
                AnomalyInfo.Type.FEATURE_MISSING_TYPE,
                "unspecified type: determine the type and set it, rather than deprecating.",
                "");
    }

    private static Verdict presence(Feature feature) {
        double fraction = feature.getPresence().getMinFraction();
        Feature.Builder proposal = feature.toBuilder();
        if (fraction < 0) {
            proposal.getPresenceBuilder().clearMinFraction();
            return fault(proposal, "min_fraction should not be negative: clear is equal to zero");
        }
        if (fraction > 1) {
            proposal.getPresenceBuilder().setMinFraction(1);
            return fault(proposal, "min_fraction should not greater than 1");
        }
        return Verdict.fine(feature);
    }

    private static Verdict valueCount(Feature feature) {
        ValueCount count = feature.getValueCount();
        var findings = new ArrayList<Finding>();
        ValueCount.Builder proposal = count.toBuilder();
        if (count.getMin() < 0) {
            proposal.clearMin();
            findings.add(fault("ValueCount.min should not be negative", ""));
        }
        if (proposal.hasMax() && proposal.getMax() < proposal.getMin()) {
            proposal.setMax(proposal.getMin());
            findings.add(fault("ValueCount.max should not be less than min", ""));
        }
        return findings.isEmpty()
                ? Verdict.fine(feature)
                : Verdict.of(feature.toBuilder().setValueCount(proposal).build(), findings);
    }

    private static Verdict valueCounts(Feature feature) {
        var findings = new ArrayList<Finding>();
        Feature.Builder proposal = feature.toBuilder();
        for (int level = 0; level < feature.getValueCounts().getValueCountCount(); level++) {
            ValueCount.Builder count = proposal.getValueCountsBuilder().getValueCountBuilder(level);
            if (count.getMin() < 0) {
                count.clearMin();
                findings.add(fault(
                        "ValueCounts.min should not be negative",
                        "ValueCounts.min at level " + level + " should not be negative."));
            }
            if (count.hasMax() && count.getMax() < count.getMin()) {
                count.setMax(count.getMin());
                findings.add(fault(
                        "ValueCounts.max should not be less than min",
                        "ValueCounts.max at level " + level + " should not be less than min."));
            }
        }
        return Verdict.of(proposal.build(), findings);
    }

    private static Verdict shape(Feature feature) {
        return feature.getShape().getDimList().stream()
                        .mapToLong(FixedShape.Dim::getSize)
                        .anyMatch(size -> size <= 0)
                ? fault(feature.toBuilder().clearShape(), "Shape.dim.size must be a positive integer")
                : Verdict.fine(feature);
    }

    private static Verdict domainOfType(Feature feature) {
        if (ALLOWED.getOrDefault(feature.getDomainInfoCase(), ANY).contains(feature.getType())) {
            return Verdict.fine(feature);
        }
        return Verdict.of(
                feature.toBuilder().clearDomainInfo(),
                AnomalyInfo.Type.DOMAIN_INVALID_FOR_TYPE,
                "The domain does not match the type",
                "The domain \"%s\" does not match the type: %s".formatted(domainField(feature), feature.getType()));
    }

    private static String domainField(Feature feature) {
        FieldDescriptor field = feature.getOneofFieldDescriptor(Feature.getDescriptor().getOneofs().stream()
                .filter(oneof -> oneof.getName().equals("domain_info"))
                .findFirst()
                .orElseThrow());
        return field == null ? "UNSET" : field.getName();
    }

    private static Verdict domain(Feature feature, Predicate<String> hasDomain) {
        return switch (feature.getDomainInfoCase()) {
            case DOMAIN ->
                hasDomain.test(feature.getDomain())
                        ? Verdict.fine(feature)
                        // TFDV clears the name before it prints it.
                        : Verdict.of(
                                feature.toBuilder().clearDomain(),
                                AnomalyInfo.Type.INVALID_DOMAIN_SPECIFICATION,
                                "missing domain: ",
                                "");
            case STRING_DOMAIN -> Verdict.fine(withoutRepeatedValues(feature));
            case BOOL_DOMAIN -> noMass(withoutEqualWords(feature), "not supported for bool domains.");
            case INT_DOMAIN -> noMass(feature, "not supported for int domains.");
            case FLOAT_DOMAIN -> noMass(feature, "not supported for float domains.");
            case STRUCT_DOMAIN -> noMass(feature, "not supported for struct domains.");
            case NATURAL_LANGUAGE_DOMAIN, IMAGE_DOMAIN, MID_DOMAIN, URL_DOMAIN, TIME_DOMAIN ->
                noMass(feature, "not supported for semantic domains.");
            case DOMAININFO_NOT_SET -> noMass(feature, "require domain or string domain.");
            case TIME_OF_DAY_DOMAIN ->
                Verdict.of(
                        feature.toBuilder().clearDomainInfo(),
                        AnomalyInfo.Type.INVALID_DOMAIN_SPECIFICATION,
                        "internal issue: unknown domain_info type",
                        "");
        };
    }

    /** Repeated values go without a finding, as in TFDV. */
    private static Feature withoutRepeatedValues(Feature feature) {
        Feature.Builder proposal = feature.toBuilder();
        List<String> values = List.copyOf(proposal.getStringDomain().getValueList());
        proposal.getStringDomainBuilder().clearValue().addAllValue(new LinkedHashSet<>(values));
        return proposal.build();
    }

    /** One word for true and false loses the false, without a finding, as in TFDV. */
    private static Feature withoutEqualWords(Feature feature) {
        var domain = feature.getBoolDomain();
        if (!domain.hasTrueValue()
                || !domain.hasFalseValue()
                || !domain.getTrueValue().equals(domain.getFalseValue())) {
            return feature;
        }
        return feature.toBuilder()
                .setBoolDomain(domain.toBuilder().clearFalseValue())
                .build();
    }

    private static Verdict noMass(Feature feature, String why) {
        return feature.hasDistributionConstraints()
                ? fault(feature.toBuilder().clearDistributionConstraints(), "distribution constraints " + why)
                : Verdict.fine(feature);
    }

    private static Verdict fault(Feature.Builder proposal, String title) {
        return Verdict.of(proposal, AnomalyInfo.Type.INVALID_SCHEMA_SPECIFICATION, title, "");
    }

    private static Finding fault(String title, String text) {
        return new Finding(AnomalyInfo.Type.INVALID_SCHEMA_SPECIFICATION, title, text);
    }
}
