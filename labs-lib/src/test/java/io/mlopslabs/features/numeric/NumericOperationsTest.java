// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Inputs;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NumericOperationsTest {
    private static final FeatureSpec INPUTS =
            FeatureSpec.of().float32("x").string("carrier").float32("weight").ragged("visits", DType.FLOAT32);

    private static Batch learned(String column, Values values, UnaryOperator<Column> operation, Values... served) {
        var graph = Preprocessing.of(
                        FeatureSpec.of().with(column, values.kind()),
                        (in, out) -> out.put("y", operation.apply(in.column(column))))
                .analyze(Batch.of(column, values));
        return graph.transform(Batch.of(column, served.length == 0 ? values : served[0]));
    }

    private static double[] statistic(Values values, Consumer<Column> analysis) {
        var graph = Preprocessing.of(FeatureSpec.of().with("x", values.kind()), (in, out) -> {
                    analysis.accept(in.column("x"));
                    out.put("x", in.column("x"));
                })
                .analyze(Batch.of("x", values));
        return ((Numbers) graph.statistics().get(0).statistic()).toArray();
    }

    @Nested
    class Refuses {
        static Stream<Arguments> operations() {
            return Stream.of(
                    refused(
                            in -> Scale.scaleToZScore(text(in)),
                            "scale_to_z_score of column carrier: takes numbers, not STRING"),
                    refused(
                            in -> Scale.scaleToZScorePerKey(text(in), x(in)),
                            "scale_to_z_score_per_key of columns carrier, x: takes keys of STRING or INT64, not FLOAT32"),
                    refused(
                            in -> Scale.scaleToZScorePerKey(text(in), text(in)),
                            "scale_to_z_score_per_key of column carrier: takes numbers, not STRING"),
                    refused(
                            in -> Scale.scaleTo01(text(in)),
                            "scale_to_0_1 of column carrier: takes numbers, not STRING"),
                    refused(
                            in -> Scale.scaleTo01PerKey(text(in), text(in)),
                            "scale_to_0_1_per_key of column carrier: takes numbers, not STRING"),
                    refused(
                            in -> Scale.scaleByMinMax(text(in), 0, 1),
                            "scale_by_min_max of column carrier: takes numbers, not STRING"),
                    refused(
                            in -> Scale.scaleByMinMax(x(in), 1, 1),
                            "scale_by_min_max of column x: output_min is 1.0 and output_max 1.0; the first must be the lower one, and both"
                                    + " finite"),
                    refused(
                            in -> Scale.scaleByMinMaxPerKey(x(in), text(in), 0, Double.POSITIVE_INFINITY),
                            "scale_by_min_max_per_key of columns x, carrier: output_min is 0.0 and output_max Infinity; the first must be the"
                                    + " lower one, and both finite"),
                    refused(
                            in -> Scale.scaleToGaussian(text(in)),
                            "scale_to_gaussian of column carrier: takes numbers, not STRING"),
                    refused(
                            in -> Buckets.bucketize(text(in), 4),
                            "bucketize of column carrier: takes numbers, not STRING"),
                    refused(
                            in -> Buckets.bucketizePerKey(x(in), text(in), 1),
                            "bucketize_per_key of columns x, carrier: num_buckets is 1; there must be at least 2"),
                    refused(
                            in -> Buckets.quantiles(x(in), 0),
                            "quantiles of column x: num_buckets is 0; there must be at least 2"),
                    refused(
                            in -> Buckets.quantiles(
                                    x(in), 4, QuantileOptions.standard().epsilon(1)),
                            "quantiles of column x: epsilon is 1.0; it must lie between 0 and 1"),
                    refused(
                            in -> Buckets.quantiles(
                                    x(in), 4, QuantileOptions.standard().weights(text(in))),
                            "quantiles of columns x, carrier: takes weights that are numbers, not STRING"),
                    refused(
                            in -> Buckets.applyBuckets(x(in), List.of(2.0, 1.0)),
                            "apply_buckets of column x: takes boundaries in ascending order, none of them NaN, not [2.0, 1.0]"),
                    refused(
                            in -> Buckets.applyBucketsWithInterpolation(x(in), List.of(1.0, Double.NaN)),
                            "apply_buckets_with_interpolation of column x: takes boundaries in ascending order, none of them NaN, not [1.0, NaN]"),
                    refused(
                            in -> Buckets.estimatedProbabilityDensity(x(in), List.of(1.0)),
                            "estimated_probability_density of column x: there is 1 boundary; a bin takes two"),
                    refused(
                            in -> Analyzers.histogram(x(in), List.of(2.0, 1.0)),
                            "histogram_boundaries of column x: takes boundaries in ascending order, not [2.0, 1.0]"),
                    refused(in -> Analyzers.mean(text(in)), "mean of column carrier: takes numbers, not STRING"),
                    refused(
                            in -> Analyzers.minInt64(x(in), Elements.TOGETHER),
                            "min_int64 of column x: takes whole numbers of INT64, not FLOAT32"),
                    refused(
                            in -> Analyzers.countPerKey(x(in)),
                            "count_per_key of column x: takes keys of STRING or INT64, not FLOAT32"),
                    refused(
                            in -> Matrix.covariance(x(in), in.column("visits")),
                            "covariance of columns x, visits: takes numbers, as many in each row, not FLOAT32[ragged]"),
                    refused(
                            in -> Matrix.toPrincipalComponents(2, x(in)),
                            "to_principal_components of column x: output_dim is 2; 1 numbers per row have 1 to 1 components"));
        }

        private static Arguments refused(Consumer<Inputs> operation, String message) {
            return Arguments.of(message, operation);
        }

        private static Column text(Inputs in) {
            return in.column("carrier");
        }

        private static Column x(Inputs in) {
            return in.column("x");
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("operations")
        void what_it_does_not_take_by_operation_and_column(String message, Consumer<Inputs> operation) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Preprocessing.of(INPUTS, (in, out) -> operation.accept(in)))
                    .withMessage(message);
        }

        @Test
        void to_take_quantiles_of_nothing() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learned("x", Values.float32(Double.NaN), x -> Buckets.bucketize(x, 2)))
                    .withMessage(
                            "quantiles of column x: there is no value to take quantiles of; all are missing, NaN or of weight 0");
        }

        @Test
        void an_infinite_range_for_it_would_make_one_number_of_all() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learned("x", Values.float32(1, 2, Double.POSITIVE_INFINITY), Scale::scaleTo01))
                    .withMessage(
                            "scale_to_0_1 of column x: the values reach from 1.0 to Infinity, so that all but the ends would become one number;"
                                    + " bound the column first");
        }

        @Test
        void numbers_too_far_apart_for_a_mean() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learned("x", Values.float64(1.5e308, -1.5e308), Scale::scaleToZScore))
                    .withMessage(
                            "mean_and_var of column x: the values lie further apart than 64 bits can say; divide the column by a constant first");
        }

        @Test
        void a_weight_below_zero_by_row() {
            var preprocessing = Preprocessing.of(
                    FeatureSpec.of().float32("x").float32("w"),
                    (in, out) -> out.put(
                            "y",
                            Buckets.bucketize(
                                    in.column("x"),
                                    2,
                                    QuantileOptions.standard().weights(in.column("w")))));
            Batch rows = Batch.of("x", Values.float32(1, 2)).with("w", Values.float32(1, -1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> preprocessing.analyze(rows))
                    .withMessage(
                            "quantiles of columns x, w, row 1: a weight is -1.0; it must be finite and not negative");
        }

        @Test
        void keys_that_do_not_pair_with_the_values() {
            Kind ragged = Kind.ragged(DType.STRING);
            var preprocessing = Preprocessing.of(
                    FeatureSpec.of().ragged("x", DType.FLOAT32).with("key", ragged),
                    (in, out) -> out.put("y", Scale.scaleToZScorePerKey(in.column("x"), in.column("key"))));
            Batch rows = Batch.of("x", Values.of(Kind.ragged(DType.FLOAT32), List.of(List.of(1, 2, 3))))
                    .with("key", Values.of(ragged, List.of(List.of("a", "b"))));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> preprocessing.analyze(rows))
                    .withMessage(
                            "mean_and_var_per_key of columns x, key, row 0: the row has 3 values and 2 keys; give one for each, or one for all");
        }

        @Test
        void components_of_what_is_not_finite() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> statistic(Values.float32(1, Double.NaN), Matrix::pca))
                    .withMessage("pca of column x: a covariance is NaN; take NaN and infinities out of the columns");
        }
    }

    @Nested
    class ZScore {
        @Test
        void of_a_column_whose_squares_leave_32_bits_is_still_of_variance_one() {
            Values far = Values.float32(3e19, -3e19, 1e19, -1e19, 2e19);
            double[] z = learned("x", far, Scale::scaleToZScore).column("y").toDoubles();
            assertThat(Arrays.stream(z).map(x -> x * x).average().orElseThrow())
                    .isCloseTo(1, within(1e-6)); // five roundings to 32 bits
            assertThat(statistic(far, Analyzers::var)).containsExactly(Float.MAX_VALUE);
        }

        @Test
        void of_a_position_that_no_row_had_is_the_value_itself() {
            Kind ragged = Kind.ragged(DType.FLOAT32);
            Values rows = Values.of(ragged, List.of(List.of(1), List.of(3)));
            Values longer = Values.of(ragged, List.of(List.of(3, 7)));
            assertThat(learned("x", rows, x -> Scale.scaleToZScore(x, Elements.EACH), longer)
                            .column("y")
                            .toDoubles())
                    .containsExactly(1, 7);
            assertThat(learned("x", rows, x -> Scale.scaleToGaussian(x, Elements.EACH), longer)
                            .column("y")
                            .toDoubles())
                    .containsExactly(1, 7);
            assertThat(learned(
                                    "x",
                                    rows,
                                    x -> Buckets.bucketize(
                                            x, 2, QuantileOptions.standard().elements(Elements.EACH)),
                                    longer)
                            .column("y")
                            .toDoubles())
                    .containsExactly(1, -1);
        }

        @Test
        void per_key_takes_one_key_for_all_values_of_a_row() {
            var graph = Preprocessing.of(
                            FeatureSpec.of()
                                    .with("x", new Kind(DType.FLOAT64, 2))
                                    .int64("key"),
                            (in, out) -> out.put("y", Scale.scaleToZScorePerKey(in.column("x"), in.column("key"))))
                    .analyze(Batch.of("x", Values.of(new Kind(DType.FLOAT64, 2), List.of(List.of(1, 3), List.of(5, 5))))
                            .with("key", Values.int64(10, 9)));
            Batch served = Batch.of("x", Values.of(new Kind(DType.FLOAT64, 2), List.of(List.of(4, 2))))
                    .with("key", Values.int64(10));
            assertThat(graph.transform(served).column("y").toDoubles()).containsExactly(2, 0);
        }
    }

    @Nested
    class Gaussians {
        @Test
        void have_the_l_moments_of_equally_spaced_values_in_closed_form() {
            double[] ladder = IntStream.range(0, 101).asDoubleStream().toArray();
            LMoments moments = LMoments.of(ladder, 101);
            assertThat(moments.mean()).isEqualTo(50);
            // (n + 1) / 6 and no skewness nor kurtosis, up to 101 roundings
            assertThat(moments.scale()).isCloseTo(17, within(1e-12));
            assertThat(moments.skewness()).isCloseTo(0, within(1e-13));
            assertThat(moments.kurtosis()).isCloseTo(0, within(1e-13));
        }

        @ParameterizedTest
        @ValueSource(doubles = {-30, -2, -1e-3, 0, 1e-9, 0.5, 3, 25})
        void undo_what_stretched_them(double u) {
            var shape = new TukeyHh(0.2, 0.7);
            double x = u * Math.exp((u < 0 ? 0.2 : 0.7) * u * u / 2);
            assertThat(shape.normal(x)).isCloseTo(u, within(1e-12 * Math.abs(u))); // a few roundings of a logarithm
            assertThat(shape.normal(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(shape.normal(Double.NaN)).isNaN();
        }

        @Test
        void find_the_shape_whose_l_moments_they_are_given() {
            var shape = new TukeyHh(0.1, 0.5);
            TukeyHh found = TukeyHh.of(shape.lSkewness(), shape.lKurtosis());
            assertThat(found.left()).isCloseTo(0.1, within(1e-3)); // the search stops early, as TFT's does
            assertThat(found.right()).isCloseTo(0.5, within(1e-3));
            TukeyHh mirrored = TukeyHh.of(-shape.lSkewness(), shape.lKurtosis());
            assertThat(mirrored).isEqualTo(found.mirrored());
        }

        @Test
        void of_more_values_than_are_taken_singly_have_the_shape_of_all() {
            var random = new SplittableRandom(4);
            Values heavy = Values.float64(random.doubles(200_000, 0, 1)
                    .map(p -> Math.sqrt(2) * p - Math.log(p / (1 - p)))
                    .toArray());
            double[] all = heavy.toDoubles();
            Arrays.sort(all);
            LMoments exact = LMoments.of(all, all.length);
            double[] found = statistic(heavy, x -> Analyzers.tukeyParameters(x, Elements.TOGETHER));
            TukeyHh shape = TukeyHh.of(exact.skewness(), exact.kurtosis());
            // ranks are wrong by less than 0.001, and those of the tails weigh most
            assertThat(found[2]).isCloseTo(shape.left(), within(0.01));
            assertThat(found[3]).isCloseTo(shape.right(), within(0.01));
            assertThat(found[1]).isCloseTo(exact.scale() / shape.lScale(), within(0.01));
        }
    }

    @Nested
    class Components {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 5, 12})
        void are_the_orthogonal_directions_in_which_nothing_covaries(int n) {
            var random = new SplittableRandom(n);
            double[][] factors = new double[n][n];
            double[][] covariance = new double[n][n];
            for (double[] row : factors) {
                Arrays.setAll(row, j -> random.nextDouble(-1, 1));
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < n; k++) {
                        covariance[i][j] += factors[i][k] * factors[j][k];
                    }
                }
            }
            double[] vectors = EigenVectors.of(covariance);
            double before = Double.POSITIVE_INFINITY;
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    double product = 0;
                    double covaried = 0;
                    for (int i = 0; i < n; i++) {
                        product += vectors[a * n + i] * vectors[b * n + i];
                        for (int j = 0; j < n; j++) {
                            covaried += vectors[a * n + i] * covariance[i][j] * vectors[b * n + j];
                        }
                    }
                    // a dozen sweeps of n^2 rotations, each of a few roundings
                    assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-12));
                    if (a == b) {
                        assertThat(covaried).isLessThanOrEqualTo(before + 1e-12);
                        before = covaried;
                    } else {
                        assertThat(covaried).isCloseTo(0, within(1e-12));
                    }
                }
            }
        }

        @Test
        void of_several_columns_are_those_of_one_vector() {
            Values a = Values.float64(1, 2, 3, 9);
            Values b = Values.float64(2, 1, 5, 7);
            var together = Values.of(
                    new Kind(DType.FLOAT64, 2), List.of(List.of(1, 2), List.of(2, 1), List.of(3, 5), List.of(9, 7)));
            var apart = Preprocessing.of(
                            FeatureSpec.of().float64("a").float64("b"),
                            (in, out) -> out.put("y", Matrix.toPrincipalComponents(1, in.column("a"), in.column("b"))))
                    .analyze(Batch.of("a", a).with("b", b));
            assertThat(apart.transform(new Batch(4, Map.of("a", a, "b", b))).column("y"))
                    .isEqualTo(learned("x", together, x -> Matrix.toPrincipalComponents(1, x))
                            .column("y"));
        }
    }
}
