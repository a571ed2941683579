// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.features.transform.AnalyzerCache;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Integers;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.PerKey;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.features.transform.Values;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** TFT's analyzer cache: two days, one after the other, against one pass. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CacheGoldenTest {
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            "tft_beam.AnalyzeDatasetWithCache", CacheGoldenTest::days,
            "WeightedMeanAndVarCombiner", CacheGoldenTest::merged);

    @TestFactory
    Stream<DynamicTest> cached_days_agree_with_tft() {
        return Golden.read("features/tft_cache").cases().stream()
                .map(c -> new Case(c.name(), c.function(), c.arguments(), numeric(c.expected()), c.tolerance()))
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> c.check(CALLS.get(c.function()))));
    }

    @Test
    void the_vocabulary_of_the_same_case_is_tested_in_the_package_that_has_it() {
        Assumptions.abort("s and vocabulary of tft_cache are run by features.tokens");
    }

    private static JsonNode numeric(JsonNode expected) {
        ObjectNode numeric = expected.deepCopy();
        numeric.remove("largest_difference_cache_to_one_pass");
        numeric.elements().forEachRemaining(part -> ((ObjectNode) part).remove(List.of("s", "vocabulary")));
        return numeric;
    }

    private static Object days(Case c) {
        Map<String, List<Batch>> days = new TreeMap<>();
        days.put("day1", List.of(batch(c.arguments().get("day1"))));
        days.put("day2", List.of(batch(c.arguments().get("day2"))));
        Batch served = batch(c.arguments().get("serve"));
        var cache = AnalyzerCache.inMemory();
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("day1_alone", answers(preprocessing().analyze(Map.of("day1", days.get("day1")), cache), served));
        found.put("day2_alone", answers(preprocessing().analyze(days.get("day2")), served));
        found.put("both_through_cache", answers(preprocessing().analyze(days, cache), served));
        Iterable<Batch> unread = () -> {
            throw new AssertionError("a day that is in the cache was read");
        };
        found.put(
                "both_from_cache_only",
                answers(preprocessing().analyze(Map.of("day1", unread, "day2", unread), cache), served));
        var all = List.of(batch(c.arguments().get("day1")), batch(c.arguments().get("day2")));
        found.put("one_pass", answers(preprocessing().analyze(all), served));
        return found;
    }

    private static Preprocessing preprocessing() {
        FeatureSpec inputs = FeatureSpec.of().float64("x").int64("i").string("s");
        return Preprocessing.of(inputs, (in, out) -> {
            var x = in.column("x");
            Analyzers.mean(x);
            Analyzers.var(x);
            Analyzers.min(x);
            Analyzers.max(x);
            Analyzers.size(x);
            Analyzers.sumInt64(in.column("i"), Elements.TOGETHER);
            Buckets.quantiles(x, 4);
            Analyzers.countPerKey(in.column("s"));
            out.put("z_score", Scale.scaleToZScore(x));
        });
    }

    private static Map<String, Object> answers(TransformGraph graph, Batch served) {
        Map<String, Object> answers = new LinkedHashMap<>();
        graph.statistics().forEach(learned -> {
            String name = learned.analyzer().replace("sum_int64", "sum_i");
            if (learned.statistic() instanceof PerKey counts) {
                answers.put("keys", counts.keys());
                answers.put(
                        "counts", counts.values().stream().map(n -> n.get(0)).toList());
            } else if (learned.statistic() instanceof Integers integers) {
                answers.put(name, integers.get(0));
            } else if (learned.statistic() instanceof Numbers numbers) {
                answers.put(name, name.equals("quantiles") ? List.of(numbers.values()) : numbers.get(0));
            }
        });
        answers.put("z_score", GoldenTable.rows(graph.transform(served).column("z_score")));
        return answers;
    }

    private static Batch batch(JsonNode day) {
        List<Double> x = GoldenTable.numbers(day.get("x"));
        List<Long> i = new ArrayList<>();
        day.get("i").forEach(value -> i.add(value.longValue()));
        List<String> s = new ArrayList<>();
        day.get("s").forEach(value -> s.add(value.textValue()));
        var inputs = FeatureSpec.of().float64("x").int64("i").string("s").columns();
        return new Batch(x.size(), Map.of())
                .with("x", Values.of(inputs.get("x"), x))
                .with("i", Values.of(inputs.get("i"), i))
                .with("s", Values.of(inputs.get("s"), s));
    }

    private static Object merged(Case c) {
        Tallies.Moments first = moments(c.arguments().get("day1"));
        first.merge(new Tallies.Moments());
        first.merge(moments(c.arguments().get("day2")));
        return Map.of("merged", Map.of("count", first.count(), "mean", first.mean(), "variance", first.variance()));
    }

    private static Tallies.Moments moments(JsonNode day) {
        return new Tallies.Moments(
                day.get("count").longValue(),
                day.get("mean").doubleValue(),
                day.get("variance").doubleValue());
    }
}
