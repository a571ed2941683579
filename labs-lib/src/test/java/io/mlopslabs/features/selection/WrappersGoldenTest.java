// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.data.Split;
import io.mlopslabs.features.NaiveBayes;
import io.mlopslabs.features.SparseMatrix;
import io.mlopslabs.features.linear.ElasticNet;
import io.mlopslabs.features.linear.LarsPath;
import io.mlopslabs.features.linear.LassoPath;
import io.mlopslabs.features.linear.LinearModel;
import io.mlopslabs.features.linear.LogisticRegression;
import io.mlopslabs.features.linear.SklearnData;
import io.mlopslabs.statistics.Moments;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Linear models and the selections that wrap them, all 31 cases of scikit-learn's numbers. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WrappersGoldenTest {
    private static final Map<String, Function<Case, Object>> CALLS = new HashMap<>(Map.of(
            "sklearn.linear_model.LogisticRegression", c -> logistic(LogisticRegression.l2(c.number("C", 1))),
            "sklearn.linear_model.LogisticRegression(l1, saga)", c -> logistic(LogisticRegression.l1(c.number("C", 1))),
            "sklearn.linear_model.Lasso", c -> linear(ElasticNet.lasso(c.number("alpha", 1))),
            "sklearn.linear_model.ElasticNet",
                    c -> linear(new ElasticNet(c.number("alpha", 1), c.number("l1_ratio", 1))),
            "sklearn.linear_model.lasso_path", WrappersGoldenTest::lassoPath,
            "sklearn.linear_model.lars_path", WrappersGoldenTest::larsPath,
            "sklearn.feature_selection.RFE", WrappersGoldenTest::rfe,
            "sklearn.feature_selection.RFECV", WrappersGoldenTest::rfecv,
            "sklearn.feature_selection.SequentialFeatureSelector", WrappersGoldenTest::sequential,
            "sklearn.feature_selection.SelectFromModel", WrappersGoldenTest::fromModel));

    static {
        CALLS.put("sklearn.model_selection.StratifiedKFold", WrappersGoldenTest::folds);
        CALLS.put("sklearn.naive_bayes.GaussianNB", WrappersGoldenTest::gaussian);
    }

    @TestFactory
    Stream<DynamicTest> agrees_with_scikit_learn() {
        return Golden.read("features/sk_wrappers").tests(CALLS);
    }

    @Test
    void every_case_is_run() {
        assertThat(Golden.read("features/sk_wrappers").cases())
                .hasSize(31)
                .allMatch(c -> CALLS.containsKey(c.function()));
    }

    private static Object logistic(LogisticRegression settings) {
        var data = SklearnData.wdbc().standardized();
        var model = settings.fit(data.x(), data.classes());
        int[] predicted = model.predict(data.x());
        double right = IntStream.range(0, predicted.length)
                .filter(i -> predicted[i] == data.classes()[i])
                .count();
        double[] coef = model.coef();
        return Map.of(
                "coef_",
                coef,
                "intercept_",
                model.intercept(),
                "accuracy",
                right / predicted.length,
                "nonzero",
                IntStream.range(0, coef.length).filter(j -> coef[j] != 0).toArray());
    }

    private static Object linear(ElasticNet settings) {
        var data = SklearnData.diabetes().standardized();
        LinearModel model = settings.fit(data.x(), data.y());
        return Map.of("coef_", model.coef(), "intercept_", model.intercept());
    }

    private static Object lassoPath(Case c) {
        var data = SklearnData.diabetes().normalized();
        return Map.of(
                "coefs", LassoPath.of(data.x(), data.y(), c.doubles("alphas")).coefs());
    }

    private static Object larsPath(Case c) {
        var data = SklearnData.diabetes().normalized();
        LarsPath path = c.text("method", "").equals("lar")
                ? LarsPath.lar(data.x(), data.y())
                : LarsPath.lasso(data.x(), data.y());
        return Map.of("active", path.active(), "alphas", path.alphas(), "coefs", path.coefs());
    }

    private static SklearnData data(Case c) {
        SklearnData data =
                c.text("dataset", "").startsWith("sklearn breast_cancer") ? SklearnData.wdbc() : SklearnData.diabetes();
        return switch (c.text("preprocessing", "none")) {
            case "none" -> data;
            case "columns centred and divided by their norm" -> data.normalized();
            default -> data.standardized();
        };
    }

    private static Object rfe(Case c) {
        SklearnData data = data(c);
        boolean classes = c.text("dataset", "").contains("breast_cancer");
        Estimator estimator = classes ? Estimator.of(LogisticRegression.l2(1)) : Estimator.leastSquares();
        var result =
                new Rfe(estimator, c.number("n_features_to_select", 0), c.number("step", 1)).fit(data.x(), data.y());
        return Map.of(
                "support", result.support(),
                "ranking_", result.ranking(),
                "final_coef_", result.model().importances());
    }

    private static Object rfecv(Case c) {
        SklearnData data = data(c);
        var validation = CrossValidation.stratifiedKFold(5, Scoring.accuracy());
        var result = new Rfecv(
                        Estimator.of(LogisticRegression.l2(1)),
                        validation,
                        (int) c.number("min_features_to_select", 0),
                        c.number("step", 0))
                .fit(data.x(), data.y());
        return Map.of(
                "support", result.best().support(),
                "n_features_", result.best().support().length,
                "n_features_tried", result.tried(),
                "mean_test_score", result.meanScores());
    }

    private static Object sequential(Case c) {
        SklearnData data = data(c);
        boolean r2 = c.text("scoring", "accuracy").equals("r2");
        boolean untilNoGain = c.has("tol");
        var selection = new SequentialSelection(
                r2 ? Estimator.leastSquares() : Estimator.gaussianNaiveBayes(),
                r2 ? CrossValidation.kFold(5, Scoring.r2()) : CrossValidation.stratifiedKFold(5, Scoring.accuracy()),
                SequentialSelection.Direction.valueOf(c.text("direction", "").toUpperCase(Locale.ROOT)),
                untilNoGain ? data.x()[0].length - 1 : (int) c.number("n_features_to_select", 0),
                c.number("tol", Double.NEGATIVE_INFINITY));
        var result = selection.fit(data.x(), data.y());
        int size = selection.direction() == SequentialSelection.Direction.BACKWARD ? data.x()[0].length : 0;
        List<Object> ties = new ArrayList<>();
        for (var step : result.steps()) {
            if (step.ties().size() > 1) {
                ties.add(List.of(size, step.column(), step.ties()));
            }
            size += size < result.support().length ? 1 : -1;
        }
        return Map.of(
                "support", result.support(),
                "cv_accuracy_of_the_set",
                        result.steps().get(result.steps().size() - 1).score(),
                "ties", ties);
    }

    private static Object fromModel(Case c) {
        SklearnData data = data(c);
        String given = c.text("threshold", "null");
        SelectFromModel.Threshold threshold =
                switch (given) {
                    case "null" -> SelectFromModel.Threshold.of(1e-5);
                    case "mean" -> SelectFromModel.Threshold.mean(1);
                    case "median" -> SelectFromModel.Threshold.median(1);
                    case "1.25*mean" -> SelectFromModel.Threshold.mean(1.25);
                    default -> SelectFromModel.Threshold.of(Double.parseDouble(given));
                };
        var result = new SelectFromModel(
                        Estimator.of(ElasticNet.lasso(1)), threshold, (int) c.number("max_features", 10))
                .fit(data.x(), data.y());
        return Map.of("support", result.support(), "threshold_", result.threshold());
    }

    private static Object folds(Case c) {
        SklearnData data = data(c);
        int[] foldOf = new int[data.y().length];
        List<Split> splits = CrossValidation.stratifiedKFold((int) c.number("n_splits", 0), Scoring.accuracy())
                .splits(data.y());
        for (int fold = 0; fold < splits.size(); fold++) {
            for (int row : splits.get(fold).test()) {
                foldOf[row] = fold;
            }
        }
        return Map.of(
                "fold_of_each_row_as_digits",
                Arrays.stream(foldOf).mapToObj(Integer::toString).collect(Collectors.joining()),
                "sizes",
                splits.stream().mapToInt(split -> split.test().length).toArray());
    }

    private static Object gaussian(Case c) {
        SklearnData data = data(c);
        var model = NaiveBayes.gaussian()
                .fit(SparseMatrix.of(data.x()), Arrays.stream(data.y()).boxed().toList());
        double largest = 0;
        for (int j = 0; j < data.x()[0].length; j++) {
            int column = j;
            largest = Math.max(
                    largest,
                    Moments.of(Arrays.stream(data.x())
                                    .mapToDouble(row -> row[column])
                                    .toArray())
                            .variance(0));
        }
        return Map.of(
                "class_prior_",
                        Arrays.stream(model.classLogPrior()).map(Math::exp).toArray(),
                "theta_", first(model.means()),
                "var_", first(model.variances()),
                "epsilon_", 1e-9 * largest,
                "cv_accuracy",
                        CrossValidation.stratifiedKFold(5, Scoring.accuracy())
                                .scores(Estimator.gaussianNaiveBayes(), data.x(), data.y()));
    }

    private static double[][] first(double[][] perClass) {
        return Arrays.stream(perClass).map(row -> Arrays.copyOf(row, 5)).toArray(double[][]::new);
    }
}
