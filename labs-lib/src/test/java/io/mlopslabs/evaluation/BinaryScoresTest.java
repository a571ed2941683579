// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.statistics.Alternative;
import io.mlopslabs.statistics.Bootstrap;
import io.mlopslabs.statistics.BootstrapDistribution;
import io.mlopslabs.statistics.MannWhitney;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BinaryScoresTest {
    private static final double SUMS = 1e-12; // sums of some hundred doubles of order 1

    private static final class Sample {
        private final boolean[] yTrue;
        private final double[] yScore;

        Sample(boolean[] yTrue, double[] yScore) {
            this.yTrue = yTrue;
            this.yScore = yScore;
        }

        boolean[] yTrue() {
            return yTrue;
        }

        double[] yScore() {
            return yScore;
        }
    }

    /** Scores of two decimals, so that there are ties; positives score higher. */
    private static Sample sample(long seed, int n) {
        var random = new SplittableRandom(seed);
        var yTrue = new boolean[n];
        var yScore = new double[n];
        for (int i = 0; i < n; i++) {
            yTrue[i] = random.nextDouble() < 0.3;
            yScore[i] = Math.rint(100 * (random.nextDouble() * 0.8 + (yTrue[i] ? 0.2 : 0))) / 100;
        }
        return new Sample(yTrue, yScore);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_area_is_the_share_of_pairs_ranked_right(long seed) {
        Sample s = sample(seed, 300);
        double[] positive = scores(s, true);
        double[] negative = scores(s, false);
        double u = MannWhitney.test(positive, negative, Alternative.TWO_SIDED, MannWhitney.Method.ASYMPTOTIC)
                .statistic();
        assertThat(BinaryScores.of(s.yTrue(), s.yScore()).rocAuc())
                .isCloseTo(u / positive.length / negative.length, within(SUMS));
    }

    private static double[] scores(Sample s, boolean label) {
        return IntStream.range(0, s.yTrue().length)
                .filter(i -> s.yTrue()[i] == label)
                .mapToDouble(i -> s.yScore()[i])
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_whole_weight_counts_as_repeating_the_sample(long seed) {
        Sample s = sample(seed, 60);
        var random = new SplittableRandom(seed);
        double[] weights = random.ints(60, 0, 4).asDoubleStream().toArray();
        int[] rows = IntStream.range(0, 60)
                .flatMap(i -> IntStream.range(0, (int) weights[i]).map(k -> i))
                .toArray();
        var yTrue = new boolean[rows.length];
        IntStream.range(0, rows.length).forEach(k -> yTrue[k] = s.yTrue()[rows[k]]);
        var repeated = BinaryScores.of(
                yTrue, Arrays.stream(rows).mapToDouble(i -> s.yScore()[i]).toArray());
        var weighted = BinaryScores.weighted(s.yTrue(), s.yScore(), weights);
        assertThat(weighted.rocCurve(Points.ALL)).isEqualTo(repeated.rocCurve(Points.ALL));
        assertThat(weighted.precisionRecallCurve(Points.ALL)).isEqualTo(repeated.precisionRecallCurve(Points.ALL));
        assertThat(weighted.averagePrecision()).isCloseTo(repeated.averagePrecision(), within(SUMS));
        assertThat(weighted.logLoss()).isCloseTo(repeated.logLoss(), within(SUMS));
        assertThat(weighted.brier()).isCloseTo(repeated.brier(), within(SUMS));
        assertThat(weighted.at(0.5)).isEqualTo(repeated.at(0.5));
    }

    @Test
    void a_resample_is_scored_as_its_rows_would_be() {
        // Each draw's area is checked against the rows that it stands for, in the order of descending scores.
        Sample s = sample(8, 200);
        Integer[] order = IntStream.range(0, 200).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(s.yScore()[b], s.yScore()[a]));
        var sweep = new ThresholdSweep(s.yTrue(), s.yScore(), ones(200));
        new Bootstrap(100, 3).rows(200, counts -> {
            int[] rows = IntStream.range(0, 200)
                    .flatMap(k -> IntStream.range(0, counts[k]).map(i -> order[k]))
                    .toArray();
            var yTrue = new boolean[rows.length];
            IntStream.range(0, rows.length).forEach(k -> yTrue[k] = s.yTrue()[rows[k]]);
            var drawn = BinaryScores.of(
                    yTrue, Arrays.stream(rows).mapToDouble(i -> s.yScore()[i]).toArray());
            assertThat(sweep.rocAucOfCounts().of(counts)).isCloseTo(drawn.rocAuc(), within(SUMS));
            assertThat(sweep.averagePrecisionOfCounts().of(counts)).isCloseTo(drawn.averagePrecision(), within(SUMS));
            return 0;
        });
    }

    private static double[] ones(int n) {
        var ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void the_bootstrap_of_the_area_agrees_with_hanley_and_mcneil() {
        Sample s = sample(5, 2000);
        BinaryScores scores = BinaryScores.of(s.yTrue(), s.yScore());
        BootstrapDistribution area = scores.rocAuc(new Bootstrap(2000, 1));
        double a = scores.rocAuc();
        double q1 = a / (2 - a);
        double q2 = 2 * a * a / (1 + a);
        double closed = Math.sqrt(
                (a * (1 - a) + (scores.positives() - 1) * (q1 - a * a) + (scores.negatives() - 1) * (q2 - a * a))
                        / (scores.positives() * scores.negatives()));
        assertThat(area.estimate()).isEqualTo(a);
        assertThat(area.standardError())
                .isCloseTo(closed, within(closed * 0.15)); // their formula assumes exponential scores
        assertThat(area.bca().contains(a)).isTrue();
        assertThat(scores.averagePrecision(new Bootstrap(200, 1)).bca().contains(scores.averagePrecision()))
                .isTrue();
        assertThat(scores.brier(new Bootstrap(200, 1)).bca().contains(scores.brier()))
                .isTrue();
        assertThat(scores.logLoss(new Bootstrap(200, 1)).estimate()).isCloseTo(scores.logLoss(), within(SUMS));
    }

    @Test
    void hard_labels_throw_ranking_away() {
        Sample s = sample(7, 2000);
        BinaryScores scores = BinaryScores.of(s.yTrue(), s.yScore());
        BinaryScores labels = BinaryScores.of(
                s.yTrue(), Arrays.stream(s.yScore()).map(p -> p >= 0.5 ? 1 : 0).toArray());
        assertThat(labels.rocAuc()).isLessThan(scores.rocAuc());
        OneVsRest counts = scores.at(0.5);
        assertThat(labels.rocAuc())
                .isCloseTo(ThresholdObjective.BALANCED_ACCURACY.of(counts), within(SUMS)); // all that is left of it
    }

    @Test
    void counts_at_any_threshold_lie_on_the_steps() {
        BinaryScores scores = BinaryScores.of(new int[] {1, -1, 1}, new double[] {0.9, 0.5, 0.2});
        assertThat(scores.at(0.91)).isEqualTo(new OneVsRest(0, 0, 2, 1));
        assertThat(scores.at(0.9)).isEqualTo(new OneVsRest(1, 0, 1, 1));
        assertThat(scores.at(0.3)).isEqualTo(new OneVsRest(1, 1, 1, 0));
        assertThat(scores.at(Double.NEGATIVE_INFINITY)).isEqualTo(new OneVsRest(2, 1, 0, 0));
    }

    @Test
    void a_calibrated_threshold_is_also_the_cheapest_on_many_samples() {
        var random = new SplittableRandom(2);
        double[] p = random.doubles(50_000).map(u -> Math.rint(u * 50) / 50).toArray();
        var yTrue = new boolean[p.length];
        IntStream.range(0, p.length).forEach(i -> yTrue[i] = random.nextDouble() < p[i]);
        var costs = new Costs(1, 4);
        BinaryScores scores = BinaryScores.of(yTrue, p);
        assertThat(costs.bayesThreshold()).isEqualTo(0.2);
        assertThat(scores.costByThreshold(costs).best().threshold())
                .isCloseTo(0.2, within(0.021)); // one step of the scores
        assertThat(scores.calibration(10, CalibrationCurve.Strategy.UNIFORM).expectedCalibrationError())
                .isLessThan(0.012); // ten shares of 5000 samples each, standard error at most 0.007
    }

    @Test
    void refuses_samples_that_cannot_be_scored() {
        boolean[] two = {true, false};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.of(two, new double[] {0.1}))
                .withMessage("yScore has 1 entries for 2 samples; give one for each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.of(new boolean[0], new double[0]))
                .withMessage("there are no samples; give at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.of(two, new double[] {0.1, Double.NaN}))
                .withMessage("yScore[1] is NaN; give a finite number for each sample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.of(new int[] {0, 2}, new double[] {0.1, 0.2}))
                .withMessage(
                        "yTrue[1] is 2; labels are 0 and 1, or -1 and 1. For others say which is positive: of(labels, positive,"
                                + " scores)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.of(List.of("a"), null, new double[] {0.1}))
                .withMessage("positive is null; say which label is the positive one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.of(Arrays.asList("a", null), "a", new double[] {0.1, 0.2}))
                .withMessage("yTrue[1] is null; leave out samples without a label");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.weighted(two, new double[] {0.1, 0.2}, new double[] {0.5, -0.5}))
                .withMessage("weights[1] is -0.5; a weight is finite and not negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.weighted(two, new double[] {0.1, 0.2}, new double[] {0, 0}))
                .withMessage("all weights are 0; at least one sample must count");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.weighted(two, new double[] {0.1, 0.2}, new double[] {1}))
                .withMessage("weights has 1 entries for 2 samples");
    }

    @Test
    void refuses_questions_that_the_samples_do_not_answer() {
        BinaryScores margins = BinaryScores.of(new int[] {1, 0}, new double[] {1.5, -0.5});
        assertThatIllegalArgumentException()
                .isThrownBy(margins::logLoss)
                .withMessage("yScore[0] is 1.5; this takes probabilities, in 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> margins.partialRocAuc(0))
                .withMessage("maxFpr is 0.0; give a rate above 0 and at most 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> margins.at(Double.NaN))
                .withMessage("threshold is NaN; give the least score to call positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> margins.costCurve(0.5, 0.2))
                .withMessage("probabilityCosts[1] is 0.2; give ascending numbers in 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Costs(1, Double.NaN))
                .withMessage("the costs are 1.0, NaN, 0.0 and 0.0; give finite numbers");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Costs(0, 0).bayesThreshold())
                .withMessage(
                        "a false alarm costs 0.0 and a miss 0.0 more than being right; without two errors that cost something"
                                + " one answer is always best");
        BinaryScores oneClass = BinaryScores.of(new int[] {1, 1}, new double[] {0.7, 0.2});
        assertThat(oneClass.rocAuc()).isNaN();
        assertThatIllegalStateException()
                .isThrownBy(() -> oneClass.bestThreshold(ThresholdObjective.YOUDEN_J))
                .withMessage("yTrue has no negative sample that counts; a choice between two classes needs both");
        assertThatIllegalStateException()
                .isThrownBy(() -> oneClass.rocAuc(new Bootstrap(100, 1)))
                .withMessage("the statistic of the sample itself is NaN; there is nothing to resample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> oneClass.calibration(0, CalibrationCurve.Strategy.UNIFORM))
                .withMessage("bins is 0; give at least 1, such as 10");
        BinaryScores weighted =
                BinaryScores.weighted(new boolean[] {true, false}, new double[] {0.1, 0.2}, new double[] {1, 2});
        assertThatIllegalStateException()
                .isThrownBy(() -> weighted.rocAuc(new Bootstrap(100, 1)))
                .withMessage(
                        "the samples are weighted; this takes each of them as one case, make the scores without weights");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trapezoids.auc(new double[] {0, 0.6, 0.2}, new double[] {0, 1, 1}))
                .withMessage("x[2] is 0.2 after 0.6; x may ascend or descend, not turn back");
    }
}
