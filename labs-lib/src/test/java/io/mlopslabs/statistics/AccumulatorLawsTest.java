// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.testing.AccumulatorContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccumulatorLawsTest {
    abstract static class OfDoubles<A, O> extends AccumulatorContract<Double, A, O> {
        @Override
        protected Double row(SplittableRandom random) {
            return switch (random.nextInt(40)) {
                case 0 -> Double.NaN;
                case 1 -> -0.0;
                case 2 -> 0.0;
                default ->
                    random.nextInt(4) == 0 ? (double) random.nextInt(10) : 3 - 10 * Math.log(random.nextDouble());
            };
        }
    }

    /** For answers that are whole numbers or sets of them: nothing to round. */
    abstract static class Exact<A, O> extends OfDoubles<A, O> {
        @Override
        protected void assertSame(O actual, O expected, List<Double> rows) {
            assertEqualBits(actual, expected);
        }
    }

    @Nested
    class Counting extends Exact<Long, Long> {
        @Override
        protected Accumulator<Double, Long, Long> accumulator() {
            return new Count().contramap(row -> row);
        }
    }

    @Nested
    class Counting_into_bins extends Exact<Object, Histogram> {
        @Override
        @SuppressWarnings("unchecked") // the state type is hidden; the contract hands back what it was given
        protected Accumulator<Double, Object, Histogram> accumulator() {
            return (Accumulator<Double, Object, Histogram>) Histogram.accumulator(0, 1, 2, 5, 20);
        }
    }

    @Nested
    class Moments_of_a_column extends OfDoubles<Moments, Moments> {
        @Override
        protected Accumulator<Double, Moments, Moments> accumulator() {
            return Moments.accumulator();
        }

        @Override
        protected void assertSame(Moments actual, Moments expected, List<Double> rows) {
            assertThat(actual.count()).isEqualTo(expected.count());
            assertThat(actual.nan()).isEqualTo(expected.nan());
            assertThat(actual.min()).isEqualTo(expected.min());
            assertThat(actual.max()).isEqualTo(expected.max());
            // Some 2000 additions of half an ulp each, at a condition number near 1: 1e-12 relative is five times that.
            assertThat(actual.mean()).isCloseTo(expected.mean(), within(1e-12 * Math.abs(expected.mean())));
            assertThat(actual.variance(0)).isCloseTo(expected.variance(0), within(1e-12 * expected.variance(0)));
            assertThat(actual.skewness()).isCloseTo(expected.skewness(), within(1e-11));
            assertThat(actual.kurtosis()).isCloseTo(expected.kurtosis(), within(1e-10));
        }
    }

    @Nested
    class Moments_of_a_column_with_infinities extends Moments_of_a_column {
        @Override
        protected Double row(SplittableRandom random) {
            return random.nextInt(50) == 0 ? Double.POSITIVE_INFINITY : super.row(random);
        }

        @Override
        protected void assertSame(Moments actual, Moments expected, List<Double> rows) {
            assertEqualBits(actual, expected);
        }
    }

    @Nested
    class Quantiles_of_a_column extends OfDoubles<QuantileSketch, Quantiles> {
        @Override
        protected Accumulator<Double, QuantileSketch, Quantiles> accumulator() {
            return new QuantileAccumulator(32);
        }

        @Override
        protected void assertSame(Quantiles actual, Quantiles expected, List<Double> rows) {
            for (Quantiles one : List.of(actual, expected)) {
                assertThat(one.count() + one.nan()).isEqualTo(rows.size());
                QuantilesTest.assertWithinBound(
                        one,
                        rows.stream()
                                .mapToDouble(row -> row)
                                .filter(row -> !Double.isNaN(row))
                                .sorted()
                                .toArray());
            }
        }
    }

    @Nested
    class Several_over_one_pass extends Exact<Object, Map<String, Object>> {
        @Override
        @SuppressWarnings("unchecked") // the state type is hidden; the contract hands back what it was given
        protected Accumulator<Double, Object, Map<String, Object>> accumulator() {
            Accumulator<Double, ?, String> zipped =
                    Histogram.accumulator(0, 2, 9).zip(Accumulators.count(), (bins, n) -> bins + " of " + n);
            return (Accumulator<Double, Object, Map<String, Object>>) (Accumulator<Double, ?, ?>)
                    Accumulators.<String, Double, Object>all(Map.of("zipped", zipped, "rows", Accumulators.count()));
        }

        @Override
        protected void assertEqualBits(Map<String, Object> actual, Map<String, Object> expected) {
            assertThat(actual).isEqualTo(expected);
        }
    }

    /** A person's own accumulator: four methods, no byte form of its own. */
    record Distinct() implements Accumulator<Double, List<Double>, List<Double>> {
        @Override
        public List<Double> create() {
            return new ArrayList<>();
        }

        @Override
        public List<Double> add(List<Double> state, Double row) {
            if (!state.contains(row)) {
                state.add(row);
            }
            return state;
        }

        @Override
        public List<Double> merge(List<Double> left, List<Double> right) {
            right.forEach(row -> add(left, row));
            return left;
        }

        @Override
        public List<Double> extract(List<Double> state) {
            return state.stream().sorted().toList();
        }
    }

    @Nested
    class Written_with_four_methods_only extends Exact<List<Double>, List<Double>> {
        @Override
        protected Accumulator<Double, List<Double>, List<Double>> accumulator() {
            return new Distinct();
        }
    }

    @Test
    void no_partitions_give_the_answer_of_no_rows() {
        assertThat(LocalExecutor.FORK_JOIN.runPartitions(Accumulators.count(), List.<List<String>>of()))
                .isZero();
    }

    @Test
    void rows_and_answers_can_be_mapped() {
        var length = Moments.accumulator()
                .<String>contramap(word -> (double) word.length())
                .map(Moments::mean);
        assertThat(length.over(List.of("a", "abc"))).isEqualTo(2);
    }

    @Test
    void several_over_one_pass_answer_in_the_order_given() {
        var parts = new LinkedHashMap<String, Accumulator<Double, ?, Double>>();
        parts.put("mean", Moments.accumulator().map(Moments::mean));
        parts.put("largest", Moments.accumulator().map(Moments::max));
        assertThat(Accumulators.<String, Double, Double>all(parts).over(List.of(1.0, 5.0)))
                .hasToString("{mean=3.0, largest=5.0}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Accumulators.all(Map.of()))
                .withMessage("parts is empty; give at least one accumulator");
    }

    @Test
    void a_state_without_a_byte_form_is_refused_with_what_to_do() {
        var distinct = new Accumulator<Double, Object, Object>() {
            @Override
            public Object create() {
                return new Object();
            }

            @Override
            public Object add(Object state, Double row) {
                return state;
            }

            @Override
            public Object merge(Object left, Object right) {
                return left;
            }

            @Override
            public Object extract(Object state) {
                return state;
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> distinct.toBytes(new Object()))
                .withMessage("the state java.lang.Object is not Serializable; make it so, or override write and read");
    }
}
