// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.mlopslabs.features.coverage.CoverageLine.Decision;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Values;
import io.mlopslabs.statistics.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FeatureSpaceTest {
    static CoverageLine line(Values training, Values rows) {
        return FeatureSpace.of(Batch.of("x", training))
                .coverage(Batch.of("x", rows))
                .line("x");
    }

    static Values upTo(int n) {
        return Values.float64(IntStream.rangeClosed(1, n).asDoubleStream().toArray());
    }

    @Nested
    class Categories {
        @Test
        void are_seen_or_unseen() {
            CoverageLine line =
                    line(Values.strings("UA", "DL", "UA", "AA"), Values.strings("UA", "ZZ", "YY", "ZZ", "UA"));
            assertThat(line.cells()).isEqualTo(3);
            assertThat(line.visited()).isEqualTo(1);
            assertThat(line.outside()).isEqualTo(new Proportion(3, 5));
            assertThat(line.found()).containsExactly(Map.entry("ZZ", 2L), Map.entry("YY", 1L));
            assertThat(line.expected()).isEqualTo(0.5); // Good and Turing: DL and AA were seen once in 4 rows
            assertThat(line.range()).isEmpty();
        }

        @Test
        void are_what_few_whole_numbers_are_even_inside_their_range() {
            CoverageLine line = line(Values.int64(1, 2, 4, 5), Values.int64(3, 4, 6));
            assertThat(line.outside()).isEqualTo(new Proportion(2, 3));
            assertThat(line.found()).containsExactly(Map.entry("3", 1L), Map.entry("6", 1L));
        }

        @Test
        void are_not_what_many_whole_numbers_are() {
            Values many = Values.int64(
                    LongStream.rangeClosed(0, 200).filter(i -> i != 100).toArray());
            CoverageLine line = line(many, Values.int64(100, 201));
            assertThat(line.outside()).isEqualTo(new Proportion(1, 2));
            assertThat(line.found()).containsExactly(Map.entry("above 200", 1L));
            assertThat(line.range()).hasValue("[0, 200]");
        }
    }

    @Nested
    class Ranges {
        @Test
        void have_quantile_cells_and_ends() {
            CoverageLine line = line(upTo(100), Values.float64(0.5, 1, 10.9, 11, 100, 100.5, 300));
            assertThat(line.cells()).isEqualTo(10);
            assertThat(line.visited()).isEqualTo(3); // [1, 11), [11, 21) and [91, 100]
            assertThat(line.outside()).isEqualTo(new Proportion(3, 7));
            assertThat(line.found()).containsExactly(Map.entry("above 100", 2L), Map.entry("below 1", 1L));
            assertThat(line.expected()).isEqualTo(2.0 / 101); // either end is passed with 1 / (n + 1)
        }

        @Test
        void have_fewer_cells_where_values_repeat() {
            assertThat(line(Values.float32(0, 0, 0, 0, 1), Values.float32(0.5)).cells())
                    .isEqualTo(2);
            CoverageLine constant = line(Values.float32(3, 3, 3), Values.float32(3, 4));
            assertThat(constant.cells()).isEqualTo(1);
            assertThat(constant.outside()).isEqualTo(new Proportion(1, 2));
        }

        @Test
        void know_nan_infinity_and_missing_values_only_if_training_does() {
            Kind ragged = Kind.ragged(DType.FLOAT64);
            Values strange = Values.of(
                    ragged, List.of(List.of(Double.NaN), List.of(Double.POSITIVE_INFINITY), List.of(), List.of(1.0)));
            CoverageLine unknown = line(Values.of(ragged, List.of(List.of(0.0), List.of(2.0))), strange);
            assertThat(unknown.found())
                    .containsExactly(Map.entry("NaN", 1L), Map.entry("infinite", 1L), Map.entry("missing", 1L));
            assertThat(unknown.outside()).isEqualTo(new Proportion(3, 4));
            CoverageLine known = line(
                    Values.of(ragged, List.of(List.of(0.0), List.of(2.0), List.of(), List.of(Double.NaN))), strange);
            assertThat(known.outside()).isEqualTo(new Proportion(0, 4));
            assertThat(known.cells()).isEqualTo(4); // two quantile cells, missing, not finite
        }

        @Test
        void of_a_column_without_a_single_number_hold_none() {
            Kind ragged = Kind.ragged(DType.FLOAT64);
            CoverageLine line = line(
                    Values.of(ragged, Arrays.asList(null, null)), Values.of(ragged, Arrays.asList(null, List.of(5.0))));
            assertThat(line.outside()).isEqualTo(new Proportion(1, 2));
            assertThat(line.found()).containsExactly(Map.entry("5", 1L));
        }

        @Test
        void are_one_per_component_of_a_column_of_fixed_width() {
            Kind pair = new Kind(DType.FLOAT32, 2);
            Batch training = Batch.of("wind", Values.of(pair, List.of(List.of(0, 10), List.of(1, 20))));
            CoverageReport report = FeatureSpace.of(training)
                    .coverage(Batch.of("wind", Values.of(pair, List.of(List.of(0.5, 30), List.of(1, 10)))));
            assertThat(report.lines())
                    .extracting(CoverageLine::features, line -> line.outside().count())
                    .containsExactly(tuple("wind[0]", 0L), tuple("wind[1]", 1L));
        }
    }

    @Nested
    class Pairs {
        final Batch training =
                Batch.of("hour", Values.int64(6, 6, 7, 7)).with("carrier", Values.strings("UA", "UA", "UA", "DL"));

        @Test
        void have_cells_in_which_no_training_row_is() {
            Batch rows =
                    Batch.of("hour", Values.int64(6, 6, 7, 8)).with("carrier", Values.strings("UA", "DL", "DL", "UA"));
            CoverageReport report =
                    FeatureSpace.of(training).pair("hour", "carrier").coverage(rows);
            CoverageLine line = report.line("hour x carrier");
            assertThat(report.line("carrier").outside().count()).isZero();
            assertThat(line.cells()).isEqualTo(3);
            assertThat(line.range()).hasValue("[4 cells]");
            assertThat(line.visited()).isEqualTo(2);
            assertThat(line.outside()).isEqualTo(new Proportion(2, 4)); // (6, DL) is empty, and 8 no hour at all
            assertThat(line.expected()).isEqualTo(0.5); // (7, UA) and (7, DL) were seen once in 4 rows
        }

        @Test
        void are_of_two_columns_that_are_there_with_one_value_per_row() {
            FeatureSpace space = FeatureSpace.of(training.with(
                    "tags", Values.of(Kind.ragged(DType.STRING), List.of(List.of(), "a", List.of("a", "b"), "a"))));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> space.pair("hour", "hour"))
                    .withMessage("pair hour x hour: give two columns");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> space.pair("hour", "minute"))
                    .withMessage("no column minute; there are hour, carrier, tags");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> space.pair("hour", "tags"))
                    .withMessage(
                            "pair hour x tags: column tags, row 2 has 2 values; a pair takes columns of at most one value per row");
        }
    }

    @Nested
    class Decides {
        final FeatureSpace space = FeatureSpace.of(Batch.of("x", upTo(100))).limit(0.05);

        Decision decision(int inside, int outside) {
            double[] rows = new double[inside + outside];
            Arrays.fill(rows, 0, inside, 50);
            Arrays.fill(rows, inside, rows.length, 500);
            return space.coverage(Batch.of("x", Values.float64(rows))).decision();
        }

        @Test
        void by_the_whole_interval_and_not_by_the_share() {
            assertThat(decision(100, 0)).isEqualTo(Decision.COVERED); // Wilson's upper end is z^2 / (n + z^2) = .037
            assertThat(decision(20, 0)).isEqualTo(Decision.UNDECIDED); // .161
            assertThat(decision(90, 10)).isEqualTo(Decision.NOT_COVERED);
            assertThat(decision(19, 1)).isEqualTo(Decision.UNDECIDED);
        }

        @Test
        void with_intervals_that_hold_for_all_lines_together() {
            Batch two = Batch.of("x", upTo(100)).with("y", upTo(100));
            CoverageReport report = FeatureSpace.of(two).pair("x", "y").coverage(two);
            assertThat(report.lines())
                    .allSatisfy(line -> assertThat(line.interval().level())
                            .isCloseTo(1 - 0.05 / 3, within(1e-15))); // an ulp of a number near 1
        }

        /** Serving rows from where training rows come from: seldom a line beyond what is expected of it. */
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void nothing_against_rows_from_where_the_training_rows_came_from(long seed) {
            var random = new SplittableRandom(seed);
            CoverageReport report = FeatureSpace.of(rows(random, 5000))
                    .pair("carrier", "distance")
                    .coverage(rows(random, 5000));
            assertThat(report.decision()).isEqualTo(Decision.COVERED);
            assertThat(report.lines()).allSatisfy(line -> {
                double error = 4 * Math.sqrt(Math.max(line.expected(), 1e-3) / 5000); // four standard errors
                assertThat(line.outside().estimate()).isCloseTo(line.expected(), within(error));
                assertThat(line.visited()).isGreaterThan(line.cells() / 2);
            });
        }

        static Batch rows(SplittableRandom random, int rows) {
            var carriers = new ArrayList<String>();
            double[] distances = new double[rows];
            for (int row = 0; row < rows; row++) {
                // Each carrier half as frequent as the one before it, so that some are seen once and some never.
                carriers.add("carrier " + Integer.numberOfTrailingZeros(random.nextInt() | 1 << 20));
                distances[row] = random.nextDouble() * random.nextDouble();
            }
            return Batch.of("carrier", Values.strings(carriers.toArray(String[]::new)))
                    .with("distance", Values.float32(distances));
        }
    }

    @Test
    void reads_as_a_table() {
        Batch training = Batch.of("carrier", Values.strings("UA", "DL", "UA", "DL"))
                .with("distance", Values.float64(100, 200, 2000, 2500));
        Batch rows =
                Batch.of("carrier", Values.strings("UA", "UA", "ZZ")).with("distance", Values.float64(150, 3000, 120));
        CoverageReport report =
                FeatureSpace.of(training).cells(2).pair("carrier", "distance").coverage(rows);
        assertThat(report).hasToString("""
                        3 rows in the feature space of 4 training rows: not covered (at most 1.00 % outside)
                        feature                       cells visited  rows outside  interval            expected  decision     found
                        carrier                       1 of 2         1 (33.33 %)   4.54 % to 84.00 %   0.00 %    not covered  ZZ (1)
                        distance [100, 2,500]         1 of 2         1 (33.33 %)   4.54 % to 84.00 %   40.00 %   not covered  above 2,500 (1)
                        carrier x distance [4 cells]  1 of 4         2 (66.67 %)   16.00 % to 95.46 %  100.00 %  not covered""");
        assertThat(report.table()).hasSize(3).allSatisfy(row -> assertThat(row).hasSameSizeAs(CoverageReport.HEADER));
    }

    @Test
    void refuses_what_cannot_be_compared() {
        Batch training = Batch.of("x", upTo(3));
        FeatureSpace space = FeatureSpace.of(training);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureSpace.of(Batch.of("x", upTo(0))))
                .withMessage("feature space: there are no training rows; give training rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureSpace.of(new Batch(3, Map.of())))
                .withMessage("feature space: there are no columns; give training rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.coverage(Batch.of("x", upTo(0))))
                .withMessage("coverage: there are no rows; give rows to look at");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.coverage(Batch.of("y", upTo(3))))
                .withMessage("coverage: the rows have the columns y, the training rows x; give the same");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.coverage(Batch.of("x", Values.int64(1))))
                .withMessage("coverage: column x is INT64, and FLOAT64 in training");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.cells(1))
                .withMessage("cells is 1; a range is divided into 2 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.limit(0))
                .withMessage("limit is 0.0; it is a share of rows above 0 and below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.coverage(training).line("y"))
                .withMessage("no line y; there are x");
    }
}
