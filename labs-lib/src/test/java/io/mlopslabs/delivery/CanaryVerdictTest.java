// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.delivery.CanaryVerdict.Decision;
import io.mlopslabs.statistics.Proportion;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CanaryVerdictTest {
    private static CanaryVerdict of(long stable, long n, long candidate, long m, double margin) {
        return CanaryVerdict.of(new Proportion(stable, n), new Proportion(candidate, m), margin);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 9000, 0, 1000, 0.01, PROMOTE", // no failure in 1000: worse by less than 0.4 %
        "0, 900, 0, 100, 0.01, KEEP_GOING", // in 100: it could still be worse by 3.7 %
        "0, 900, 20, 100, 0.01, ROLL_BACK",
        "90, 900, 10, 100, 0.01, KEEP_GOING", // equal shares, too few
        "900, 9000, 1000, 10000, 0.02, PROMOTE",
        "500, 1000, 100, 1000, 0.01, PROMOTE" // better
    })
    void follows_from_the_interval_of_the_difference(
            long stable, long n, long candidate, long m, double margin, Decision decision) {
        assertThat(of(stable, n, candidate, m, margin).decision()).isEqualTo(decision);
    }

    @Test
    void promotes_a_candidate_that_is_surely_worse_but_by_less_than_the_margin() {
        CanaryVerdict verdict = of(10_000, 1_000_000, 10_500, 1_000_000, 0.01);
        assertThat(verdict.difference().low()).isPositive();
        assertThat(verdict.decision()).isEqualTo(Decision.PROMOTE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rolls_an_equal_candidate_back_no_more_often_than_the_level_says(long seed) {
        var random = new SplittableRandom(seed);
        int rolledBack = 0;
        int canaries = 1000;
        for (int i = 0; i < canaries; i++) {
            long stable = random.doubles(900).filter(x -> x < 0.05).count();
            long candidate = random.doubles(100).filter(x -> x < 0.05).count();
            rolledBack += of(stable, 900, candidate, 100, 0.01).decision() == Decision.ROLL_BACK ? 1 : 0;
        }
        // One side of a 95 % interval: 2.5 %, and Newcombe's covers about that for shares this small.
        assertThat(new Proportion(rolledBack, canaries)
                        .interval(Proportion.Method.CLOPPER_PEARSON, 0.999)
                        .low())
                .isLessThanOrEqualTo(0.025);
    }

    @Test
    void prints_decision_counts_interval_and_margin() {
        assertThat(of(2, 900, 20, 100, 0.01))
                .hasToString("roll back: candidate failed 20 of 100, stable 2 of 900; difference 0.13 to 0.29"
                        + " (95 % Newcombe, n = 100 and 900), margin 0.01");
        assertThat(Decision.KEEP_GOING).hasToString("keep going");
    }

    @Test
    void refuses_a_margin_that_no_numbers_could_meet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(0, 10, 0, 10, 0))
                .withMessage("margin is 0.0; it lies between 0 and 1, such as 0.01");
    }
}
