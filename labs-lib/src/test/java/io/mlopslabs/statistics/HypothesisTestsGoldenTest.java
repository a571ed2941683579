// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HypothesisTestsGoldenTest {
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            "statsmodels.stats.proportion.proportions_ztest", HypothesisTestsGoldenTest::proportions,
            "scipy.stats.ttest_ind", HypothesisTestsGoldenTest::independent,
            "scipy.stats.mannwhitneyu", HypothesisTestsGoldenTest::ranks,
            "statsmodels.stats.multitest.multipletests", HypothesisTestsGoldenTest::adjusted,
            "statsmodels.stats.contingency_tables.mcnemar", HypothesisTestsGoldenTest::mcNemar,
            "formula.mcnemar_table", HypothesisTestsGoldenTest::table,
            "formula.paired_t_5x2cv", HypothesisTestsGoldenTest::fiveByTwo,
            "formula.corrected_resampled_t", HypothesisTestsGoldenTest::corrected,
            "scipy.stats.ttest_rel", HypothesisTestsGoldenTest::paired,
            "scipy.stats.bootstrap", HypothesisTestsGoldenTest::bootstrap);

    @TestFactory
    Stream<DynamicTest> two_sample_tests_and_adjusted_p_values_agree_with_statsmodels_and_scipy() {
        return Golden.read("metrics/hypothesis_tests").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> paired_tests_agree_with_statsmodels_scipy_and_the_formulas_of_their_papers() {
        return Golden.read("metrics/paired_tests").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> bootstrap_intervals_agree_with_scipy() {
        return Golden.read("statistics/bootstrap").tests(CALLS);
    }

    @Test
    void every_case_is_run() {
        assertThat(Map.of("metrics/hypothesis_tests", 37, "metrics/paired_tests", 31, "statistics/bootstrap", 12))
                .allSatisfy((topic, size) -> assertThat(Golden.read(topic).cases())
                        .hasSize(size)
                        .allMatch(c -> CALLS.containsKey(c.function())));
    }

    private static Alternative alternative(Case c) {
        return switch (c.text("alternative", "two-sided")) {
            case "two-sided" -> Alternative.TWO_SIDED;
            case "less", "smaller" -> Alternative.LESS;
            case "greater", "larger" -> Alternative.GREATER;
            default -> throw new AssertionError(c.name());
        };
    }

    private static Map<String, Object> result(TestResult result) {
        return Map.of("statistic", result.statistic(), "pvalue", result.pValue());
    }

    private static Object proportions(Case c) {
        double[] counts = c.doubles("count");
        double[] rows = c.doubles("nobs");
        Proportion first = new Proportion((long) counts[0], (long) rows[0]);
        if (counts.length == 2) {
            var second = new Proportion((long) counts[1], (long) rows[1]);
            return result(ProportionZTest.test(first, second, c.number("value", 0), alternative(c)));
        }
        var variance =
                c.has("prop_var") ? ProportionZTest.Variance.OF_THE_HYPOTHESIS : ProportionZTest.Variance.OF_THE_SAMPLE;
        assertThat(c.number("prop_var", c.number("value", 0))).isEqualTo(c.number("value", 0));
        return result(ProportionZTest.test(first, c.number("value", 0), variance, alternative(c)));
    }

    private static Object independent(Case c) {
        double[] a = c.doubles("a");
        double[] b = c.doubles("b");
        TTest test = c.text("equal_var", "true").equals("true")
                ? TTest.student(a, b, alternative(c))
                : TTest.welch(a, b, alternative(c));
        return Map.of(
                "df", test.df(),
                "low", test.interval().low(),
                "high", test.interval().high(),
                "pvalue", test.result().pValue(),
                "statistic", test.result().statistic());
    }

    private static Object paired(Case c) {
        TTest test = TTest.paired(c.doubles("a"), c.doubles("b"), alternative(c));
        return Map.of(
                "df",
                test.df(),
                "pvalue",
                test.result().pValue(),
                "statistic",
                test.result().statistic());
    }

    private static Object ranks(Case c) {
        var method =
                switch (c.text("method", "auto")) {
                    case "auto" -> MannWhitney.Method.AUTO;
                    case "exact" -> MannWhitney.Method.EXACT;
                    default ->
                        c.text("use_continuity", "true").equals("true")
                                ? MannWhitney.Method.ASYMPTOTIC
                                : MannWhitney.Method.ASYMPTOTIC_UNCORRECTED;
                };
        return result(MannWhitney.test(c.doubles("x"), c.doubles("y"), alternative(c), method));
    }

    private static Object adjusted(Case c) {
        var method =
                switch (c.text("method", "")) {
                    case "holm" -> Multiplicity.HOLM;
                    case "fdr_bh" -> Multiplicity.BENJAMINI_HOCHBERG;
                    case "fdr_by" -> Multiplicity.BENJAMINI_YEKUTIELI;
                    case "bonferroni" -> Multiplicity.BONFERRONI;
                    default -> throw new AssertionError(c.name());
                };
        double[] adjusted = method.adjust(c.doubles("pvals"));
        double alpha = c.number("alpha", 0.05);
        return Map.of(
                "pvals_corrected",
                adjusted,
                "reject",
                Arrays.stream(adjusted)
                        .mapToObj(p -> new TestResult(0, p, "").rejects(alpha))
                        .toList());
    }

    private static Object mcNemar(Case c) {
        double[][] table = rows(c, "table");
        var test = new McNemar((long) table[0][0], (long) table[0][1], (long) table[1][0], (long) table[1][1]);
        if (c.text("exact", "true").equals("true")) {
            return result(test.exact());
        }
        return result(test.chiSquare(
                c.text("correction", "true").equals("true")
                        ? McNemar.Continuity.CORRECTED
                        : McNemar.Continuity.UNCORRECTED));
    }

    private static Object table(Case c) {
        McNemar test = McNemar.of(right(c, "pred_a"), right(c, "pred_b"));
        return List.of(List.of(test.bothRight(), test.onlyFirst()), List.of(test.onlySecond(), test.bothWrong()));
    }

    private static boolean[] right(Case c, String predictions) {
        double[] yTrue = c.doubles("y_true");
        double[] yPred = c.doubles(predictions);
        var right = new boolean[yTrue.length];
        IntStream.range(0, right.length).forEach(i -> right[i] = yTrue[i] == yPred[i]);
        return right;
    }

    private static Object fiveByTwo(Case c) {
        FiveByTwoCv test = FiveByTwoCv.of(rows(c, "differences"));
        return Map.of(
                "t", test.t().statistic(),
                "t_df", 5,
                "t_pvalue", test.t().pValue(),
                "f", test.f().statistic(),
                "f_df", List.of(10, 5),
                "f_pvalue", test.f().pValue());
    }

    private static Object corrected(Case c) {
        TTest test = TTest.correctedResampled(
                c.doubles("differences"), (long) c.number("n_train", 0), (long) c.number("n_test", 0));
        return Map.of(
                "t", test.result().statistic(),
                "df", test.df(),
                "mean", test.estimate(),
                "pvalue", test.result().pValue());
    }

    private static Object bootstrap(Case c) {
        double[] values = c.doubles("values");
        var bootstrap = new Bootstrap((int) c.number("n_resamples", 0), 5);
        BootstrapDistribution distribution = c.text("statistic", "").equals("mean")
                ? bootstrap.mean(values)
                : bootstrap.rows(values.length, counts -> deviation(values, counts));
        Interval interval = c.text("method", "").equals("BCa") ? distribution.bca(0.95) : distribution.percentile(0.95);
        return Map.of("low", interval.low(), "high", interval.high(), "standardError", distribution.standardError());
    }

    private static double deviation(double[] values, int[] counts) {
        double rows = Arrays.stream(counts).sum();
        double mean = IntStream.range(0, values.length)
                        .mapToDouble(i -> counts[i] * values[i])
                        .sum()
                / rows;
        return Math.sqrt(IntStream.range(0, values.length)
                        .mapToDouble(i -> counts[i] * (values[i] - mean) * (values[i] - mean))
                        .sum()
                / rows);
    }

    private static double[][] rows(Case c, String argument) {
        return c.elements(argument)
                .map(row -> IntStream.range(0, row.size())
                        .mapToDouble(i -> row.get(i).asDouble())
                        .toArray())
                .toArray(double[][]::new);
    }
}
