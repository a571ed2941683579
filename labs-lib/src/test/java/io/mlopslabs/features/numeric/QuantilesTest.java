// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuantilesTest {
    @ParameterizedTest
    @CsvSource({
        "0.01, false, 1",
        "0.01, true, 13",
        "0.01, false, 13",
        "0.001, true, 13",
        "0.001, false, 13",
        "0.0001, true, 13"
    })
    void of_a_million_values_are_wrong_by_less_than_epsilon_however_they_are_split(
            double epsilon, boolean narrow, int parts) {
        double[] values = new SplittableRandom(9)
                .doubles(1_000_000, -5, 5)
                .map(x -> narrow ? (float) (x * x * x) : x * x * x)
                .toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] boundaries = boundaries(values, parts, 10, epsilon);
        for (int k = 1; k < 10; k++) {
            double rank = Arrays.binarySearch(sorted, boundaries[k - 1]) / 1e6;
            assertThat(rank).isCloseTo(k / 10.0, within(epsilon));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 1000})
    void of_a_million_rows_of_few_distinct_values_are_exact_however_they_are_split(int parts) {
        double[] values = new SplittableRandom(parts)
                .doubles(1_000_000)
                .map(x -> Math.rint(Math.log(x) * 500))
                .toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        assertThat(boundaries(values, parts, 7, 0.01))
                .containsExactly(IntStream.range(1, 7)
                        .mapToDouble(k -> sorted[k * 1_000_000 / 7])
                        .toArray());
    }

    @Test
    void of_50_000_distinct_values_are_exact() {
        double[] values = new SplittableRandom(3).doubles(50_000).toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        assertThat(boundaries(values, 9, 4, 0.01)).containsExactly(sorted[12_500], sorted[25_000], sorted[37_500]);
    }

    private static double[] boundaries(double[] values, int parts, int buckets, double epsilon) {
        var batches = new ArrayList<Batch>();
        int size = (values.length + parts - 1) / parts;
        for (int from = 0; from < values.length; from += size) {
            int to = Math.min(values.length, from + size);
            batches.add(Batch.of("x", Values.float64(Arrays.copyOfRange(values, from, to))));
        }
        var graph = Preprocessing.of(FeatureSpec.of().float64("x"), (in, out) -> {
                    Buckets.quantiles(
                            in.column("x"), buckets, QuantileOptions.standard().epsilon(epsilon));
                    out.put("x", in.column("x"));
                })
                .analyze(batches);
        return ((Numbers) graph.statistics().get(0).statistic()).toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void of_weighted_values_are_those_of_values_repeated(long seed) {
        var random = new SplittableRandom(seed);
        double[] values = random.doubles(300).map(x -> Math.rint(40 * x)).toArray();
        double[] weights = random.ints(300, 0, 6).asDoubleStream().toArray();
        double[] repeated = IntStream.range(0, 300)
                .boxed()
                .flatMapToDouble(i -> DoubleStream.generate(() -> values[i]).limit((long) weights[i]))
                .toArray();
        var graph = Preprocessing.of(FeatureSpec.of().float64("x").float64("w"), (in, out) -> {
                    Buckets.quantiles(
                            in.column("x"), 9, QuantileOptions.standard().weights(in.column("w")));
                    out.put("x", in.column("x"));
                })
                .analyze(Batch.of("x", Values.float64(values)).with("w", Values.float64(weights)));
        assertThat(((Numbers) graph.statistics().get(0).statistic()).toArray())
                .containsExactly(boundaries(repeated, 1, 9, 0.01));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 5000})
    void stand_on_numbers_sorted_as_the_library_sorts_them(int count) {
        double[] special = {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Float.MIN_VALUE, -1e-3f};
        var random = new SplittableRandom(count);
        double[] narrow = IntStream.range(0, count)
                .mapToDouble(i ->
                        i % 7 == 0 ? special[random.nextInt(special.length)] : Float.intBitsToFloat(random.nextInt()))
                .map(x -> Double.isNaN(x) ? 1 : x)
                .toArray();
        double[] sorted = Arrays.stream(narrow).map(x -> x + 0.0).sorted().toArray();
        SortedNumbers.sort(narrow, count);
        assertThat(narrow).containsExactly(sorted);
    }

    @Test
    void of_large_whole_numbers_are_told_apart_where_32_bits_cannot() {
        Values large = Values.int64(100_000_001, 100_000_002, 100_000_003, 100_000_004);
        assertThat(Preprocessing.of(
                                FeatureSpec.of().int64("x"),
                                (in, out) -> out.put("y", Buckets.bucketize(in.column("x"), 4)))
                        .analyze(Batch.of("x", large))
                        .transform(Batch.of("x", large))
                        .column("y")
                        .toDoubles())
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void per_key_leave_out_a_key_without_numbers() {
        var graph = Preprocessing.of(
                        FeatureSpec.of().float32("x").string("key"),
                        (in, out) -> out.put("y", Buckets.bucketizePerKey(in.column("x"), in.column("key"), 2)))
                .analyze(Batch.of("x", Values.float32(1, 2, Double.NaN)).with("key", Values.strings("a", "a", "b")));
        Batch served = Batch.of("x", Values.float32(3, 3)).with("key", Values.strings("a", "b"));
        assertThat(graph.transform(served).column("y").toDoubles()).containsExactly(1, -1);
    }
}
