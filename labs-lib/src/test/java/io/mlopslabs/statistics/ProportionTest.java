// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProportionTest {
    @Test
    void prints_interval_method_and_sample_size() {
        assertThat(new Proportion(892, 1000).wilson()).hasToString("0.871 to 0.910 (95 % Wilson, n = 1000)");
        assertThat(new Proportion(7, 10).interval(Proportion.Method.CLOPPER_PEARSON, 0.999))
                .hasToString("0.18 to 0.98 (99.9 % Clopper-Pearson, n = 10)");
        assertThat(new Proportion(892, 1000))
                .hasToString("0.8920 (892 of 1000), 0.871 to 0.910 (95 % Wilson, n = 1000)");
        assertThat(new Proportion(56, 70).minus(new Proportion(48, 80), Proportion.DifferenceMethod.NEWCOMBE, 0.95))
                .hasToString("0.05 to 0.33 (95 % Newcombe, n = 70 and 80)");
        assertThat(new Interval(0, 0, 0.95, "")).hasToString("0 to 0 (95 %)");
    }

    @Test
    void decides_only_where_the_interval_leaves_no_doubt() {
        Interval interval = new Proportion(892, 1000).wilson();
        assertThat(interval.against(0.9)).isEqualTo(Interval.Verdict.UNDECIDED);
        assertThat(interval.against(0.85)).isEqualTo(Interval.Verdict.ABOVE);
        assertThat(interval.against(0.95)).isEqualTo(Interval.Verdict.BELOW);
        assertThat(interval.against(interval.high())).isEqualTo(Interval.Verdict.UNDECIDED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.3, 0.5, 0.77, 0.99})
    void clopper_pearson_covers_at_least_the_level(double p) {
        var binomial = new BinomialDistribution(null, 40, p);
        double covered = 0;
        for (int count = 0; count <= 40; count++) {
            if (new Proportion(count, 40)
                    .interval(Proportion.Method.CLOPPER_PEARSON, 0.9)
                    .contains(p)) {
                covered += binomial.probability(count);
            }
        }
        assertThat(covered).isBetween(0.9, 1 + 1e-12); // 41 probabilities summed
    }

    @ParameterizedTest
    @EnumSource
    void successes_and_failures_mirror_each_other(Proportion.Method method) {
        for (long n : new long[] {1, 9, 400, 3_000_000}) {
            for (long count : new long[] {0, n / 3, n}) {
                Interval interval = new Proportion(count, n).interval(method, 0.95);
                Interval mirrored = new Proportion(n - count, n).interval(method, 0.95);
                assertThat(interval.low())
                        .isCloseTo(1 - mirrored.high(), within(1e-12)); // a few ulps of a number below 1
                assertThat(interval.low()).isBetween(0.0, interval.high());
            }
        }
    }

    @Test
    void agrees_with_the_normal_interval_for_millions_of_trials() {
        var many = new Proportion(1_000_000, 3_000_000);
        Interval wald = many.interval(Proportion.Method.WALD, 0.95);
        for (var method : Proportion.Method.values()) {
            assertThat(many.interval(method, 0.95).low())
                    .isCloseTo(wald.low(), within(1e-6)); // methods differ by about 1/n
        }
    }

    @Test
    void refuses_counts_and_levels_out_of_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proportion(0, 0))
                .withMessage("n is 0; a proportion needs at least one trial");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proportion(11, 10))
                .withMessage("count is 11; give 0 to 10 successes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proportion(1, 10).interval(Proportion.Method.WILSON, 95))
                .withMessage("level is 95.0; give a confidence between 0 and 1, such as 0.95");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(1, 0, 0.95, ""))
                .withMessage("low is 1.0 and high is 0.0; give low <= high");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(0, 1, 0.95, "").against(Double.NaN))
                .withMessage("reference is NaN; give the number to decide about");
    }
}
