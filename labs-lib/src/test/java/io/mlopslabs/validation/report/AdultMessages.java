// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Histogram;
import io.mlopslabs.validation.proto.NumericStatistics;
import io.mlopslabs.validation.proto.RankHistogram;
import io.mlopslabs.validation.proto.StringStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;

/** TFDV's statistics of adult, from the golden numbers, as the message that they are of. */
final class AdultMessages {
    private AdultMessages() {}

    /** Returns those of {@code train} or {@code eval}. */
    static DatasetFeatureStatisticsList of(String split) {
        JsonNode golden;
        try (var in = AdultMessages.class.getResourceAsStream("/golden/validation/stats_adult_" + split + ".json")) {
            golden = new ObjectMapper().readTree(in).at("/cases/0/expected");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var list = DatasetFeatureStatisticsList.newBuilder();
        var dataset = list.addDatasetsBuilder()
                .setNumExamples(golden.get("num_examples").asLong());
        for (JsonNode name : golden.get("feature_order")) {
            dataset.addFeatures(feature(name.asText(), golden.get("features").get(name.asText())));
        }
        return list.build();
    }

    private static FeatureNameStatistics feature(String name, JsonNode golden) {
        var feature = FeatureNameStatistics.newBuilder()
                .setType(FeatureNameStatistics.Type.valueOf(golden.get("type").asText()));
        feature.getPathBuilder().addStep(name);
        JsonNode counts = golden.get("common_stats");
        var common = CommonStatistics.newBuilder()
                .setNumNonMissing(counts.get("num_non_missing").asLong())
                .setNumMissing(counts.get("num_missing").asLong())
                .setMinNumValues(counts.get("min_num_values").asLong())
                .setMaxNumValues(counts.get("max_num_values").asLong())
                .setTotNumValues(counts.get("tot_num_values").asLong());
        if (golden.has("num_stats")) {
            feature.setNumStats(numeric(golden.get("num_stats")).setCommonStats(common));
        } else {
            feature.setStringStats(categorical(golden.get("string_stats")).setCommonStats(common));
        }
        return feature.build();
    }

    private static NumericStatistics.Builder numeric(JsonNode golden) {
        var stats = NumericStatistics.newBuilder()
                .setMean(golden.get("mean").asDouble())
                .setStdDev(golden.get("std_dev").asDouble())
                .setNumZeros(golden.get("num_zeros").asLong())
                .setMin(golden.get("min").asDouble())
                .setMedian(golden.get("median").asDouble())
                .setMax(golden.get("max").asDouble());
        golden.get("histograms").properties().forEach(entry -> {
            var histogram = stats.addHistogramsBuilder().setType(Histogram.HistogramType.valueOf(entry.getKey()));
            for (JsonNode bucket : entry.getValue().get("buckets")) {
                histogram
                        .addBucketsBuilder()
                        .setLowValue(bucket.get(0).asDouble())
                        .setHighValue(bucket.get(1).asDouble())
                        .setSampleCount(bucket.get(2).asDouble());
            }
        });
        return stats;
    }

    private static StringStatistics.Builder categorical(JsonNode golden) {
        var stats = StringStatistics.newBuilder()
                .setUnique(golden.get("unique").asLong())
                .setAvgLength((float) golden.get("avg_length").asDouble());
        for (JsonNode top : golden.get("top_values")) {
            stats.addTopValues(StringStatistics.FreqAndValue.newBuilder()
                    .setValue(top.get(0).asText())
                    .setFrequency(top.get(1).asDouble()));
        }
        for (JsonNode rank : golden.get("rank_histogram_first")) {
            stats.getRankHistogramBuilder()
                    .addBuckets(RankHistogram.Bucket.newBuilder()
                            .setLabel(rank.get(2).asText())
                            .setSampleCount(rank.get(3).asDouble()));
        }
        return stats;
    }
}
