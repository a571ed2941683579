// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfusionMatrixGoldenTest {
    private static final String SKLEARN = "sklearn.metrics.";
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            SKLEARN + "accuracy_score",
            typed(ConfusionMatrixGoldenTest::accuracy),
            SKLEARN + "balanced_accuracy_score",
            typed(ConfusionMatrixGoldenTest::balancedAccuracy),
            SKLEARN + "confusion_matrix",
            typed(ConfusionMatrixGoldenTest::matrix),
            SKLEARN + "multilabel_confusion_matrix",
            typed(ConfusionMatrixGoldenTest::oneVsRest),
            "formula.error_rate_per_class",
            ConfusionMatrixGoldenTest::errorRates,
            SKLEARN + "precision_recall_fscore_support",
            typed(ConfusionMatrixGoldenTest::scores),
            SKLEARN + "classification_report",
            typed(ConfusionMatrixGoldenTest::report));

    private static final Map<String, Function<Case, Object>> AGREEMENT = Map.of(
            SKLEARN + "matthews_corrcoef",
            typed(ConfusionMatrixGoldenTest::matthews),
            SKLEARN + "cohen_kappa_score",
            ConfusionMatrixGoldenTest::kappa);

    @TestFactory
    Stream<DynamicTest> accuracy_agrees_with_scikit_learn() {
        return Golden.read("metrics/accuracy").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> confusion_matrix_agrees_with_scikit_learn() {
        return Golden.read("metrics/confusion_matrix").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> precision_recall_and_fbeta_agree_with_scikit_learn() {
        return Golden.read("metrics/precision_recall_fbeta").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> matthews_correlation_and_kappa_agree_with_scikit_learn() {
        return Golden.read("metrics/matthews_kappa").tests(AGREEMENT);
    }

    @Test
    void every_case_of_matthews_correlation_and_kappa_is_run() {
        assertThat(Golden.read("metrics/matthews_kappa").cases())
                .hasSize(19)
                .allMatch(c -> AGREEMENT.containsKey(c.function()));
    }

    @Test
    void only_top_k_accuracy_is_skipped_because_it_needs_scores_and_not_labels() {
        var run = new HashMap<String, Long>();
        var skipped = new ArrayList<String>();
        for (String topic : List.of("accuracy", "confusion_matrix", "precision_recall_fbeta")) {
            for (Case c : Golden.read("metrics/" + topic).cases()) {
                if (CALLS.containsKey(c.function())) {
                    run.merge(topic, 1L, Long::sum);
                } else {
                    skipped.add(c.function());
                }
            }
        }
        assertThat(run).isEqualTo(Map.of("accuracy", 15L, "confusion_matrix", 20L, "precision_recall_fbeta", 35L));
        assertThat(skipped).hasSize(9).containsOnly(SKLEARN + "top_k_accuracy_score");
    }

    private interface Call {
        <L extends Comparable<? super L>> Object on(Case c, ConfusionMatrix<L> matrix, Function<JsonNode, L> label);
    }

    private static Function<Case, Object> typed(Call call) {
        return c -> c.elements("y_true").findFirst().orElseThrow().isTextual()
                ? call.on(c, ConfusionMatrixGoldenTest.<String>read(c, JsonNode::asText), JsonNode::asText)
                : call.on(c, ConfusionMatrixGoldenTest.<Integer>read(c, JsonNode::asInt), JsonNode::asInt);
    }

    private static <L extends Comparable<? super L>> ConfusionMatrix<L> read(Case c, Function<JsonNode, L> label) {
        List<L> yTrue = c.elements("y_true").map(label).toList();
        List<L> yPred = c.elements("y_pred").map(label).toList();
        ConfusionMatrix<L> matrix = c.has("sample_weight")
                ? ConfusionMatrix.weighted(yTrue, yPred, c.doubles("sample_weight"))
                : ConfusionMatrix.of(yTrue, yPred);
        return c.has("labels")
                ? matrix.withLabels(c.elements("labels").map(label).toList())
                : matrix;
    }

    private static <L extends Comparable<? super L>> Object accuracy(
            Case c, ConfusionMatrix<L> matrix, Function<JsonNode, L> label) {
        return c.text("normalize", "true").equals("true") ? matrix.accuracy() : matrix.correct();
    }

    private static <L extends Comparable<? super L>> Object balancedAccuracy(
            Case c, ConfusionMatrix<L> matrix, Function<JsonNode, L> label) {
        return c.text("adjusted", "false").equals("true")
                ? matrix.adjustedBalancedAccuracy()
                : matrix.balancedAccuracy();
    }

    private static <L extends Comparable<? super L>> Object matrix(
            Case c, ConfusionMatrix<L> matrix, Function<JsonNode, L> label) {
        Normalize normalize =
                switch (c.text("normalize", "none")) {
                    case "true" -> Normalize.TRUE;
                    case "pred" -> Normalize.PREDICTED;
                    case "all" -> Normalize.ALL;
                    default -> Normalize.NONE;
                };
        return Map.of(
                "rows", "true", "columns", "predicted", "labels", matrix.labels(), "matrix", matrix.matrix(normalize));
    }

    private static <L extends Comparable<? super L>> Object oneVsRest(
            Case c, ConfusionMatrix<L> matrix, Function<JsonNode, L> label) {
        return matrix.labels().stream()
                .map(l -> {
                    OneVsRest table = matrix.oneVsRest(l);
                    return Map.of("label", l, "tp", table.tp(), "fp", table.fp(), "fn", table.fn(), "tn", table.tn());
                })
                .toList();
    }

    private static <L extends Comparable<? super L>> Object matthews(
            Case c, ConfusionMatrix<L> matrix, Function<JsonNode, L> label) {
        return matrix.matthewsCorrcoef();
    }

    private static Object kappa(Case c) {
        List<String> first = c.elements("y1").map(JsonNode::asText).toList();
        List<String> second = c.elements("y2").map(JsonNode::asText).toList();
        ConfusionMatrix<String> matrix = c.has("sample_weight")
                ? ConfusionMatrix.weighted(first, second, c.doubles("sample_weight"))
                : ConfusionMatrix.of(first, second);
        return matrix.cohenKappa(c.has("replace_undefined_by") ? ZeroDivision.ONE : ZeroDivision.NAN);
    }

    private static Object errorRates(Case c) {
        double[][] counts = c.elements("matrix")
                .map(row -> Stream.iterate(0, i -> i < row.size(), i -> i + 1)
                        .mapToDouble(i -> row.get(i).asDouble())
                        .toArray())
                .toArray(double[][]::new);
        List<Integer> labels =
                Stream.iterate(0, i -> i + 1).limit(counts.length).toList();
        Normalize by = c.text("divide_by", "").equals("true") ? Normalize.TRUE : Normalize.PREDICTED;
        double[][] shares = ConfusionMatrix.ofCounts(labels, counts).matrix(by);
        return labels.stream().map(i -> 1 - shares[i][i]).toList();
    }

    private static <L extends Comparable<? super L>> Object scores(
            Case c, ConfusionMatrix<L> matrix, Function<JsonNode, L> label) {
        double beta = c.number("beta", 1);
        double replaced = c.number("zero_division", 0);
        ZeroDivision zero =
                Double.isNaN(replaced) ? ZeroDivision.NAN : replaced == 1 ? ZeroDivision.ONE : ZeroDivision.ZERO;
        return switch (c.text("average", "none")) {
            case "micro" -> matrix.average(Average.MICRO, beta, zero);
            case "macro" -> matrix.average(Average.MACRO, beta, zero);
            case "weighted" -> matrix.average(Average.WEIGHTED, beta, zero);
            case "binary" -> {
                JsonNode positive = c.has("pos_label") ? c.arguments().get("pos_label") : IntNode.valueOf(1);
                yield matrix.binary(label.apply(positive), beta, zero);
            }
            default ->
                Map.of(
                        "labels", matrix.labels(),
                        "precision", each(matrix, beta, zero, PrecisionRecallFscore::precision),
                        "recall", each(matrix, beta, zero, PrecisionRecallFscore::recall),
                        "fscore", each(matrix, beta, zero, PrecisionRecallFscore::fscore),
                        "support", each(matrix, beta, zero, PrecisionRecallFscore::support));
        };
    }

    private static <L extends Comparable<? super L>> double[] each(
            ConfusionMatrix<L> matrix, double beta, ZeroDivision zero, ToDoubleFunction<PrecisionRecallFscore> score) {
        return matrix.labels().stream()
                .mapToDouble(l -> score.applyAsDouble(matrix.scores(l, beta, zero)))
                .toArray();
    }

    private static <L extends Comparable<? super L>> Object report(
            Case c, ConfusionMatrix<L> matrix, Function<JsonNode, L> label) {
        var rows = new LinkedHashMap<String, Object>();
        matrix.labels().forEach(l -> rows.put(l.toString(), row(matrix.scores(l))));
        rows.put("accuracy", matrix.accuracy());
        rows.put("micro avg", row(matrix.average(Average.MICRO)));
        rows.put("macro avg", row(matrix.average(Average.MACRO)));
        rows.put("weighted avg", row(matrix.average(Average.WEIGHTED)));
        return rows;
    }

    private static Map<String, Double> row(PrecisionRecallFscore scores) {
        return Map.of(
                "precision", scores.precision(),
                "recall", scores.recall(),
                "f1-score", scores.fscore(),
                "support", scores.support());
    }
}
