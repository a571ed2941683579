// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScalersGoldenTest {
    private static final String SKLEARN = "sklearn.preprocessing.";
    static final Map<String, Function<Case, Object>> CALLS = Map.of(
            SKLEARN + "StandardScaler",
            ScalersGoldenTest::standard,
            SKLEARN + "StandardScaler.partial_fit",
            ScalersGoldenTest::twoBatches,
            SKLEARN + "MinMaxScaler",
            ScalersGoldenTest::minMax,
            SKLEARN + "MaxAbsScaler",
            ScalersGoldenTest::maxAbs,
            SKLEARN + "RobustScaler",
            ScalersGoldenTest::robust,
            SKLEARN + "Normalizer",
            c -> run(c, new Normalizer(Cases.word(c, "norm", Normalizer.Norm.L2))),
            SKLEARN + "Binarizer",
            c -> run(c, new Binarizer(c.number("threshold", 0))),
            SKLEARN + "QuantileTransformer",
            ScalersGoldenTest::quantile,
            SKLEARN + "PowerTransformer",
            ScalersGoldenTest::power,
            "scipy.stats.yeojohnson",
            ScalersGoldenTest::yeoJohnson);

    @TestFactory
    Stream<DynamicTest> agree_with_scikit_learn() {
        return Golden.read("features/sk_scalers").tests(CALLS);
    }

    @Test
    void every_case_of_the_reference_is_run() {
        assertThat(Golden.read("features/sk_scalers").cases())
                .hasSize(36)
                .allMatch(c -> CALLS.containsKey(c.function()));
    }

    private static Object run(Case c, NumericEstimator<?> estimator) {
        return Cases.run(c, estimator.fit(Cases.numbers(c, "x")));
    }

    private static Object standard(Case c) {
        var scaler = new StandardScaler()
                .withMean(Cases.flag(c, "with_mean", true))
                .withStd(Cases.flag(c, "with_std", true));
        double[][] rows = Cases.numbers(c, "fit");
        var fitted = c.has("sample_weight") ? scaler.fit(rows, c.doubles("sample_weight")) : scaler.fit(rows);
        Map<String, Object> result = Cases.run(c, fitted);
        result.putAll(attributes(fitted));
        // One number where no column misses a value.
        List<Double> seen = fitted.samplesSeen();
        result.put("n_samples_seen_", c.expected().path("n_samples_seen_").isArray() ? seen : seen.get(0));
        return result;
    }

    private static Map<String, Object> attributes(StandardScaler.Fitted fitted) {
        return Map.of("mean_", fitted.mean(), "var_", fitted.var(), "scale_", fitted.scale());
    }

    private static Object twoBatches(Case c) {
        var first = new StandardScaler().fit(Cases.numbers(c, "batch1"));
        return Map.of(
                "after_batch1", attributes(first),
                "after_batch2", attributes(first.partialFit(Cases.numbers(c, "batch2"))));
    }

    private static Object minMax(Case c) {
        var scaler = new MinMaxScaler().clip(Cases.flag(c, "clip", false));
        if (c.has("feature_range")) {
            scaler = scaler.featureRange(c.doubles("feature_range")[0], c.doubles("feature_range")[1]);
        }
        var fitted = scaler.fit(Cases.numbers(c, "fit"));
        Map<String, Object> result = Cases.run(c, fitted);
        result.put("data_min_", fitted.dataMin());
        result.put("data_max_", fitted.dataMax());
        result.put("data_range_", fitted.dataRange());
        result.put("scale_", fitted.scale());
        result.put("min_", fitted.min());
        return result;
    }

    private static Object maxAbs(Case c) {
        var fitted = new MaxAbsScaler().fit(Cases.numbers(c, "fit"));
        Map<String, Object> result = Cases.run(c, fitted);
        result.put("max_abs_", fitted.maxAbs());
        result.put("scale_", fitted.scale());
        return result;
    }

    private static Object robust(Case c) {
        var scaler = new RobustScaler().unitVariance(Cases.flag(c, "unit_variance", false));
        if (c.has("quantile_range")) {
            scaler = scaler.quantileRange(c.doubles("quantile_range")[0], c.doubles("quantile_range")[1]);
        }
        var fitted = scaler.fit(Cases.numbers(c, "fit"));
        Map<String, Object> result = Cases.run(c, fitted);
        result.put("center_", fitted.center());
        result.put("scale_", fitted.scale());
        return result;
    }

    private static Object quantile(Case c) {
        var fitted = new QuantileTransformer()
                .nQuantiles((int) c.number("n_quantiles", 1000))
                .outputDistribution(Cases.word(c, "output_distribution", QuantileTransformer.Output.UNIFORM))
                .fit(Cases.numbers(c, "fit"));
        Map<String, Object> result = Cases.run(c, fitted);
        result.put("n_quantiles_", fitted.references().size());
        result.put("references_", fitted.references());
        result.put(
                "quantiles_", fitted.quantiles().get(0).stream().map(List::of).toList());
        if (c.has("transform")) {
            result.put("inverse_of_served", fitted.inverseTransform(fitted.transform(Cases.numbers(c, "transform"))));
        }
        return result;
    }

    private static Object power(Case c) {
        double[][] rows = Cases.numbers(c, "fit");
        var fitted = new PowerTransformer()
                .method(Cases.word(c, "method", PowerTransformer.Method.YEO_JOHNSON))
                .standardize(Cases.flag(c, "standardize", true))
                .fit(rows);
        Map<String, Object> result = Cases.run(c, fitted);
        result.put("lambdas_", fitted.lambdas());
        result.put("inverse", fitted.inverseTransform(fitted.transform(rows)));
        return result;
    }

    private static Object yeoJohnson(Case c) {
        double lambda = c.number("lambda", Double.NaN);
        return Map.of(
                "transformed",
                Stream.of(c.doubles("x"))
                        .flatMapToDouble(java.util.Arrays::stream)
                        .map(x -> PowerTransformer.power(PowerTransformer.Method.YEO_JOHNSON, x, lambda))
                        .toArray());
    }
}
