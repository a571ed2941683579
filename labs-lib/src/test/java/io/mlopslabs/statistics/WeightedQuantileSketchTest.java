// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mlopslabs.statistics.WeightedQuantileSketch.Weighted;
import io.mlopslabs.testing.AccumulatorContract;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WeightedQuantileSketchTest {
    private static final double ROUNDING = 1e-12; // quarters add up exactly; shares are quotients of them

    enum Shape {
        SORTED,
        REVERSED,
        CONSTANT,
        FEW_VALUES,
        ORGAN_PIPE,
        HEAVY_TAILED,
        INFINITE_ENDS,
        ONE_WEIGHS_HALF;

        private Weighted row(int i, int n) {
            double random = new SplittableRandom(i).nextDouble();
            double weight = this == ONE_WEIGHS_HALF ? i == n / 3 ? n : 1 : Math.ceil(random * 8) / 4;
            return new Weighted(
                    switch (this) {
                        case SORTED -> i;
                        case REVERSED -> -i;
                        case CONSTANT -> 7;
                        case FEW_VALUES -> i % 5;
                        case ORGAN_PIPE -> i % 2 == 0 ? i : -i;
                        case HEAVY_TAILED, ONE_WEIGHS_HALF -> Math.pow(random, -4);
                        case INFINITE_ENDS ->
                            i % 3 == 0 ? Double.NEGATIVE_INFINITY : i % 3 == 1 ? i : Double.POSITIVE_INFINITY;
                    },
                    weight);
        }

        List<Weighted> rows(int n) {
            return IntStream.range(0, n).mapToObj(i -> row(i, n)).toList();
        }
    }

    /** Holds boundaries and cumulative weights against the rows: off by no more than the sketch says itself. */
    private static void assertWithinBound(WeightedQuantileSketch sketch, List<Weighted> rows) {
        var sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingDouble(Weighted::value));
        double total = rows.stream().mapToDouble(Weighted::weight).sum();
        assertThat(sketch.totalWeight()).isEqualTo(total);
        double bound = total * (sketch.rankError() + ROUNDING);
        var quantiles = sketch.quantiles(100);
        for (int i = 0; i <= 100; i++) {
            double x = quantiles.boundaries()[i];
            double below = 0;
            double atMost = 0;
            for (Weighted row : sorted) {
                below += row.value() < x ? row.weight() : 0;
                atMost += row.value() <= x ? row.weight() : 0;
            }
            double wanted = total * i / 100;
            assertThat(below).as("weight below boundary %s", i).isLessThanOrEqualTo(wanted + bound);
            assertThat(atMost).as("weight up to boundary %s", i).isGreaterThanOrEqualTo(wanted - bound);
            assertThat(Math.abs(quantiles.cumulativeWeights()[i] - atMost))
                    .as("cumulative weight of boundary %s", i)
                    .isLessThanOrEqualTo(bound);
        }
        assertThat(quantiles.boundaries()[0]).isEqualTo(sorted.get(0).value());
        assertThat(quantiles.boundaries()[100])
                .isEqualTo(sorted.get(sorted.size() - 1).value());
    }

    abstract static class Laws extends AccumulatorContract<Weighted, WeightedQuantileSketch, WeightedQuantileSketch> {
        @Override
        protected Weighted row(SplittableRandom random) {
            double value =
                    switch (random.nextInt(40)) {
                        case 0 -> Double.POSITIVE_INFINITY;
                        case 1 -> -0.0;
                        case 2 -> 0.0;
                        default -> random.nextInt(4) == 0 ? random.nextInt(10) : -Math.log(random.nextDouble());
                    };
            return new Weighted(value, random.nextInt(9) / 4.0); // 0 among them
        }

        @Override
        protected void assertSame(WeightedQuantileSketch actual, WeightedQuantileSketch expected, List<Weighted> rows) {
            var counted = rows.stream().filter(row -> row.weight() > 0).toList();
            assertWithinBound(actual, counted);
            assertWithinBound(expected, counted);
        }

        @Override
        protected void assertEqualBits(WeightedQuantileSketch actual, WeightedQuantileSketch expected) {
            assertThat(actual.totalWeight()).isEqualTo(expected.totalWeight());
            assertThat(actual.rankError()).isEqualTo(expected.rankError());
            assertThat(actual.quantiles(1_000).boundaries())
                    .containsExactly(expected.quantiles(1_000).boundaries());
            assertThat(actual.quantiles(1_000).cumulativeWeights())
                    .containsExactly(expected.quantiles(1_000).cumulativeWeights());
        }
    }

    @Nested
    class While_exact extends Laws {
        @Override
        protected Accumulator<Weighted, WeightedQuantileSketch, WeightedQuantileSketch> accumulator() {
            return new WeightedQuantileAccumulator(WeightedQuantileSketch.EXACT);
        }

        @Override
        protected void assertSame(WeightedQuantileSketch actual, WeightedQuantileSketch expected, List<Weighted> rows) {
            super.assertSame(actual, expected, rows);
            assertThat(actual.rankError()).isZero();
            assertEqualBits(actual, expected);
        }
    }

    @Nested
    class Of_64_values_a_level extends Laws {
        @Override
        protected Accumulator<Weighted, WeightedQuantileSketch, WeightedQuantileSketch> accumulator() {
            return new WeightedQuantileAccumulator(64);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keeps_the_rank_error_it_states_over_many_levels(Shape shape) {
        var rows = shape.rows(20_000);
        var sketch = new WeightedQuantileAccumulator(128).over(rows);
        assertWithinBound(sketch, rows);
        boolean few = shape == Shape.CONSTANT || shape == Shape.FEW_VALUES;
        assertThat(sketch.rankError()).isBetween(few ? 0 : 1.0 / 127, few ? 0 : 9.0 / 127); // log2(20,000 / 128) is 7.3
    }

    @ParameterizedTest
    @EnumSource
    void keeps_the_rank_error_it_states_when_uneven_parts_are_merged(Shape shape) {
        var rows = shape.rows(20_000);
        var accumulator = new WeightedQuantileAccumulator(128);
        var all = accumulator.create();
        var random = new SplittableRandom(5);
        for (int from = 0; from < rows.size(); ) {
            int to = Math.min(rows.size(), from + 1 + (int) (Math.pow(random.nextDouble(), 6) * 3_000));
            all.merge(accumulator.over(rows.subList(from, to)));
            from = to;
        }
        assertWithinBound(all, rows);
        assertThat(all.rankError()).isLessThanOrEqualTo(12.0 / 127);
    }

    @Test
    void states_less_than_epsilon_for_a_million_distinct_values() {
        var sketch = new WeightedQuantileSketch(0.01);
        for (int i = 0; i < 1_000_000; i++) {
            sketch.add((double) ((i * 7_919L) % 1_000_003), 1);
        }
        assertThat(sketch.rankError()).isGreaterThan(0).isLessThan(0.01);
        // 1,000,000 of the values 0..1,000,002 are there: the value is its rank, give or take 3
        double[] boundaries = sketch.quantiles(10).boundaries();
        for (int i = 0; i <= 10; i++) {
            assertThat(Math.abs(boundaries[i] - i * 100_000)).isLessThanOrEqualTo(1_000_000 * sketch.rankError() + 3);
        }
    }

    @Test
    void a_quantile_is_an_element_as_in_tfdv() {
        var sketch = new WeightedQuantileSketch(0.01);
        for (double value : new double[] {4, 2, 1, 3}) {
            sketch.add(value, 1);
        }
        assertThat(sketch.quantiles(2).boundaries()).containsExactly(1, 3, 4);
        assertThat(sketch.quantiles(2).cumulativeWeights()).containsExactly(1, 3, 4);
        assertThat(sketch).hasToString("weight 4, min 1, quartiles 2 3 4, max 4 (rank error at most 0)");
    }

    @Test
    void a_heavy_value_takes_several_boundaries() {
        var sketch = new WeightedQuantileSketch(0.01);
        sketch.add(1, 1);
        sketch.add(2, 8);
        sketch.add(3, 1);
        assertThat(sketch.quantiles(4).boundaries()).containsExactly(1, 2, 2, 2, 3);
    }

    @Test
    void refuses_what_has_no_rank() {
        var sketch = new WeightedQuantileSketch(0.01);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sketch.add(Double.NaN, 1))
                .withMessage("a quantile needs a number and a weight that is not negative, not NaN of weight 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sketch.add(1, -1))
                .withMessage("a quantile needs a number and a weight that is not negative, not 1.0 of weight -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightedQuantileSketch.accumulator(1))
                .withMessage("epsilon must lie between 0 and 1, not 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sketch.quantiles(0))
                .withMessage("quantiles need at least one bucket, not 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> sketch.quantiles(1))
                .withMessage("there are no quantiles of no values");
    }
}
