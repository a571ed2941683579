// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Histogram;
import io.mlopslabs.validation.proto.Histogram.HistogramType;
import io.mlopslabs.validation.proto.RankHistogram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** Columns of adult as the messages of statistics: texts counted here, numbers by the histograms that TFDV made. */
final class AdultStatistics {
    static final int TRAINING_ROWS = 26_048;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String[]> ROWS = rows();
    private static final List<String> HEADER = List.of(ROWS.get(0));

    private AdultStatistics() {}

    /** Returns the statistics of a text column over the rows whose number is accepted. */
    static FeatureNameStatistics text(String column, IntPredicate rows) {
        Map<String, Long> counts = IntStream.range(0, ROWS.size() - 1)
                .filter(rows)
                .mapToObj(row -> cell(row, column))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        var ranks = RankHistogram.newBuilder();
        counts.forEach((label, count) -> ranks.addBuckets(
                RankHistogram.Bucket.newBuilder().setLabel(label).setSampleCount(count)));
        var statistics = FeatureNameStatistics.newBuilder().setType(FeatureNameStatistics.Type.STRING);
        statistics.getPathBuilder().addStep(column);
        statistics
                .getStringStatsBuilder()
                .setRankHistogram(ranks)
                .setUnique(counts.size())
                .getCommonStatsBuilder()
                .setNumNonMissing(counts.values().stream().mapToLong(n -> n).sum());
        return statistics.build();
    }

    static String cell(int row, String column) {
        return ROWS.get(row + 1)[HEADER.indexOf(column)];
    }

    static double[] numbers(String column, IntPredicate rows) {
        return IntStream.range(0, ROWS.size() - 1)
                .filter(rows)
                .mapToDouble(row -> Double.parseDouble(cell(row, column)))
                .toArray();
    }

    /** Returns TFDV's statistics of a column of numbers, of {@code stats_adult_train} or {@code stats_adult_eval}. */
    static FeatureNameStatistics numbers(String file, String column) {
        JsonNode feature =
                golden(file).get("cases").get(0).get("expected").get("features").get(column);
        var statistics = FeatureNameStatistics.newBuilder().setType(FeatureNameStatistics.Type.INT);
        statistics.getPathBuilder().addStep(column);
        statistics
                .getNumStatsBuilder()
                .getCommonStatsBuilder()
                .setNumNonMissing(feature.at("/common_stats/num_non_missing").asLong());
        for (HistogramType type : List.of(HistogramType.STANDARD, HistogramType.QUANTILES)) {
            JsonNode found = feature.at("/num_stats/histograms/" + type);
            var histogram = Histogram.newBuilder()
                    .setType(type)
                    .setNumNan(found.get("num_nan").asLong());
            for (JsonNode bucket : found.get("buckets")) {
                histogram.addBuckets(Histogram.Bucket.newBuilder()
                        .setLowValue(bucket.get(0).asDouble())
                        .setHighValue(bucket.get(1).asDouble())
                        .setSampleCount(bucket.get(2).asDouble()));
            }
            statistics.getNumStatsBuilder().addHistograms(histogram);
        }
        return statistics.build();
    }

    static JsonNode golden(String file) {
        try (var in = AdultStatistics.class.getResourceAsStream("/golden/validation/" + file + ".json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String[]> rows() {
        var texts = new HashMap<String, String>();
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(AdultStatistics.class.getResourceAsStream("/datasets/adult/data.csv.gz")),
                StandardCharsets.UTF_8))) {
            return in.lines()
                    .map(line -> Arrays.stream(line.split(","))
                            .map(cell -> texts.computeIfAbsent(cell, same -> same))
                            .toArray(String[]::new))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
