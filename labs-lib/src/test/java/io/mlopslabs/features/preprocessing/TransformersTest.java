// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.features.transform.AnalyzerCache;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.features.transform.Values;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TransformersTest {
    static Stream<NumericEstimator<?>> transformers() {
        return Stream.of(
                new StandardScaler(),
                new MinMaxScaler(),
                new MaxAbsScaler(),
                new RobustScaler(),
                new Normalizer(),
                new Binarizer(0.5),
                new PowerTransformer(),
                new QuantileTransformer(),
                new KBinsDiscretizer(),
                new PolynomialFeatures(),
                new SplineTransformer());
    }

    static Stream<CategoricalEstimator<?>> encoders() {
        return Stream.of(new OneHotEncoder(), new OrdinalEncoder());
    }

    private static double[][] numbers(int rows) {
        var random = new Random(9);
        double[][] numbers = new double[rows][];
        for (int row = 0; row < rows; row++) {
            numbers[row] = new double[] {random.nextGaussian(), 3 * random.nextDouble()};
        }
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("transformers")
    void a_transformer_in_a_graph_does_to_each_row_alone_what_it_does_by_itself_to_all(NumericEstimator<?> estimator) {
        double[][] rows = numbers(60);
        Preprocessing preprocessing = Preprocessing.of(
                FeatureSpec.of().float64("a").ragged("b", DType.FLOAT64),
                (in, out) -> out.put("y", Transformers.apply(estimator, in.column("a"), in.column("b"))));
        List<Batch> days = List.of(batch(rows, 0, 25), batch(rows, 25, 60));
        TransformGraph graph =
                TransformGraph.fromJson(preprocessing.analyze(days).toJson());
        double[][] expected = estimator.fit(rows).transform(rows);
        for (int r = 0; r < rows.length; r++) {
            assertThat(graph.transform(batch(rows, r, r + 1)).toMatrix()[0]).isEqualTo(expected[r]);
        }
        var cache = AnalyzerCache.inMemory();
        preprocessing.analyze(Map.of("monday", days.subList(0, 1)), cache);
        var both = new LinkedHashMap<String, List<Batch>>();
        both.put("monday", days.subList(0, 1));
        both.put("tuesday", days.subList(1, 2));
        assertThat(preprocessing.analyze(both, cache).toJson()).isEqualTo(graph.toJson());
    }

    private static Batch batch(double[][] rows, int from, int to) {
        var columns = new LinkedHashMap<String, Values>();
        columns.put(
                "a",
                Values.float64(
                        Arrays.stream(rows, from, to).mapToDouble(row -> row[0]).toArray()));
        columns.put(
                "b",
                Values.of(
                        Kind.ragged(DType.FLOAT64),
                        Arrays.stream(rows, from, to).map(row -> row[1]).toList()));
        return new Batch(to - from, columns);
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void an_encoder_in_a_graph_does_to_each_row_alone_what_it_does_by_itself_to_all(CategoricalEstimator<?> encoder) {
        Object[][] rows = {{"UA", 1L, 0.5}, {"é😀", 2L, null}, {"AA", -3L, 0.5}, {"UA", 2L, 7.0}};
        Preprocessing preprocessing = Preprocessing.of(
                FeatureSpec.of().string("s").int64("n").ragged("x", DType.FLOAT64),
                (in, out) ->
                        out.put("y", Transformers.encode(encoder, in.column("s"), in.column("n"), in.column("x"))));
        TransformGraph graph =
                TransformGraph.fromJson(preprocessing.analyze(categories(rows)).toJson());
        double[][] expected = encoder.fit(rows).transform(rows);
        assertThat(graph.outputs().columns().get("y")).isEqualTo(new Kind(DType.FLOAT64, expected[0].length));
        for (int r = 0; r < rows.length; r++) {
            assertThat(graph.transform(categories(rows[r])).toMatrix()[0]).isEqualTo(expected[r]);
        }
    }

    private static Batch categories(Object[]... rows) {
        var columns = new LinkedHashMap<String, Values>();
        columns.put(
                "s",
                Values.of(
                        Kind.scalar(DType.STRING),
                        Arrays.stream(rows).map(row -> row[0]).toList()));
        columns.put(
                "n",
                Values.of(
                        Kind.scalar(DType.INT64),
                        Arrays.stream(rows).map(row -> row[1]).toList()));
        columns.put(
                "x",
                Values.of(
                        Kind.ragged(DType.FLOAT64),
                        Arrays.stream(rows).map(row -> row[2]).toList()));
        return new Batch(rows.length, columns);
    }

    @Test
    void an_unknown_category_is_named_with_column_and_encoder() {
        Preprocessing preprocessing = Preprocessing.of(
                FeatureSpec.of().string("carrier"),
                (in, out) -> out.put("y", Transformers.encode(new OneHotEncoder(), in.column("carrier"))));
        TransformGraph graph = preprocessing.analyze(Batch.of("carrier", Values.strings("AA", "UA")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.transform(Batch.of("carrier", Values.strings("AA", "ZZ"))))
                .withMessageStartingWith("OneHotEncoder of column carrier, row 1: ");
    }

    @Test
    void texts_are_refused_where_numbers_are_taken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.of(
                        FeatureSpec.of().string("s"),
                        (in, out) -> out.put("y", Transformers.apply(new StandardScaler(), in.column("s")))))
                .withMessage("StandardScaler of column s: takes numbers, not STRING");
    }

    @Test
    void two_settings_of_one_transformer_are_two_statistics() {
        Preprocessing preprocessing = Preprocessing.of(FeatureSpec.of().float64("x"), (in, out) -> out.put(
                        "a", Transformers.apply(new MinMaxScaler(), in.column("x")))
                .put("b", Transformers.apply(new MinMaxScaler(-1, 1, false), in.column("x")))
                .put("c", Transformers.apply(new MinMaxScaler(), in.column("x"))));
        assertThat(preprocessing.analyze(Batch.of("x", Values.float64(1, 2))).statistics())
                .hasSize(2);
    }
}
