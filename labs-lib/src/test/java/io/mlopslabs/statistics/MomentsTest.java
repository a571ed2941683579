// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MomentsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void match_the_closed_forms_for_1_to_n() {
        int n = 1000;
        Moments m = Moments.of(IntStream.rangeClosed(1, n).asDoubleStream().toArray());
        assertThat(m.mean()).isCloseTo((n + 1) / 2.0, within(1e-10)); // 1000 updates of half an ulp of 500
        assertThat(m.variance(0)).isCloseTo((n * n - 1) / 12.0, within(1e-7)); // the same, of 83333
        assertThat(m.skewness()).isCloseTo(0, within(1e-12));
        assertThat(m.kurtosis()).isCloseTo(-1.2 * (n * n + 1) / (n * n - 1), within(1e-12));
    }

    @Test
    void keep_the_variance_of_a_column_far_from_zero_where_a_sum_of_squares_would_lose_it() {
        var x = new double[10_001];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1e9 + (i == 0 ? 0.2 : i % 2 == 1 ? 0.1 : 0.3);
        }
        Moments left = Moments.of(Arrays.copyOf(x, 3000));
        Moments m = left.merge(Moments.of(Arrays.copyOfRange(x, 3000, x.length)));
        // Condition number 1e10: 1e-6 relative is what rounding the inputs to 1e9's ulp of 1.2e-7 leaves.
        assertThat(m.variance(1)).isCloseTo(0.01, within(1e-7));
    }

    @Test
    void count_nan_apart_and_take_infinities_as_values() {
        Moments m = Moments.of(1, Double.NaN, INFINITY, 3);
        assertThat(m.count()).isEqualTo(3);
        assertThat(m.nan()).isEqualTo(1);
        assertThat(m.min()).isEqualTo(1);
        assertThat(m.max()).isEqualTo(INFINITY);
        assertThat(m.mean()).isEqualTo(INFINITY);
        assertThat(m.variance(0)).isNaN();
        assertThat(m.skewness()).isNaN();
        assertThat(m.kurtosis()).isNaN();
        assertThat(m.merge(Moments.of(-INFINITY)).mean()).isNaN();
        assertThat(Moments.of(-INFINITY, 1).mean()).isEqualTo(-INFINITY);
    }

    @Test
    void of_nothing_are_nan() {
        Moments none = Moments.of();
        assertThat(none.count()).isZero();
        assertThat(List.of(none.mean(), none.variance(0), none.min(), none.max(), none.skewness()))
                .containsOnly(Double.NaN);
    }

    @Test
    void refuse_a_negative_ddof() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Moments.of(1, 2).variance(-1))
                .withMessage("ddof is -1; give 0 for these values or 1 for their population");
    }

    @Test
    void print_on_one_line() {
        assertThat(Moments.of(1, 2, 3, 4, Double.NaN)).hasToString("n = 4, mean 2.5, sd 1.29099, min 1, max 4, 1 NaN");
        assertThat(Moments.of(1e-20, 1e300)).asString().contains("min 1E-20", "max 1E+300");
        assertThat(Moments.of(0)).hasToString("n = 1, mean 0, sd NaN, min 0, max 0");
    }
}
