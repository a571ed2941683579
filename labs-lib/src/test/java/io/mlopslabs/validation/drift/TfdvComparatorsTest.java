// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Histogram.HistogramType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TfdvComparatorsTest {
    private static final double GOLDEN = 1e-9; // relative: the tolerance that the golden files state for divergences
    private static final double COUNTS = 1e-12; // and the one for shares of whole counts

    @Nested
    class On_tables_and_histograms_made_by_hand {
        @TestFactory
        Stream<DynamicTest> measures_what_tfdv_measures() {
            return cases("drift_skew_literal")
                    .map(golden -> DynamicTest.dynamicTest(name(golden), () -> {
                        FeatureNameStatistics reference = only(golden.get("previous_statistics_binary_base64"));
                        FeatureNameStatistics current = only(golden.get("current_statistics_binary_base64"));
                        JsonNode wanted = golden.get("features").get(StatisticsReader.name(current));
                        check(wanted, reference, current);
                        check(wanted, current, reference);
                    }));
        }
    }

    /**
     * The measurements are TFDV's; of the statistics TFDV made those of {@code adult_drift} and {@code adult_skew}, and
     * {@code io.mlopslabs.validation.statistics} the others, from the rows that each case names: drift_real_statistics.pb.gz.
     */
    @Nested
    class On_real_tables {
        private final Map<String, DatasetFeatureStatistics> statistics = statistics();

        @TestFactory
        Stream<DynamicTest> measures_what_tfdv_measures() {
            return cases("drift_skew_real").flatMap(golden -> features(golden).map(column -> {
                String name = golden.get("name").asText();
                JsonNode wanted = golden.get("features").get(column);
                return DynamicTest.dynamicTest(name + ": " + column, () -> {
                    if (statistics.containsKey(name + ": current")) {
                        check(wanted, find(name + ": previous", column), find(name + ": current", column));
                    } else if (wanted.get("type").asText().equals("STRING")) {
                        check(
                                wanted,
                                AdultStatistics.text(column, row -> row < AdultStatistics.TRAINING_ROWS),
                                AdultStatistics.text(column, row -> row >= AdultStatistics.TRAINING_ROWS));
                    } else {
                        check(
                                wanted,
                                AdultStatistics.numbers("stats_adult_train", column),
                                AdultStatistics.numbers("stats_adult_eval", column));
                    }
                });
            }));
        }

        private FeatureNameStatistics find(String side, String column) {
            return statistics.get(side).getFeaturesList().stream()
                    .filter(found -> StatisticsReader.name(found).equals(column))
                    .findFirst()
                    .orElseThrow();
        }

        private static Map<String, DatasetFeatureStatistics> statistics() {
            try (var in = new GZIPInputStream(
                    TfdvComparatorsTest.class.getResourceAsStream("/golden/validation/drift_real_statistics.pb.gz"))) {
                return DatasetFeatureStatisticsList.parseFrom(in).getDatasetsList().stream()
                        .collect(Collectors.toMap(dataset -> dataset.getName().replace("\"", ""), Function.identity()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "workclass, .007532", "education, .006805", "marital-status, .009679", "occupation, .011917",
            "race, .005736", "gender, .000089", "native-country, .003592", "income, .006066"
        })
        void l_infinity_between_training_and_evaluation_is_the_original_courses(String column, double printed) {
            IntPredicate training = row -> row < AdultStatistics.TRAINING_ROWS;
            Comparison found = TfdvComparators.lInfinity(
                    AdultStatistics.text(column, training),
                    AdultStatistics.text(column, training.negate()),
                    Counting.UNWEIGHTED);
            assertThat(found.value()).isCloseTo(printed, within(5e-7)); // printed to six decimals
        }
    }

    @Nested
    class Refuses {
        @Test
        void text_against_numbers() {
            assertThatThrownBy(() -> divergence(literal("strings_tie"), literal("ints_equal"), HistogramType.STANDARD))
                    .isInstanceOf(IncomparableException.class)
                    .hasMessage(
                            "column 'x' has no Jensen-Shannon divergence: the reference has text values, the current"
                                    + " side has numbers");
        }

        @Test
        void a_histogram_that_was_not_made() {
            FeatureNameStatistics full = literal("ints_equal");
            var bare = full.toBuilder();
            bare.getNumStatsBuilder().clearHistograms();
            assertThatThrownBy(() -> divergence(full, bare.build(), HistogramType.QUANTILES))
                    .isInstanceOf(IncomparableException.class)
                    .hasMessage(
                            "column 'x' has no Jensen-Shannon divergence: the reference has numbers, the current side"
                                    + " has no QUANTILES histogram");
        }

        @Test
        void a_histogram_without_rows() {
            FeatureNameStatistics full = literal("ints_equal");
            var empty = full.toBuilder();
            empty.getNumStatsBuilder().getHistogramsBuilder(0).clearBuckets();
            assertThatThrownBy(() -> divergence(empty.build(), full, HistogramType.STANDARD))
                    .isInstanceOf(IncomparableException.class)
                    .hasMessage("column 'x' has no Jensen-Shannon divergence: the histogram of the reference is empty");
        }

        private Comparison divergence(
                FeatureNameStatistics reference, FeatureNameStatistics current, HistogramType source) {
            return TfdvComparators.jensenShannon(reference, current, Counting.UNWEIGHTED, source);
        }
    }

    @Test
    void weights_are_read_from_the_weighted_statistics() {
        FeatureNameStatistics heavy = weighted(3, 1);
        FeatureNameStatistics light = weighted(1, 1);
        assertThat(TfdvComparators.lInfinity(light, heavy, Counting.WEIGHTED)).isEqualTo(new Comparison(0.25, "b"));
        assertThat(TfdvComparators.lInfinity(light, heavy, Counting.UNWEIGHTED)).isEqualTo(new Comparison(0, ""));
    }

    @Test
    void the_bucket_that_contributes_most_is_named() {
        Comparison found = TfdvComparators.jensenShannon(
                literal("hand_made_nan"), reference("hand_made_nan"), Counting.UNWEIGHTED, HistogramType.STANDARD);
        assertThat(found.largest()).isEqualTo("NaN, reference");
    }

    private static FeatureNameStatistics weighted(double a, double b) {
        var column = FeatureNameStatistics.newBuilder().setName("w");
        var ranks =
                column.getStringStatsBuilder().getWeightedStringStatsBuilder().getRankHistogramBuilder();
        ranks.addBucketsBuilder().setLabel("a").setSampleCount(a);
        ranks.addBucketsBuilder().setLabel("b").setSampleCount(b);
        return column.build();
    }

    private static void check(JsonNode wanted, FeatureNameStatistics reference, FeatureNameStatistics current) {
        Comparison lInfinity = TfdvComparators.lInfinity(reference, current, Counting.UNWEIGHTED);
        Comparison difference = TfdvComparators.normalizedAbsoluteDifference(reference, current, Counting.UNWEIGHTED);
        JsonNode measured = wanted.get("measured");
        assertThat(lInfinity.value()).isCloseTo(measured.get("L_INFTY").asDouble(), within(COUNTS));
        assertThat(difference.value())
                .isCloseTo(measured.get("NORMALIZED_ABSOLUTE_DIFFERENCE").asDouble(), within(COUNTS));
        if (wanted.has("value_with_largest_difference")) {
            assertThat(lInfinity.largest())
                    .isEqualTo(wanted.get("value_with_largest_difference").asText());
        }
        for (var source : Map.of(HistogramType.STANDARD, "", HistogramType.QUANTILES, "_quantiles")
                .entrySet()) {
            double expected = measured.get("JENSEN_SHANNON_DIVERGENCE" + source.getValue())
                    .asDouble();
            assertThat(TfdvComparators.jensenShannon(reference, current, Counting.UNWEIGHTED, source.getKey())
                            .value())
                    .as("%s", source.getKey())
                    .isCloseTo(expected, within(GOLDEN * expected + 1e-15)); // the last for an expected 0
        }
    }

    private static FeatureNameStatistics literal(String name) {
        return only(find(name).get("current_statistics_binary_base64"));
    }

    private static FeatureNameStatistics reference(String name) {
        return only(find(name).get("previous_statistics_binary_base64"));
    }

    private static JsonNode find(String name) {
        return cases("drift_skew_literal")
                .filter(c -> name(c).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static FeatureNameStatistics only(JsonNode base64) {
        try {
            return DatasetFeatureStatisticsList.parseFrom(Base64.getDecoder().decode(base64.asText()))
                    .getDatasets(0)
                    .getFeatures(0);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<JsonNode> cases(String file) {
        return StreamSupport.stream(AdultStatistics.golden(file).get("cases").spliterator(), false);
    }

    private static Stream<String> features(JsonNode golden) {
        Iterable<String> names = () -> golden.get("features").fieldNames();
        return StreamSupport.stream(names.spliterator(), false);
    }

    private static String name(JsonNode golden) {
        return golden.get("name").asText();
    }
}
