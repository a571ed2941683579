// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.data.text.CodePointOrder;
import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.CustomStatistic;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.FeatureType;
import io.mlopslabs.validation.proto.NumericStatistics;
import io.mlopslabs.validation.proto.RankHistogram;
import io.mlopslabs.validation.proto.WeightedCommonStatistics;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The statistics of one column as the rules ask for them; unweighted or weighted as its data set is viewed. */
record ColumnView(FeatureNameStatistics data, FeaturePath path, DatasetView dataset) {
    /** Fewest and most values of an example at one level of nesting. */
    record ValueCountRange(long fewest, long most) {}

    FeatureNameStatistics.Type type() {
        return data.getType();
    }

    /** Returns the type of the schema that data of this type have. */
    FeatureType schemaType() {
        return switch (data.getType()) {
            case BYTES, STRING -> FeatureType.BYTES;
            case INT -> FeatureType.INT;
            case FLOAT -> FeatureType.FLOAT;
            case STRUCT -> FeatureType.STRUCT;
            case UNRECOGNIZED -> FeatureType.TYPE_UNKNOWN;
        };
    }

    NumericStatistics numbers() {
        return data.getNumStats();
    }

    Optional<CustomStatistic> customStatistic(String name) {
        return data.getCustomStatsList().stream()
                .filter(statistic -> statistic.getName().equals(name))
                .findFirst();
    }

    /** Tells whether there is more than custom statistics, which sparse and weighted features have only. */
    boolean hasValueStatistics() {
        return data.getStatsCase() != FeatureNameStatistics.StatsCase.STATS_NOT_SET;
    }

    boolean hasWeightedStatistics() {
        CommonStatistics common = common();
        return common.hasWeightedCommonStats()
                && common.getPresenceAndValencyStatsCount() == common.getWeightedPresenceAndValencyStatsCount();
    }

    double numPresent() {
        return dataset.isWeighted() ? weightedCommon().getNumNonMissing() : common().getNumNonMissing();
    }

    double numMissing() {
        return dataset.isWeighted() ? weightedCommon().getNumMissing() : common().getNumMissing();
    }

    /** Tells whether a value is missing, at any level of nesting. */
    boolean isMissingAnywhere() {
        CommonStatistics common = common();
        if (dataset.isWeighted() && common.getWeightedPresenceAndValencyStatsCount() > 0) {
            return common.getWeightedPresenceAndValencyStatsList().stream()
                    .anyMatch(level -> level.getNumMissing() != 0);
        }
        if (!dataset.isWeighted() && common.getPresenceAndValencyStatsCount() > 0) {
            return common.getPresenceAndValencyStatsList().stream().anyMatch(level -> level.getNumMissing() != 0);
        }
        return numMissing() != 0;
    }

    /** Returns the share of examples with a value; empty if there are no examples. */
    OptionalDouble fractionPresent() {
        if (dataset.numExamples() <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(numMissing() == 0 ? 1 : numPresent() / dataset.numExamples());
    }

    /** Returns the count ranges, one per level of nesting. */
    List<ValueCountRange> valueCounts() {
        CommonStatistics common = common();
        if (common.getPresenceAndValencyStatsCount() == 0) {
            return List.of(new ValueCountRange(common.getMinNumValues(), common.getMaxNumValues()));
        }
        return common.getPresenceAndValencyStatsList().stream()
                .map(level -> new ValueCountRange(level.getMinNumValues(), level.getMaxNumValues()))
                .toList();
    }

    /** Returns how many values the examples have together. */
    double totalValueCount() {
        if (dataset.isWeighted()) {
            return weightedCommon().getTotNumValues();
        }
        CommonStatistics common = common();
        return common.getTotNumValues() == 0
                ? common.getNumNonMissing() * common.getAvgNumValues()
                : common.getTotNumValues();
    }

    /** Returns the counts of the rank histogram in byte order, the first of equal labels; none for plain numbers. */
    NavigableMap<String, Double> stringCounts() {
        RankHistogram ranks = dataset.isWeighted()
                ? data.getStringStats().getWeightedStringStats().getRankHistogram()
                : data.getStringStats().getRankHistogram();
        NavigableMap<String, Double> counts = new TreeMap<>(CodePointOrder.ORDER);
        ranks.getBucketsList().forEach(bucket -> counts.putIfAbsent(bucket.getLabel(), bucket.getSampleCount()));
        return counts;
    }

    boolean hasInvalidUtf8() {
        return data.getStringStats().getInvalidUtf8Count() > 0;
    }

    /** Returns the number of distinct values; empty where they are not counted, as for plain numbers. */
    OptionalLong numUnique() {
        return data.hasStringStats() ? OptionalLong.of(data.getStringStats().getUnique()) : OptionalLong.empty();
    }

    private CommonStatistics common() {
        return switch (data.getStatsCase()) {
            case NUM_STATS -> data.getNumStats().getCommonStats();
            case STRING_STATS -> data.getStringStats().getCommonStats();
            case BYTES_STATS -> data.getBytesStats().getCommonStats();
            case STRUCT_STATS -> data.getStructStats().getCommonStats();
            case STATS_NOT_SET -> CommonStatistics.getDefaultInstance();
        };
    }

    private WeightedCommonStatistics weightedCommon() {
        return common().getWeightedCommonStats();
    }
}
