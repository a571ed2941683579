// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.TextFormat;
import io.mlopslabs.data.Datasets;
import io.mlopslabs.data.files.MalformedDataException;
import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Histogram;
import io.mlopslabs.validation.proto.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** The statistics that TFDV 1.16.1 computed of the same files, number by number (golden/validation/stats_*.json). */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatisticsGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private static JsonNode golden(String name) throws IOException {
        return JSON.readTree(StatisticsGoldenTest.class.getResourceAsStream("/golden/validation/" + name + ".json"));
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @TestFactory
    Stream<DynamicTest> small_csv_files() throws IOException {
        return Stream.concat(
                        each(golden("stats_small_1").get("cases")),
                        each(golden("stats_small_2").get("cases")))
                .filter(c -> c.hasNonNull("csv"))
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> {
                    Path file = Files.write(
                            folder.resolve(c.get("name").asText() + ".csv"),
                            c.get("csv")
                                    .asText()
                                    .getBytes(
                                            c.get("csv_encoding").asText().equals("utf-8")
                                                    ? StandardCharsets.UTF_8
                                                    : StandardCharsets.ISO_8859_1));
                    check(c, file, StatsOptions.defaults());
                }));
    }

    @TestFactory
    Stream<DynamicTest> options() throws IOException {
        Map<String, StatsOptions> options = Map.of(
                "bucket_counts",
                        StatsOptions.defaults()
                                .withNumTopValues(2)
                                .withNumRankHistogramBuckets(3)
                                .withNumHistogramBuckets(5)
                                .withNumQuantilesHistogramBuckets(4)
                                .withNumValuesHistogramBuckets(3),
                "frequency_threshold", StatsOptions.defaults().withFrequencyThreshold(3),
                "feature_allowlist", StatsOptions.defaults().withFeatureAllowlist(List.of("s", "n", "nope")),
                "weights", StatsOptions.defaults().withWeightFeature("w"),
                "weights_int", StatsOptions.defaults().withWeightFeature("w"),
                "weights_missing", StatsOptions.defaults().withWeightFeature("w"),
                "weights_string", StatsOptions.defaults().withWeightFeature("w"));
        return each(golden("stats_options").get("cases"))
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> {
                    String name = c.get("name").asText();
                    Path file = Files.writeString(
                            folder.resolve(name + ".csv"), c.get("csv").asText());
                    StatsOptions with = options.get(name);
                    if (with == null) {
                        with = StatsOptions.defaults()
                                .withSchema(
                                        TextFormat.parse(c.get("schema_pbtxt").asText(), Schema.class));
                    }
                    check(c, file, name.startsWith("infer_type") ? with.withInferTypeFromSchema() : with);
                }));
    }

    private static void check(JsonNode c, Path file, StatsOptions options) throws IOException {
        if (c.hasNonNull("error_csv")) { // TFDV fails too, with a stack trace; the words of ours have their own test
            assertThatThrownBy(() -> DataStatistics.fromCsv(file, options)).isInstanceOf(MalformedDataException.class);
            return;
        }
        var list = DataStatistics.fromCsv(file, options);
        assertThat(list.getDatasetsCount()).isOne();
        compare(list.getDatasets(0), c.get("expected_csv"));
    }

    @Test
    void adult_as_the_original_lab_splits_it() throws IOException {
        Path train = rows(0, 26_048);
        Path eval = rows(26_048, 32_561);
        compare(
                DataStatistics.fromCsv(train).getDatasets(0),
                golden("stats_adult_train").get("cases").get(0).get("expected"));
        compare(
                DataStatistics.fromCsv(eval).getDatasets(0),
                golden("stats_adult_eval").get("cases").get(0).get("expected"));
    }

    @TestFactory
    Stream<DynamicTest> slices_of_adult() throws IOException {
        Map<String, Slicer> slicers = Map.of(
                "single", Slicer.byFeatureValues(Map.of("gender", Set.of())),
                "cross", Slicer.byFeatureValues(Map.of("gender", Set.of(), "race", Set.of())),
                "chosen_values_bytes",
                        Slicer.byFeatureValues(Map.of("gender", Set.of(), "race", Set.of(" Amer-Indian-Eskimo"))),
                "custom", row -> List.of(Double.parseDouble(row.apply("age")) >= 65 ? "age>=65" : "age<65"));
        return each(golden("stats_slices_adult").get("cases")).map(c -> {
            String name = c.get("name").asText();
            return DynamicTest.dynamicTest(name, () -> {
                Assumptions.assumeTrue(
                        slicers.containsKey(name),
                        "SKIPPED: " + name
                                + ": TFDV ignores these slices without a word; here text matches, in every source");
                Map<String, DatasetFeatureStatistics> made = DataStatistics.fromCsv(
                                rows(0, 26_048), StatsOptions.defaults().withSlicer(slicers.get(name)))
                        .getDatasetsList()
                        .stream()
                        .collect(Collectors.toMap(DatasetFeatureStatistics::getName, d -> d));
                List<String> expected = new ArrayList<>();
                c.get("expected").fieldNames().forEachRemaining(expected::add);
                assertThat(made).containsOnlyKeys(expected);
                for (String slice : expected) {
                    compareSlice(slice, made.get(slice), c.get("expected").get(slice));
                }
            });
        });
    }

    private static void compareSlice(String slice, DatasetFeatureStatistics made, JsonNode expected) {
        assertThat(made.getNumExamples())
                .as(slice)
                .isEqualTo(expected.get("num_examples").asLong());
        for (FeatureNameStatistics feature : made.getFeaturesList()) {
            String name = feature.getPath().getStep(0);
            Map<String, Object> flat = new HashMap<>();
            Map<String, Object> all = feature(feature);
            flat.putAll(all);
            for (String part : List.of("common_stats", "num_stats", "string_stats")) {
                if (all.get(part) instanceof Map<?, ?> map) {
                    map.forEach((k, v) -> flat.put((String) k, v));
                }
            }
            if (flat.get("top_values") instanceof List<?> top) {
                flat.put("top_3", top.subList(0, Math.min(3, top.size())));
            }
            walk(slice + "/" + name, flat, expected.get("features").get(name));
        }
    }

    private Path rows(int from, int to) throws IOException {
        Table adult = Datasets.load("adult");
        Path file = folder.resolve("adult-" + from + ".csv");
        var text = new StringBuilder(String.join(",", adult.columnNames())).append('\n');
        for (Row row : adult.inRange(from, to)) {
            for (int i = 0; i < adult.columnCount(); i++) {
                text.append(i == 0 ? "" : ",").append(row.getObject(i));
            }
            text.append('\n');
        }
        return Files.writeString(file, text);
    }

    private static void compare(DatasetFeatureStatistics made, JsonNode expected) {
        assertThat(made.getNumExamples()).isEqualTo(expected.get("num_examples").asLong());
        assertThat(made.getWeightedNumExamples())
                .isEqualTo(expected.get("weighted_num_examples").asDouble());
        assertThat(made.getFeaturesList().stream().map(f -> f.getPath().getStep(0)))
                .containsExactlyElementsOf(each(expected.get("feature_order"))
                        .map(JsonNode::asText)
                        .toList());
        for (FeatureNameStatistics feature : made.getFeaturesList()) {
            String name = feature.getPath().getStep(0);
            walk(name, feature(feature), expected.get("features").get(name));
        }
    }

    private static Map<String, Object> feature(FeatureNameStatistics f) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("type", f.getType().name());
        if (f.hasNumStats()) {
            var n = f.getNumStats();
            made.put("stats", "num_stats");
            made.put("common_stats", common(n.getCommonStats()));
            Map<String, Object> numbers = new LinkedHashMap<>(Map.of(
                    "mean", n.getMean(),
                    "std_dev", n.getStdDev(),
                    "min", n.getMin(),
                    "max", n.getMax(),
                    "median", n.getMedian(),
                    "num_zeros", n.getNumZeros(),
                    "histograms", histograms(n.getHistogramsList())));
            var w = n.getWeightedNumericStats();
            numbers.put(
                    "weighted_numeric_stats",
                    Map.of(
                            "mean", w.getMean(),
                            "std_dev", w.getStdDev(),
                            "median", w.getMedian(),
                            "histograms", histograms(w.getHistogramsList())));
            made.put("num_stats", numbers);
        } else if (f.hasStringStats()) {
            var s = f.getStringStats();
            made.put("stats", "string_stats");
            made.put("common_stats", common(s.getCommonStats()));
            Map<String, Object> texts = ranked(
                    s.getTopValuesList().stream()
                            .map(v -> List.<Object>of(v.getValue(), v.getFrequency()))
                            .toList(),
                    s.getRankHistogram());
            texts.put("unique", s.getUnique());
            texts.put("avg_length", s.getAvgLength());
            texts.put("invalid_utf8_count", s.getInvalidUtf8Count());
            var w = s.getWeightedStringStats();
            texts.put(
                    "weighted_string_stats",
                    ranked(
                            w.getTopValuesList().stream()
                                    .map(v -> List.<Object>of(v.getValue(), v.getFrequency()))
                                    .toList(),
                            w.getRankHistogram()));
            made.put("string_stats", texts);
        } else {
            var b = f.getBytesStats();
            made.put("stats", "bytes_stats");
            made.put("common_stats", common(b.getCommonStats()));
            made.put(
                    "bytes_stats",
                    Map.of(
                            "avg_num_bytes", b.getAvgNumBytes(),
                            "min_num_bytes", b.getMinNumBytes(),
                            "max_num_bytes", b.getMaxNumBytes(),
                            "max_num_bytes_int", b.getMaxNumBytesInt(),
                            "unique", b.getUnique()));
        }
        return made;
    }

    private static Map<String, Object> ranked(List<List<Object>> top, io.mlopslabs.validation.proto.RankHistogram r) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("top_values", top);
        made.put("rank_histogram_size", r.getBucketsCount());
        made.put(
                "rank_histogram_first",
                r.getBucketsList().stream()
                        .limit(50)
                        .map(b -> List.<Object>of(b.getLowRank(), b.getHighRank(), b.getLabel(), b.getSampleCount()))
                        .toList());
        return made;
    }

    private static Map<String, Object> common(CommonStatistics c) {
        var w = c.getWeightedCommonStats();
        return Map.of(
                "num_non_missing", c.getNumNonMissing(),
                "num_missing", c.getNumMissing(),
                "min_num_values", c.getMinNumValues(),
                "max_num_values", c.getMaxNumValues(),
                "avg_num_values", c.getAvgNumValues(),
                "tot_num_values", c.getTotNumValues(),
                "num_values_histogram", buckets(c.getNumValuesHistogram()),
                "weighted_common_stats",
                        Map.of(
                                "num_non_missing", w.getNumNonMissing(),
                                "num_missing", w.getNumMissing(),
                                "avg_num_values", w.getAvgNumValues(),
                                "tot_num_values", w.getTotNumValues()));
    }

    private static Map<String, Object> histograms(List<Histogram> histograms) {
        Map<String, Object> made = new LinkedHashMap<>();
        for (Histogram h : histograms) {
            made.put(h.getType().name(), Map.of("num_nan", h.getNumNan(), "buckets", buckets(h)));
        }
        return made;
    }

    private static List<List<Double>> buckets(Histogram h) {
        return h.getBucketsList().stream()
                .map(b -> List.of(b.getLowValue(), b.getHighValue(), b.getSampleCount()))
                .toList();
    }

    /** Everything that TFDV wrote must be there; relative 1e-9, because sums are added up in another order. */
    private static void walk(String where, Object actual, JsonNode expected) {
        assertThat(expected).as(where).isNotNull();
        if (expected.isObject() && expected.has("repeat")) {
            List<?> list = (List<?>) actual;
            assertThat(list).as(where).hasSize(expected.get("repeat").asInt());
            list.forEach(bucket -> walk(where, bucket, expected.get("bucket")));
        } else if (expected.isObject()) {
            Map<?, ?> map = (Map<?, ?>) actual;
            expected.properties().forEach(field -> {
                if (!field.getKey().equals("exact")) { // numpy's numbers stand beside TFDV's in Adult
                    walk(where + "/" + field.getKey(), map.get(field.getKey()), field.getValue());
                }
            });
        } else if (expected.isArray()) {
            List<?> list = (List<?>) actual;
            assertThat(list).as(where).hasSize(expected.size());
            for (int i = 0; i < list.size(); i++) {
                walk(where + "[" + i + "]", list.get(i), expected.get(i));
            }
        } else if (actual instanceof Number number) {
            double goal =
                    switch (expected.asText()) {
                        case "NaN" -> Double.NaN;
                        case "Infinity" -> Double.POSITIVE_INFINITY;
                        case "-Infinity" -> Double.NEGATIVE_INFINITY;
                        default -> expected.asDouble();
                    };
            double slack = actual instanceof Float ? 1e-6 : 1e-9; // float fields of the message
            if (Double.isFinite(goal)) {
                assertThat(number.doubleValue()).as(where).isCloseTo(goal, within(slack * Math.max(1, Math.abs(goal))));
            } else {
                assertThat((Double) number.doubleValue()).as(where).isEqualTo((Double) goal);
            }
        } else {
            assertThat(actual).as(where).isEqualTo(expected.asText());
        }
    }
}
