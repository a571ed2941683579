// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.notebook.Axis.Tick;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AxisTest {
    @Test
    void writes_ticks_as_people_do() {
        assertThat(labels(Axis.around(0, 1, 5))).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(labels(Axis.around(-400, 14_976, 5))).containsExactly("-5,000", "0", "5,000", "10,000", "15,000");
        assertThat(labels(Axis.between(1, 20, 8))).containsExactly("5", "10", "15", "20");
        assertThat(labels(Axis.around(3e-12, 4e-12, 2))).containsExactly("3e-12", "3.5e-12", "4e-12");
    }

    @ParameterizedTest
    @CsvSource({"0.9, 10, 0.1", "1, 5, 0.2", "100, 4, 50", "7, 7, 1", "1e-9, 3, 5e-10", "3e50, 3, 1e50"})
    void takes_the_smallest_nice_step_that_is_large_enough(double span, int steps, BigDecimal expected) {
        assertThat(Axis.niceStep(span, steps)).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void has_ticks_at_whole_multiples_of_1_2_or_5_that_cover_any_range(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            double low = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-90, 90));
            double high = low + Math.abs(low) * Math.pow(10, random.nextInt(-6, 6));
            int steps = random.nextInt(3, 10);
            Axis axis = Axis.around(low, high, steps);
            List<Tick> ticks = axis.ticks();
            double slack = 1e-8 * (high - low); // a range that ends at a tick, up to rounding, needs no further tick
            assertThat(axis.low()).isLessThanOrEqualTo(low + slack);
            assertThat(axis.high()).isGreaterThanOrEqualTo(high - slack);
            // One more step at either end than the range itself has.
            assertThat(ticks).hasSizeBetween(2, steps + 3);
            assertThat(labels(axis)).doesNotHaveDuplicates();
            BigDecimal step = number(ticks.get(1)).subtract(number(ticks.get(0)));
            assertThat(step.stripTrailingZeros().unscaledValue().intValueExact())
                    .isIn(1, 2, 5);
            for (Tick tick : ticks) {
                assertThat(number(tick).doubleValue()).isEqualTo(tick.value());
                assertThat(number(tick).remainder(step)).isEqualByComparingTo("0");
            }
        }
    }

    @Test
    void gives_a_single_value_room_on_both_sides() {
        Axis zero = Axis.around(0, 0, 5);
        assertThat(zero.low()).isNegative();
        assertThat(zero.high()).isPositive();
        assertThat(Axis.around(3, 3, 5).fraction(3)).isBetween(0.3, 0.7);
    }

    @Test
    void puts_names_in_slots_and_reads_them_from_the_top_when_turned() {
        Axis names = Axis.names(List.of("a", "b"));
        assertThat(names.fraction(0)).isEqualTo(0.25);
        assertThat(names.turned().fraction(0)).isEqualTo(0.75);
    }

    private static List<String> labels(Axis axis) {
        return axis.ticks().stream().map(Tick::label).toList();
    }

    private static BigDecimal number(Tick tick) {
        return new BigDecimal(tick.label().replace(",", ""));
    }

    @Test
    void labels_do_not_follow_the_locale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(Axis.around(0, 1, 2).ticks().get(1).label()).isEqualTo("0.5");
        } finally {
            Locale.setDefault(before);
        }
    }
}
