// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.labeling.ConfidentLearning.FilterBy;
import io.mlopslabs.labeling.ConfidentLearning.Found;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfidentLearningTest {
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            "cleanlab.count", ConfidentLearningTest::counts,
            "cleanlab.filter.find_label_issues", ConfidentLearningTest::issues,
            "cleanlab.filter.find_label_issues(frac_noise, min_examples_per_class)", ConfidentLearningTest::someIssues,
            "cleanlab.rank.get_label_quality_scores", ConfidentLearningTest::scores,
            "formula.found_issues", ConfidentLearningTest::found);

    @TestFactory
    Stream<DynamicTest> agrees_with_cleanlab() {
        return Golden.read("labeling/confident_learning").tests(CALLS);
    }

    @Test
    void no_case_is_skipped() {
        assertThat(Golden.read("labeling/confident_learning").cases())
                .hasSize(18)
                .allSatisfy(c -> assertThat(CALLS).containsKey(c.function()));
    }

    private static int[] labels(Case c) {
        return Matrices.ints(c, "labels");
    }

    private static double[][] probs(Case c) {
        return Matrices.doubles2(c.arguments().get("pred_probs"));
    }

    private static Object counts(Case c) {
        var counts = ConfidentLearning.of(labels(c), probs(c));
        double[] prior = counts.classPrior();
        return Map.of(
                "confident_thresholds", counts.thresholds(),
                "confident_joint", counts.confidentJoint(),
                "confident_joint_calibrated", counts.calibratedJoint(),
                "estimated_joint", counts.joint(),
                "noise_matrix", counts.noiseMatrix(),
                "inverse_noise_matrix", counts.inverseNoiseMatrix(),
                "estimate_latent", Map.of("cnt", prior, "eqn", prior, "marginal", prior, "marginal_ps", prior),
                "off_diagonal_indices", counts.offDiagonal(),
                "num_label_issues",
                        Map.of(
                                "off_diagonal", counts.numLabelIssues(),
                                "off_diagonal_calibrated", counts.numLabelIssuesCalibrated()));
    }

    private static Object issues(Case c) {
        var counts = ConfidentLearning.of(labels(c), probs(c));
        var issues = new HashMap<String, Object>();
        c.expected().fieldNames().forEachRemaining(name -> {
            List<String> filterAndRank = List.of(name.split(", ranked by ", -1));
            int[] found = counts.findLabelIssues(FilterBy.valueOf(upper(filterAndRank.get(0))));
            issues.put(
                    name,
                    filterAndRank.size() == 1
                            ? found
                            : counts.ranked(found, LabelQuality.valueOf(upper(filterAndRank.get(1)))));
        });
        return issues;
    }

    private static Object someIssues(Case c) {
        return ConfidentLearning.of(labels(c), probs(c))
                .findLabelIssues(FilterBy.valueOf(upper(c.text("filter_by", ""))), c.number("frac_noise", 1), (int)
                        c.number("min_examples_per_class", 1));
    }

    private static Object scores(Case c) {
        var scores = new HashMap<String, Object>();
        c.expected().fieldNames().forEachRemaining(name -> {
            List<String> methodAndAdjusted = List.of(name.split(", ", -1));
            var quality = LabelQuality.valueOf(upper(methodAndAdjusted.get(0)));
            scores.put(
                    name,
                    methodAndAdjusted.size() == 1
                            ? quality.scores(labels(c), probs(c))
                            : quality.adjustedScores(labels(c), probs(c)));
        });
        return scores;
    }

    private static Object found(Case c) {
        var found = Found.of(Matrices.ints(c, "given"), Matrices.ints(c, "true"), Matrices.ints(c, "issues"));
        return Map.of(
                "found", found.found(),
                "hits", found.hits(),
                "injected", found.injected(),
                "precision", found.precision(),
                "recall", found.recall());
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    /** Labels of which a share is flipped, and the probabilities of a model that is right, and fairly sure, about the truth. */
    private static final class Flipped {
        private final int[] given;
        private final int[] truth;
        private final double[][] probs;

        private Flipped(int[] given, int[] truth, double[][] probs) {
            this.given = given;
            this.truth = truth;
            this.probs = probs;
        }

        static Flipped of(int samples, int classes, double share, long seed) {
            var random = new SplittableRandom(seed);
            int[] truth = random.ints(samples, 0, classes).toArray();
            int[] given = Arrays.stream(truth)
                    .map(label ->
                            random.nextDouble() < share ? (label + 1 + random.nextInt(classes - 1)) % classes : label)
                    .toArray();
            double[][] probs = new double[samples][];
            for (int i = 0; i < samples; i++) {
                double[] weights = random.doubles(classes, 0, 1).toArray();
                weights[truth[i]] += 3 * random.nextDouble();
                double sum = Arrays.stream(weights).sum();
                probs[i] = Arrays.stream(weights).map(w -> w / sum).toArray();
            }
            return new Flipped(given, truth, probs);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void estimates_how_often_labels_were_flipped_and_finds_them_better_than_chance(long seed) {
        var data = Flipped.of(5000, 4, 0.2, seed);
        var counts = ConfidentLearning.of(data.given, data.probs);
        double share = counts.numLabelIssuesCalibrated() / 5000.0;
        assertThat(share).isBetween(0.1, 0.35); // 0.2 were flipped; the model is unsure about some
        for (FilterBy filter : FilterBy.values()) {
            var found = Found.of(data.given, data.truth, counts.findLabelIssues(filter));
            assertThat(found.precision()).as(filter + " " + found).isGreaterThan(2 * 0.2);
            assertThat(found.recall()).as(filter + " " + found).isGreaterThan(0.5);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rows_of_the_calibrated_joint_are_the_counts_of_the_labels_and_what_both_find_each_finds(long seed) {
        var data = Flipped.of(300, 3, 0.3, seed);
        var counts = ConfidentLearning.of(data.given, data.probs);
        int[][] joint = counts.calibratedJoint();
        for (int k = 0; k < 3; k++) {
            int label = k;
            assertThat(Arrays.stream(joint[k]).sum()).isEqualTo((int)
                    Arrays.stream(data.given).filter(l -> l == label).count());
        }
        var byClass = boxed(counts.findLabelIssues(FilterBy.PRUNE_BY_CLASS));
        var byRate = boxed(counts.findLabelIssues(FilterBy.PRUNE_BY_NOISE_RATE));
        assertThat(boxed(counts.findLabelIssues(FilterBy.BOTH)))
                .isSubsetOf(byClass)
                .isSubsetOf(byRate)
                .hasSize((int) byClass.stream().filter(byRate::contains).count());
    }

    private static List<Integer> boxed(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    @Test
    void finds_the_issues_of_a_hundred_thousand_samples_of_twenty_classes() {
        var data = Flipped.of(100_000, 20, 0.1, 1);
        var counts = ConfidentLearning.of(data.given, data.probs);
        var found = Found.of(data.given, data.truth, counts.findLabelIssues(FilterBy.BOTH));
        assertThat(found.injected()).isBetween(9500, 10_500); // 5 standard deviations of 10,000
        assertThat(found.precision()).isGreaterThan(0.2); // twice the share of wrong labels
    }

    @Test
    void a_count_that_rounding_loses_goes_to_the_last_of_the_largest_errors_and_one_too_many_comes_from_the_first() {
        // cleanlab.internal.util.round_preserving_sum, cleanlab 2.9.0 with a stable sort
        assertThat(LabelCounts.rounded(new double[] {7 / 3.0, 7 / 6.0, 7 / 6.0, 7 / 3.0}))
                .containsExactly(2, 1, 1, 3);
        assertThat(LabelCounts.rounded(new double[] {1.75, 1.75, 1.75})).containsExactly(1, 2, 2);
        assertThat(LabelCounts.rounded(new double[] {0.5, 1.5, 2.5}))
                .containsExactly(0, 2, 2); // half to even: 4.5 is 4
    }

    @Nested
    class Odd_data {
        @Test
        void a_class_that_nothing_is_labelled_has_an_infinite_threshold_and_no_row() {
            var counts = ConfidentLearning.of(
                    new int[] {0, 0, 1}, new double[][] {{0.8, 0.1, 0.1}, {0.1, 0.2, 0.7}, {0.2, 0.8, 0}});
            assertThat(counts.thresholds()[2]).isInfinite();
            assertThat(counts.calibratedJoint()[2]).containsExactly(0, 0, 0);
            assertThat(counts.classPrior()[2]).isZero();
            assertThat(counts.noiseMatrix()[2]).containsExactly(0, 0, 0);
        }

        @Test
        void a_class_of_one_sample_keeps_it() {
            var counts = ConfidentLearning.of(
                    new int[] {0, 0, 0, 1}, new double[][] {{0.9, 0.1}, {0.8, 0.2}, {0.7, 0.3}, {0.9, 0.1}});
            assertThat(counts.findLabelIssues(FilterBy.PRUNE_BY_NOISE_RATE)).isEmpty();
            assertThat(counts.findLabelIssues(FilterBy.PREDICTED_NEQ_GIVEN)).containsExactly(3);
        }

        @Test
        void the_given_label_wins_a_tie_with_the_likeliest() {
            var counts = ConfidentLearning.of(new int[] {1, 0, 1}, new double[][] {{0.5, 0.5}, {0.9, 0.1}, {0.2, 0.8}});
            assertThat(counts.findLabelIssues(FilterBy.PREDICTED_NEQ_GIVEN)).isEmpty();
        }

        @Test
        void no_finder_that_suspects_nothing_has_a_precision() {
            var found = Found.of(new int[] {0, 1}, new int[] {0, 1}, new int[] {});
            assertThat(found.precision()).isNaN();
            assertThat(found.recall()).isNaN();
        }
    }

    @Nested
    class Refusals {
        private final double[][] probs = {{0.9, 0.1}, {0.2, 0.8}};

        @Test
        void name_the_sample_whose_probability_or_label_is_none() {
            refused(new int[] {0, 1}, new double[][] {{0.9, 0.1}, {Double.NaN, 0.8}})
                    .withMessage("predProbs[1][0] is NaN; a probability is in 0 to 1");
            refused(new int[] {0, 1}, new double[][] {{0.9, 0.1}, {0.2, 0.5}})
                    .withMessage("predProbs[1] sums to 0.7; the probabilities of all classes sum to 1");
            refused(new int[] {0, 1}, new double[][] {{0.9, 0.1}, {1}})
                    .withMessage("predProbs[1] has 1 columns and predProbs[0] 2");
            refused(new int[] {0, 2}, probs).withMessage("labels[1] is 2; a label is a class from 0 to 1");
            refused(new int[] {-1, 0}, probs).withMessage("labels[0] is -1; a label is a class from 0 to 1");
        }

        @Test
        void say_what_is_missing() {
            refused(new int[0], new double[0][])
                    .withMessage("there are 0 labels and 0 rows of predProbs; give one of each per sample");
            refused(new int[] {0}, probs)
                    .withMessage("there are 1 labels and 2 rows of predProbs; give one of each per sample");
            refused(new int[] {0, 0}, new double[][] {{1}, {1}})
                    .withMessage("predProbs has 1 columns; there are at least 2 classes");
            refused(new int[] {1, 1}, probs)
                    .withMessage("every sample is labelled 1; a label can be suspected only beside another class");
        }

        private ThrowableAssertAlternative<IllegalArgumentException> refused(int[] labels, double[][] predProbs) {
            return assertThatIllegalArgumentException().isThrownBy(() -> ConfidentLearning.of(labels, predProbs));
        }

        @Test
        void name_a_setting_that_breaks_its_rule() {
            var counts = ConfidentLearning.of(new int[] {0, 1}, probs);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> counts.findLabelIssues(FilterBy.BOTH, 1.5, 1))
                    .withMessage("fracNoise is 1.5; it is in 0 to 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> counts.findLabelIssues(FilterBy.BOTH, 1, 0))
                    .withMessage("minExamplesPerClass is 0; it is 1 or more");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelQuality.CONFIDENCE_WEIGHTED_ENTROPY.adjustedScores(new int[] {0, 1}, probs))
                    .withMessage("CONFIDENCE_WEIGHTED_ENTROPY has no adjusted form; take scores");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelQuality.SELF_CONFIDENCE.adjustedScores(new int[] {0, 0}, probs))
                    .withMessage("no sample is labelled 1; the class has no threshold to adjust by");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Found.of(new int[] {0, 1}, new int[] {0, 0}, new int[] {1, 1}))
                    .withMessage("issue 1 is out of range or twice there; there are 2 samples");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Found.of(new int[] {0, 1}, new int[] {0}, new int[] {}))
                    .withMessage("there are 2 given labels and 1 true ones");
        }
    }

    @Test
    void scores_lie_in_0_to_1_and_fall_with_the_probability_of_the_label() {
        int[] labels = IntStream.range(0, 99).map(i -> 0).toArray();
        double[][] probs = IntStream.rangeClosed(1, 99)
                .mapToObj(i -> new double[] {i / 100.0, 1 - i / 100.0})
                .toArray(double[][]::new);
        for (LabelQuality quality : new LabelQuality[] {LabelQuality.SELF_CONFIDENCE, LabelQuality.NORMALIZED_MARGIN}) {
            assertThat(quality.scores(labels, probs)).isSorted();
        }
        for (double score : LabelQuality.CONFIDENCE_WEIGHTED_ENTROPY.scores(labels, probs)) {
            assertThat(score).isBetween(0.0, 1.0);
        }
        // two classes: the margin is the probability itself, since the other's is its complement
        assertThat(LabelQuality.NORMALIZED_MARGIN.scores(labels, probs)[41]).isCloseTo(0.42, within(1e-15));
    }
}
