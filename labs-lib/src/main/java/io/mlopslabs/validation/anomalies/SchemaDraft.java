// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.LifecycleStage;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.proto.SparseFeature;
import io.mlopslabs.validation.proto.StringDomain;
import io.mlopslabs.validation.proto.StructDomain;
import io.mlopslabs.validation.proto.WeightedFeature;
import io.mlopslabs.validation.schema.Environments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A schema by path, and the proposals that have been taken over into it. */
final class SchemaDraft {
    private final Schema.Builder schema;

    SchemaDraft(Schema schema) {
        refuseRepeatedNames(schema.getFeatureList(), "");
        this.schema = schema.toBuilder();
    }

    Schema schema() {
        return schema.build();
    }

    Optional<Feature> feature(FeaturePath path) {
        return path.steps().isEmpty() ? Optional.empty() : named(siblings(path), path.lastStep());
    }

    Optional<SparseFeature> sparseFeature(FeaturePath path) {
        if (path.steps().isEmpty()) {
            return Optional.empty();
        }
        List<SparseFeature> siblings = path.isTopLevel()
                ? schema.getSparseFeatureList()
                : feature(path.parent())
                        .map(parent -> parent.getStructDomain().getSparseFeatureList())
                        .orElse(List.of());
        return siblings.stream()
                .filter(sparse -> sparse.getName().equals(path.lastStep()))
                .findFirst();
    }

    /** Weighted features lie at the top only. */
    Optional<WeightedFeature> weightedFeature(FeaturePath path) {
        return schema.getWeightedFeatureList().stream()
                .filter(weighted -> path.isTopLevel() && weighted.getName().equals(path.lastStep()))
                .findFirst();
    }

    boolean knows(FeaturePath path) {
        return feature(path).isPresent()
                || sparseFeature(path).isPresent()
                || weightedFeature(path).isPresent();
    }

    boolean isDeprecated(FeaturePath path) {
        return feature(path)
                .map(Lifecycle::isDeprecated)
                .or(() -> sparseFeature(path).map(Lifecycle::isDeprecated))
                .orElse(false);
    }

    Optional<StringDomain> stringDomain(String name) {
        return schema.getStringDomainList().stream()
                .filter(domain -> domain.getName().equals(name))
                .findFirst();
    }

    String freeDomainName(String wanted) {
        String name = wanted;
        for (int number = 2; stringDomain(name).isPresent(); number++) {
            name = wanted + number;
        }
        return name;
    }

    /** Tells whether a feature belongs to an environment; each belongs to the unnamed one. */
    boolean isIn(Optional<String> environment, Feature feature) {
        return environment
                .map(name -> Environments.isIn(feature, name, schema.getDefaultEnvironmentList()))
                .orElse(true);
    }

    boolean isRequired(Feature feature, Optional<String> environment) {
        return !Lifecycle.isDeprecated(feature)
                && (feature.getPresence().getMinCount() > 0
                        || feature.getPresence().getMinFraction() > 0)
                && isIn(environment, feature);
    }

    /** Returns the required features that have no statistics, a struct's own before those inside it. */
    List<FeaturePath> missing(DatasetView data, Optional<String> environment) {
        var missing = new ArrayList<FeaturePath>();
        collectRequired(new FeaturePath(List.of()), schema.getFeatureList(), environment, missing);
        missing.removeIf(Set.copyOf(data.paths())::contains);
        return missing;
    }

    private void collectRequired(
            FeaturePath parent, List<Feature> features, Optional<String> environment, List<FeaturePath> required) {
        for (Feature feature : features) {
            FeaturePath path = parent.child(feature.getName());
            if (isRequired(feature, environment)) {
                required.add(path);
            }
            if (!Lifecycle.isDeprecated(feature)) {
                collectRequired(path, feature.getStructDomain().getFeatureList(), environment, required);
            }
        }
    }

    void apply(FeaturePath path, Verdict verdict) {
        replace(path, old -> verdict.proposal());
        verdict.domains().forEach(this::apply);
    }

    private void apply(Verdict.DomainChange change) {
        if (change instanceof Verdict.DomainChange.Replace replacement) {
            StringDomain domain = replacement.domain();
            int index = indexOf(schema.getStringDomainList(), d -> d.getName().equals(domain.getName()));
            schema.setStringDomain(index, domain);
        } else if (change instanceof Verdict.DomainChange.Remove removal) {
            schema.removeStringDomain(
                    indexOf(schema.getStringDomainList(), d -> d.getName().equals(removal.name())));
            List<Feature> without = withoutDomain(schema.getFeatureList(), removal.name());
            schema.clearFeature().addAllFeature(without);
        }
    }

    private static List<Feature> withoutDomain(List<Feature> features, String name) {
        return features.stream()
                .map(feature -> {
                    if (feature.hasDomain() && feature.getDomain().equals(name)) {
                        return feature.toBuilder().clearDomainInfo().build();
                    }
                    return feature.hasStructDomain()
                            ? withChildren(
                                    feature,
                                    withoutDomain(feature.getStructDomain().getFeatureList(), name))
                            : feature;
                })
                .toList();
    }

    void deprecate(FeaturePath path) {
        replace(path, Lifecycle::deprecated);
    }

    void deprecateSparse(FeaturePath path) {
        if (path.isTopLevel()) {
            int index = indexOf(schema.getSparseFeatureList(), s -> s.getName().equals(path.lastStep()));
            schema.getSparseFeatureBuilder(index).setLifecycleStage(LifecycleStage.DEPRECATED);
        } else {
            replace(path.parent(), parent -> {
                Feature.Builder changed = parent.toBuilder();
                StructDomain.Builder domain = changed.getStructDomainBuilder();
                int index =
                        indexOf(domain.getSparseFeatureList(), s -> s.getName().equals(path.lastStep()));
                domain.getSparseFeatureBuilder(index).setLifecycleStage(LifecycleStage.DEPRECATED);
                return changed.build();
            });
        }
    }

    void deprecateWeighted(FeaturePath path) {
        int index = indexOf(schema.getWeightedFeatureList(), w -> w.getName().equals(path.lastStep()));
        schema.getWeightedFeatureBuilder(index).setLifecycleStage(LifecycleStage.DEPRECATED);
    }

    void add(StringDomain domain) {
        schema.addStringDomain(domain);
    }

    void add(FeaturePath path, Feature feature) {
        if (path.isTopLevel()) {
            schema.addFeature(feature);
        } else {
            replace(path.parent(), parent -> {
                Feature.Builder changed = parent.toBuilder();
                changed.getStructDomainBuilder().addFeature(feature);
                return changed.build();
            });
        }
    }

    private List<Feature> siblings(FeaturePath path) {
        return path.isTopLevel()
                ? schema.getFeatureList()
                : feature(path.parent())
                        .map(parent -> parent.getStructDomain().getFeatureList())
                        .orElse(List.of());
    }

    private void replace(FeaturePath path, UnaryOperator<Feature> change) {
        if (path.isTopLevel()) {
            int index = indexOf(schema.getFeatureList(), f -> f.getName().equals(path.lastStep()));
            schema.setFeature(index, change.apply(schema.getFeature(index)));
            return;
        }
        replace(path.parent(), parent -> {
            var children = new ArrayList<>(parent.getStructDomain().getFeatureList());
            int index = indexOf(children, f -> f.getName().equals(path.lastStep()));
            children.set(index, change.apply(children.get(index)));
            return withChildren(parent, children);
        });
    }

    private static Feature withChildren(Feature parent, List<Feature> children) {
        return parent.toBuilder()
                .setStructDomain(
                        parent.getStructDomain().toBuilder().clearFeature().addAllFeature(children))
                .build();
    }

    private static Optional<Feature> named(List<Feature> features, String name) {
        return features.stream()
                .filter(feature -> feature.getName().equals(name))
                .findFirst();
    }

    private static <T> int indexOf(List<T> list, Predicate<T> wanted) {
        return IntStream.range(0, list.size())
                .filter(i -> wanted.test(list.get(i)))
                .findFirst()
                .orElseThrow();
    }

    private static void refuseRepeatedNames(List<Feature> features, String where) {
        var names = new HashSet<String>();
        for (Feature feature : features) {
            if (feature.hasName() && !names.add(feature.getName())) {
                throw new IllegalArgumentException(
                        "the schema has feature '%s%s' twice; keep one of the two".formatted(where, feature.getName()));
            }
            refuseRepeatedNames(feature.getStructDomain().getFeatureList(), where + feature.getName() + ".");
        }
    }
}
