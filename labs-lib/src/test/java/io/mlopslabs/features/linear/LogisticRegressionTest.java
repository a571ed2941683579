// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogisticRegressionTest {
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            "sklearn.linear_model.LogisticRegression", c -> fit(LogisticRegression.l2(c.number("C", 1))),
            "sklearn.linear_model.LogisticRegression(l1, saga)", c -> fit(LogisticRegression.l1(c.number("C", 1))));

    @TestFactory
    Stream<DynamicTest> agrees_with_scikit_learn() {
        return Golden.read("features/sk_wrappers").tests(CALLS);
    }

    private static Object fit(LogisticRegression settings) {
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
}
