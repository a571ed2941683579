// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScoresGoldenTest {
    private static final String SKLEARN = "sklearn.metrics.";
    private static final Map<String, Function<Case, Object>> CALLS = Map.ofEntries(
            Map.entry(SKLEARN + "top_k_accuracy_score", ScoresGoldenTest::topK),
            Map.entry(SKLEARN + "roc_curve", ScoresGoldenTest::rocCurve),
            Map.entry(SKLEARN + "roc_auc_score", ScoresGoldenTest::rocAuc),
            Map.entry(SKLEARN + "confusion_matrix_at_thresholds", ScoresGoldenTest::atThresholds),
            Map.entry(SKLEARN + "auc", c -> Trapezoids.auc(c.doubles("x"), c.doubles("y"))),
            Map.entry(SKLEARN + "det_curve", ScoresGoldenTest::detCurve),
            Map.entry(SKLEARN + "precision_recall_curve", ScoresGoldenTest::precisionRecallCurve),
            Map.entry(SKLEARN + "average_precision_score", ScoresGoldenTest::averagePrecision),
            Map.entry(SKLEARN + "log_loss", ScoresGoldenTest::logLoss),
            Map.entry(SKLEARN + "brier_score_loss", ScoresGoldenTest::brier),
            Map.entry("sklearn.calibration.calibration_curve", ScoresGoldenTest::calibrationCurve),
            Map.entry("formula.expected_calibration_error", ScoresGoldenTest::calibrationError),
            Map.entry("formula.top_label_calibration_error", ScoresGoldenTest::topLabelError),
            Map.entry("formula.cost_by_threshold", ScoresGoldenTest::costByThreshold),
            Map.entry("formula.bayes_threshold", c -> costs(c).bayesThreshold()),
            Map.entry("formula.best_threshold", ScoresGoldenTest::bestThreshold),
            Map.entry("formula.cost_curve", ScoresGoldenTest::costCurve));

    @TestFactory
    Stream<DynamicTest> roc_curves_and_areas_agree_with_scikit_learn() {
        return Golden.read("metrics/roc").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> precision_recall_curves_agree_with_scikit_learn() {
        return Golden.read("metrics/precision_recall_curve").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> log_loss_and_brier_score_agree_with_scikit_learn() {
        return Golden.read("metrics/log_loss_brier").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> calibration_agrees_with_scikit_learn() {
        return Golden.read("metrics/calibration").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> thresholds_and_costs_agree_with_their_formulas() {
        return Golden.read("metrics/thresholds_costs").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> top_k_accuracy_agrees_with_scikit_learn() {
        return Golden.read("metrics/accuracy").cases().stream()
                .filter(c -> CALLS.containsKey(c.function()))
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> c.check(CALLS.get(c.function()))));
    }

    @Test
    void every_case_is_run() {
        var sizes = new HashMap<String, Integer>();
        for (String topic :
                List.of("roc", "precision_recall_curve", "log_loss_brier", "calibration", "thresholds_costs")) {
            List<Case> cases = Golden.read("metrics/" + topic).cases();
            assertThat(cases).allMatch(c -> CALLS.containsKey(c.function()));
            sizes.put(topic, cases.size());
        }
        assertThat(sizes)
                .isEqualTo(Map.of(
                        "roc",
                        38,
                        "precision_recall_curve",
                        21,
                        "log_loss_brier",
                        25,
                        "calibration",
                        19,
                        "thresholds_costs",
                        17));
        assertThat(Golden.read("metrics/accuracy").names(SKLEARN + "top_k_accuracy_score"))
                .hasSize(9);
    }

    // Our door asks which label is positive; scikit-learn takes 1, and its area and its losses the label that sorts
    // last.
    private enum WithoutPositive {
        REFUSED,
        LAST
    }

    private static BinaryScores binary(Case c, String scores, WithoutPositive rule) {
        List<String> yTrue = c.elements("y_true").map(JsonNode::asText).toList();
        boolean numbers = c.elements("y_true").allMatch(JsonNode::isNumber);
        BinaryScores plain;
        if (c.has("pos_label")) {
            plain = BinaryScores.of(yTrue, c.text("pos_label", ""), c.doubles(scores));
        } else if (numbers) {
            plain = BinaryScores.of(
                    c.elements("y_true").mapToInt(JsonNode::asInt).toArray(), c.doubles(scores));
        } else {
            String last = rule == WithoutPositive.REFUSED
                    ? null
                    : yTrue.stream().max(String::compareTo).orElseThrow();
            plain = BinaryScores.of(yTrue, last, c.doubles(scores));
        }
        if (!c.has("sample_weight")) {
            return plain;
        }
        var positive = new boolean[yTrue.size()];
        IntStream.range(0, positive.length)
                .forEach(i -> positive[i] = yTrue.get(i).equals(c.text("pos_label", "1")));
        return BinaryScores.weighted(positive, c.doubles(scores), c.doubles("sample_weight"));
    }

    private static MulticlassScores<String> multiclass(Case c, String scores) {
        List<String> yTrue = c.elements("y_true").map(JsonNode::asText).toList();
        MulticlassScores<String> plain = c.has("labels")
                ? MulticlassScores.of(c.elements("labels").map(JsonNode::asText).toList(), yTrue, rows(c, scores))
                : MulticlassScores.of(yTrue, rows(c, scores));
        return c.has("sample_weight") ? plain.withWeights(c.doubles("sample_weight")) : plain;
    }

    /** Scores by rows; a single column of probabilities is that of the label that sorts last. */
    private static double[][] rows(Case c, String scores) {
        if (!isMatrix(c, scores)) {
            return Arrays.stream(c.doubles(scores))
                    .mapToObj(p -> new double[] {1 - p, p})
                    .toArray(double[][]::new);
        }
        return c.elements(scores)
                .map(row -> StreamSupport.stream(row.spliterator(), false)
                        .mapToDouble(JsonNode::asDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static boolean isMatrix(Case c, String scores) {
        return c.elements(scores).allMatch(JsonNode::isArray);
    }

    private static Average average(Case c) {
        return Average.valueOf(c.text("average", "macro").toUpperCase(Locale.ROOT));
    }

    private static boolean perClass(Case c) {
        return c.has("average") && c.arguments().get("average").isNull();
    }

    private static Object topK(Case c) {
        double accuracy;
        double n = c.elements("y_true").count();
        if (isMatrix(c, "y_score")) {
            accuracy = multiclass(c, "y_score").topKAccuracy((int) c.number("k", 2));
        } else {
            // Of two classes with one score the prediction is a threshold: 0.5 for probabilities, 0 otherwise, not
            // reached but exceeded.
            boolean probabilities = Arrays.stream(c.doubles("y_score")).allMatch(s -> s >= 0 && s <= 1);
            OneVsRest counts = binary(c, "y_score", WithoutPositive.REFUSED).at(Math.nextUp(probabilities ? 0.5 : 0));
            accuracy = (counts.tp() + counts.tn()) / n;
        }
        return c.text("normalize", "true").equals("true") ? accuracy : accuracy * n;
    }

    private static Points points(Case c, String absent) {
        return c.text("drop_intermediate", absent).equals("true") ? Points.CORNERS : Points.ALL;
    }

    private static Object rocCurve(Case c) {
        var curve = binary(c, "y_score", WithoutPositive.REFUSED).rocCurve(points(c, "true"));
        return Map.of(
                "fpr", curve.stream().map(BinaryScores.RocPoint::fpr).toList(),
                "tpr", curve.stream().map(BinaryScores.RocPoint::tpr).toList(),
                "thresholds",
                        curve.stream().map(BinaryScores.RocPoint::threshold).toList());
    }

    private static Object rocAuc(Case c) {
        if (!isMatrix(c, "y_score")) {
            BinaryScores scores = binary(c, "y_score", WithoutPositive.LAST);
            return c.has("max_fpr") ? scores.partialRocAuc(c.number("max_fpr", 1)) : scores.rocAuc();
        }
        MulticlassScores<String> scores = multiclass(c, "y_score");
        if (perClass(c)) {
            return scores.rocAucs();
        }
        var multiClass =
                switch (c.text("multi_class", "raise")) {
                    case "ovr" -> MulticlassScores.MultiClass.ONE_VS_REST;
                    case "ovo" -> MulticlassScores.MultiClass.ONE_VS_ONE;
                    default -> null;
                };
        return scores.rocAuc(multiClass, average(c));
    }

    private static Object atThresholds(Case c) {
        var all = binary(c, "y_score", WithoutPositive.REFUSED).atThresholds();
        return Map.of(
                "thresholds",
                        all.stream().map(BinaryScores.AtThreshold::threshold).toList(),
                "tp", all.stream().map(at -> at.counts().tp()).toList(),
                "fp", all.stream().map(at -> at.counts().fp()).toList(),
                "fn", all.stream().map(at -> at.counts().fn()).toList(),
                "tn", all.stream().map(at -> at.counts().tn()).toList());
    }

    private static Object detCurve(Case c) {
        var curve = binary(c, "y_score", WithoutPositive.REFUSED).detCurve();
        return Map.of(
                "fpr", curve.stream().map(BinaryScores.DetPoint::fpr).toList(),
                "fnr", curve.stream().map(BinaryScores.DetPoint::fnr).toList(),
                "thresholds",
                        curve.stream().map(BinaryScores.DetPoint::threshold).toList());
    }

    private static Object precisionRecallCurve(Case c) {
        var curve = binary(c, "y_score", WithoutPositive.REFUSED).precisionRecallCurve(points(c, "false"));
        return Map.of(
                "precision",
                        curve.stream()
                                .map(BinaryScores.PrecisionRecallPoint::precision)
                                .toList(),
                "recall",
                        curve.stream()
                                .map(BinaryScores.PrecisionRecallPoint::recall)
                                .toList(),
                "thresholds",
                        curve.stream()
                                .limit(curve.size() - 1)
                                .map(BinaryScores.PrecisionRecallPoint::threshold)
                                .toList());
    }

    private static Object averagePrecision(Case c) {
        if (!isMatrix(c, "y_score")) {
            return binary(c, "y_score", WithoutPositive.REFUSED).averagePrecision();
        }
        MulticlassScores<String> scores = multiclass(c, "y_score");
        return perClass(c) ? scores.averagePrecisions() : scores.averagePrecision(average(c));
    }

    private static Object logLoss(Case c) {
        double mean = multiclass(c, "y_proba").logLoss();
        if (!isMatrix(c, "y_proba") && c.elements("y_true").allMatch(JsonNode::isNumber)) {
            assertThat(binary(c, "y_proba", WithoutPositive.REFUSED).logLoss()).isEqualTo(mean);
        }
        double weight = c.has("sample_weight")
                ? Arrays.stream(c.doubles("sample_weight")).sum()
                : c.elements("y_true").count();
        return c.text("normalize", "true").equals("true") ? mean : mean * weight;
    }

    private static Object brier(Case c) {
        if (!isMatrix(c, "y_proba") && !c.has("scale_by_half")) {
            return binary(c, "y_proba", WithoutPositive.LAST).brier();
        }
        double summed = multiclass(c, "y_proba").brier();
        return c.text("scale_by_half", "false").equals("true") ? summed / 2 : summed;
    }

    private static CalibrationCurve.Strategy strategy(Case c) {
        return CalibrationCurve.Strategy.valueOf(c.text("strategy", "uniform").toUpperCase(Locale.ROOT));
    }

    private static Object calibrationCurve(Case c) {
        CalibrationCurve curve =
                binary(c, "y_prob", WithoutPositive.REFUSED).calibration((int) c.number("n_bins", 5), strategy(c));
        return Map.of(
                "prob_pred",
                        curve.points().stream()
                                .map(CalibrationCurve.Bin::meanPredicted)
                                .toList(),
                "prob_true",
                        curve.points().stream()
                                .map(CalibrationCurve.Bin::meanTrue)
                                .toList());
    }

    private static Map<String, Object> errors(CalibrationCurve curve) {
        return Map.of(
                "ece", curve.expectedCalibrationError(),
                "mce", curve.maximumCalibrationError(),
                "rmsce", curve.rootMeanSquaredCalibrationError());
    }

    private static Object calibrationError(Case c) {
        CalibrationCurve curve =
                binary(c, "y_prob", WithoutPositive.REFUSED).calibration((int) c.number("n_bins", 10), strategy(c));
        var all = new HashMap<>(errors(curve));
        all.put(
                "bins",
                curve.bins().stream()
                        .map(bin -> Map.of(
                                "count", bin.count(),
                                "lower", bin.lower(),
                                "upper", bin.upper(),
                                "mean_predicted", bin.meanPredicted(),
                                "mean_true", bin.meanTrue()))
                        .toList());
        return all;
    }

    private static Object topLabelError(Case c) {
        return errors(multiclass(c, "y_proba").topLabelCalibration((int) c.number("n_bins", 10)));
    }

    private static Costs costs(Case c) {
        return new Costs(
                c.number("cost_fp", 0), c.number("cost_fn", 0), c.number("cost_tp", 0), c.number("cost_tn", 0));
    }

    private static Object costByThreshold(Case c) {
        BinaryScores scores = binary(c, "y_score", WithoutPositive.REFUSED);
        ThresholdCurve curve = c.has("thresholds")
                ? scores.costByThreshold(costs(c), c.doubles("thresholds"))
                : scores.costByThreshold(costs(c));
        return Map.of(
                "best_cost", curve.best().value(),
                "best_index", curve.bestIndex(),
                "best_threshold", curve.best().threshold(),
                "mean_cost",
                        curve.points().stream().map(ThresholdCurve.Point::value).toList(),
                "thresholds",
                        curve.points().stream()
                                .map(ThresholdCurve.Point::threshold)
                                .toList());
    }

    private static Object bestThreshold(Case c) {
        ThresholdObjective objective =
                switch (c.text("objective", "")) {
                    case "fbeta" -> ThresholdObjective.fbeta(c.number("beta", 1));
                    case "youden_j" -> ThresholdObjective.YOUDEN_J;
                    default -> ThresholdObjective.BALANCED_ACCURACY;
                };
        ThresholdCurve curve = binary(c, "y_score", WithoutPositive.REFUSED).bestThreshold(objective);
        return Map.of(
                "best_index", curve.bestIndex(),
                "best_threshold", curve.best().threshold(),
                "values",
                        curve.points().stream().map(ThresholdCurve.Point::value).toList(),
                "thresholds",
                        curve.points().stream()
                                .map(ThresholdCurve.Point::threshold)
                                .toList());
    }

    private static Object costCurve(Case c) {
        BinaryScores scores = binary(c, "y_score", WithoutPositive.REFUSED);
        CostCurve curve = scores.costCurve(c.doubles("probability_costs"));
        var all = scores.rocCurve(Points.ALL);
        return Map.of(
                "area_under_envelope", curve.area(),
                "lower_envelope",
                        curve.points().stream().map(CostCurve.Point::cost).toList(),
                "fnr", all.stream().map(point -> 1 - point.tpr()).toList(),
                "fpr", all.stream().map(BinaryScores.RocPoint::fpr).toList(),
                "thresholds", all.stream().map(BinaryScores.RocPoint::threshold).toList());
    }
}
