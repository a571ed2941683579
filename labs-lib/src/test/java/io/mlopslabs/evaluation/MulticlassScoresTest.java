// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.evaluation.MulticlassScores.MultiClass;
import io.mlopslabs.statistics.Bootstrap;
import io.mlopslabs.statistics.BootstrapDistribution;
import io.mlopslabs.statistics.Interval;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MulticlassScoresTest {
    private static final double[][] SCORES = {{0.6, 0.4}, {0.3, 0.7}, {0.2, 0.8}};
    private static final MulticlassScores<String> ANIMALS = MulticlassScores.of(List.of("cat", "dog", "cat"), SCORES);

    @Test
    void two_classes_agree_with_binary_scores() {
        BinaryScores dogs = ANIMALS.oneVsRest("dog");
        assertThat(ANIMALS.rocAuc(MultiClass.ONE_VS_REST, Average.MACRO)).isEqualTo(dogs.rocAuc());
        assertThat(ANIMALS.logLoss()).isCloseTo(dogs.logLoss(), within(1e-15)); // 1 - p rounds
        assertThat(ANIMALS.brier()).isCloseTo(2 * dogs.brier(), within(1e-15));
        assertThat(ANIMALS.logLoss(new Bootstrap(100, 1)).estimate()).isCloseTo(ANIMALS.logLoss(), within(1e-15));
    }

    @Test
    void of_equal_scores_the_later_class_ranks_higher() {
        double[][] tied = {{0.5, 0.5}, {0.5, 0.5}, {0.5, 0.5}};
        assertThat(MulticlassScores.of(List.of("a", "b", "b"), tied).topKAccuracy(1))
                .isCloseTo(2.0 / 3, within(1e-15)); // one division rounds
    }

    @Test
    void an_absent_class_does_not_count_when_weighted_by_support() {
        var scores = MulticlassScores.of(
                List.of(0, 1, 2), List.of(0, 1, 1), new double[][] {{0.7, 0.2, 0.1}, {0.1, 0.8, 0.1}, {0.3, 0.3, 0.4}});
        assertThat(scores.rocAuc(MultiClass.ONE_VS_REST, Average.MACRO)).isNaN();
        assertThat(scores.rocAuc(MultiClass.ONE_VS_REST, Average.WEIGHTED)).isEqualTo(1);
        assertThat(scores.rocAucs()[2]).isNaN();
    }

    @Test
    void refuses_scores_that_do_not_fit_the_labels() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MulticlassScores.of(List.of(1, 1), new double[][] {{0.1}, {0.2}}))
                .withMessage(
                        "there is one class only, [1]; give all labels that the scores have columns for, those that do not occur"
                                + " too");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MulticlassScores.of(List.of(0, 1), new double[][] {{0.1, 0.9}, {0.2, 0.3, 0.5}}))
                .withMessage(
                        "yScore[1] has 3 columns for the 2 labels [0, 1]; if a class does not occur in yTrue, give the labels too");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MulticlassScores.of(List.of(0, 1), new double[][] {{0.1, 0.9}}))
                .withMessage(
                        "yTrue has 2 labels and yScore has 1 rows; give one row per sample, and at least one sample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MulticlassScores.of(List.of(0, 1), List.of(0, 7), new double[2][2]))
                .withMessage("yTrue[1] is 7; the labels are [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MulticlassScores.of(List.of(0, 0), List.of(0), new double[1][2]))
                .withMessage("labels [0, 0] repeat; give each class once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MulticlassScores.of(Arrays.asList("cat", null), new double[2][2]))
                .withMessage("yTrue[1] is null; leave out samples without a label");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MulticlassScores.of(List.of(0, 1), new double[][] {{0, 1}, {0, Double.NaN}}))
                .withMessage("yScore[1][1] is NaN; give a finite number for each sample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANIMALS.topKAccuracy(0))
                .withMessage("k is 0; give at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANIMALS.oneVsRest("bird"))
                .withMessage("label bird is unknown; there are [cat, dog]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANIMALS.rocAuc(null, Average.MACRO))
                .withMessage("multiClass is null; choose ONE_VS_REST or ONE_VS_ONE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANIMALS.rocAuc(MultiClass.ONE_VS_ONE, Average.MICRO))
                .withMessage(
                        "one-vs-one takes a macro or weighted average and no sample weights, as scikit-learn's; take ONE_VS_REST");
        var margins = MulticlassScores.of(List.of(0, 1), new double[][] {{0, 1}, {-1, 1}});
        assertThatIllegalArgumentException()
                .isThrownBy(margins::brier)
                .withMessage("yScore[1][0] is -1.0; this takes probabilities, in 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> margins.rocAuc(MultiClass.ONE_VS_REST, Average.MACRO))
                .withMessage("yScore[1] sums to 0.0; areas of several classes take probabilities, which sum to 1");
        assertThatIllegalStateException()
                .isThrownBy(() -> ANIMALS.withWeights(new double[] {1, 2, 3}).logLoss(new Bootstrap(100, 1)))
                .withMessage(
                        "the samples are weighted; this takes each of them as one case, make the scores without weights");
    }

    @Test
    void a_confusion_matrix_bootstraps_any_of_its_numbers() {
        var matrix = ConfusionMatrix.ofCounts(List.of("cat", "dog"), new double[][] {{720, 80}, {60, 140}});
        BootstrapDistribution accuracy = matrix.bootstrap(new Bootstrap(4000, 2), ConfusionMatrix::accuracy);
        double closed = Math.sqrt(0.86 * 0.14 / 1000);
        assertThat(accuracy.standardError()).isCloseTo(closed, within(closed * 0.06)); // five times 1/sqrt(2B)
        BootstrapDistribution balanced = matrix.bootstrap(new Bootstrap(4000, 2), ConfusionMatrix::balancedAccuracy);
        double both = Math.sqrt(0.9 * 0.1 / 800 + 0.7 * 0.3 / 200) / 2;
        assertThat(balanced.standardError()).isCloseTo(both, within(both * 0.06));
        assertThatIllegalStateException()
                .isThrownBy(() -> ConfusionMatrix.weighted(List.of(1, 0), List.of(1, 1), new double[] {0.5, 1})
                        .bootstrap(new Bootstrap(100, 1), ConfusionMatrix::accuracy))
                .withMessage(
                        "the count 0.5 is not whole: weighted samples are not trials; resample them with Bootstrap.rows");
    }

    @Test
    void paired_predictions_compare_two_models_on_the_same_samples() {
        int n = 1000;
        var yTrue = new int[n];
        var first = new int[n];
        var second = new int[n];
        for (int i = 0; i < n; i++) {
            yTrue[i] = i % 3;
            first[i] = i % 20 == 0 ? (yTrue[i] + 1) % 3 : yTrue[i];
            second[i] = i % 20 == 0 || i % 33 == 1 ? (yTrue[i] + 1) % 3 : yTrue[i];
        }
        PairedPredictions<Integer> pairs = PairedPredictions.of(yTrue, first, second);
        assertThat(pairs.mcNemar().onlySecond()).isZero();
        assertThat(pairs.mcNemar().bothWrong()).isEqualTo(50);
        BootstrapDistribution difference = pairs.difference(new Bootstrap(2000, 1), ConfusionMatrix::accuracy);
        assertThat(difference.estimate())
                .isCloseTo(pairs.mcNemar().difference(), within(1e-15)); // one subtraction rounds
        assertThat(difference.bca().against(0)).isEqualTo(Interval.Verdict.ABOVE);
        assertThat(pairs.difference(new Bootstrap(500, 1), ConfusionMatrix::balancedAccuracy)
                        .estimate())
                .isCloseTo(
                        ConfusionMatrix.of(yTrue, first).balancedAccuracy()
                                - ConfusionMatrix.of(yTrue, second).balancedAccuracy(),
                        within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedPredictions.of(yTrue, first, new int[] {1}))
                .withMessage(
                        "yTrue has 1000 labels, the first model 1000 and the second 1; give one of each per sample, and at least"
                                + " one sample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedPredictions.of(List.of("a"), Arrays.asList((String) null), List.of("a")))
                .withMessage("sample 0 has a label that is null; leave out samples without a label");
    }
}
