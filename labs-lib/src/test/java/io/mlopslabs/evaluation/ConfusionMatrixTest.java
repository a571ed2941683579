// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.statistics.Accumulator;
import io.mlopslabs.statistics.Proportion;
import io.mlopslabs.testing.AccumulatorContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfusionMatrixTest {
    private static final String[] TRUTH = {"cat", "ant", "cat", "cat", "ant", "bird"};
    private static final String[] PREDICTED = {"ant", "ant", "cat", "cat", "ant", "cat"};

    @Nested
    class Accumulated
            extends AccumulatorContract<
                    Outcome<String>, Map<ConfusionAccumulator.Cell<String>, Double>, ConfusionMatrix<String>> {
        @Override
        protected Accumulator<Outcome<String>, Map<ConfusionAccumulator.Cell<String>, Double>, ConfusionMatrix<String>>
                accumulator() {
            return new ConfusionAccumulator<String>(List.of());
        }

        @Override
        protected Outcome<String> row(SplittableRandom random) {
            String yTrue = "class " + random.nextInt(5);
            return new Outcome<>(
                    yTrue, random.nextInt(3) > 0 ? yTrue : "class " + random.nextInt(6), random.nextInt(3));
        }

        @Override
        protected void assertSame(
                ConfusionMatrix<String> actual, ConfusionMatrix<String> expected, List<Outcome<String>> rows) {
            assertEqualBits(actual, expected); // whole weights add without rounding
        }
    }

    @Test
    void names_its_axes_when_printed() {
        assertThat(ConfusionMatrix.of(TRUTH, PREDICTED)).hasToString("""
                        true \\ predicted  ant  bird  cat
                        ant                 2     0    0
                        bird                0     0    1
                        cat                 1     0    2
                        """);
    }

    @Test
    void says_how_much_it_does_not_show_and_still_scores_it() {
        var some = ConfusionMatrix.of(TRUTH, PREDICTED).withLabels(List.of("cat", "bird"));
        assertThat(some).hasToString("""
                        true \\ predicted  cat  bird
                        cat                 2     0
                        bird                1     0
                        not shown, under other labels: 3 of 6
                        """);
        assertThat(some.outside()).isEqualTo(3);
        assertThat(some.scores("cat").recall()).isEqualTo(2 / 3.0);
        assertThat(some.accuracy()).isEqualTo(4 / 6.0);
        assertThat(some.withLabels(List.of("ant", "bird", "cat")))
                .hasToString(ConfusionMatrix.of(TRUTH, PREDICTED).toString());
    }

    @Test
    void leaves_no_rounding_where_a_class_has_no_false_positive() {
        var matrix =
                ConfusionMatrix.weighted(List.of(0, 1, 1, 2), List.of(0, 1, 1, 2), new double[] {0.1, 0.2, 0.3, 0.7});
        assertThat(matrix.oneVsRest(1).fp()).isZero();
        assertThat(matrix.oneVsRest(1).tn()).isCloseTo(0.8, within(1e-15)); // two additions
        assertThat(matrix.outside()).isZero();
    }

    @Test
    void gives_the_intervals_behind_its_shares() {
        var matrix = ConfusionMatrix.of(TRUTH, PREDICTED);
        assertThat(matrix.accuracyProportion()).isEqualTo(new Proportion(4, 6));
        assertThat(matrix.recallProportion("cat")).isEqualTo(new Proportion(2, 3));
        assertThat(matrix.precisionProportion("ant")).isEqualTo(new Proportion(2, 3));
        assertThatIllegalStateException()
                .isThrownBy(() -> ConfusionMatrix.weighted(List.of(1), List.of(1), new double[] {0.5})
                        .accuracyProportion())
                .withMessage(
                        "the count 0.5 is not whole: weighted samples are not trials; resample them with Bootstrap.rows");
    }

    @Test
    void sorts_text_by_code_point_as_python_does() {
        var matrix = ConfusionMatrix.of(new String[] {"\uD83D\uDE00", "\uFF21"}, new String[] {"\uFF21", "\uFF21"});
        assertThat(matrix.labels()).containsExactly("\uFF21", "\uD83D\uDE00");
    }

    @Test
    void averages_plainly_where_no_defined_class_has_support() {
        // 0 is true but never predicted, 1 is predicted but never true: the precision of 1 alone is defined.
        var matrix = ConfusionMatrix.of(new int[] {0, 0}, new int[] {1, 1});
        assertThat(matrix.average(Average.WEIGHTED, 1, ZeroDivision.NAN).precision())
                .isZero();
        assertThat(matrix.average(Average.MACRO).support()).isEqualTo(2);
    }

    @Nested
    class Refuses {
        @Test
        void lengths_that_differ() {
            refusal(
                    () -> ConfusionMatrix.of(new int[] {1, 0}, new int[] {1}),
                    "yTrue has 2 labels and yPred has 1; give one prediction per sample");
            refusal(
                    () -> ConfusionMatrix.weighted(List.of(1), List.of(1), new double[2]),
                    "weights has 2 entries for 1 samples");
        }

        @Test
        void no_samples() {
            refusal(
                    () -> ConfusionMatrix.of(new int[0], new int[0]),
                    "there are no samples; a confusion matrix needs at least one");
        }

        @Test
        void a_missing_label_by_its_place() {
            refusal(
                    () -> ConfusionMatrix.of(Arrays.asList("a", "b"), Arrays.asList("a", null)),
                    "sample 1: yPred is null; leave out samples without a label");
        }

        @Test
        void a_weight_that_is_negative_or_nan_and_weights_that_are_all_0() {
            refusal(
                    () -> ConfusionMatrix.weighted(List.of(1, 1), List.of(1, 1), new double[] {1, -2}),
                    "sample 1: weight is -2.0; a weight is finite and not negative");
            refusal(
                    () -> ConfusionMatrix.weighted(List.of(1), List.of(1), new double[] {Double.NaN}),
                    "sample 0: weight is NaN; a weight is finite and not negative");
            refusal(
                    () -> ConfusionMatrix.weighted(List.of(1), List.of(1), new double[] {0}),
                    "all weights are 0; at least one sample must count");
        }

        @Test
        void labels_that_repeat_are_missing_or_never_true() {
            var matrix = ConfusionMatrix.of(TRUTH, PREDICTED);
            refusal(() -> matrix.withLabels(List.of("cat", "cat")), "labels [cat, cat] repeat; give each class once");
            refusal(() -> matrix.withLabels(List.of()), "labels is empty; give the classes to show");
            refusal(
                    () -> matrix.withLabels(List.of("dog")),
                    "labels [dog]: none of them is true of any sample; give at least one that occurs in yTrue");
            refusal(() -> matrix.scores("dog"), "label dog is unknown; there are [ant, bird, cat]");
        }

        @Test
        void binary_scores_of_three_classes_and_a_negative_beta() {
            var matrix = ConfusionMatrix.of(TRUTH, PREDICTED);
            refusal(
                    () -> matrix.binary("cat", 1, ZeroDivision.ZERO),
                    "3 classes occur: [ant, bird, cat]; binary scores need two, take scores(label) or an average");
            refusal(
                    () -> matrix.scores("cat", -1, ZeroDivision.ZERO),
                    "beta is -1.0; give a finite number from 0, such as 1");
        }

        @Test
        void tables_that_are_not_square() {
            refusal(() -> ConfusionMatrix.ofCounts(List.of(0, 1), new double[1][2]), "counts has 1 rows for 2 labels");
            refusal(
                    () -> ConfusionMatrix.ofCounts(List.of(0, 1), new double[2][1]),
                    "counts[0] has 1 columns for 2 labels");
        }

        private void refusal(ThrowingCallable call, String message) {
            assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
        }
    }
}
