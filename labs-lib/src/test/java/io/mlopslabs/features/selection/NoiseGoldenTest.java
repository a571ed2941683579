// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.data.Split;
import io.mlopslabs.data.Splits;
import io.mlopslabs.features.linear.DesignMatrix;
import io.mlopslabs.features.linear.SklearnData;
import io.mlopslabs.features.trees.RandomForest;
import io.mlopslabs.statistics.Moments;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** All 8 cases of the noise experiments: closed forms by digit, experiments by what they conclude. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NoiseGoldenTest {
    private static final SklearnData WDBC = SklearnData.wdbc();

    private static final Map<String, Consumer<Case>> CALLS = Map.of(
            "40 splits of all features against the F-test top 20: accuracy", c -> table(c, Scoring.accuracy()),
            "40 splits of all features against the F-test top 20: ROC AUC", c -> table(c, Scoring.rocAuc()),
            "the corrected resampled t-test on these accuracies",
                    c -> c.check(of -> paired(of, of.doubles("a"), of.doubles("b"))),
            "the corrected resampled t-test on a small table",
                    c -> c.check(of -> paired(of, new double[of.doubles("d").length], of.doubles("d"))),
            "the seed of the forest alone moves accuracy", NoiseGoldenTest::seeds,
            "nested cross-validation of the number of features", c -> c.check(NoiseGoldenTest::nested),
            "paired test of GaussianNB with all and with 20 features over 5 folds",
                    c -> c.check(NoiseGoldenTest::folds),
            "selecting before the split finds signal in pure noise", NoiseGoldenTest::leak);

    @TestFactory
    Stream<DynamicTest> agrees_with_the_experiments_in_python() {
        return Golden.read("features/sk_noise").cases().stream()
                .map(c -> DynamicTest.dynamicTest(
                        c.name(), () -> CALLS.get(c.name()).accept(c)));
    }

    @Test
    void every_case_is_run() {
        assertThat(Golden.read("features/sk_noise").cases()).hasSize(8).allMatch(c -> CALLS.containsKey(c.name()));
    }

    /** Other splits and other forests than in Python: the means lie close, and the conclusion is the same. */
    private static void table(Case c, Scoring scoring) {
        var estimators = new LinkedHashMap<String, Estimator>();
        Estimator forest = Estimator.of(new RandomForest(100, RandomForest.Impurity.ENTROPY, 0));
        estimators.put("all", forest);
        estimators.put("top20", forest.on((x, y) -> best(x, y, 20)));
        NoiseTable table =
                NoiseTable.of(estimators, CrossValidation.stratifiedSplits(40, 0.2, 0, scoring), WDBC.x(), WDBC.y());
        assertThat(table.trainRows()).isEqualTo(40 * 455L);
        assertThat(table.testRows()).isEqualTo(40 * 114L);
        double close = c.tolerance().get("abs").asDouble(); // 4 standard errors of a difference of two means
        table.scores().forEach((name, scores) -> assertThat(Moments.of(scores).mean())
                .as(name)
                .isCloseTo(c.expected().get(name).get("mean").asDouble(), within(close)));
        assertThat(table.pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.isNoise()).isTrue();
            assertThat(pair.naive().result().pValue())
                    .isLessThan(pair.corrected().result().pValue());
        });
    }

    private static void seeds(Case c) {
        Split split = Splits.stratified(WDBC.classes(), 0.2, 123);
        var validation = new CrossValidation(y -> List.of(split), Scoring.accuracy());
        Moments ours = Moments.of(IntStream.range(0, 15)
                .mapToDouble(seed -> validation
                        .scores(
                                Estimator.of(new RandomForest(100, RandomForest.Impurity.ENTROPY, seed)),
                                WDBC.x(),
                                WDBC.y())[0])
                .toArray());
        assertThat(ours.max()).isGreaterThan(ours.min());
        double[] theirs = numbers(c.expected().get("accuracy"));
        assertThat(ours.mean())
                .isCloseTo(
                        Moments.of(theirs).mean(),
                        within(c.tolerance().get("abs").asDouble()));
    }

    private static Object paired(Case c, double[] a, double[] b) {
        var pair = PairedScores.of(
                new PairedScores.Scores("a", a), new PairedScores.Scores("b", b), (long) c.number("n_train", 0), (long)
                        c.number("n_test", 0));
        return Map.of(
                "interval_95_corrected",
                        List.of(
                                pair.corrected().interval().low(),
                                pair.corrected().interval().high()),
                "mean_difference", pair.meanDifference(),
                "sd_of_differences", pair.deviation(),
                "p_corrected", pair.corrected().result().pValue(),
                "p_naive", pair.naive().result().pValue(),
                "t_corrected", pair.corrected().result().statistic(),
                "t_naive", pair.naive().result().statistic());
    }

    private static Object nested(Case c) {
        List<Integer> counts = c.elements("k").map(JsonNode::asInt).toList();
        var fiveFolds = CrossValidation.stratifiedKFold(5, Scoring.accuracy());
        var nested = new GridSearch<>(
                        counts, k -> Estimator.gaussianNaiveBayes().on((x, y) -> best(x, y, k)), fiveFolds)
                .nested(fiveFolds, WDBC.x(), WDBC.y());
        return Map.of(
                "chosen_k", nested.chosen(),
                "flat_best_k", nested.flat().best(),
                "flat_best_score", nested.flat().score(),
                "flat_mean_by_k", nested.flat().meanScores(),
                "mean", nested.mean(),
                "outer_accuracy", nested.scores());
    }

    private static Object folds(Case c) {
        var fiveFolds = CrossValidation.stratifiedKFold(5, Scoring.accuracy());
        double[] all = fiveFolds.scores(Estimator.gaussianNaiveBayes(), WDBC.x(), WDBC.y());
        double[] top =
                fiveFolds.scores(Estimator.gaussianNaiveBayes().on((x, y) -> best(x, y, 20)), WDBC.x(), WDBC.y());
        return Map.of("all", all, "top20", top, "paired", paired(c, all, top));
    }

    private static void leak(Case c) {
        int rows = (int) c.number("rows", 0);
        int columns = (int) c.number("columns", 0);
        int k = (int) c.number("k", 0);
        var validation = CrossValidation.stratifiedKFold((int) c.number("folds", 0), Scoring.accuracy());
        double leak = 0;
        double honest = 0;
        int repeats = (int) c.number("repeats", 0);
        for (int repeat = 0; repeat < repeats; repeat++) {
            var random = new SplittableRandom(repeat);
            double[][] x = new double[rows][columns];
            for (double[] row : x) {
                Arrays.setAll(row, j -> normal(random));
            }
            double[] y = IntStream.range(0, rows).mapToDouble(i -> i % 2).toArray();
            int[] kept = best(x, y, k);
            double[][] chosenBefore = DesignMatrix.columns(x, kept);
            leak += validation.mean(Estimator.gaussianNaiveBayes(), chosenBefore, y) / repeats;
            honest += validation.mean(
                            Estimator.gaussianNaiveBayes().on((trainX, trainY) -> best(trainX, trainY, k)), x, y)
                    / repeats;
        }
        assertThat(leak).isGreaterThan(0.85);
        assertThat(honest).isCloseTo(0.5, within(c.tolerance().get("abs").asDouble()));
    }

    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static double[] numbers(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToDouble(i -> list.get(i).asDouble())
                .toArray();
    }

    /** The columns with the highest F of a one-way analysis of variance of two classes; the squared t of a pooled test. */
    private static int[] best(double[][] x, double[] y, int k) {
        double[] f = new double[x[0].length];
        for (int j = 0; j < f.length; j++) {
            Moments zero = Moments.of(part(x, y, j, 0));
            Moments one = Moments.of(part(x, y, j, 1));
            double within = zero.count() * zero.variance(0) + one.count() * one.variance(0);
            double gap = one.mean() - zero.mean();
            f[j] = gap * gap * zero.count() * one.count() / (within * y.length);
        }
        return IntStream.range(0, f.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -f[j]))
                .limit(k)
                .mapToInt(j -> j)
                .sorted()
                .toArray();
    }

    private static double[] part(double[][] x, double[] y, int column, int of) {
        return IntStream.range(0, y.length)
                .filter(i -> y[i] == of)
                .mapToDouble(i -> x[i][column])
                .toArray();
    }
}
