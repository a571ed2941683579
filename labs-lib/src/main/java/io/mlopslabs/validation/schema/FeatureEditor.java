// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureComparator;
import io.mlopslabs.validation.proto.FeatureType;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.proto.StringDomain;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Changes one feature of a schema; every change gives a new editor of the same feature in the changed schema.
 *
 * <p>Made by {@link SchemaEditor#feature}; {@link #schema} ends the sentence, {@link #feature} goes on with another feature.
 */
public final class FeatureEditor {
    /** A distance between two data sets, by its name in the schema. */
    public enum Measure {
        /** Largest difference of the share of one text; 0 for numbers, whatever they do. */
        INFINITY_NORM,
        /** In bits, between 0 and 1; over a histogram or over texts. */
        JENSEN_SHANNON_DIVERGENCE,
        /** Difference of counts, and so of the sizes of the data sets too. */
        NORMALIZED_ABS_DIFFERENCE
    }

    private final SchemaEditor editor;
    private final List<String> path;

    FeatureEditor(SchemaEditor editor, List<String> path) {
        this.editor = editor;
        this.path = path;
    }

    /** Returns the schema with all changes so far. */
    public Schema schema() {
        return editor.schema();
    }

    /** Returns the editor of the whole schema, with all changes so far. */
    public SchemaEditor dataset() {
        return editor;
    }

    /** Goes on with another feature; see {@link SchemaEditor#feature}. */
    public FeatureEditor feature(String... otherPath) {
        return editor.feature(otherPath);
    }

    /**
     * Sets a domain of the feature's own, such as an {@code IntDomain} or a {@code StringDomain}; replaces an older one.
     *
     * <p>As TFDV does, the domain is not held against the feature's type: validation reports DOMAIN_INVALID_FOR_TYPE.
     *
     * @throws IllegalArgumentException if the message is no domain, or the feature is a STRUCT
     */
    public FeatureEditor setDomain(Message domain) {
        List<FieldDescriptor> kinds = Feature.getDescriptor().getOneofs().stream()
                .filter(oneof -> oneof.getName().equals("domain_info"))
                .flatMap(oneof -> oneof.getFields().stream())
                .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                .toList();
        FieldDescriptor kind = kinds.stream()
                .filter(field -> field.getMessageType().equals(domain.getDescriptorForType()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A %s is no domain of feature %s; give one of %s"
                        .formatted(
                                domain.getDescriptorForType().getName(),
                                PathText.of(path),
                                kinds.stream()
                                        .map(field -> field.getMessageType().getName())
                                        .toList())));
        refuseStruct();
        return edit(feature -> feature.setField(kind, domain));
    }

    /**
     * Lets the feature share a string domain of the schema; replaces an older domain of its own.
     *
     * @throws IllegalArgumentException if the schema has no domain of that name, or the feature is a STRUCT; names the near ones
     */
    public FeatureEditor setDomain(String stringDomain) {
        editor.stringDomain(stringDomain);
        refuseStruct();
        return edit(feature -> feature.setDomain(stringDomain));
    }

    /**
     * Appends texts to the feature's string domain; if that is one of the schema's, for every feature that shares it. A text that is there
     * already stays where it is.
     *
     * @throws IllegalArgumentException if the feature has no list of texts
     */
    public FeatureEditor addToDomain(String... values) {
        Feature feature = current();
        return switch (feature.getDomainInfoCase()) {
            case DOMAIN -> new FeatureEditor(editor.addToStringDomain(feature.getDomain(), values), path);
            case STRING_DOMAIN -> edit(changed -> changed.setStringDomain(appended(feature.getStringDomain(), values)));
            default ->
                throw new IllegalArgumentException(
                        "Feature %s has no string domain to add to; give it one with setDomain"
                                .formatted(PathText.of(path)));
        };
    }

    /**
     * Sets the share of values that must lie in the domain, in [0, 1].
     *
     * <p>TFDV reports if the share outside is more than {@code 1 - minDomainMass} in double arithmetic: 0.9 with exactly a tenth outside is
     * reported, 0.75 with exactly a quarter is not.
     */
    public FeatureEditor minDomainMass(double share) {
        checkShare("min_domain_mass", share);
        return edit(feature -> feature.getDistributionConstraintsBuilder().setMinDomainMass(share));
    }

    /** Sets the share of examples that must have the feature, in [0, 1]. */
    public FeatureEditor minFraction(double share) {
        checkShare("min_fraction", share);
        return edit(feature -> feature.getPresenceBuilder().setMinFraction(share));
    }

    /** Sets how many examples must have the feature; at least 0. */
    public FeatureEditor minCount(long examples) {
        if (examples < 0) {
            throw new IllegalArgumentException(
                    "min_count of feature %s is %d; it is at least 0".formatted(PathText.of(path), examples));
        }
        return edit(feature -> feature.getPresenceBuilder().setMinCount(examples));
    }

    /**
     * Adds environments that the feature belongs to even where {@code not_in_environment} names them.
     *
     * @throws IllegalArgumentException if one is not in the schema's {@code default_environment}
     */
    public FeatureEditor inEnvironment(String... environments) {
        List<String> added = news(current().getInEnvironmentList(), environments);
        return edit(feature -> feature.addAllInEnvironment(added));
    }

    /**
     * Adds environments that the feature is not expected in.
     *
     * @throws IllegalArgumentException if one is not in the schema's {@code default_environment}
     */
    public FeatureEditor notInEnvironment(String... environments) {
        List<String> added = news(current().getNotInEnvironmentList(), environments);
        return edit(feature -> feature.addAllNotInEnvironment(added));
    }

    /**
     * Sets the distance from the previous span above which drift is reported; other measures stay as they are.
     *
     * @throws IllegalArgumentException if the threshold is negative or NaN, or the infinity norm is asked of numbers that are no categories
     */
    public FeatureEditor driftComparator(Measure measure, double threshold) {
        check(measure, threshold);
        return edit(feature -> set(feature.getDriftComparatorBuilder(), measure, threshold));
    }

    /** Sets the distance between training and serving above which skew is reported; otherwise like {@link #driftComparator}. */
    public FeatureEditor skewComparator(Measure measure, double threshold) {
        check(measure, threshold);
        return edit(feature -> set(feature.getSkewComparatorBuilder(), measure, threshold));
    }

    static StringDomain appended(StringDomain domain, String... values) {
        List<String> added = List.of(values).stream()
                .filter(Predicate.not(domain.getValueList()::contains))
                .distinct()
                .toList();
        return domain.toBuilder().addAllValue(added).build();
    }

    private static void set(FeatureComparator.Builder comparator, Measure measure, double threshold) {
        switch (measure) {
            case INFINITY_NORM -> comparator.getInfinityNormBuilder().setThreshold(threshold);
            case JENSEN_SHANNON_DIVERGENCE ->
                comparator.getJensenShannonDivergenceBuilder().setThreshold(threshold);
            case NORMALIZED_ABS_DIFFERENCE ->
                comparator.getNormalizedAbsDifferenceBuilder().setThreshold(threshold);
        }
    }

    private void check(Measure measure, double threshold) {
        if (!(threshold >= 0)) {
            throw new IllegalArgumentException("The threshold of %s for feature %s is %s; it is a number of at least 0"
                    .formatted(measure, PathText.of(path), threshold));
        }
        Feature feature = current();
        boolean isCategory = feature.getIntDomain().getIsCategorical()
                || feature.getFloatDomain().getIsCategorical()
                || feature.hasDomain()
                || feature.hasStringDomain();
        boolean isNumber = feature.getType() == FeatureType.INT || feature.getType() == FeatureType.FLOAT;
        if (measure == Measure.INFINITY_NORM && isNumber && !isCategory) {
            throw new IllegalArgumentException(
                    "INFINITY_NORM of feature %s would be 0 always: it is of type %s and no category; use JENSEN_SHANNON_DIVERGENCE"
                            .formatted(PathText.of(path), feature.getType()));
        }
    }

    private void checkShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "%s of feature %s is %s; it is a share in [0, 1]".formatted(name, PathText.of(path), share));
        }
    }

    private List<String> news(List<String> old, String... environments) {
        for (String environment : environments) {
            Environments.check(schema(), environment);
        }
        return List.of(environments).stream()
                .filter(Predicate.not(old::contains))
                .distinct()
                .toList();
    }

    private void refuseStruct() {
        if (current().getType() == FeatureType.STRUCT) {
            throw new IllegalArgumentException(
                    "Could not set the domain of a STRUCT feature %s; set those of the features in it"
                            .formatted(PathText.of(path)));
        }
    }

    private Feature current() {
        return SchemaTree.find(schema(), path);
    }

    private FeatureEditor edit(Consumer<Feature.Builder> change) {
        Schema changed = SchemaTree.replace(schema(), path, feature -> {
            Feature.Builder builder = feature.toBuilder();
            change.accept(builder);
            return builder.build();
        });
        return new FeatureEditor(SchemaEditor.of(changed), path);
    }
}
