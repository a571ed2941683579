// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import io.mlopslabs.data.text.CodePointOrder;
import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.RankHistogram;
import java.util.List;
import java.util.stream.Stream;

/** What inference asks of the statistics of one column, by weight or not. */
record ColumnNumbers(FeatureNameStatistics column, boolean weighted) {
    /** How many values the examples have at one level of nesting, and how many have none. */
    record Level(long fewest, long most, double missing) {
        boolean isConstant() {
            return missing == 0 && fewest == most && fewest > 0;
        }
    }

    /** Tells whether TFDV goes by the weights: if the data set and each of its columns have weighted numbers. */
    static boolean isWeighted(DatasetFeatureStatistics dataset, List<FeatureNameStatistics> columns) {
        return dataset.getWeightedNumExamples() != 0
                && columns.stream().map(ColumnNumbers::common).allMatch(ColumnNumbers::hasWeights);
    }

    private static boolean hasWeights(CommonStatistics common) {
        return common.hasWeightedCommonStats()
                && common.getPresenceAndValencyStatsCount() == common.getWeightedPresenceAndValencyStatsCount();
    }

    static CommonStatistics common(FeatureNameStatistics column) {
        return switch (column.getStatsCase()) {
            case NUM_STATS -> column.getNumStats().getCommonStats();
            case STRING_STATS -> column.getStringStats().getCommonStats();
            case BYTES_STATS -> column.getBytesStats().getCommonStats();
            case STRUCT_STATS -> column.getStructStats().getCommonStats();
            case STATS_NOT_SET -> CommonStatistics.getDefaultInstance();
        };
    }

    double present() {
        CommonStatistics common = common(column);
        return weighted ? common.getWeightedCommonStats().getNumNonMissing() : common.getNumNonMissing();
    }

    double missing() {
        CommonStatistics common = common(column);
        return weighted ? common.getWeightedCommonStats().getNumMissing() : common.getNumMissing();
    }

    /** Returns the levels of nesting, outermost first. */
    List<Level> levels() {
        CommonStatistics common = common(column);
        if (common.getPresenceAndValencyStatsCount() == 0) {
            return List.of(new Level(common.getMinNumValues(), common.getMaxNumValues(), missing()));
        }
        return Stream.iterate(0, i -> i < common.getPresenceAndValencyStatsCount(), i -> i + 1)
                .map(i -> new Level(
                        common.getPresenceAndValencyStats(i).getMinNumValues(),
                        common.getPresenceAndValencyStats(i).getMaxNumValues(),
                        weighted
                                ? common.getWeightedPresenceAndValencyStats(i).getNumMissing()
                                : common.getPresenceAndValencyStats(i).getNumMissing()))
                .toList();
    }

    /** Returns the distinct texts that the rank histogram kept, in the order of their UTF-8 bytes. */
    List<String> texts() {
        RankHistogram ranks = weighted
                ? column.getStringStats().getWeightedStringStats().getRankHistogram()
                : column.getStringStats().getRankHistogram();
        return ranks.getBucketsList().stream()
                .map(RankHistogram.Bucket::getLabel)
                .distinct()
                .sorted(CodePointOrder.ORDER)
                .toList();
    }
}
