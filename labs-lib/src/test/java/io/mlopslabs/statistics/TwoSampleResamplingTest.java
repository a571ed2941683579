// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwoSampleResamplingTest {
    private static final long[] FIRST = {30, 0, 12, 8};
    private static final long[] SECOND = {5, 9, 3, 3};
    private static final TwoSampleResampling RESAMPLING = new TwoSampleResampling(500, 7);

    @Test
    void dealing_anew_keeps_the_rows_of_each_kind_and_the_sizes_of_both_samples() {
        RESAMPLING.permuted(FIRST, SECOND, (a, b) -> {
            assertThat(Arrays.stream(a).sum()).isEqualTo(50);
            for (int i = 0; i < a.length; i++) {
                assertThat(a[i] + b[i]).isEqualTo((int) (FIRST[i] + SECOND[i]));
                assertThat(Math.min(a[i], b[i])).isNotNegative();
            }
            return 0;
        });
    }

    @Test
    void drawing_anew_keeps_the_sizes_and_never_draws_a_kind_that_a_population_lacks() {
        RESAMPLING.bootstrapped(FIRST, SECOND, (a, b) -> {
            assertThat(Arrays.stream(a).sum()).isEqualTo(50);
            assertThat(Arrays.stream(b).sum()).isEqualTo(20);
            assertThat(a[1]).isZero();
            return 0;
        });
        RESAMPLING.drawn(FIRST, 1000, 10, (a, b) -> {
            assertThat(Arrays.stream(a).sum()).isEqualTo(1000);
            assertThat(Arrays.stream(b).sum()).isEqualTo(10);
            assertThat(a[1] + b[1]).isZero();
            return 0;
        });
    }

    @Test
    void a_seed_gives_the_same_numbers_and_another_seed_others() {
        TwoSampleResampling.Statistic statistic = (a, b) -> a[0] - b[0];
        assertThat(RESAMPLING.permuted(FIRST, SECOND, statistic))
                .isEqualTo(RESAMPLING.permuted(FIRST, SECOND, statistic))
                .isNotEqualTo(new TwoSampleResampling(500, 8).permuted(FIRST, SECOND, statistic));
    }

    /** Small, symmetric both ways, and large numbers: each way through the sampler. */
    @ParameterizedTest
    @CsvSource({
        "5, 7, 6",
        "20, 30, 10",
        "30, 20, 10",
        "30, 20, 45",
        "20, 30, 45",
        "400, 90000, 30000",
        "9000, 9000, 9000"
    })
    void dealt_numbers_follow_the_hypergeometric_distribution(int marked, int others, int drawn) {
        int times = 20_000;
        var random = new SplittableRandom(11);
        double all = (double) marked + others;
        double mean = drawn * (marked / all);
        double variance = mean * (others / all) * ((all - drawn) / (all - 1));
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < times; i++) {
            double gap = HypergeometricSampler.draw(random, marked, others, drawn) - mean;
            sum += gap;
            squares += gap * gap;
        }
        // Five standard errors; a variance of near-normal numbers has a standard error of sqrt(2 / times) of itself.
        assertThat(sum / times).isCloseTo(0, within(5 * Math.sqrt(variance / times)));
        assertThat(squares / times).isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / times)));
    }

    @Test
    void each_dealt_number_comes_as_often_as_it_should() {
        int times = 100_000;
        var random = new SplittableRandom(3);
        long[] seen = new long[13];
        for (int i = 0; i < times; i++) {
            seen[HypergeometricSampler.draw(random, 12, 14, 10)]++;
        }
        double statistic = 0;
        for (int k = 0; k <= 10; k++) {
            double expected = times * choose(12, k) * choose(14, 10 - k) / choose(26, 10);
            statistic += (seen[k] - expected) * (seen[k] - expected) / expected;
        }
        assertThat(seen[11] + seen[12]).isZero();
        assertThat(Distributions.chiSquareTail(statistic, 10)).isGreaterThan(1e-4);
    }

    private static double choose(int n, int k) {
        double ways = 1;
        for (int i = 1; i <= k; i++) {
            ways = ways * (n - k + i) / i;
        }
        return ways;
    }

    @Test
    void refuses_what_it_cannot_resample_and_says_how_often_a_number_is_undefined() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TwoSampleResampling(10, 1))
                .withMessage("resamples is 10; give at least 100, 1000 for a 99 % quantile");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RESAMPLING.permuted(FIRST, new long[] {0, 0, 0, 0}, (a, b) -> 0))
                .withMessage("second has no rows; give at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RESAMPLING.drawn(new long[] {3_000_000_000L}, 1, 1, (a, b) -> 0))
                .withMessage("population has 3000000000 rows; the most is 2147483647, take a sample of them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RESAMPLING.drawn(FIRST, 0, 1, (a, b) -> 0))
                .withMessage("the samples are to have 0 and 1 rows; give at least 1 each");
        assertThatIllegalStateException()
                .isThrownBy(() -> RESAMPLING.permuted(FIRST, SECOND, (a, b) -> Double.NaN))
                .withMessage("the statistic is undefined on 500 of 500 resamples; take one that is defined without the"
                        + " rare kinds");
    }
}
