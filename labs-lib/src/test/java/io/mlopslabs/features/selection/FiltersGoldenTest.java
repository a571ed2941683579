// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.features.selection.FeatureScores.Score;
import io.mlopslabs.features.selection.Filters.Center;
import io.mlopslabs.features.selection.Filters.Constant;
import io.mlopslabs.features.selection.ScoreSelector.SelectFdr;
import io.mlopslabs.features.selection.ScoreSelector.SelectFpr;
import io.mlopslabs.features.selection.ScoreSelector.SelectFwe;
import io.mlopslabs.features.selection.ScoreSelector.SelectKBest;
import io.mlopslabs.features.selection.ScoreSelector.SelectPercentile;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** All numbers of scikit-learn 1.9.1, pandas 3.1.1 and statsmodels 0.15.0. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FiltersGoldenTest {
    private static final String SKLEARN = "sklearn.feature_selection.";
    private static final int SEEDS = 20; // as many as the reference's mean is of
    private static final int VIF_HUGE = 1_000_000;

    private static final Map<String, Function<Case, Object>> CALLS = new HashMap<>();

    static {
        CALLS.put(SKLEARN + "VarianceThreshold", FiltersGoldenTest::varianceThreshold);
        CALLS.put(SKLEARN + "f_classif", c -> withP(Filters.fClassif(x(c), labels(c))));
        CALLS.put(SKLEARN + "chi2", c -> withP(Filters.chi2(x(c), labels(c))));
        CALLS.put(SKLEARN + "f_classif/chi2", FiltersGoldenTest::bothOfClasses);
        CALLS.put(SKLEARN + "f_regression", FiltersGoldenTest::fRegression);
        CALLS.put(
                SKLEARN + "r_regression",
                c -> Map.of(
                        "scores",
                        Filters.rRegression(x(c), y(c), center(c), Constant.FORCED_FINITE)
                                .values()));
        CALLS.put(SKLEARN + "mutual_info_classif", FiltersGoldenTest::mutualInfoClassif);
        CALLS.put(
                SKLEARN + "mutual_info_regression",
                c -> overSeeds(seed -> informed(c, seed).regression(x(c), y(c))));
        CALLS.put("sklearn.metrics.mutual_info_score", FiltersGoldenTest::mutualInfoScore);
        for (Correlation method : Correlation.values()) {
            CALLS.put(
                    "pandas.DataFrame.corr(method=\"%s\")"
                            .formatted(method.name().toLowerCase(Locale.ROOT)),
                    c -> correlation(c, method));
        }
        CALLS.put("pandas.DataFrame.corr", FiltersGoldenTest::correlations);
        CALLS.put("upper triangle of |corr| > threshold", FiltersGoldenTest::dropCorrelated);
        CALLS.put(SKLEARN + "SelectKBest", c -> support(new SelectKBest((int) c.number("k", 0)).select(scores(c))));
        CALLS.put(
                SKLEARN + "SelectPercentile",
                c -> support(new SelectPercentile(c.number("percentile", 0)).select(scores(c))));
        CALLS.put(SKLEARN + "SelectFpr", c -> support(new SelectFpr(c.number("alpha", 0)).select(scores(c))));
        CALLS.put(SKLEARN + "SelectFdr", c -> support(new SelectFdr(c.number("alpha", 0)).select(scores(c))));
        CALLS.put(SKLEARN + "SelectFwe", c -> support(new SelectFwe(c.number("alpha", 0)).select(scores(c))));
        CALLS.put("statsmodels.variance_inflation_factor", FiltersGoldenTest::inflation);
    }

    @TestFactory
    Stream<DynamicTest> filters_agree_with_the_reference() {
        return Golden.read("features/sk_filters").tests(CALLS);
    }

    @Test
    void every_case_of_the_reference_is_run() {
        assertThat(Golden.read("features/sk_filters").cases())
                .hasSize(58)
                .allMatch(c -> CALLS.containsKey(c.function()));
    }

    /** Tighter than the reference's tolerance, which is for one seed: the spread of a mean of 20, five times over, each column by its own. */
    @TestFactory
    Stream<DynamicTest> neighbour_estimates_average_to_those_of_the_reference() {
        return Golden.read("features/sk_filters").cases().stream()
                .filter(c -> c.expected().has("mean_of_20_seeds"))
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> {
                    Map<String, double[]> ours =
                            overSeeds(seed -> c.has("n_neighbors") && c.name().contains("classif")
                                    ? informed(c, seed).classif(x(c), labels(c))
                                    : informed(c, seed).regression(x(c), y(c)));
                    for (int j = 0; j < x(c).columns(); j++) {
                        double mean =
                                c.expected().get("mean_of_20_seeds").get(j).asDouble();
                        double range = c.expected().get("max").get(j).asDouble()
                                - c.expected().get("min").get(j).asDouble();
                        // The range of 20 normal values is 3.7 deviations; two means differ by sqrt(2 / 20) of one.
                        double allowed = 5 * range / 3.7 * Math.sqrt(2.0 / SEEDS) + 1e-9;
                        assertThat(Math.abs(ours.get("mean_of_20_seeds")[j] - mean))
                                .as(x(c).names().get(j))
                                .isLessThanOrEqualTo(allowed);
                    }
                }));
    }

    private static boolean isDiabetes(Case c) {
        return c.text("dataset", "").contains("diabetes");
    }

    private static SklearnData data(Case c) {
        return isDiabetes(c) ? SklearnData.DIABETES : SklearnData.WDBC;
    }

    private static FeatureTable x(Case c) {
        if (c.has("x")) {
            return FeatureTable.unnamed(
                    c.elements("x").map(FiltersGoldenTest::doubles).toArray(double[][]::new));
        }
        FeatureTable all = data(c).x();
        return c.has("columns")
                ? all.select(all.names().subList(0, c.text("columns", "").equals("8") ? 8 : 10))
                : all;
    }

    private static List<?> labels(Case c) {
        return c.has("y") ? c.elements("y").map(JsonNode::asText).toList() : data(c).labels();
    }

    private static double[] y(Case c) {
        return c.has("y") ? c.doubles("y") : data(c).y();
    }

    private static Center center(Case c) {
        return c.text("center", "True").equalsIgnoreCase("true") ? Center.MEAN : Center.ORIGIN;
    }

    private static double[] doubles(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static Object withP(FeatureScores scores) {
        return Map.of("scores", scores.values(), "p", scores.pValues(), "log10_p", log10(scores.pValues()));
    }

    private static double[] log10(double[] p) {
        return Arrays.stream(p).map(Math::log10).toArray();
    }

    private static Object varianceThreshold(Case c) {
        VarianceThreshold threshold = new VarianceThreshold(c.number("threshold", 0));
        return Map.of(
                "variances_", threshold.variances(x(c)).values(),
                "support", threshold.select(x(c)).support());
    }

    private static Object bothOfClasses(Case c) {
        FeatureScores f = Filters.fClassif(x(c), labels(c));
        FeatureScores chi2 = Filters.chi2(x(c), labels(c));
        return Map.of("f", f.values(), "f_p", f.pValues(), "chi2", chi2.values(), "chi2_p", chi2.pValues());
    }

    private static Object fRegression(Case c) {
        FeatureScores forced = Filters.fRegression(x(c), y(c), center(c), Constant.FORCED_FINITE);
        return Map.of(
                "scores", forced.values(),
                "log10_p", log10(forced.pValues()),
                "force_finite", forced.values(),
                "p_force_finite", forced.pValues(),
                "not_forced",
                        Filters.fRegression(x(c), y(c), center(c), Constant.AS_DIVIDED)
                                .values());
    }

    private static MutualInformation informed(Case c, long seed) {
        return new MutualInformation((int) c.number("n_neighbors", 3), Set.of(), seed);
    }

    private static Object mutualInfoClassif(Case c) {
        if (!c.has("binning")) {
            return overSeeds(seed -> informed(c, seed).classif(x(c), labels(c)));
        }
        FeatureTable x = x(c);
        double[][] rows = new double[x.rows()][x.columns()];
        for (int j = 0; j < x.columns(); j++) {
            int[] bins = EqualWidthBins.of(x.column(j), 8);
            for (int i = 0; i < bins.length; i++) {
                rows[i][j] = bins[i];
            }
        }
        FeatureTable binned = FeatureTable.of(x.names(), rows);
        return Map.of(
                "scores",
                MutualInformation.seeded(0)
                        .discrete(x.names())
                        .classif(binned, labels(c))
                        .values());
    }

    private static Map<String, double[]> overSeeds(LongFunction<FeatureScores> estimate) {
        List<double[]> runs = IntStream.range(0, SEEDS)
                .mapToObj(seed -> estimate.apply(seed).values())
                .toList();
        BiFunction<Integer, Function<double[], Double>, Double> column =
                (j, f) -> f.apply(runs.stream().mapToDouble(run -> run[j]).toArray());
        Function<Function<double[], Double>, double[]> columns = f -> IntStream.range(0, runs.get(0).length)
                .mapToDouble(j -> column.apply(j, f))
                .toArray();
        return Map.of(
                "seed_0", runs.get(0),
                "mean_of_20_seeds",
                        columns.apply(v -> Arrays.stream(v).average().orElseThrow()),
                "min", columns.apply(v -> Arrays.stream(v).min().orElseThrow()),
                "max", columns.apply(v -> Arrays.stream(v).max().orElseThrow()));
    }

    private static Object mutualInfoScore(Case c) {
        DiscreteInformation found = DiscreteInformation.of(
                c.elements("a").map(JsonNode::asInt).toList(),
                c.elements("b").map(JsonNode::asInt).toList());
        return Map.of("mutual_info", found.nats(), "normalized", found.normalized(), "adjusted", found.adjusted());
    }

    private static Object correlation(Case c, Correlation method) {
        return c.has("columns")
                ? Map.of("matrix", method.matrix(x(c)).values())
                : Map.of("with_label", method.with(x(c), y(c)).values());
    }

    private static Object correlations(Case c) {
        double[] a = c.doubles("x");
        double[] b = c.doubles("y");
        return Map.of(
                "pearson", Correlation.PEARSON.of(a, b),
                "spearman", Correlation.SPEARMAN.of(a, b),
                "kendall", Correlation.KENDALL.of(a, b));
    }

    private static Object dropCorrelated(Case c) {
        SelectedFeatures kept = Correlation.PEARSON.matrix(x(c)).dropAbove(c.number("threshold", 0));
        return Map.of(
                "kept", kept.support(),
                "dropped",
                        kept.dropped().stream().map(kept.candidates()::indexOf).toList());
    }

    private static FeatureScores scores(Case c) {
        if (c.has("scores") || c.has("p")) {
            double[] values = c.doubles(c.has("scores") ? "scores" : "p");
            return new FeatureScores(
                    "given",
                    IntStream.range(0, values.length)
                            .mapToObj(j -> new Score("x" + j, values[j], values[j]))
                            .toList());
        }
        return switch (c.text("score_func", isDiabetes(c) ? "f_regression" : "f_classif")) {
            case "f_classif" -> Filters.fClassif(x(c), labels(c));
            case "chi2" -> Filters.chi2(x(c), labels(c));
            case "f_regression" -> Filters.fRegression(x(c), y(c));
            default -> throw new AssertionError(c.name());
        };
    }

    private static Object support(SelectedFeatures kept) {
        return Map.of("support", kept.support());
    }

    private static Object inflation(Case c) {
        double[] factors = VarianceInflation.factors(x(c)).values();
        return Map.of(
                "vif", factors,
                "without_constant", factors,
                "vif_is_infinite_or_huge",
                        Arrays.stream(factors).mapToObj(f -> f > VIF_HUGE).toList());
    }
}
