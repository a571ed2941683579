// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import com.google.protobuf.Message;
import io.mlopslabs.data.text.NearNames;
import io.mlopslabs.validation.proto.DatasetConstraints;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.Path;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.proto.StringDomain;
import io.mlopslabs.validation.proto.WeightedFeature;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks features up in a schema and changes it, in TFDV's words; every change gives a new editor and leaves the old one alone.
 *
 * <p>{@code SchemaEditor.of(schema).feature("income").notInEnvironment("SERVING").schema()}. A feature is named by its path: one name, or those
 * from a struct down to it; a dot in a name is part of the name.
 *
 * <p>Same answers as TFDV {@code get_feature}, {@code get_domain} and {@code set_domain}; an unknown name is refused, with the names that are
 * near.
 *
 * @param schema the schema as it stands
 */
public record SchemaEditor(Schema schema) {
    /** Starts from a schema. */
    public static SchemaEditor of(Schema schema) {
        return new SchemaEditor(schema);
    }

    /**
     * Returns the feature at a path.
     *
     * @throws IllegalArgumentException if there is none; names the near ones
     */
    public Feature getFeature(String... path) {
        return SchemaTree.find(schema, steps(path));
    }

    /**
     * Returns the domain of a feature: its own, or the schema's string domain that it names.
     *
     * @throws IllegalArgumentException if there is no such feature, it has no domain, or the schema lacks the domain that it names
     */
    public Message getDomain(String... path) {
        Feature feature = getFeature(path);
        return switch (feature.getDomainInfoCase()) {
            case DOMAININFO_NOT_SET ->
                throw new IllegalArgumentException(
                        "Feature %s has no domain associated with it; give it one with setDomain"
                                .formatted(PathText.of(steps(path))));
            case DOMAIN -> stringDomain(feature.getDomain());
            default ->
                (Message) feature.getField(Feature.getDescriptor()
                        .findFieldByNumber(feature.getDomainInfoCase().getNumber()));
        };
    }

    /**
     * Returns an editor of one feature.
     *
     * @throws IllegalArgumentException if there is none; names the near ones
     */
    public FeatureEditor feature(String... path) {
        getFeature(path);
        return new FeatureEditor(this, steps(path));
    }

    /** Adds environments that every feature belongs to unless it says otherwise; one that is known already stays. */
    public SchemaEditor defaultEnvironment(String... environments) {
        List<String> added = List.of(environments).stream()
                .filter(Predicate.not(schema.getDefaultEnvironmentList()::contains))
                .distinct()
                .toList();
        return of(schema.toBuilder().addAllDefaultEnvironment(added).build());
    }

    /**
     * Appends texts to a string domain of the schema; for all features that name it. A text that is there already stays where it is.
     *
     * @throws IllegalArgumentException if the schema has no such domain; names the near ones
     */
    public SchemaEditor addToStringDomain(String name, String... values) {
        int index = schema.getStringDomainList().indexOf(stringDomain(name));
        return of(schema.toBuilder()
                .setStringDomain(index, FeatureEditor.appended(schema.getStringDomain(index), values))
                .build());
    }

    /** Sets the constraints on the number of examples; replaces older ones. */
    public SchemaEditor datasetConstraints(DatasetConstraints constraints) {
        return of(schema.toBuilder().setDatasetConstraints(constraints).build());
    }

    /**
     * Declares that one feature weighs another, under a name of its own; replaces an older pair of that name.
     *
     * @throws IllegalArgumentException if either is no feature at the top, or the name is that of a feature (TFDV then drops both)
     */
    public SchemaEditor weightedFeature(String name, String feature, String weightFeature) {
        getFeature(feature);
        getFeature(weightFeature);
        if (schema.getFeatureList().stream().anyMatch(other -> other.getName().equals(name))) {
            throw new IllegalArgumentException(
                    "'%s' is a feature already; a weighted feature needs a name of its own".formatted(name));
        }
        Schema.Builder changed = schema.toBuilder().clearWeightedFeature();
        schema.getWeightedFeatureList().stream()
                .filter(other -> !other.getName().equals(name))
                .forEach(changed::addWeightedFeature);
        return of(changed.addWeightedFeature(WeightedFeature.newBuilder()
                        .setName(name)
                        .setFeature(Path.newBuilder().addStep(feature))
                        .setWeightFeature(Path.newBuilder().addStep(weightFeature)))
                .build());
    }

    StringDomain stringDomain(String name) {
        return schema.getStringDomainList().stream()
                .filter(domain -> domain.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Invalid global string domain '%s'%s"
                        .formatted(
                                name,
                                NearNames.hint(
                                        name,
                                        schema.getStringDomainList().stream()
                                                .map(StringDomain::getName)
                                                .toList()))));
    }

    private static List<String> steps(String... path) {
        if (path.length == 0) {
            throw new IllegalArgumentException("A path needs at least one step, such as the name of a feature");
        }
        return List.of(path);
    }
}
