// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuantilesTest {
    private static final double ROUNDING = 1e-12; // shares are quotients of whole numbers below 2^53

    enum Shape {
        SORTED,
        REVERSED,
        CONSTANT,
        FEW_VALUES,
        ORGAN_PIPE,
        HEAVY_TAILED,
        INFINITE_ENDS;

        private double value(int i) {
            return switch (this) {
                case SORTED -> i;
                case REVERSED -> -i;
                case CONSTANT -> 7;
                case FEW_VALUES -> i % 5;
                case ORGAN_PIPE -> i % 2 == 0 ? i : -i;
                case HEAVY_TAILED -> Math.pow(new SplittableRandom(i).nextDouble(), -4);
                case INFINITE_ENDS -> i % 3 == 0 ? Double.NEGATIVE_INFINITY : i % 3 == 1 ? i : Double.POSITIVE_INFINITY;
            };
        }

        List<Double> rows(int n) {
            return IntStream.range(0, n).mapToDouble(this::value).boxed().toList();
        }
    }

    /** Holds every answer against the sorted column: rank within the bound that the answer itself states. */
    static void assertWithinBound(Quantiles quantiles, double[] sorted) {
        double n = sorted.length;
        double bound = quantiles.rankError() + ROUNDING;
        for (int i = 0; i <= 200; i++) {
            double q = i / 200.0;
            double x = quantiles.quantile(q);
            long below = Arrays.stream(sorted).filter(v -> v < x).count();
            long atMost = Arrays.stream(sorted).filter(v -> v <= x).count();
            assertThat(below / n).as("share below quantile %s", q).isLessThanOrEqualTo(q + bound);
            assertThat(atMost / n).as("share up to quantile %s", q).isGreaterThanOrEqualTo(q - bound);
            assertThat(Math.abs(quantiles.rank(x) - atMost / n))
                    .as("rank of %s", x)
                    .isLessThanOrEqualTo(bound);
        }
        assertThat(quantiles.min()).isEqualTo(sorted[0] + 0.0);
        assertThat(quantiles.max()).isEqualTo(sorted[sorted.length - 1]);
    }

    private static double worstCase(int size, double n) {
        return n < size ? 0 : (Math.floor(Math.log(n / size) / Math.log(2)) + 1) / size;
    }

    private static double[] sorted(List<Double> rows) {
        return rows.stream().mapToDouble(x -> x).sorted().toArray();
    }

    @ParameterizedTest
    @EnumSource
    void keep_the_rank_error_they_state_in_one_pass_and_state_about_half_the_worst_case(Shape shape) {
        var rows = shape.rows(50_000);
        Quantiles quantiles = Quantiles.accumulator(128).over(rows);
        assertWithinBound(quantiles, sorted(rows));
        assertThat(quantiles.rankError()).isLessThanOrEqualTo(0.6 * worstCase(128, rows.size()));
    }

    @ParameterizedTest
    @EnumSource
    void keep_the_rank_error_they_state_over_many_merges_and_state_no_more_than_the_worst_case(Shape shape) {
        var rows = shape.rows(50_000);
        var partitions = new ArrayList<List<Double>>();
        for (int from = 0; from < rows.size(); from += 129) { // 129: each part has halved once, all the same way
            partitions.add(rows.subList(from, Math.min(rows.size(), from + 129)));
        }
        Quantiles quantiles = LocalExecutor.SEQUENTIAL.runPartitions(Quantiles.accumulator(128), partitions);
        assertThat(quantiles.count()).isEqualTo(rows.size());
        assertWithinBound(quantiles, sorted(rows));
        assertThat(quantiles.rankError()).isPositive().isLessThanOrEqualTo(worstCase(128, rows.size()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keep_the_rank_error_for_random_columns_in_random_parts(long seed) {
        var random = new SplittableRandom(seed);
        var rows = random.doubles(20_000).map(x -> Math.tan(3 * x)).boxed().toList();
        var sketch = new QuantileAccumulator(2 + 2 * random.nextInt(40));
        QuantileSketch sum = sketch.create();
        for (int from = 0; from < rows.size(); ) {
            int to = Math.min(rows.size(), from + random.nextInt(3000));
            QuantileSketch part = sketch.create();
            for (double row : rows.subList(from, to)) {
                part = sketch.add(part, row);
            }
            sum = random.nextInt(2) == 0 ? sketch.merge(sum, part) : sketch.merge(part, sum);
            from = to;
        }
        assertWithinBound(sketch.extract(sum), sorted(rows));
        assertThat(sketch.extract(sum).rankError()).isLessThanOrEqualTo(worstCase(sketch.size(), rows.size()));
    }

    @Test
    void are_exact_below_the_size() {
        var rows = Shape.REVERSED.rows(2047);
        Quantiles quantiles = Quantiles.accumulator().over(rows);
        assertThat(quantiles.rankError()).isZero();
        assertThat(quantiles.median()).isEqualTo(-1023);
        assertThat(quantiles.rank(-2046)).isEqualTo(1 / 2047.0);
    }

    @Test
    void need_memory_that_hardly_grows_with_the_rows() {
        var accumulator = new QuantileAccumulator(64);
        QuantileSketch state = accumulator.create();
        for (int i = 0; i < 1 << 20; i++) {
            state.add(i);
        }
        int levels = 20 - 6 + 2; // log2(rows / size), the bottom and the top
        assertThat(accumulator.toBytes(state).length).isLessThan(levels * (64 * 8 + 4) + 44);
    }

    @Test
    void stay_under_one_percent_to_two_billion_rows_by_the_stated_worst_case() {
        assertThat(worstCase(Quantiles.DEFAULT_SIZE, 2e9)).isLessThan(0.01);
        assertThat(worstCase(Quantiles.DEFAULT_SIZE, 1e6)).isLessThan(0.0044);
        assertThat(worstCase(Quantiles.DEFAULT_SIZE, 1e9)).isLessThan(0.0093);
    }

    @Test
    void without_values_are_nan() {
        Quantiles none = Quantiles.accumulator().over(List.of(Double.NaN));
        assertThat(none.nan()).isEqualTo(1);
        assertThat(List.of(none.median(), none.min(), none.max(), none.rank(1))).containsOnly(Double.NaN);
        assertThat(none.rankError()).isZero();
    }

    @Test
    void print_on_one_line() {
        assertThat(Quantiles.accumulator().over(List.of(1.0, 2.0, 3.0, 4.0, Double.NaN)))
                .hasToString("n = 4, min 1, quartiles 1 2 3, max 4 (rank error at most 0), 1 NaN");
    }

    @Test
    void refuse_an_odd_size_and_a_share_above_1() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantiles.accumulator(7))
                .withMessage("size is 7; give an even number of at least 2, such as 2048");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantiles.accumulator().over(List.of(1.0)).quantile(50))
                .withMessage("q is 50.0; a quantile is a share from 0 to 1");
    }
}
