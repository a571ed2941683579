// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.validation.proto.Schema;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What is computed of a data set, by the names and with the defaults of TFDV's {@code StatsOptions}.
 *
 * <p>Start from {@link #defaults()} and change what differs: {@code StatsOptions.defaults().withWeightFeature("fnlwgt")}. Immutable.
 * Every method that takes a number throws {@link IllegalArgumentException} where it is out of range.
 */
public final class StatsOptions implements Serializable {
    private static final long serialVersionUID = 1;

    private Schema schema; // null: none
    private boolean inferTypeFromSchema;
    private List<String> featureAllowlist = List.of();
    private String weightFeature; // null: none
    private List<Slicer> slicers = List.of();
    private int numTopValues = 20;
    private long frequencyThreshold = 1;
    private double weightedFrequencyThreshold = 1;
    private int numRankHistogramBuckets = 1000;
    private int numValuesHistogramBuckets = 10;
    private int numHistogramBuckets = 10;
    private int numQuantilesHistogramBuckets = 10;
    private double epsilon = 0.01;

    private StatsOptions() {}

    /** Returns TFDV's defaults. */
    public static StatsOptions defaults() {
        return new StatsOptions();
    }

    private StatsOptions with(Consumer<StatsOptions> change) {
        var copy = new StatsOptions();
        copy.schema = schema;
        copy.inferTypeFromSchema = inferTypeFromSchema;
        copy.featureAllowlist = featureAllowlist;
        copy.weightFeature = weightFeature;
        copy.slicers = slicers;
        copy.numTopValues = numTopValues;
        copy.frequencyThreshold = frequencyThreshold;
        copy.weightedFrequencyThreshold = weightedFrequencyThreshold;
        copy.numRankHistogramBuckets = numRankHistogramBuckets;
        copy.numValuesHistogramBuckets = numValuesHistogramBuckets;
        copy.numHistogramBuckets = numHistogramBuckets;
        copy.numQuantilesHistogramBuckets = numQuantilesHistogramBuckets;
        copy.epsilon = epsilon;
        change.accept(copy);
        return copy;
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
        return value;
    }

    /** Which integers are categories and get the statistics of texts, which texts are bytes; and, if asked, all types. */
    public StatsOptions withSchema(Schema value) {
        return with(o -> o.schema = value);
    }

    /** Types come from the schema instead of the values, and columns that it does not name are left out. CSV only, as in TFDV. */
    public StatsOptions withInferTypeFromSchema() {
        return with(o -> o.inferTypeFromSchema = true);
    }

    /** Only these columns, in this order; names that do not occur are ignored, as in TFDV. */
    public StatsOptions withFeatureAllowlist(List<String> names) {
        return with(o -> o.featureAllowlist = List.copyOf(names));
    }

    /** The column that says how often a row counts; weighted numbers then stand beside the others, which ignore it. */
    public StatsOptions withWeightFeature(String name) {
        return with(o -> o.weightFeature = name);
    }

    /** One more way in which the data set is also described in parts; TFDV's {@code experimental_slice_functions}. */
    public StatsOptions withSlicer(Slicer slicer) {
        return with(o ->
                o.slicers = Stream.concat(slicers.stream(), Stream.of(slicer)).toList());
    }

    /** How many of the most frequent values are listed (20). */
    public StatsOptions withNumTopValues(int value) {
        return with(o -> o.numTopValues = atLeastOne("numTopValues", value));
    }

    /** Values seen less often than this (1) are neither among the top values nor in the rank histogram; {@code unique} counts them. */
    public StatsOptions withFrequencyThreshold(long value) {
        return with(o -> o.frequencyThreshold = value);
    }

    /** Values of less weight than this (1.0) are not among the weighted lists. */
    public StatsOptions withWeightedFrequencyThreshold(double value) {
        return with(o -> o.weightedFrequencyThreshold = value);
    }

    /** How many values the rank histogram keeps (1,000); comparators of texts see only these. */
    public StatsOptions withNumRankHistogramBuckets(int value) {
        return with(o -> o.numRankHistogramBuckets = atLeastOne("numRankHistogramBuckets", value));
    }

    /** Buckets for the number of values per row (10). */
    public StatsOptions withNumValuesHistogramBuckets(int value) {
        return with(o -> o.numValuesHistogramBuckets = atLeastOne("numValuesHistogramBuckets", value));
    }

    /** Buckets of equal width (10). */
    public StatsOptions withNumHistogramBuckets(int value) {
        return with(o -> o.numHistogramBuckets = atLeastOne("numHistogramBuckets", value));
    }

    /** Buckets of equal weight (10). */
    public StatsOptions withNumQuantilesHistogramBuckets(int value) {
        return with(o -> o.numQuantilesHistogramBuckets = atLeastOne("numQuantilesHistogramBuckets", value));
    }

    /** The largest error of a quantile's rank as a share of all rows (0.01). */
    public StatsOptions withEpsilon(double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException("epsilon must lie between 0 and 1, not " + value);
        }
        return with(o -> o.epsilon = value);
    }

    Optional<Schema> schema() {
        return Optional.ofNullable(schema);
    }

    boolean inferTypeFromSchema() {
        return inferTypeFromSchema && schema != null;
    }

    List<String> featureAllowlist() {
        return featureAllowlist;
    }

    Optional<String> weightFeature() {
        return Optional.ofNullable(weightFeature);
    }

    List<Slicer> slicers() {
        return slicers;
    }

    int numTopValues() {
        return numTopValues;
    }

    long frequencyThreshold() {
        return frequencyThreshold;
    }

    double weightedFrequencyThreshold() {
        return weightedFrequencyThreshold;
    }

    int numRankHistogramBuckets() {
        return numRankHistogramBuckets;
    }

    int numValuesHistogramBuckets() {
        return numValuesHistogramBuckets;
    }

    int numHistogramBuckets() {
        return numHistogramBuckets;
    }

    int numQuantilesHistogramBuckets() {
        return numQuantilesHistogramBuckets;
    }

    double epsilon() {
        return epsilon;
    }
}
