// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClassMixTest {
    private static final double ROUNDING = 1e-15; // a few ulps of a number below 1

    private static ClassMix mix(Object... namesAndCounts) {
        var counts = new HashMap<String, Long>();
        for (int i = 0; i < namesAndCounts.length; i += 2) {
            counts.put((String) namesAndCounts[i], ((Integer) namesAndCounts[i + 1]).longValue());
        }
        return new ClassMix(counts);
    }

    @Test
    void agrees_with_the_infinity_norms_of_tfdv_metrics_test_cc() {
        assertThat(mix("hello", 1, "world", 9).infinityNorm(mix("hello", 3, "world", 7)))
                .isCloseTo(0.2, within(ROUNDING));
        assertThat(mix("b", 9, "c", 1).infinityNorm(mix("a", 3, "b", 7))).isCloseTo(0.3, within(ROUNDING));
    }

    @Test
    void total_variation_is_the_share_of_answers_that_would_have_to_change() {
        assertThat(mix("b", 9, "c", 1).totalVariation(mix("a", 3, "b", 7)))
                .isCloseTo(0.3, within(ROUNDING)); // (0.3 + 0.2 + 0.1) / 2
        assertThat(mix("a", 5, "b", 5).totalVariation(mix("c", 1, "d", 1))).isEqualTo(1);
        assertThat(mix("a", 5, "b", 5).infinityNorm(mix("c", 1, "d", 1))).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void both_are_distances(long seed) {
        var random = new SplittableRandom(seed);
        ClassMix[] mixes = new ClassMix[3];
        for (int m = 0; m < 3; m++) {
            var counts = new HashMap<String, Long>();
            for (int c = 0; c < 6; c++) {
                counts.put("class " + c, (long) random.nextInt(20));
            }
            mixes[m] = new ClassMix(counts).plus(mix("always", 1));
        }
        double far = mixes[0].infinityNorm(mixes[1]);
        double all = mixes[0].totalVariation(mixes[1]);
        assertThat(far).isEqualTo(mixes[1].infinityNorm(mixes[0])).isBetween(0.0, all + ROUNDING);
        assertThat(all).isEqualTo(mixes[1].totalVariation(mixes[0])).isBetween(0.0, 1.0);
        assertThat(mixes[0].infinityNorm(mixes[0])).isZero();
        assertThat(mixes[0].totalVariation(mixes[0])).isZero();
        assertThat(all)
                .isLessThanOrEqualTo(mixes[0].totalVariation(mixes[2]) + mixes[2].totalVariation(mixes[1]) + ROUNDING);
    }

    @Test
    void adds_up_and_gives_shares() {
        ClassMix sum = mix("a", 1, "b", 2).plus(mix("b", 3));
        assertThat(sum).isEqualTo(mix("a", 1, "b", 5));
        assertThat(sum.total()).isEqualTo(6);
        assertThat(sum.share("b")).isEqualTo(5 / 6.0);
        assertThat(sum.share("never")).isZero();
    }

    @Test
    void has_no_distance_from_nothing() {
        assertThat(mix("a", 1).infinityNorm(ClassMix.NONE)).isNaN();
        assertThat(ClassMix.NONE.totalVariation(mix("a", 1))).isNaN();
        assertThat(mix("a", 0).infinityNorm(mix("a", 1))).isNaN();
    }

    @Test
    void refuses_a_negative_count() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClassMix(Map.of("coat", -1L)))
                .withMessage("the count of coat is -1; give 0 or more");
    }
}
