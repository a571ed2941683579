// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.data.Datasets;
import io.mlopslabs.data.files.MalformedDataException;
import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables and Parquet files beside CSV files, and TFDV's DataFrame path (golden/validation/stats_small_*.json). */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SourcesTest {
    private static final double SUMS = 1e-9; // added up in another order

    @TempDir
    Path folder;

    private Path parquet(String select) throws SQLException {
        Path file = folder.resolve("data.parquet");
        try (var database = DriverManager.getConnection("jdbc:duckdb:");
                var statement = database.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(select, file));
        }
        return file;
    }

    private static Map<String, FeatureNameStatistics> byName(DatasetFeatureStatisticsList list) {
        assertThat(list.getDatasetsCount()).isOne();
        return list.getDatasets(0).getFeaturesList().stream()
                .collect(Collectors.toMap(f -> f.getPath().getStep(0), f -> f));
    }

    /** Equal but for the last digits of what is summed up. */
    private static void assertSame(DatasetFeatureStatistics actual, DatasetFeatureStatistics expected) {
        assertThat(actual.getNumExamples()).isEqualTo(expected.getNumExamples());
        assertThat(actual.getFeaturesCount()).isEqualTo(expected.getFeaturesCount());
        for (int i = 0; i < expected.getFeaturesCount(); i++) {
            assertThat(rounded(actual.getFeatures(i))).isEqualTo(rounded(expected.getFeatures(i)));
            var a = actual.getFeatures(i).getNumStats();
            var e = expected.getFeatures(i).getNumStats();
            assertThat(a.getMean()).isCloseTo(e.getMean(), within(SUMS * Math.max(1, Math.abs(e.getMean()))));
            assertThat(a.getStdDev()).isCloseTo(e.getStdDev(), within(SUMS * Math.max(1, e.getStdDev())));
        }
    }

    private static FeatureNameStatistics rounded(FeatureNameStatistics feature) {
        var made = feature.toBuilder();
        if (feature.hasNumStats()) {
            made.getNumStatsBuilder().clearMean().clearStdDev();
        }
        return made.build();
    }

    @Nested
    class The_three_sources {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void say_the_same_of_a_table_of_integers_texts_and_dates_with_gaps(long seed) throws Exception {
            var random = new SplittableRandom(seed);
            var csv = new StringBuilder("n,s,d,x\n");
            var n = IntColumn.create("n");
            var s = StringColumn.create("s");
            var d = DateColumn.create("d");
            var x = DoubleColumn.create("x");
            for (int i = 0; i < 500; i++) {
                boolean gap = random.nextInt(10) == 0;
                int number = random.nextInt(-50, 50);
                String text = "é" + random.nextInt(30) + (random.nextBoolean() ? ", and" : "");
                LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(40));
                double half = random.nextInt(-99, 99) + 0.5; // the same in 32 and in 64 bits
                if (gap) {
                    n.appendMissing();
                    s.appendMissing();
                } else {
                    n.append(number);
                    s.append(text);
                }
                d.append(day);
                x.append(half);
                csv.append(gap ? "," : number + ",\"" + text + '"')
                        .append(',')
                        .append(day)
                        .append(',')
                        .append(half)
                        .append('\n');
            }
            Path file = Files.writeString(folder.resolve("data.csv"), csv);
            Path parquet = parquet("SELECT * FROM read_csv('%s', header = true, nullstr = '')".formatted(file));

            DatasetFeatureStatistics expected = DataStatistics.fromCsv(file).getDatasets(0);
            assertSame(DataStatistics.fromTable(Table.create("t", n, s, d, x)).getDatasets(0), expected);
            assertSame(DataStatistics.fromParquet(parquet).getDatasets(0), expected);
        }

        @Test
        void say_the_same_of_adult_by_weight_and_in_slices() throws Exception {
            Table adult = Datasets.trimmed(Datasets.load("adult").first(5_000)); // Tablesaw writes no outer blanks
            Path file = folder.resolve("adult.csv");
            adult.write().csv(file.toFile());
            StatsOptions options = StatsOptions.defaults()
                    .withWeightFeature("hours-per-week")
                    .withSlicer(Slicer.byFeatureValues(Map.of("gender", Set.of())));
            var expected = DataStatistics.fromCsv(file, options);
            var table = DataStatistics.fromTable(adult, options);
            var parquet = DataStatistics.fromParquet(parquet("SELECT * FROM read_csv('%s')".formatted(file)), options);
            assertThat(expected.getDatasetsList())
                    .extracting(DatasetFeatureStatistics::getName)
                    .containsExactly("All Examples", "gender_Female", "gender_Male");
            for (int i = 0; i < 3; i++) {
                assertThat(table.getDatasets(i).getName())
                        .isEqualTo(expected.getDatasets(i).getName());
                assertThat(table.getDatasets(i).getWeightedNumExamples())
                        .isEqualTo(expected.getDatasets(i).getWeightedNumExamples());
                assertThat(parquet.getDatasets(i).getWeightedNumExamples())
                        .isEqualTo(expected.getDatasets(i).getWeightedNumExamples());
                assertThat(byNameOf(table.getDatasets(i), "occupation"))
                        .isEqualTo(byNameOf(expected.getDatasets(i), "occupation"));
                assertThat(byNameOf(parquet.getDatasets(i), "occupation"))
                        .isEqualTo(byNameOf(expected.getDatasets(i), "occupation"));
            }
        }

        private static FeatureNameStatistics byNameOf(DatasetFeatureStatistics set, String name) {
            return set.getFeaturesList().stream()
                    .filter(f -> f.getPath().getStep(0).equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class A_DataFrame_of_TFDV {
        private static JsonNode expected(String name) throws IOException {
            for (String part : List.of("stats_small_1", "stats_small_2")) {
                JsonNode cases = new ObjectMapper()
                        .readTree(SourcesTest.class.getResourceAsStream("/golden/validation/" + part + ".json"))
                        .get("cases");
                for (JsonNode c : cases) {
                    if (c.get("name").asText().equals(name)) {
                        return c.get("expected_dataframe");
                    }
                }
            }
            throw new AssertionError("no case " + name);
        }

        private static void assertAgrees(FeatureNameStatistics feature, JsonNode expected) {
            assertThat(feature.getType().name()).isEqualTo(expected.get("type").asText());
            CommonStatistics common = feature.hasNumStats()
                    ? feature.getNumStats().getCommonStats()
                    : feature.getStringStats().getCommonStats();
            assertThat(common.getNumMissing())
                    .isEqualTo(expected.get("common_stats").get("num_missing").asLong());
            assertThat(common.getNumNonMissing())
                    .isEqualTo(
                            expected.get("common_stats").get("num_non_missing").asLong());
            if (feature.hasNumStats()) {
                var numbers = feature.getNumStats();
                JsonNode goal = expected.get("num_stats");
                for (Map.Entry<String, Double> e : Map.of(
                                "mean", numbers.getMean(),
                                "std_dev", numbers.getStdDev(),
                                "min", numbers.getMin(),
                                "max", numbers.getMax(),
                                "median", numbers.getMedian(),
                                "num_zeros", (double) numbers.getNumZeros())
                        .entrySet()) {
                    assertThat(e.getValue())
                            .as(e.getKey())
                            .isCloseTo(goal.get(e.getKey()).asDouble(), within(SUMS));
                }
                assertThat(numbers.getHistogramsList())
                        .allSatisfy(h -> assertThat(h.getNumNan()).isZero());
            } else {
                assertThat(feature.getStringStats().getUnique())
                        .isEqualTo(expected.get("string_stats").get("unique").asLong());
                assertThat(feature.getStringStats().getTopValuesList().stream()
                                .map(v -> v.getValue() + " " + v.getFrequency()))
                        .containsExactlyElementsOf(StreamSupport.stream(
                                        expected.get("string_stats")
                                                .get("top_values")
                                                .spliterator(),
                                        false)
                                .map(v -> v.get(0).asText() + " " + v.get(1).asDouble())
                                .toList());
            }
        }

        @Test
        void has_NaN_for_missing() throws Exception {
            JsonNode x = expected("nan_in_dataframe").get("features").get("x");
            var column = DoubleColumn.create("x", Double.NaN, 1, 2, 4);
            assertAgrees(
                    byName(DataStatistics.fromTable(Table.create("t", column))).get("x"), x);
            Path file = parquet("SELECT unnest(['nan'::DOUBLE, 1, 2, 4]) AS x");
            assertAgrees(byName(DataStatistics.fromParquet(file)).get("x"), x);
        }

        @Test
        void has_empty_texts_for_values() throws Exception {
            JsonNode s = expected("empty_string_in_dataframe").get("features").get("s");
            Path file = parquet("SELECT unnest(['', 'x', NULL, NULL]) AS s");
            assertAgrees(byName(DataStatistics.fromParquet(file)).get("s"), s);
        }

        @Test
        void keeps_integers_with_gaps_where_its_type_can() throws Exception {
            JsonNode features = expected("nullable_types_dataframe").get("features");
            var i = IntColumn.create("i");
            i.append(1).appendMissing();
            i.append(3);
            var s = StringColumn.create("s", "a", "", "b"); // empty is missing to Tablesaw
            var table = byName(DataStatistics.fromTable(Table.create("t", i, s)));
            assertAgrees(table.get("i"), features.get("i"));
            assertAgrees(table.get("s"), features.get("s"));
            var parquet = byName(DataStatistics.fromParquet(
                    parquet("SELECT unnest([1, NULL, 3]) AS i, unnest(['a', NULL, 'b']) AS s")));
            assertAgrees(parquet.get("i"), features.get("i"));
            assertAgrees(parquet.get("s"), features.get("s"));
        }

        @Test
        void counts_booleans_as_0_and_1() throws Exception {
            JsonNode a = expected("booleans").get("features_that_differ").get("a");
            var column = BooleanColumn.create("a", true, false, true);
            assertAgrees(
                    byName(DataStatistics.fromTable(Table.create("t", column))).get("a"), a);
            assertAgrees(
                    byName(DataStatistics.fromParquet(parquet("SELECT unnest([true, false, true]) AS a")))
                            .get("a"),
                    a);
        }

        @Test
        void keeps_the_64_bits_of_decimals() throws Exception {
            JsonNode x = expected("float32_in_csv").get("features_that_differ").get("x");
            var column = DoubleColumn.create("x", 0.1, 0.2, 0.3, 16_777_217.0);
            assertAgrees(
                    byName(DataStatistics.fromTable(Table.create("t", column))).get("x"), x);
            Path file = parquet("SELECT unnest([0.1::DOUBLE, 0.2, 0.3, 16777217]) AS x");
            assertAgrees(byName(DataStatistics.fromParquet(file)).get("x"), x);
        }
    }

    @Test
    void times_are_texts_as_ISO_8601_writes_them() throws Exception {
        var column = DateTimeColumn.create("t", List.of(LocalDateTime.of(2024, 1, 31, 8, 0)));
        var table = byName(DataStatistics.fromTable(Table.create("t", column))).get("t");
        var parquet = byName(DataStatistics.fromParquet(parquet("SELECT TIMESTAMP '2024-01-31 08:00:00' AS t")))
                .get("t");
        assertThat(table.getType()).isEqualTo(FeatureNameStatistics.Type.STRING);
        assertThat(table.getStringStats().getTopValues(0).getValue()).isEqualTo("2024-01-31T08:00:00");
        assertThat(parquet).isEqualTo(table);
    }

    @Test
    void a_file_name_is_no_pattern() throws Exception {
        Path plain = parquet("SELECT 1 AS n");
        Path odd = Files.move(plain, folder.resolve("it's [a] b*?.parquet"));
        assertThat(byName(DataStatistics.fromParquet(odd))).containsOnlyKeys("n");
    }

    @Nested
    class Refuses {
        private void refused(Path file, String message) {
            assertThatThrownBy(() -> DataStatistics.fromParquet(file))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessage(message);
        }

        @Test
        void a_Parquet_file_that_was_cut_short() throws Exception {
            Path file = parquet("SELECT * FROM range(1000) t(n)");
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            refused(file, file + " does not end with the mark PAR1: it was cut short; write or copy it again.");
        }

        @Test
        void a_Parquet_file_with_a_hole() throws Exception {
            Path file = parquet("SELECT * FROM range(1000) t(n)");
            byte[] whole = Files.readAllBytes(file);
            Arrays.fill(whole, 4, whole.length - 4, (byte) 0xff);
            Files.write(file, whole);
            assertThatThrownBy(() -> DataStatistics.fromParquet(file))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageStartingWith(file + " cannot be read as Parquet (")
                    .hasMessageEndingWith("); write or copy it again.");
        }

        @Test
        void what_is_no_Parquet_file() throws Exception {
            Path file = Files.writeString(folder.resolve("a.parquet"), "a,b\n1,2\n");
            refused(file, file + " does not begin with the mark PAR1, so it is no Parquet file.");
            Path empty = Files.createFile(folder.resolve("b.parquet"));
            refused(empty, empty + " does not begin with the mark PAR1, so it is no Parquet file.");
            refused(folder, folder + " is a folder; name a Parquet file in it.");
            Path absent = folder.resolve("c.parquet");
            refused(absent, "There is no file " + absent + ".");
        }

        @Test
        void lists_in_a_column() throws Exception {
            Path file = parquet("SELECT 1 AS n, [1, 2] AS v");
            refused(
                    file,
                    file
                            + ", column 'v' is of type INTEGER[], of which there are no statistics; turn it into numbers or texts, or leave it out of the file.");
        }

        @Test
        void integers_beyond_64_bits() throws Exception {
            Path file = parquet("SELECT unnest([5::UBIGINT, 18446744073709551615::UBIGINT]) AS n");
            refused(
                    file,
                    file
                            + ", row 2, column 'n': 18446744073709551615 is beyond 64 bits; store the column as decimals, or as texts if it holds names.");
        }

        @Test
        void a_weight_that_is_none() {
            var table = Table.create("t", IntColumn.create("w", 1, -2), StringColumn.create("s", "a", "b"));
            assertThatThrownBy(() -> DataStatistics.fromTable(
                            table, StatsOptions.defaults().withWeightFeature("w")))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessage(
                            "table 't', row 2, column 'w': '-2' is no weight; it must be a number that is not negative.");
            assertThatThrownBy(() -> DataStatistics.fromTable(
                            table, StatsOptions.defaults().withWeightFeature("v")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no column 'v' to weigh rows by; the columns are [w, s]");
            var gap = IntColumn.create("w", new int[] {1});
            gap.appendMissing();
            assertThatThrownBy(() -> DataStatistics.fromTable(
                            Table.create("t", gap), StatsOptions.defaults().withWeightFeature("w")))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessage("table 't', row 2, column 'w': the weight is missing; every row needs one.");
        }
    }
}
