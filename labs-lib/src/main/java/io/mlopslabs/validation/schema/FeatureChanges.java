// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.mlopslabs.validation.proto.DistributionConstraints;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureComparator;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.proto.StringDomain;
import io.mlopslabs.validation.schema.Changes.Looser;
import io.mlopslabs.validation.schema.SchemaChange.Effect;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What has changed in one feature. */
final class FeatureChanges {
    private static final Set<String> SEEN = Set.of(
            "name",
            "presence",
            "shape",
            "value_count",
            "domain",
            "int_domain",
            "float_domain",
            "string_domain",
            "struct_domain",
            "distribution_constraints",
            "skew_comparator",
            "drift_comparator",
            "in_environment",
            "not_in_environment",
            "lifecycle_stage",
            "deprecated",
            "unique_constraints");

    private static final Set<String> DOMAINS = Feature.getDescriptor().getOneofs().stream()
            .filter(oneof -> oneof.getName().equals("domain_info"))
            .flatMap(oneof -> oneof.getFields().stream())
            .map(FieldDescriptor::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final Changes changes;
    private final Feature before;
    private final Feature after;

    private FeatureChanges(List<String> path, Feature before, Feature after) {
        this.changes = new Changes("feature " + PathText.of(path), List.of(PathText.of(path)));
        this.before = before;
        this.after = after;
    }

    static List<SchemaChange> added(List<String> path, Feature feature) {
        var changes = new Changes("feature " + PathText.of(path), List.of(PathText.of(path)));
        changes.add(Effect.LOOSER, "added: data with this column are no longer reported for a new column");
        if (Environments.isRequired(feature)) {
            changes.add(Effect.STRICTER, "added: data without this column are reported");
        }
        return changes.found();
    }

    static List<SchemaChange> removed(List<String> path, Feature feature) {
        var changes = new Changes("feature " + PathText.of(path), List.of(PathText.of(path)));
        if (Environments.isRequired(feature)) {
            changes.add(Effect.LOOSER, "removed: data without this column are no longer reported");
        }
        changes.add(Effect.STRICTER, "removed: data with this column are reported for a new column");
        return changes.found();
    }

    static List<SchemaChange> between(
            List<String> path, Feature before, Schema oldSchema, Feature after, Schema newSchema) {
        var comparison = new FeatureChanges(path, before, after);
        comparison.lifecycle();
        comparison.presence();
        comparison.arrangement();
        comparison.domain(oldSchema, newSchema);
        comparison.distribution();
        comparison.environments();
        var seen = new HashSet<>(SEEN);
        if (before.getDomainInfoCase() != after.getDomainInfoCase()) {
            seen.addAll(DOMAINS); // told as another kind of domain
        }
        comparison.changes.others(before, after, seen);
        return comparison.changes.found();
    }

    @SuppressWarnings("deprecation") // the old field still counts
    private void lifecycle() {
        if (before.hasLifecycleStage() == after.hasLifecycleStage()
                && before.getLifecycleStage() == after.getLifecycleStage()
                && before.hasDeprecated() == after.hasDeprecated()
                && before.getDeprecated() == after.getDeprecated()) {
            return;
        }
        boolean was = Environments.isRetired(before);
        boolean is = Environments.isRetired(after);
        changes.add(
                was == is ? Effect.NEITHER : is ? Effect.LOOSER : Effect.STRICTER,
                "lifecycle_stage %s -> %s%s"
                        .formatted(
                                before.getLifecycleStage(),
                                after.getLifecycleStage(),
                                was == is
                                        ? ""
                                        : is ? ": the feature is checked no more" : ": the feature is checked again"));
    }

    private void presence() {
        changes.limit(
                "presence min_fraction", before.getPresence(), after.getPresence(), "min_fraction", Looser.WHEN_LOWER);
        changes.limit("presence min_count", before.getPresence(), after.getPresence(), "min_count", Looser.WHEN_LOWER);
        emptied("presence", before.hasPresence(), before.getPresence(), after.hasPresence(), after.getPresence());
    }

    private void arrangement() {
        if (before.hasShape() != after.hasShape()) {
            changes.add(
                    after.hasShape() ? Effect.STRICTER : Effect.LOOSER,
                    after.hasShape() ? "shape is new: every example needs equally many values" : "shape removed");
        } else if (!before.getShape().equals(after.getShape())) {
            changes.add(Effect.NEITHER, "shape has other dimensions");
        }
        changes.limit("value_count min", before.getValueCount(), after.getValueCount(), "min", Looser.WHEN_LOWER);
        changes.limit("value_count max", before.getValueCount(), after.getValueCount(), "max", Looser.WHEN_HIGHER);
        emptied(
                "value_count",
                before.hasValueCount(),
                before.getValueCount(),
                after.hasValueCount(),
                after.getValueCount());
        changes.limit(
                "unique_constraints min",
                before.getUniqueConstraints(),
                after.getUniqueConstraints(),
                "min",
                Looser.WHEN_LOWER);
        changes.limit(
                "unique_constraints max",
                before.getUniqueConstraints(),
                after.getUniqueConstraints(),
                "max",
                Looser.WHEN_HIGHER);
        emptied(
                "unique_constraints",
                before.hasUniqueConstraints(),
                before.getUniqueConstraints(),
                after.hasUniqueConstraints(),
                after.getUniqueConstraints());
    }

    /** Says that a message without a field in it came or went, which no limit tells. */
    private void emptied(String name, boolean was, Message old, boolean is, Message now) {
        if (was != is && old.equals(now)) {
            changes.add(Effect.NEITHER, is ? name + " is new and empty" : name + " removed, was empty");
        }
    }

    private void domain(Schema oldSchema, Schema newSchema) {
        boolean isText = isText(before) && isText(after);
        if (before.getDomainInfoCase() == Feature.DomainInfoCase.DOMAININFO_NOT_SET
                && after.getDomainInfoCase() != Feature.DomainInfoCase.DOMAININFO_NOT_SET) {
            changes.add(Effect.STRICTER, "domain is new: " + kind(after));
        } else if (after.getDomainInfoCase() == Feature.DomainInfoCase.DOMAININFO_NOT_SET
                && before.getDomainInfoCase() != Feature.DomainInfoCase.DOMAININFO_NOT_SET) {
            changes.add(Effect.LOOSER, "domain removed, was " + kind(before) + ": any value passes");
        } else if (!isText && before.getDomainInfoCase() != after.getDomainInfoCase()) {
            changes.add(Effect.NEITHER, "domain %s -> %s".formatted(kind(before), kind(after)));
        } else if (isText) {
            texts(oldSchema, newSchema);
        } else {
            numbers();
        }
    }

    private void numbers() {
        changes.limit("int_domain min", before.getIntDomain(), after.getIntDomain(), "min", Looser.WHEN_LOWER);
        changes.limit("int_domain max", before.getIntDomain(), after.getIntDomain(), "max", Looser.WHEN_HIGHER);
        changes.others(before.getIntDomain(), after.getIntDomain(), Set.of("min", "max"));
        changes.limit("float_domain min", before.getFloatDomain(), after.getFloatDomain(), "min", Looser.WHEN_LOWER);
        changes.limit("float_domain max", before.getFloatDomain(), after.getFloatDomain(), "max", Looser.WHEN_HIGHER);
        forbidden(
                "disallow_nan",
                before.getFloatDomain().getDisallowNan(),
                after.getFloatDomain().getDisallowNan());
        forbidden(
                "disallow_inf",
                before.getFloatDomain().getDisallowInf(),
                after.getFloatDomain().getDisallowInf());
        changes.others(
                before.getFloatDomain(), after.getFloatDomain(), Set.of("min", "max", "disallow_nan", "disallow_inf"));
    }

    private void forbidden(String name, boolean was, boolean is) {
        if (was != is) {
            changes.add(is ? Effect.STRICTER : Effect.LOOSER, "float_domain %s %s -> %s".formatted(name, was, is));
        }
    }

    private void texts(Schema oldSchema, Schema newSchema) {
        if (before.hasDomain() && after.hasDomain() && before.getDomain().equals(after.getDomain())) {
            return; // what has changed inside is said once, for all that share it
        }
        StringDomain old = texts(before, oldSchema);
        StringDomain now = texts(after, newSchema);
        if (!kind(before).equals(kind(after))) {
            List<String> sharers = SchemaDiff.sharers(newSchema, after.getDomain()).stream()
                    .filter(other -> !changes.isAbout(other))
                    .toList();
            changes.add(
                    Effect.NEITHER,
                    "domain %s -> %s%s"
                            .formatted(
                                    kind(before),
                                    kind(after),
                                    after.hasDomain() && !sharers.isEmpty()
                                            ? ", now shared with %s: what is wrong here may be right there"
                                                    .formatted(String.join(", ", sharers))
                                            : ""));
        }
        changes.list("values", old.getValueList(), now.getValueList(), Effect.LOOSER, Effect.STRICTER);
        if (!before.hasDomain() && !after.hasDomain()) {
            changes.others(old, now, Set.of("value"));
        }
    }

    private static boolean isText(Feature feature) {
        return feature.hasDomain() || feature.hasStringDomain();
    }

    private static StringDomain texts(Feature feature, Schema schema) {
        return feature.hasStringDomain()
                ? feature.getStringDomain()
                : schema.getStringDomainList().stream()
                        .filter(domain -> domain.getName().equals(feature.getDomain()))
                        .findFirst()
                        .orElse(StringDomain.getDefaultInstance());
    }

    private static String kind(Feature feature) {
        return feature.hasDomain()
                ? "string domain '" + feature.getDomain() + "'"
                : "a "
                        + Feature.getDescriptor()
                                .findFieldByNumber(feature.getDomainInfoCase().getNumber())
                                .getName();
    }

    /** Without one every value must be listed, so that a first {@code min_domain_mass} loosens. */
    private static DistributionConstraints withMass(Feature feature) {
        DistributionConstraints constraints = feature.getDistributionConstraints();
        return constraints.toBuilder()
                .setMinDomainMass(constraints.getMinDomainMass())
                .build();
    }

    private void distribution() {
        changes.limit("min_domain_mass", withMass(before), withMass(after), "min_domain_mass", Looser.WHEN_LOWER);
        emptied(
                "distribution_constraints",
                before.hasDistributionConstraints(),
                before.getDistributionConstraints(),
                after.hasDistributionConstraints(),
                after.getDistributionConstraints());
        comparator(
                "drift_comparator",
                before.hasDriftComparator(),
                before.getDriftComparator(),
                after.hasDriftComparator(),
                after.getDriftComparator());
        comparator(
                "skew_comparator",
                before.hasSkewComparator(),
                before.getSkewComparator(),
                after.hasSkewComparator(),
                after.getSkewComparator());
    }

    private void comparator(String name, boolean was, FeatureComparator old, boolean is, FeatureComparator now) {
        changes.limit(
                name + " infinity_norm", old.getInfinityNorm(), now.getInfinityNorm(), "threshold", Looser.WHEN_HIGHER);
        changes.limit(
                name + " jensen_shannon_divergence",
                old.getJensenShannonDivergence(),
                now.getJensenShannonDivergence(),
                "threshold",
                Looser.WHEN_HIGHER);
        changes.others(old.getJensenShannonDivergence(), now.getJensenShannonDivergence(), Set.of("threshold"));
        changes.limit(
                name + " normalized_abs_difference",
                old.getNormalizedAbsDifference(),
                now.getNormalizedAbsDifference(),
                "threshold",
                Looser.WHEN_HIGHER);
        emptied(name, was, old, is, now);
    }

    private void environments() {
        changes.list(
                "not_in_environment",
                before.getNotInEnvironmentList(),
                after.getNotInEnvironmentList(),
                Effect.LOOSER,
                Effect.STRICTER);
        changes.list(
                "in_environment",
                before.getInEnvironmentList(),
                after.getInEnvironmentList(),
                Effect.STRICTER,
                Effect.LOOSER);
    }
}
