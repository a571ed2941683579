// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.testing.AccumulatorContract;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DistinctCountTest {
    abstract static class Laws extends AccumulatorContract<String, HashSketch, DistinctCount> {
        @Override
        protected String row(SplittableRandom random) {
            int value = random.nextInt(600);
            return value == 0 ? "" : "v" + value;
        }

        @Override
        protected void assertSame(DistinctCount actual, DistinctCount expected, List<String> rows) {
            assertThat(actual).isEqualTo(expected); // a function of the set: no tolerance
        }
    }

    @Nested
    class While_exact extends Laws {
        @Override
        protected Accumulator<String, HashSketch, DistinctCount> accumulator() {
            return new DistinctCountAccumulator(600);
        }
    }

    @Nested
    class From_a_sketch extends Laws {
        @Override
        protected Accumulator<String, HashSketch, DistinctCount> accumulator() {
            return new DistinctCountAccumulator(100);
        }
    }

    private static Stream<String> numbered(int n, long seed) {
        return IntStream.range(0, n).mapToObj(i -> seed + ":" + i);
    }

    @Test
    void is_exact_up_to_the_bound_however_often_values_occur() {
        var twice = Stream.concat(numbered(DistinctCount.EXACT, 1), numbered(DistinctCount.EXACT, 1))
                .toList();
        assertThat(DistinctCount.accumulator().over(twice)).isEqualTo(new DistinctCount(DistinctCount.EXACT, 0));
        assertThat(DistinctCount.accumulator().over(List.of())).isEqualTo(new DistinctCount(0, 0));
        DistinctCount oneMore = DistinctCount.accumulator()
                .over(numbered(DistinctCount.EXACT + 1, 1).toList());
        assertThat(oneMore.isExact()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 100_000, 1_000_000})
    void keeps_the_relative_error_it_states_beyond_the_bound(int n) {
        int seeds = n == 1_000_000 ? 4 : 20;
        double squares = 0;
        for (long seed = 1; seed <= seeds; seed++) {
            List<String> rows = numbered(n, seed).toList();
            double error = DistinctCount.accumulator().over(rows).estimate() / (double) n - 1;
            assertThat(error).isCloseTo(0, within(4 * DistinctCount.SKETCH_ERROR)); // once in 16,000 columns
            squares += error * error;
        }
        // the root mean square of 20 normal errors is below 1.5 times their standard deviation but once in 2,000 times,
        // of 4 but once in 50
        assertThat(Math.sqrt(squares / seeds)).isLessThan(1.5 * DistinctCount.SKETCH_ERROR);
    }

    @Test
    void refuses_a_missing_value() {
        var accumulator = new DistinctCountAccumulator(10);
        assertThatNullPointerException()
                .isThrownBy(() -> accumulator.add(accumulator.create(), null))
                .withMessage("a missing value is no value to count; leave it out");
    }
}
