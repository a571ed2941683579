// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.statistics.Accumulator;
import io.mlopslabs.testing.AccumulatorContract;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.FeatureType;
import io.mlopslabs.validation.proto.NumericStatistics;
import io.mlopslabs.validation.proto.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RowStatisticsTest {
    private static final List<String> NAMES = List.of("age", "score", "late", "color", "weight", "empty");
    private static final StatsOptions WEIGHTED_AND_SLICED = StatsOptions.defaults()
            .withWeightFeature("weight")
            .withSlicer(Slicer.byFeatureValues(Map.of("color", Set.of("red", "green"))));

    /** A whole number, a decimal, a number that a word comes after in a few hundred rows, a category, a weight of quarters, nothing. */
    private static List<String> drawn(SplittableRandom random) {
        return Arrays.asList(
                random.nextInt(20) == 0 ? null : Integer.toString(random.nextInt(90)),
                random.nextInt(40) == 0 ? "nan" : Double.toString(random.nextInt(1_000) / 8.0),
                random.nextInt(300) == 0 ? "later" : Integer.toString(random.nextInt(5)),
                List.of("red", "green", "blue", "").get(random.nextInt(4)),
                Double.toString(random.nextInt(9) / 4.0),
                "");
    }

    /** Counts, quantiles and texts to the bit; means and deviations to the rounding of some thousand additions. */
    private static void assertSameUpToRounding(
            DatasetFeatureStatisticsList actual, DatasetFeatureStatisticsList expected) {
        assertThat(withoutMoments(actual)).isEqualTo(withoutMoments(expected));
        for (int d = 0; d < expected.getDatasetsCount(); d++) {
            for (int f = 0; f < expected.getDatasets(d).getFeaturesCount(); f++) {
                NumericStatistics is = actual.getDatasets(d).getFeatures(f).getNumStats();
                NumericStatistics should =
                        expected.getDatasets(d).getFeatures(f).getNumStats();
                assertThat(is.getMean()).isCloseTo(should.getMean(), within(1e-12 * Math.abs(should.getMean())));
                assertThat(is.getStdDev()).isCloseTo(should.getStdDev(), within(1e-12 * should.getStdDev()));
                var isWeighted = is.getWeightedNumericStats();
                var shouldWeighted = should.getWeightedNumericStats();
                assertThat(isWeighted.getMean())
                        .isCloseTo(shouldWeighted.getMean(), within(1e-12 * Math.abs(shouldWeighted.getMean())));
                assertThat(isWeighted.getStdDev())
                        .isCloseTo(shouldWeighted.getStdDev(), within(1e-12 * shouldWeighted.getStdDev()));
            }
        }
    }

    private static DatasetFeatureStatisticsList withoutMoments(DatasetFeatureStatisticsList list) {
        var made = list.toBuilder();
        for (var dataset : made.getDatasetsBuilderList()) {
            for (FeatureNameStatistics.Builder feature : dataset.getFeaturesBuilderList()) {
                if (feature.hasNumStats()) {
                    var numbers = feature.getNumStatsBuilder().clearMean().clearStdDev();
                    if (numbers.hasWeightedNumericStats()) {
                        numbers.getWeightedNumericStatsBuilder().clearMean().clearStdDev();
                    }
                }
            }
        }
        return made.build();
    }

    abstract static class Laws extends AccumulatorContract<List<String>, DatasetState, DatasetFeatureStatisticsList> {
        @Override
        protected List<String> row(SplittableRandom random) {
            return drawn(random);
        }

        @Override
        protected void assertSame(
                DatasetFeatureStatisticsList actual, DatasetFeatureStatisticsList expected, List<List<String>> rows) {
            assertSameUpToRounding(actual, expected);
        }
    }

    @Nested
    class Of_rows extends Laws {
        @Override
        protected Accumulator<List<String>, DatasetState, DatasetFeatureStatisticsList> accumulator() {
            return new RowStatistics(NAMES, StatsOptions.defaults());
        }
    }

    @Nested
    class Of_rows_with_weights_and_slices extends Laws {
        @Override
        protected Accumulator<List<String>, DatasetState, DatasetFeatureStatisticsList> accumulator() {
            return new RowStatistics(NAMES, WEIGHTED_AND_SLICED);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_file_that_is_read_in_blocks_side_by_side_gives_the_answer_of_its_rows(long seed, @TempDir Path folder)
            throws IOException {
        var random = new SplittableRandom(seed);
        var rows = new ArrayList<List<String>>();
        var text = new StringBuilder(String.join(",", NAMES) + "\n");
        for (int i = 0; i < 150_000; i++) { // some 3 MB: several blocks
            List<String> row = drawn(random);
            rows.add(row);
            text.append(row.get(0) == null ? "" : row.get(0))
                    .append(',')
                    .append(String.join(",", row.subList(1, row.size())))
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("rows.csv"), text);
        assertSameUpToRounding(
                DataStatistics.fromCsv(file, WEIGHTED_AND_SLICED),
                DataStatistics.accumulator(NAMES, WEIGHTED_AND_SLICED).over(rows));
    }

    @Test
    void refuses_rows_that_do_not_fit_the_columns() {
        var weighted = DataStatistics.accumulator(
                List.of("a", "w"), StatsOptions.defaults().withWeightFeature("w"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weighted.over(List.of(List.of("1"))))
                .withMessage("the row [1] has 1 cells; the columns are [a, w]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weighted.over(List.of(List.of("1", "x"))))
                .withMessage(
                        "column 'w' of the row [1, x]: 'x' is no weight; it must be a number that is not negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataStatistics.accumulator(
                        List.of("a"), StatsOptions.defaults().withWeightFeature("w")))
                .withMessage("there is no column 'w' to weigh rows by; the columns are [a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataStatistics.accumulator(List.of("a", "b", "a"), StatsOptions.defaults()))
                .withMessage("two columns have the same name; the columns are [a, b, a]");
    }

    @Test
    void refuses_a_text_that_the_schema_excludes() {
        Schema integers = Schema.newBuilder()
                .addFeature(Feature.newBuilder().setName("a").setType(FeatureType.INT))
                .build();
        var typed = DataStatistics.accumulator(
                List.of("a"), StatsOptions.defaults().withSchema(integers).withInferTypeFromSchema());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> typed.over(List.of(List.of("1"), List.of("x"))))
                .withMessage(
                        "column 'a': 'x' is no INT, which the schema asks for; mend the rows, or let the types be inferred from the values");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_slice_has_the_statistics_of_its_rows_alone_missing_cells_too(long seed) {
        var random = new SplittableRandom(seed);
        List<List<String>> rows =
                Stream.generate(() -> drawn(random)).limit(400).toList();
        List<List<String>> red =
                rows.stream().filter(row -> row.get(3).equals("red")).toList();
        var sliced = DataStatistics.accumulator(NAMES, WEIGHTED_AND_SLICED).over(rows).getDatasetsList().stream()
                .filter(d -> d.getName().equals("color_red"))
                .findFirst()
                .orElseThrow();
        var alone = DataStatistics.accumulator(NAMES, StatsOptions.defaults().withWeightFeature("weight"))
                .over(red);
        assertSameUpToRounding(
                DatasetFeatureStatisticsList.newBuilder()
                        .addDatasets(sliced.toBuilder().setName(""))
                        .build(),
                alone);
    }
}
