// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.data.text.CodePointOrder;
import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Histogram;
import io.mlopslabs.validation.proto.RankHistogram;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a comparator reads out of the statistics of one column. */
final class StatisticsReader {
    private StatisticsReader() {}

    /** Returns the name of the column; the steps of a path joined by dots. */
    static String name(FeatureNameStatistics column) {
        return column.hasPath() ? String.join(".", column.getPath().getStepList()) : column.getName();
    }

    /** Returns the counts of the rank histogram, in byte order; none for numbers. */
    static SortedMap<String, Double> valueCounts(FeatureNameStatistics column, Counting counting) {
        RankHistogram ranks =
                switch (counting) {
                    case UNWEIGHTED -> column.getStringStats().getRankHistogram();
                    case WEIGHTED ->
                        column.getStringStats().getWeightedStringStats().getRankHistogram();
                };
        SortedMap<String, Double> counts = new TreeMap<>(CodePointOrder.ORDER);
        for (RankHistogram.Bucket bucket : ranks.getBucketsList()) {
            counts.putIfAbsent(bucket.getLabel(), bucket.getSampleCount());
        }
        return counts;
    }

    /** Returns the first histogram of the type, or null if there is none. */
    static Histogram histogram(FeatureNameStatistics column, Counting counting, Histogram.HistogramType type) {
        List<Histogram> histograms =
                switch (counting) {
                    case UNWEIGHTED -> column.getNumStats().getHistogramsList();
                    case WEIGHTED ->
                        column.getNumStats().getWeightedNumericStats().getHistogramsList();
                };
        return histograms.stream()
                .filter(histogram -> histogram.getType() == type)
                .findFirst()
                .orElse(null);
    }

    /** Says which of the things that a divergence is computed from a column has. */
    static String whatItHas(
            FeatureNameStatistics column,
            SortedMap<String, Double> counts,
            Histogram histogram,
            Histogram.HistogramType type) {
        if (!counts.isEmpty()) {
            return "has text values";
        }
        if (histogram != null) {
            return "has numbers";
        }
        return column.hasNumStats() ? "has no " + type + " histogram" : "has no values";
    }

    /** Returns the counts of rows, whatever the type. */
    static CommonStatistics common(FeatureNameStatistics column) {
        return switch (column.getStatsCase()) {
            case NUM_STATS -> column.getNumStats().getCommonStats();
            case STRING_STATS -> column.getStringStats().getCommonStats();
            case BYTES_STATS -> column.getBytesStats().getCommonStats();
            case STRUCT_STATS -> column.getStructStats().getCommonStats();
            case STATS_NOT_SET -> CommonStatistics.getDefaultInstance();
        };
    }
}
