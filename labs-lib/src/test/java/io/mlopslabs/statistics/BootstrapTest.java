// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BootstrapTest {
    private static final double UNLIKELY = 1e-4; // seeds are fixed; a right sampler would fail for one seed in 10,000

    @ParameterizedTest
    @CsvSource({"5, 0.3", "1000, 0.004", "40, 0.5", "50, 0.8", "1000, 0.1", "1000000, 0.5"})
    void binomial_draws_follow_the_distribution(int n, double p) {
        var binomial = new BinomialDistribution(null, n, p);
        var random = new SplittableRandom(3);
        int draws = 20_000;
        int bins = 12;
        var edges = IntStream.range(1, bins)
                .map(i -> binomial.inverseCumulativeProbability((double) i / bins))
                .distinct()
                .toArray();
        var counts = new int[edges.length + 1];
        for (int i = 0; i < draws; i++) {
            int at = Arrays.binarySearch(edges, BinomialSampler.draw(random, n, p));
            counts[at >= 0 ? at : -at - 1]++;
        }
        double statistic = 0;
        for (int i = 0; i < counts.length; i++) {
            double chance = (i < edges.length ? binomial.cumulativeProbability(edges[i]) : 1)
                    - (i == 0 ? 0 : binomial.cumulativeProbability(edges[i - 1]));
            statistic += Math.pow(counts[i] - draws * chance, 2) / (draws * chance);
        }
        double pValue = 1 - new ChiSquaredDistribution(null, edges.length).cumulativeProbability(statistic);
        assertThat(pValue).isGreaterThan(UNLIKELY);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4095, 4096, 4097, 10_000})
    void every_resample_has_as_many_rows_as_the_sample_and_leaves_out_a_share_of_1_in_e(int n) {
        Set<Long> sums = ConcurrentHashMap.newKeySet();
        BootstrapDistribution missing = new Bootstrap(400, 1).rows(n, counts -> {
            sums.add(Arrays.stream(counts).asLongStream().sum());
            return (double) Arrays.stream(counts).filter(count -> count == 0).count() / counts.length;
        });
        assertThat(sums).containsExactly((long) n);
        double expected = Math.pow(1 - 1.0 / n, n);
        double mean = Moments.of(missing.values()).mean();
        assertThat(mean)
                .isCloseTo(
                        expected, within(5 * 0.5 / Math.sqrt(400.0 * n))); // five standard errors of a share, at most
    }

    @Test
    void rows_and_kinds_of_the_same_sample_have_the_same_distribution() {
        var bootstrap = new Bootstrap(20_000, 9);
        var values = new double[300];
        Arrays.fill(values, 0, 240, 1);
        BootstrapDistribution rows = bootstrap.mean(values);
        BootstrapDistribution kinds = bootstrap.kinds(new long[] {240, 60}, counts -> counts[0] / 300.0);
        double closed = Math.sqrt(0.8 * 0.2 / 300);
        assertThat(rows.standardError()).isCloseTo(closed, within(closed * 0.025)); // five times 1/sqrt(2B)
        assertThat(kinds.standardError()).isCloseTo(closed, within(closed * 0.025));
        assertThat(kinds.percentile(0.9).low())
                .isCloseTo(rows.percentile(0.9).low(), within(1.0 / 300)); // one step of the share
        assertThat(kinds.bca().low()).isCloseTo(rows.bca().low(), within(1.0 / 300));
    }

    @Test
    void a_95_percent_bca_interval_holds_a_skewed_mean_more_often_than_the_percentile_one() {
        int held = 0;
        int heldByPercentile = 0;
        for (int trial = 0; trial < 400; trial++) {
            var random = new SplittableRandom(1000 + trial);
            double[] values = random.doubles(30).map(u -> -Math.log(1 - u)).toArray(); // exponential, mean 1
            BootstrapDistribution mean = new Bootstrap(400, trial).mean(values);
            held += mean.bca().contains(1) ? 1 : 0;
            heldByPercentile += mean.percentile(0.95).contains(1) ? 1 : 0;
        }
        assertThat(held / 400.0)
                .isBetween(0.89, 0.97); // Efron's interval is a little short for n = 30; binomial error 0.012
        assertThat(held).isGreaterThanOrEqualTo(heldByPercentile);
    }

    @Test
    void a_seed_repeats_the_interval_and_another_one_moves_it_a_little() {
        double[] values = new SplittableRandom(2).doubles(5000).toArray();
        Interval interval = new Bootstrap(500, 42).mean(values).bca();
        assertThat(new Bootstrap(500, 42).mean(values).bca()).isEqualTo(interval);
        Interval other = new Bootstrap(500, 43).mean(values).bca();
        assertThat(other.low()).isNotEqualTo(interval.low()).isCloseTo(interval.low(), within(interval.width() / 5));
        assertThat(interval).hasToString("0.493 to 0.508 (95 % BCa bootstrap, n = 5000, 500 resamples, seed 42)");
    }

    @Test
    void the_paired_difference_of_two_models_keeps_their_agreement() {
        var models = new McNemar(800, 60, 30, 110);
        BootstrapDistribution difference = models.difference(new Bootstrap(20_000, 3));
        double closed = Math.sqrt((90 - 30.0 * 30 / 1000) / 1000 / 1000); // variance of a paired difference of shares
        assertThat(difference.estimate()).isEqualTo(0.03);
        assertThat(difference).hasToString("0.03, standard error 0.0093 (n = 1000, 20000 resamples, seed 3)");
        assertThat(difference.standardError()).isCloseTo(closed, within(closed * 0.025)); // five times 1/sqrt(2B)
        assertThat(difference.bca().against(0)).isEqualTo(Interval.Verdict.ABOVE);
    }

    @Test
    void without_any_variation_the_interval_is_the_estimate() {
        BootstrapDistribution perfect = new Bootstrap(100, 1).kinds(new long[] {50, 0}, counts -> counts[0] / 50.0);
        assertThat(perfect.bca().low()).isEqualTo(1);
        assertThat(perfect.bca().high()).isEqualTo(1);
    }

    @Test
    void an_undefined_resample_is_reported_and_not_dropped() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Bootstrap(200, 1)
                        .kinds(new long[] {2, 98}, counts -> counts[0] == 0 ? Double.NaN : counts[0]))
                .withMessage(
                        "the statistic is undefined on 19 of 200 resamples, as a class may be missing from them; collect more"
                                + " rows of the rare class, or take a statistic that is defined without it");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Bootstrap(200, 1).rows(5, counts -> Double.NaN))
                .withMessage("the statistic of the sample itself is NaN; there is nothing to resample");
    }

    @Test
    void a_statistic_that_only_grows_when_resampled_cannot_be_bias_corrected() {
        BootstrapDistribution repeats = new Bootstrap(100, 1)
                .rows(50, counts -> Arrays.stream(counts).max().orElseThrow());
        assertThatIllegalStateException()
                .isThrownBy(repeats::bca)
                .withMessage(
                        "all resamples lie above the estimate 1, so its bias cannot be corrected; take percentile(level), and"
                                + " look why");
        assertThat(repeats.percentile(0.95).low()).isGreaterThan(1);
    }

    @Test
    void refuses_what_cannot_be_resampled() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bootstrap(50, 1))
                .withMessage("resamples is 50; give at least 100, 2000 for an interval");
        var bootstrap = new Bootstrap(100, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap.rows(1, counts -> 0))
                .withMessage("there are 1 rows; a bootstrap needs at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap.kinds(new long[] {3, -1}, counts -> 0))
                .withMessage("rows[1] is -1; a number of rows is not negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap.kinds(new long[] {1, 1L << 31}, counts -> 0))
                .withMessage("there are 2147483649 rows; a bootstrap needs at least 2 and at most 2147483647");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap.mean(new double[] {1, Double.NaN}))
                .withMessage("values[1] is NaN; give finite numbers, and decide what to do with missing ones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap.mean(new double[] {1, 2}).percentile(95))
                .withMessage("level is 95.0; give a confidence between 0 and 1, such as 0.95");
    }
}
