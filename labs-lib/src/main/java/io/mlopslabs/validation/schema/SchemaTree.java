// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import io.mlopslabs.data.text.NearNames;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureType;
import io.mlopslabs.validation.proto.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Features of a schema by their paths. */
final class SchemaTree {
    private SchemaTree() {}

    /** Returns every feature, parents before children, under its path; of two with one path the first, as TFDV looks up. */
    static Map<List<String>, Feature> features(Schema schema) {
        var found = new LinkedHashMap<List<String>, Feature>();
        collect(List.of(), schema.getFeatureList(), found);
        return found;
    }

    private static void collect(List<String> parent, List<Feature> features, Map<List<String>, Feature> found) {
        for (Feature feature : features) {
            List<String> path = child(parent, feature.getName());
            if (found.putIfAbsent(path, feature) == null) {
                collect(path, feature.getStructDomain().getFeatureList(), found);
            }
        }
    }

    static List<String> child(List<String> parent, String name) {
        var path = new ArrayList<>(parent);
        path.add(name);
        return List.copyOf(path);
    }

    /** Returns the feature at a path, or says which step fails. */
    static Feature find(Schema schema, List<String> path) {
        List<Feature> siblings = schema.getFeatureList();
        for (String step : path.subList(0, path.size() - 1)) {
            Feature parent = find(siblings, step, path);
            if (parent.getType() != FeatureType.STRUCT) {
                throw new IllegalArgumentException(
                        "Step '%s' in feature %s is of type %s and not a STRUCT, so it has no features in it"
                                .formatted(step, PathText.of(path), parent.getType()));
            }
            siblings = parent.getStructDomain().getFeatureList();
        }
        return find(siblings, path.get(path.size() - 1), path);
    }

    private static Feature find(List<Feature> siblings, String step, List<String> path) {
        return siblings.stream()
                .filter(feature -> feature.getName().equals(step))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Feature %s not found in the schema%s"
                        .formatted(
                                PathText.of(path),
                                NearNames.hint(
                                        step,
                                        siblings.stream().map(Feature::getName).toList()))));
    }

    /** Returns the schema with the feature at an existing path replaced. */
    static Schema replace(Schema schema, List<String> path, UnaryOperator<Feature> edit) {
        int index = indexOf(schema.getFeatureList(), path.get(0));
        return schema.toBuilder()
                .setFeature(index, replaced(schema.getFeature(index), path.subList(1, path.size()), edit))
                .build();
    }

    private static Feature replaced(Feature feature, List<String> rest, UnaryOperator<Feature> edit) {
        if (rest.isEmpty()) {
            return edit.apply(feature);
        }
        List<Feature> children = feature.getStructDomain().getFeatureList();
        int index = indexOf(children, rest.get(0));
        Feature.Builder changed = feature.toBuilder();
        changed.getStructDomainBuilder()
                .setFeature(index, replaced(children.get(index), rest.subList(1, rest.size()), edit));
        return changed.build();
    }

    private static int indexOf(List<Feature> features, String name) {
        return features.stream().map(Feature::getName).toList().indexOf(name);
    }
}
