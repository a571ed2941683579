// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import io.mlopslabs.data.text.NearNames;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.LifecycleStage;
import io.mlopslabs.validation.proto.Path;
import io.mlopslabs.validation.proto.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which features are expected where: the label in training and not in serving.
 *
 * <p>A feature is in an environment if its {@code in_environment} names it; else it is out if its {@code not_in_environment} does; else it is in
 * if the schema's {@code default_environment} does. It is required there if it is not deprecated and its presence asks for at least one example.
 * TFDV knows only the environments of {@code default_environment}, so {@code in_environment} serves to overrule {@code not_in_environment} and
 * for nothing else.
 *
 * <p>Same rule as TFDV 1.16.1 {@code validate_statistics(environment=…)}.
 */
public final class Environments {
    private static final Set<LifecycleStage> RETIRED = Set.of(
            LifecycleStage.PLANNED,
            LifecycleStage.ALPHA,
            LifecycleStage.DEPRECATED,
            LifecycleStage.DEBUG_ONLY,
            LifecycleStage.DISABLED);

    private Environments() {}

    /**
     * Returns the features that belong to an environment, required or not; children of a retired one are left out.
     *
     * @throws IllegalArgumentException if the schema does not know the environment
     */
    public static List<Path> expected(Schema schema, String environment) {
        check(schema, environment);
        return collect(
                schema.getFeatureList(),
                List.of(),
                feature -> isIn(feature, environment, schema.getDefaultEnvironmentList()));
    }

    /**
     * Returns the features without which data are reported in an environment.
     *
     * @throws IllegalArgumentException if the schema does not know the environment
     */
    public static List<Path> required(Schema schema, String environment) {
        check(schema, environment);
        return collect(
                schema.getFeatureList(),
                List.of(),
                feature -> isRequired(feature) && isIn(feature, environment, schema.getDefaultEnvironmentList()));
    }

    /** Returns the features without which data are reported where no environment is named: environments are ignored then. */
    public static List<Path> required(Schema schema) {
        return collect(schema.getFeatureList(), List.of(), Environments::isRequired);
    }

    /** Tells whether a feature is checked at all; stages up to ALPHA, and from DEPRECATED on, are not. */
    @SuppressWarnings("deprecation") // the old field still counts
    public static boolean isRetired(Feature feature) {
        return feature.getDeprecated() || RETIRED.contains(feature.getLifecycleStage());
    }

    static boolean isRequired(Feature feature) {
        return !isRetired(feature)
                && (feature.getPresence().getMinCount() > 0
                        || feature.getPresence().getMinFraction() > 0);
    }

    /** Refuses an environment that the schema does not know. */
    static void check(Schema schema, String environment) {
        if (!schema.getDefaultEnvironmentList().contains(environment)) {
            throw new IllegalArgumentException("Environment %s not found in the schema's default_environment%s"
                    .formatted(environment, NearNames.hint(environment, schema.getDefaultEnvironmentList())));
        }
    }

    /** Tells whether a feature belongs to an environment of a schema with these {@code default_environment}s. */
    public static boolean isIn(Feature feature, String environment, List<String> defaultEnvironments) {
        return feature.getInEnvironmentList().contains(environment)
                || (!feature.getNotInEnvironmentList().contains(environment)
                        && defaultEnvironments.contains(environment));
    }

    private static List<Path> collect(List<Feature> features, List<String> parent, Predicate<Feature> wanted) {
        var found = new ArrayList<Path>();
        for (Feature feature : features) {
            List<String> path = SchemaTree.child(parent, feature.getName());
            if (wanted.test(feature)) {
                found.add(Path.newBuilder().addAllStep(path).build());
            }
            if (!isRetired(feature)) {
                found.addAll(collect(feature.getStructDomain().getFeatureList(), path, wanted));
            }
        }
        return found;
    }
}
