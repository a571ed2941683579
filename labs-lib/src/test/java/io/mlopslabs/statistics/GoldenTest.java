// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GoldenTest {
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            "statsmodels.stats.proportion.proportion_confint", GoldenTest::interval,
            "statsmodels.stats.proportion.confint_proportions_2indep", GoldenTest::difference,
            "numpy and scipy moments", GoldenTest::moments,
            "numpy.quantile", GoldenTest::quantiles,
            "numpy.histogram", GoldenTest::histogram);

    @TestFactory
    Stream<DynamicTest> intervals_agree_with_statsmodels() {
        return Golden.read("metrics/proportion_intervals").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> moments_and_small_quantiles_agree_with_numpy_and_scipy() {
        return Golden.read("statistics/moments").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> histograms_agree_with_numpy() {
        return Golden.read("statistics/histograms").tests(CALLS);
    }

    @Test
    void every_case_is_run() {
        assertThat(Map.of("metrics/proportion_intervals", 47, "statistics/moments", 16, "statistics/histograms", 4))
                .allSatisfy((topic, size) -> assertThat(Golden.read(topic).cases())
                        .hasSize(size)
                        .allMatch(c -> CALLS.containsKey(c.function())));
    }

    private static Object interval(Case c) {
        Proportion.Method method =
                switch (c.text("method", "normal")) {
                    case "wilson" -> Proportion.Method.WILSON;
                    case "beta" -> Proportion.Method.CLOPPER_PEARSON;
                    case "agresti_coull" -> Proportion.Method.AGRESTI_COULL;
                    case "jeffreys" -> Proportion.Method.JEFFREYS;
                    case "normal" -> Proportion.Method.WALD;
                    default -> throw new AssertionError(c.name());
                };
        return proportion(c, "").interval(method, 1 - c.number("alpha", 0.05));
    }

    private static Object difference(Case c) {
        String name = c.text("method", "").replace('-', '_').toUpperCase(Locale.ROOT);
        var method = Proportion.DifferenceMethod.valueOf(name.equals("NEWCOMB") ? "NEWCOMBE" : name);
        return proportion(c, "1").minus(proportion(c, "2"), method, 1 - c.number("alpha", 0.05));
    }

    private static Proportion proportion(Case c, String suffix) {
        return new Proportion((long) c.number("count" + suffix, -1), (long) c.number("nobs" + suffix, -1));
    }

    private static Object moments(Case c) {
        Moments m = Moments.of(c.doubles("values"));
        return Map.of(
                "count", m.count(),
                "nan", m.nan(),
                "mean", m.mean(),
                "variance0", m.variance(0),
                "variance1", m.variance(1),
                "skewness", m.skewness(),
                "kurtosis", m.kurtosis(),
                "min", m.min(),
                "max", m.max());
    }

    private static Object quantiles(Case c) {
        Quantiles all = Quantiles.accumulator().over(boxed(c.doubles("values")));
        return Arrays.stream(c.doubles("q")).map(all::quantile).toArray();
    }

    private static Object histogram(Case c) {
        return Histogram.accumulator(c.doubles("edges"))
                .over(boxed(c.doubles("values")))
                .counts();
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
