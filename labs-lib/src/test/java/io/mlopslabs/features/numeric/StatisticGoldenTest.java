// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Inputs;
import io.mlopslabs.features.transform.Integers;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.PerKey;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Statistics against TensorFlow Transform, from one, two and many batches, before and after JSON. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatisticGoldenTest {

    @TestFactory
    Stream<DynamicTest> analyzers() {
        return tests("analyzers");
    }

    @TestFactory
    Stream<DynamicTest> matrix() {
        return tests("matrix");
    }

    @TestFactory
    Stream<DynamicTest> quantiles() {
        return tests("buckets").filter(test -> TransformGoldenTest.isStatistic(test.getDisplayName()));
    }

    @TestFactory
    Stream<DynamicTest> tukey_parameters() {
        return tests("gaussian").filter(test -> TransformGoldenTest.isStatistic(test.getDisplayName()));
    }

    @Test
    void every_case_is_run() {
        assertThat(Golden.read("features/tft_analyzers").cases()).hasSize(141);
        assertThat(Golden.read("features/tft_matrix").cases()).hasSize(16);
        assertThat(quantiles()).hasSize(18);
        assertThat(tukey_parameters()).hasSize(7);
    }

    private static Stream<DynamicTest> tests(String topic) {
        return Golden.read("features/tft_" + topic).cases().stream()
                .map(c -> DynamicTest.dynamicTest(c.function() + ": " + c.name(), () -> check(c)));
    }

    private static void check(Case c) {
        Assumptions.assumeFalse(
                c.arguments().findValuesAsText("cast_to").contains("float16"), "this library has no float16");
        Batch rows = GoldenTable.batch(c.arguments().get("analyze"));
        var preprocessing = Preprocessing.of(GoldenTable.spec(rows), (in, out) -> {
            Column first = in.column(rows.columns().containsKey("x") ? "x" : "key");
            analyze(c, in, first);
            out.put("as it came", first);
        });
        for (int parts : new int[] {1, 2, Math.min(1000, rows.rows())}) {
            TransformGraph graph = preprocessing.analyze(GoldenTable.split(rows, parts));
            for (TransformGraph used : List.of(graph, TransformGraph.fromJson(graph.toJson()))) {
                compare(c, used.statistics());
            }
        }
    }

    private static void analyze(Case c, Inputs in, Column first) {
        JsonNode parameters = c.arguments().get("parameters");
        Column x = first;
        String cast = c.arguments().at("/analyze/x/cast_to").asText();
        if (!cast.isEmpty()) {
            x = x.cast(cast.contains("int") ? DType.INT64 : DType.FLOAT64);
        }
        Elements elements = parameters.path("reduce_instance_dims").asBoolean(true) ? Elements.TOGETHER : Elements.EACH;
        String function = c.function().replace("tft.", "");
        switch (function) {
            case "mean/var/min/max/sum/size" -> {
                for (String each : function.split("/", -1)) {
                    analyze(each, x, elements);
                }
            }
            case "count_per_key" -> Analyzers.countPerKey(x);
            case "histogram" -> {
                JsonNode boundaries = parameters.path("boundaries");
                if (parameters.path("categorical").asBoolean()) {
                    Analyzers.countPerKey(x);
                } else if (boundaries.isArray()) {
                    Analyzers.histogram(x, GoldenTable.numbers(boundaries));
                } else {
                    Analyzers.histogram(x, boundaries.asInt());
                }
            }
            case "quantiles" -> {
                var options = QuantileOptions.standard()
                        .epsilon(parameters.get("epsilon").asDouble())
                        .elements(elements);
                boolean weighted = c.arguments().get("analyze").has("weights");
                Buckets.quantiles(
                        x,
                        parameters.get("num_buckets").asInt(),
                        weighted ? options.weights(in.column("weights")) : options);
            }
            case "tukey_location/tukey_scale/tukey_h_params" -> Analyzers.tukeyParameters(x, elements);
            case "covariance" -> Matrix.covariance(x);
            case "pca" -> Matrix.pca(x);
            default -> analyze(function, x, elements);
        }
    }

    private static void analyze(String function, Column x, Elements elements) {
        boolean whole = x.kind().dtype() == DType.INT64;
        switch (function) {
            case "mean" -> Analyzers.mean(x, elements);
            case "var" -> Analyzers.var(x, elements);
            case "size" -> Analyzers.size(x, elements);
            case "min" -> {
                if (whole) {
                    Analyzers.minInt64(x, elements);
                } else {
                    Analyzers.min(x, elements);
                }
            }
            case "max" -> {
                if (whole) {
                    Analyzers.maxInt64(x, elements);
                } else {
                    Analyzers.max(x, elements);
                }
            }
            case "sum" -> {
                if (whole) {
                    Analyzers.sumInt64(x, elements);
                } else {
                    Analyzers.sum(x, elements);
                }
            }
            default -> throw new IllegalArgumentException(function);
        }
    }

    private static void compare(Case c, List<TransformGraph.Learned> learned) {
        List<?> first = values(learned.get(0).statistic());
        if (c.function().equals("tft.pca")) {
            comparePca(c, first.stream().mapToDouble(x -> (Double) x).toArray());
            return;
        }
        if (c.expected().has("ranks")) {
            compareRanks(c, first);
            return;
        }
        Map<String, Object> found = new LinkedHashMap<>();
        switch (c.function()) {
            case "tft.mean/var/min/max/sum/size" ->
                learned.forEach(each -> found.put(
                        each.analyzer().replace("_int64", ""),
                        values(each.statistic()).get(0)));
            case "tft.count_per_key" -> {
                found.put("keys", ((PerKey) learned.get(0).statistic()).keys());
                found.put("counts", first);
            }
            case "tft.histogram" -> {
                boolean categorical = learned.get(0).statistic() instanceof PerKey;
                found.put(
                        "boundaries",
                        learned.get(0).statistic() instanceof PerKey counts ? counts.keys() : List.of(first));
                found.put("counts", categorical ? first : values(learned.get(1).statistic()));
            }
            case "tft.tukey_location/tukey_scale/tukey_h_params" -> {
                List<String> names = List.of("location", "scale", "hl", "hr");
                IntStream.range(0, 4).forEach(i -> found.put(names.get(i), first.get(i)));
            }
            default -> found.put("value", shaped(first, c.expected().at("/value/shape")));
        }
        new Case(c.name(), c.function(), c.arguments(), wanted(c.expected()), c.tolerance()).check(any -> found);
    }

    private static List<?> values(Statistic statistic) {
        if (statistic instanceof PerKey perKey) {
            return perKey.values().stream().map(numbers -> numbers.get(0)).toList();
        }
        return statistic instanceof Integers integers ? integers.values() : ((Numbers) statistic).values();
    }

    private static Object shaped(List<?> values, JsonNode shape) {
        if (shape.isEmpty()) {
            assertThat(values).hasSize(1);
            return values.get(0);
        }
        if (shape.size() == 1) {
            return values;
        }
        List<Object> rows = new ArrayList<>();
        int width = shape.get(1).asInt();
        for (int from = 0; from < values.size(); from += width) {
            rows.add(values.subList(from, from + width));
        }
        return rows;
    }

    /** Returns the plain numbers; the ones of double precision where TFT's are not to be compared. */
    private static JsonNode wanted(JsonNode expected) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        expected.properties()
                .forEach(each -> wanted.set(each.getKey(), each.getValue().path("values")));
        if (wanted.remove("double_reference") != null) {
            wanted.set("value", expected.get("double_reference"));
        }
        return wanted;
    }

    /** TFT's are columns; those of variance 0 may be any. */
    private static void comparePca(Case c, double[] components) {
        JsonNode wanted = c.expected().at("/value/values");
        JsonNode variances = c.expected().get("eigenvalues_double");
        double allowed = c.tolerance().get("abs").asDouble();
        int compared = 0;
        for (int k = 0; k < wanted.get(0).size() && variances.get(k).asDouble() > 0; k++) {
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(components[k * wanted.size() + i])
                        .isCloseTo(GoldenTable.number(wanted.get(i).get(k)), within(allowed));
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(3);
    }

    /** An approximate sketch's answer is not a contract; its rank is. The values are distinct: their ranks are their places. */
    private static void compareRanks(Case c, List<?> boundaries) {
        double[] sorted =
                GoldenTable.batch(c.arguments().get("analyze")).column("x").toDoubles();
        java.util.Arrays.sort(sorted);
        assertThat(boundaries).hasSize(9);
        for (int k = 1; k <= 9; k++) {
            double rank =
                    java.util.Arrays.binarySearch(sorted, (Double) boundaries.get(k - 1)) / (double) sorted.length;
            assertThat(rank).isCloseTo(k / 10.0, within(c.tolerance().get("abs").asDouble()));
        }
    }
}
