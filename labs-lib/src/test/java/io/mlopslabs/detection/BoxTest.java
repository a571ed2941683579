// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BoxTest {
    static Box random(SplittableRandom random) {
        return new Box(random.nextInt(12), random.nextInt(12), random.nextInt(1, 9), random.nextInt(1, 9));
    }

    @Nested
    class Iou {
        @Test
        void is_one_seventh_for_two_squares_that_share_a_quarter() {
            // torchvision: box_iou([[0, 0, 2, 2]], [[1, 1, 3, 3]]) is 1 / (4 + 4 - 1)
            assertThat(new Box(0, 0, 2, 2).iou(new Box(1, 1, 2, 2))).isEqualTo(1.0 / 7);
        }

        @Test
        void is_0_for_boxes_that_only_touch_and_1_for_equal_ones() {
            assertThat(new Box(0, 0, 2, 2).iou(new Box(2, 0, 2, 2))).isZero();
            assertThat(new Box(0, 0, 2, 2).iou(new Box(0, 2, 2, 2))).isZero();
            assertThat(new Box(5, 4, 3, 2).iou(new Box(5, 4, 3, 2))).isEqualTo(1);
        }

        @Test
        void of_a_nested_box_is_the_quotient_of_the_areas() {
            assertThat(new Box(0, 0, 10, 10).iou(new Box(2, 3, 4, 5))).isEqualTo(0.2);
        }

        @Test
        void does_not_overflow_for_huge_boxes() {
            int side = Integer.MAX_VALUE;
            assertThat(new Box(0, 0, side, side).iou(new Box(1, 0, side, side)))
                    .isCloseTo(1, within(1e-8)); // all but one column of two billion
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void is_symmetric_and_equals_the_count_of_pixels(long seed) {
            var random = new SplittableRandom(seed);
            Box one = random(random);
            Box other = random(random);
            int both = 0;
            int either = 0;
            for (int y = 0; y < 24; y++) {
                for (int x = 0; x < 24; x++) {
                    both += holds(one, x, y) && holds(other, x, y) ? 1 : 0;
                    either += holds(one, x, y) || holds(other, x, y) ? 1 : 0;
                }
            }
            assertThat(one.intersection(other)).isEqualTo(both);
            assertThat(one.iou(other)).isEqualTo((double) both / either).isEqualTo(other.iou(one));
        }

        private boolean holds(Box box, int x, int y) {
            return x >= box.x() && x < box.x() + box.width() && y >= box.y() && y < box.y() + box.height();
        }
    }

    @Test
    void refuses_an_empty_box_and_one_outside_the_picture() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Box(0, 0, 0, 3))
                .withMessage("a box has at least 1 column and 1 row; this one is 0 x 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Box(-1, 2, 1, 1))
                .withMessage("a box starts at column and row 0 or later; this one at (-1, 2)");
    }
}
