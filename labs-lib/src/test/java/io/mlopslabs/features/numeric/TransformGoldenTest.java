// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Inputs;
import io.mlopslabs.features.transform.Outputs;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.features.transform.Values;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Features against TensorFlow Transform: rows that were analyzed and rows that are served, in one, two and many batches, before and after JSON. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TransformGoldenTest {
    private static final String OTHER = ": "; // TFT has one output, which has no name

    @TestFactory
    Stream<DynamicTest> scaling() {
        return tests("scaling");
    }

    @TestFactory
    Stream<DynamicTest> buckets() {
        return tests("buckets").filter(test -> !isStatistic(test.getDisplayName()));
    }

    @TestFactory
    Stream<DynamicTest> gaussian() {
        return tests("gaussian").filter(test -> !isStatistic(test.getDisplayName()));
    }

    @Test
    void every_case_is_run_here_or_with_the_statistics() {
        assertThat(Golden.read("features/tft_scaling").cases()).hasSize(55);
        assertThat(Golden.read("features/tft_buckets").cases()).hasSize(51);
        assertThat(Golden.read("features/tft_gaussian").cases()).hasSize(19);
    }

    /** Tells which functions {@link StatisticGoldenTest} runs. */
    static boolean isStatistic(String name) {
        return name.startsWith("tft.quantiles" + OTHER) || name.startsWith("tft.tukey_");
    }

    private static Stream<DynamicTest> tests(String topic) {
        return Golden.read("features/tft_" + topic).cases().stream()
                .map(c -> DynamicTest.dynamicTest(c.function() + OTHER + c.name(), () -> check(c)));
    }

    /** The feature of a case that has one. */
    private static final String ONE = "y";

    private static void check(Case c) {
        Assumptions.assumeFalse(
                c.arguments().findValuesAsText("cast_to").contains("float16"), "this library has no float16");
        Batch rows = GoldenTable.batch(c.arguments().get("analyze"));
        Optional<Batch> served =
                Optional.ofNullable(c.arguments().get("transform")).map(GoldenTable::batch);
        if (c.expected().has("error")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> preprocessing(c, rows))
                    .withMessage("bucketize of column x: num_buckets is 1; there must be at least 2");
            return;
        }
        Preprocessing preprocessing = preprocessing(c, rows);
        for (int parts : new int[] {1, 2, rows.rows()}) {
            TransformGraph graph = preprocessing.analyze(GoldenTable.split(rows, parts));
            for (TransformGraph used : List.of(graph, TransformGraph.fromJson(graph.toJson()))) {
                Map<String, Object> found = new LinkedHashMap<>();
                found.put("transformed", features(used.transform(rows)));
                served.ifPresent(batch -> found.put("served", features(used.transform(batch))));
                var wanted = new Case(c.name(), c.function(), c.arguments(), wanted(c.expected()), c.tolerance());
                wanted.check(any -> found);
            }
        }
    }

    private static Preprocessing preprocessing(Case c, Batch rows) {
        return Preprocessing.of(GoldenTable.spec(rows), (in, out) -> put(c, in, out));
    }

    private static void put(Case c, Inputs in, Outputs out) {
        JsonNode parameters = c.arguments().get("parameters");
        Column x = in.column("x");
        String cast = c.arguments().at("/analyze/x/cast_to").asText();
        if (!cast.isEmpty()) {
            x = x.cast(cast.startsWith("int") ? DType.INT64 : DType.FLOAT64);
        }
        if (parameters.has("output_dtype")) {
            x = x.cast(DType.FLOAT64); // the feature of a FLOAT64 column is one
        }
        Elements elements = parameters.path("elementwise").asBoolean() ? Elements.EACH : Elements.TOGETHER;
        double outputMin = parameters.path("output_min").asDouble();
        double outputMax = parameters.path("output_max").asDouble();
        int numBuckets = parameters.path("num_buckets").asInt();
        List<Double> boundaries =
                GoldenTable.numbers(parameters.path("bucket_boundaries").path(0));
        switch (c.function()) {
            case "tft.scale_to_z_score" -> out.put(ONE, Scale.scaleToZScore(x, elements));
            case "tft.scale_to_0_1" -> out.put(ONE, Scale.scaleTo01(x, elements));
            case "tft.scale_by_min_max" -> out.put(ONE, Scale.scaleByMinMax(x, outputMin, outputMax, elements));
            case "tft.scale_to_z_score/scale_to_0_1" ->
                out.put("scale_to_z_score", Scale.scaleToZScore(x)).put("scale_to_0_1", Scale.scaleTo01(x));
            case "tft.scale_to_z_score_per_key" -> out.put(ONE, Scale.scaleToZScorePerKey(x, in.column("key")));
            case "tft.scale_to_0_1_per_key" -> out.put(ONE, Scale.scaleTo01PerKey(x, in.column("key")));
            case "tft.scale_by_min_max_per_key" ->
                out.put(ONE, Scale.scaleByMinMaxPerKey(x, in.column("key"), outputMin, outputMax));
            case "tft.scale_to_gaussian" -> out.put(ONE, Scale.scaleToGaussian(x, elements));
            case "tft.bucketize" ->
                out.put(ONE, Buckets.bucketize(x, numBuckets, options(c, in).elements(elements)));
            case "tft.bucketize_per_key" ->
                out.put(ONE, Buckets.bucketizePerKey(x, in.column("key"), numBuckets, options(c, in)));
            case "tft.apply_buckets" -> out.put(ONE, Buckets.applyBuckets(x, boundaries));
            case "tft.apply_buckets_with_interpolation" ->
                out.put(ONE, Buckets.applyBucketsWithInterpolation(x, boundaries));
            case "tft.apply_buckets_with_interpolation(tft.quantiles)" ->
                out.put(ONE, Buckets.applyBucketsWithInterpolation(x, Buckets.quantiles(x, numBuckets)));
            case "tft.estimated_probability_density" ->
                out.put(ONE, Buckets.estimatedProbabilityDensity(x, GoldenTable.numbers(parameters.get("boundaries"))));
            case "preprocessing_fn" -> hello(x, in.column("y"), out);
            default -> throw new IllegalArgumentException(c.function());
        }
    }

    private static QuantileOptions options(Case c, Inputs in) {
        return c.arguments().get("analyze").has("weights")
                ? QuantileOptions.standard().weights(in.column("weights"))
                : QuantileOptions.standard();
    }

    /** Its vocabulary, s_integerized, is tested in features.tokens. */
    private static void hello(Column x, Column y, Outputs out) {
        Column centered = x.minus(Analyzers.mean(x));
        Column normalized = Scale.scaleTo01(y);
        out.put("x_centered", centered)
                .put("y_normalized", normalized)
                .put("x_centered_times_y_normalized", centered.times(normalized));
    }

    private static Object features(Batch batch) {
        Map<String, Object> features = new LinkedHashMap<>();
        batch.columns().forEach((name, values) -> features.put(name, feature(values)));
        return features.getOrDefault(ONE, features);
    }

    private static Map<String, Object> feature(Values values) {
        return Map.of(
                "dtype",
                values.kind().dtype().name().toLowerCase(java.util.Locale.ROOT),
                "rows",
                GoldenTable.rows(values));
    }

    /** Returns what the answer should be, where TFT is wrong too, in the shape of {@link #features}. */
    private static JsonNode wanted(JsonNode expected) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        for (String side : List.of("transformed", "served")) {
            if (expected.has(side)) {
                JsonNode right = expected.path("corrected").path(side);
                wanted.set(side, tensors(expected.get(side), right));
            }
        }
        return wanted;
    }

    private static JsonNode tensors(JsonNode expected, JsonNode right) {
        ObjectNode tensors = JsonNodeFactory.instance.objectNode();
        if (expected.has("dtype")) {
            JsonNode rows = right instanceof ArrayNode
                    ? right
                    : expected.has("rows") ? expected.get("rows") : expected.get("values");
            return tensors.<ObjectNode>set("dtype", expected.get("dtype")).set("rows", rows);
        }
        expected.properties().forEach(each -> {
            if (!each.getKey().equals("s_integerized")) {
                tensors.set(each.getKey(), tensors(each.getValue(), right));
            }
        });
        return tensors;
    }
}
