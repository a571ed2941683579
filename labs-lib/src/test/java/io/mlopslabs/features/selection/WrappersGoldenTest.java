// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.features.linear.ElasticNet;
import io.mlopslabs.features.linear.LarsPath;
import io.mlopslabs.features.linear.LassoPath;
import io.mlopslabs.features.linear.LinearModel;
import io.mlopslabs.features.linear.LogisticRegression;
import io.mlopslabs.features.linear.SklearnData;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
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
            "sklearn.linear_model.lars_path", WrappersGoldenTest::larsPath));

    @TestFactory
    Stream<DynamicTest> agrees_with_scikit_learn() {
        return Golden.read("features/sk_wrappers").tests(CALLS);
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
                "coef_", coef,
                "intercept_", model.intercept(),
                "accuracy", right / predicted.length,
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
        return Map.of("coefs", LassoPath.of(data.x(), data.y(), c.doubles("alphas")).coefs());
    }

    private static Object larsPath(Case c) {
        var data = SklearnData.diabetes().normalized();
        LarsPath path = c.text("method", "").equals("lar")
                ? LarsPath.lar(data.x(), data.y())
                : LarsPath.lasso(data.x(), data.y());
        return Map.of("active", path.active(), "alphas", path.alphas(), "coefs", path.coefs());
    }
}
