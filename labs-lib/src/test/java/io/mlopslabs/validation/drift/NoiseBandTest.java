// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.statistics.TwoSampleResampling;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NoiseBandTest {
    private static final double[] SHARES = {0.4, 0.2, 0.15, 0.1, 0.05, 0.04, 0.03, 0.02, 0.007, 0.003};
    private static final double[] SHIFTED = {0.3, 0.25, 0.15, 0.15, 0.05, 0.04, 0.03, 0.02, 0.007, 0.003};
    private static final TwoSampleResampling RESAMPLING = new TwoSampleResampling(1000, 9);

    /** Draws two tables of the same shares, chooses a threshold for each from its band, and counts how often it is exceeded. */
    @ParameterizedTest
    @EnumSource
    void a_chosen_threshold_gives_the_promised_false_alarms(Divergence divergence) {
        int trials = 1000;
        double promised = 0.05;
        int alarms = 0;
        for (int trial = 0; trial < trials; trial++) {
            var random = new SplittableRandom(trial);
            ContingencyTable table = table(random, SHARES, 400, SHARES, 150);
            NoiseBand noise = table.noise(divergence, new TwoSampleResampling(199, trial));
            alarms += table.compare(divergence).value() > noise.threshold(promised) + 1e-12 ? 1 : 0;
        }
        // At most as promised, and not much below: a count steps over some values. Four standard deviations.
        double deviation = Math.sqrt(trials * promised * (1 - promised));
        assertThat((double) alarms)
                .isBetween(trials * promised - 4 * deviation - 10, trials * promised + 4 * deviation);
    }

    /** The threshold is chosen once, from a reference, before any new rows are there; then it meets many batches. */
    @ParameterizedTest
    @EnumSource
    void a_threshold_chosen_beforehand_gives_about_the_promised_false_alarms(Divergence divergence) {
        int references = 200;
        int batches = 20;
        int alarms = 0;
        for (int i = 0; i < references; i++) {
            var random = new SplittableRandom(i);
            long[] reference = drawn(random, SHARES, 2000);
            double threshold = NoiseBand.expected(reference, 500, divergence, new TwoSampleResampling(399, i))
                    .threshold(0.05);
            for (int batch = 0; batch < batches; batch++) {
                ContingencyTable table = ContingencyTable.of(names(), reference, drawn(random, SHARES, 500));
                alarms += table.compare(divergence).value() > threshold ? 1 : 0;
            }
        }
        double rate = (double) alarms / (references * batches);
        // 5 %, give or take what the reference's own noise moves: batches of one reference are exceeded together, so
        // the
        // 200 references count, with a rate that scatters by about itself.
        assertThat(rate).isCloseTo(0.05, within(4 * 0.05 / Math.sqrt(references)));
    }

    @Test
    void the_population_stability_index_without_drift_is_what_its_convention_calls_moderate_change() {
        double[] even = new double[10];
        Arrays.fill(even, 0.1);
        long[] reference = new long[10];
        Arrays.fill(reference, 10);
        NoiseBand noise = NoiseBand.expected(reference, 100, Divergence.POPULATION_STABILITY_INDEX, RESAMPLING);
        double mean = Arrays.stream(noise.values()).average().orElseThrow();
        assertThat(mean).isCloseTo(9 * (0.01 + 0.01), within(0.05)); // to first order; 10 rows a bin bend it upwards
        assertThat(noise.falseAlarmRate(0.1).estimate()).isGreaterThan(0.85);
        assertThat(noise.falseAlarmRate(0.25).estimate()).isBetween(0.1, 0.4);
    }

    @ParameterizedTest
    @EnumSource
    void the_interval_of_a_drift_covers_it_at_least_as_often_as_it_says(Divergence divergence) {
        int trials = 400;
        double truth = divergence.of(SHARES, SHIFTED);
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            var random = new SplittableRandom(trial);
            covered += table(random, SHARES, 1000, SHIFTED, 1000)
                            .interval(divergence, new TwoSampleResampling(300, trial), 0.95)
                            .contains(truth)
                    ? 1
                    : 0;
        }
        assertThat((double) covered / trials).isGreaterThan(0.95 - 4 * Math.sqrt(0.95 * 0.05 / trials)); // binomial
    }

    @Test
    void a_drift_exceeds_the_band_and_no_drift_does_not() {
        var random = new SplittableRandom(2);
        ContingencyTable changed = table(random, SHARES, 2000, SHIFTED, 2000);
        ContingencyTable same = table(random, SHARES, 2000, SHARES, 2000);
        for (Divergence divergence : Divergence.values()) {
            assertThat(changed.compare(divergence).value())
                    .isGreaterThan(changed.noise(divergence, RESAMPLING).quantile(0.99));
            assertThat(same.compare(divergence).value())
                    .isLessThan(same.noise(divergence, RESAMPLING).quantile(0.99));
        }
        assertThat(changed.permutationTest(RESAMPLING).pValue()).isEqualTo(1.0 / 1001);
    }

    @Test
    void the_permuted_chi_square_agrees_with_the_distribution_where_rows_are_enough() {
        var random = new SplittableRandom(21);
        ContingencyTable table = table(random, new double[] {0.5, 0.3, 0.2}, 3000, new double[] {0.5, 0.3, 0.2}, 2000);
        var permuted = table.permutationTest(new TwoSampleResampling(20_000, 1));
        assertThat(permuted.statistic())
                .isCloseTo(table.chiSquare().result().statistic(), within(1e-9)); // sums in another order
        assertThat(permuted.pValue())
                .isCloseTo(table.chiSquare().result().pValue(), within(0.015)); // 4 / sqrt(4 * 20,000), and the step
    }

    @Test
    void the_same_seed_gives_the_same_band() {
        long[] reference = {50, 30, 20};
        assertThat(NoiseBand.expected(reference, 80, Divergence.JENSEN_SHANNON, RESAMPLING)
                        .values())
                .isEqualTo(NoiseBand.expected(reference, 80, Divergence.JENSEN_SHANNON, RESAMPLING)
                        .values());
    }

    @Test
    void a_band_prints_what_to_expect() {
        long[] reference = {500, 300, 200};
        NoiseBand noise = NoiseBand.expected(reference, 500, Divergence.L_INFINITY, RESAMPLING);
        assertThat(noise.toString())
                .matches("L-infinity of 1000 and 500 rows without drift: 95 % up to 0\\.0[56]\\d*, 99 % up to"
                        + " 0\\.0[67]\\d* \\(1000 resamples\\)");
    }

    @Test
    void a_threshold_beyond_what_the_resamples_tell_is_refused() {
        NoiseBand noise =
                NoiseBand.expected(new long[] {5, 5}, 10, Divergence.L_INFINITY, new TwoSampleResampling(100, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> noise.threshold(0.005))
                .withMessage("falseAlarms is 0.005; 100 resamples tell nothing below 1 in 101, take more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> noise.threshold(0))
                .withMessage(
                        "falseAlarms is 0.0; give an accepted share of false alarms between 0 and 1, such as 0.01");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> noise.quantile(95))
                .withMessage("q is 95.0; give a share from 0 to 1, such as 0.95");
    }

    private static List<String> names() {
        return IntStream.range(0, SHARES.length).mapToObj(i -> "v" + i).toList();
    }

    private static ContingencyTable table(SplittableRandom random, double[] p, int n, double[] q, int m) {
        long[] reference = drawn(random, p, n);
        long[] current = drawn(random, q, m);
        return ContingencyTable.of(names().subList(0, p.length), reference, current);
    }

    private static long[] drawn(SplittableRandom random, double[] shares, int rows) {
        long[] counts = new long[shares.length];
        for (int row = 0; row < rows; row++) {
            double left = random.nextDouble();
            int i = 0;
            while (i < shares.length - 1 && left >= shares[i]) {
                left -= shares[i++];
            }
            counts[i]++;
        }
        return counts;
    }
}
