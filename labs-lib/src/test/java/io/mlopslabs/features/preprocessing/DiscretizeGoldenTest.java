// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
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
class DiscretizeGoldenTest {
    private static final String SKLEARN = "sklearn.preprocessing.";
    static final Map<String, Function<Case, Object>> CALLS = Map.of(
            SKLEARN + "KBinsDiscretizer",
            DiscretizeGoldenTest::bins,
            SKLEARN + "KBinsDiscretizer.inverse_transform",
            DiscretizeGoldenTest::bins,
            SKLEARN + "PolynomialFeatures",
            DiscretizeGoldenTest::polynomials,
            SKLEARN + "SplineTransformer",
            DiscretizeGoldenTest::splines,
            "sin and cos of 2*pi*x/period",
            DiscretizeGoldenTest::circle);

    @TestFactory
    Stream<DynamicTest> agree_with_scikit_learn() {
        return Golden.read("features/sk_discretize").tests(CALLS);
    }

    @Test
    void every_case_of_the_reference_is_run() {
        assertThat(Golden.read("features/sk_discretize").cases())
                .hasSize(34)
                .allMatch(c -> CALLS.containsKey(c.function()));
    }

    private static Object bins(Case c) {
        boolean oneHot = c.text("encode", "ordinal").startsWith("onehot"); // those that name none are ordinal
        var discretizer = new KBinsDiscretizer()
                .nBins((int) c.number("n_bins", 5))
                .strategy(Cases.word(c, "strategy", KBinsDiscretizer.Strategy.QUANTILE))
                .quantileMethod(Cases.word(c, "quantile_method", QuantileMethod.AVERAGED_INVERTED_CDF))
                .encode(oneHot ? KBinsDiscretizer.Encode.ONEHOT : KBinsDiscretizer.Encode.ORDINAL);
        double[][] rows = Cases.numbers(c, "fit");
        var fitted = c.has("sample_weight") ? discretizer.fit(rows, c.doubles("sample_weight")) : discretizer.fit(rows);
        Map<String, Object> result = Cases.run(c, fitted);
        result.put("bin_edges_", fitted.binEdges());
        result.put("n_bins_", fitted.nBins());
        if (!oneHot) {
            result.put("inverse", fitted.inverseTransform(fitted.transform(rows)));
        }
        return result;
    }

    private static Object polynomials(Case c) {
        var features = new PolynomialFeatures()
                .interactionOnly(Cases.flag(c, "interaction_only", false))
                .includeBias(Cases.flag(c, "include_bias", true));
        if (c.arguments().get("degree").isArray()) {
            features = features.degree((int) c.doubles("degree")[0], (int) c.doubles("degree")[1]);
        } else {
            features = features.degree((int) c.number("degree", 2));
        }
        var fitted = features.fit(Cases.numbers(c, "x"));
        Map<String, Object> result = Cases.run(c, fitted);
        result.put("powers_", fitted.powers());
        result.put("names", fitted.outputNames(List.of("a", "b", "c")));
        return result;
    }

    private static Object splines(Case c) {
        var fitted = new SplineTransformer()
                .nKnots((int) c.number("n_knots", 5))
                .degree((int) c.number("degree", 3))
                .knots(Cases.word(c, "knots", SplineTransformer.Knots.UNIFORM))
                .extrapolation(Cases.word(c, "extrapolation", SplineTransformer.Extrapolation.CONSTANT))
                .includeBias(Cases.flag(c, "include_bias", true))
                .fit(Cases.numbers(c, "fit"));
        Map<String, Object> result = Cases.run(c, fitted);
        result.put("n_features_out_", fitted.outputs());
        return result;
    }

    private static Object circle(Case c) {
        double[][] rows =
                Arrays.stream(c.doubles("x")).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
        double[][] circle = new CyclicalFeatures(c.number("period", Double.NaN)).fitTransform(rows);
        return Map.of("sin", Rows.column(circle, 0), "cos", Rows.column(circle, 1));
    }
}
