// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeriesTest {
    @Nested
    class Of {
        @Test
        void counts_x_from_1_and_keeps_its_own_copy() {
            double[] y = {5, 6};
            Series s = Series.of("loss", y);
            y[0] = 99;
            assertThat(s.y(0)).isEqualTo(5);
            assertThat(s.x(0)).isEqualTo(1);
        }

        @Test
        void names_the_series_and_the_index_of_an_infinite_value() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Series.of("loss", 1, 2, Double.NEGATIVE_INFINITY))
                    .withMessage(
                            "series 'loss': y[2] is -Infinity; a chart draws finite numbers, and leaves a gap at NaN");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Series.of("loss", new double[] {1e101}, new double[] {1}))
                    .withMessage(
                            "series 'loss': x[0] is 1.0E101; a chart draws numbers up to 1e100, and leaves a gap at NaN");
        }

        @Test
        void refuses_what_holds_nothing_to_draw() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Series.of("loss"))
                    .withMessage("series 'loss' has no values; give at least one number to draw");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Series.of("loss", Double.NaN, Double.NaN))
                    .withMessage("series 'loss' has only NaN; give at least one number to draw");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Series.of("", 1))
                    .withMessage("a series needs a name; a reader tells series apart by it");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Series.of("loss", new double[] {1}, new double[] {1, 2}))
                    .withMessage("series 'loss' has 1 x and 2 y; give one x for each y");
        }
    }

    @Nested
    class Whiskers {
        private final Series loss = Series.of("loss", 1, 2);

        @Test
        void may_miss_the_value_that_they_belong_to() {
            Series s = loss.whiskers("90 %", new double[] {1.1, Double.NaN}, new double[] {1.2, 3});
            assertThat(s.low(0)).isEqualTo(1.1);
            assertThat(s.hasWhisker(1)).isFalse();
        }

        @Test
        void need_a_meaning_one_pair_for_each_value_and_the_right_way_up() {
            double[] two = {0, 0};
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loss.whiskers(" ", two, two))
                    .withMessage("the whiskers of series 'loss' need a meaning, such as '95 % bootstrap interval'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loss.whiskers("90 %", two, new double[3]))
                    .withMessage(
                            "series 'loss' has 2 values, but 2 lower and 3 upper ends; give one of each for each value");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loss.whiskers("90 %", new double[] {0, 3}, new double[] {1, 2}))
                    .withMessage("series 'loss': low[1] is 3.0, above high[1] = 2.0; swap them");
        }
    }
}
