// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RegressionScoresTest {
    private static final Map<String, Function<Case, ToDoubleFunction<RegressionScores>>> METRICS = Map.ofEntries(
            Map.entry("mean_absolute_error", c -> RegressionScores::meanAbsoluteError),
            Map.entry("mean_squared_error", c -> RegressionScores::meanSquaredError),
            Map.entry("root_mean_squared_error", c -> RegressionScores::rootMeanSquaredError),
            Map.entry("r2_score", RegressionScoresTest::r2),
            Map.entry("mean_absolute_percentage_error", c -> RegressionScores::meanAbsolutePercentageError),
            Map.entry("median_absolute_error", c -> RegressionScores::medianAbsoluteError),
            Map.entry("mean_pinball_loss", c -> scores -> scores.meanPinballLoss(c.number("alpha", 0.5))),
            Map.entry("max_error", c -> RegressionScores::maxError),
            Map.entry("explained_variance_score", c -> RegressionScores::explainedVariance),
            Map.entry("mean_squared_log_error", c -> RegressionScores::meanSquaredLogError),
            Map.entry("d2_pinball_score", c -> scores -> scores.d2Pinball(c.number("alpha", 0.5))));

    @TestFactory
    Stream<DynamicTest> regression_metrics_agree_with_scikit_learn() {
        return Golden.read("metrics/regression").cases().stream()
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> c.check(RegressionScoresTest::score)));
    }

    @Test
    void every_case_is_run() {
        assertThat(Golden.read("metrics/regression").cases())
                .hasSize(49)
                .allMatch(c -> METRICS.containsKey(c.function().replace("sklearn.metrics.", "")));
    }

    private static ToDoubleFunction<RegressionScores> r2(Case c) {
        return c.text("force_finite", "true").equals("true")
                ? RegressionScores::r2
                : scores -> scores.r2(RegressionScores.ConstantTruth.AS_DIVIDED);
    }

    private static Object score(Case c) {
        ToDoubleFunction<RegressionScores> metric =
                METRICS.get(c.function().replace("sklearn.metrics.", "")).apply(c);
        if (c.elements("y_true").allMatch(JsonNode::isArray)) {
            MultiOutputScores outputs = MultiOutputScores.of(rows(c, "y_true"), rows(c, "y_pred"));
            if (c.has("multioutput") && c.arguments().get("multioutput").isArray()) {
                return outputs.average(metric, c.doubles("multioutput"));
            }
            return switch (c.text("multioutput", "uniform_average")) {
                case "raw_values" -> outputs.rawValues(metric);
                case "variance_weighted" -> outputs.varianceWeighted(metric);
                default -> outputs.uniformAverage(metric);
            };
        }
        return metric.applyAsDouble(
                c.has("sample_weight")
                        ? RegressionScores.weighted(
                                c.doubles("y_true"), c.doubles("y_pred"), c.doubles("sample_weight"))
                        : RegressionScores.of(c.doubles("y_true"), c.doubles("y_pred")));
    }

    private static double[][] rows(Case c, String argument) {
        return c.elements(argument)
                .map(row -> StreamSupport.stream(row.spliterator(), false)
                        .mapToDouble(JsonNode::asDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    @Test
    void a_whole_weight_counts_as_repeating_the_sample() {
        double[] y = {1, 2, 4, 8};
        double[] p = {1.5, 1, 4.5, 10};
        var weighted = RegressionScores.weighted(y, p, new double[] {2, 1, 0, 1});
        var repeated = RegressionScores.of(new double[] {1, 1, 2, 8}, new double[] {1.5, 1.5, 1, 10});
        List<ToDoubleFunction<RegressionScores>> metrics = List.of(
                RegressionScores::meanAbsoluteError,
                RegressionScores::rootMeanSquaredError,
                RegressionScores::r2,
                RegressionScores::explainedVariance,
                RegressionScores::medianAbsoluteError,
                RegressionScores::maxError,
                scores -> scores.d2Pinball(0.3));
        for (var metric : metrics) {
            assertThat(metric.applyAsDouble(weighted))
                    .isCloseTo(metric.applyAsDouble(repeated), within(1e-12)); // sums of a handful of doubles
        }
    }

    @Test
    void constant_outputs_are_averaged_plainly() {
        double[][] constant = {{1, 2}, {1, 2}};
        assertThat(MultiOutputScores.of(constant, new double[][] {{1, 2}, {1, 3}})
                        .varianceWeighted(RegressionScores::r2))
                .isEqualTo(0.5);
    }

    @Test
    void refuses_values_that_cannot_be_scored() {
        double[] two = {1, 2};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionScores.of(two, new double[] {1}))
                .withMessage("yPred has 1 entries for 2 samples; give one for each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionScores.of(new double[0], new double[0]))
                .withMessage("there are no samples; give at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionScores.of(two, new double[] {1, Double.NaN}))
                .withMessage("yPred[1] is NaN; give a finite number for each sample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionScores.weighted(two, two, new double[] {1, -1}))
                .withMessage("weights[1] is -1.0; a weight is finite and not negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionScores.of(two, two).meanPinballLoss(90))
                .withMessage("alpha is 90.0; a quantile is a share from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionScores.of(two, new double[] {0, -2}).meanSquaredLogError())
                .withMessage("yPred[1] is -2.0; logarithms of 1 + y need values above -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiOutputScores.of(new double[][] {{1, 2}, {3}}, new double[][] {{1, 2}, {3, 4}}))
                .withMessage("row 1 has 1 true and 2 predicted values; row 0 has 2 true ones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiOutputScores.of(new double[][] {{1}}, new double[0][]))
                .withMessage(
                        "yTrue has 1 rows and yPred has 0; give one prediction per sample, and at least one sample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiOutputScores.of(new double[][] {{1}}, new double[][] {{1}})
                        .average(RegressionScores::r2, 1, 2))
                .withMessage("there are 2 weights for 1 outputs; give one for each");
    }
}
