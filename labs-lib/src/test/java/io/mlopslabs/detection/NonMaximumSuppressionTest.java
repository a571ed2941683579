// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NonMaximumSuppressionTest {
    static final Detection BEST = new Detection(new Box(0, 0, 10, 10), "Bag", 0.9);
    static final Detection HALF = new Detection(new Box(0, 0, 10, 5), "Bag", 0.8); // overlaps BEST by 0.5
    static final Detection FAR = new Detection(new Box(50, 50, 10, 10), "Bag", 0.1);

    @Nested
    class Of {
        @Test
        void keeps_the_best_of_a_heap_and_what_stands_apart_best_first() {
            assertThat(NonMaximumSuppression.of(List.of(FAR, HALF, BEST), 0.3)).containsExactly(BEST, FAR);
        }

        @Test
        void drops_only_above_the_threshold_as_torchvision_does() {
            assertThat(NonMaximumSuppression.of(List.of(BEST, HALF), 0.5)).containsExactly(BEST, HALF);
            assertThat(NonMaximumSuppression.of(List.of(BEST, HALF), 0.499)).containsExactly(BEST);
        }

        @Test
        void leaves_other_classes_alone() {
            var shirt = new Detection(BEST.box(), "Shirt", 0.2);
            assertThat(NonMaximumSuppression.of(List.of(shirt, BEST), 0)).containsExactly(BEST, shirt);
        }

        @Test
        void lets_a_dropped_box_drop_nothing() {
            // A chain: the middle one overlaps both ends by 1/3, the ends do not overlap.
            var left = new Detection(new Box(0, 0, 10, 10), "Bag", 0.9);
            var middle = new Detection(new Box(5, 0, 10, 10), "Bag", 0.8);
            var right = new Detection(new Box(10, 0, 10, 10), "Bag", 0.7);
            assertThat(NonMaximumSuppression.of(List.of(left, middle, right), 0.3))
                    .containsExactly(left, right);
        }

        @Test
        void takes_the_earlier_one_of_equals() {
            var first = new Detection(new Box(0, 0, 10, 10), "Bag", 0.5);
            var second = new Detection(new Box(1, 0, 10, 10), "Bag", 0.5);
            assertThat(NonMaximumSuppression.of(List.of(first, second), 0.3)).containsExactly(first);
            assertThat(NonMaximumSuppression.of(List.of(second, first), 0.3)).containsExactly(second);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void keeps_a_set_that_explains_every_dropped_box(long seed) {
            List<Detection> all = random(seed);
            List<Detection> kept = NonMaximumSuppression.of(all, 0.3);
            assertThat(kept).isSubsetOf(all).doesNotHaveDuplicates();
            for (Detection one : kept) {
                assertThat(kept).noneMatch(other -> !other.equals(one) && clash(one, other));
            }
            for (Detection dropped : all) {
                assertThat(kept)
                        .anyMatch(better -> better.equals(dropped)
                                || (clash(better, dropped) && better.confidence() >= dropped.confidence()));
            }
            assertThat(NonMaximumSuppression.of(kept, 0.3)).isEqualTo(kept);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void commutes_with_a_limit_on_confidence(long seed) {
            List<Detection> all = random(seed);
            List<Detection> sure =
                    all.stream().filter(one -> one.confidence() >= 0.5).toList();
            assertThat(NonMaximumSuppression.of(sure, 0.3))
                    .isEqualTo(NonMaximumSuppression.of(all, 0.3).stream()
                            .filter(one -> one.confidence() >= 0.5)
                            .toList());
        }

        private boolean clash(Detection one, Detection other) {
            return one.label().equals(other.label()) && one.box().iou(other.box()) > 0.3;
        }

        private List<Detection> random(long seed) {
            var random = new SplittableRandom(seed);
            return new ArrayList<>(Stream.generate(() -> new Detection(
                            BoxTest.random(random), random.nextInt(2) == 0 ? "Bag" : "Shirt", random.nextDouble()))
                    .limit(40)
                    .toList());
        }

        @Test
        void keeps_nothing_of_nothing() {
            assertThat(NonMaximumSuppression.of(List.of(), 0.5)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
        void refuses_a_threshold_outside(double threshold) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NonMaximumSuppression.of(List.of(), threshold))
                    .withMessage("iouThreshold is %s; it lies in [0, 1]", threshold);
        }
    }
}
