// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.detection.Scene.Truth;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DetectionCountsTest {
    static final Truth BAG = new Truth(new Box(0, 0, 10, 10), "Bag");
    static final Truth COAT = new Truth(new Box(20, 0, 10, 10), "Coat");

    @Nested
    class Of {
        @Test
        void counts_right_wrong_and_missing() {
            var right = new Detection(new Box(0, 0, 10, 8), "Bag", 0.9);
            var wrongName = new Detection(COAT.box(), "Bag", 0.8);
            assertThat(DetectionCounts.of(List.of(BAG, COAT), List.of(right, wrongName), 0.5))
                    .isEqualTo(new DetectionCounts(1, 1, 1));
        }

        @Test
        void needs_the_overlap_to_reach_the_threshold() {
            var half = new Detection(new Box(0, 0, 10, 5), "Bag", 0.9);
            assertThat(DetectionCounts.of(List.of(BAG), List.of(half), 0.5)).isEqualTo(new DetectionCounts(1, 0, 0));
            assertThat(DetectionCounts.of(List.of(BAG), List.of(half), 0.51)).isEqualTo(new DetectionCounts(0, 1, 1));
        }

        @Test
        void counts_a_second_detection_of_the_same_thing_as_wrong() {
            var once = new Detection(BAG.box(), "Bag", 0.9);
            var again = new Detection(new Box(0, 0, 10, 9), "Bag", 0.8);
            assertThat(DetectionCounts.of(List.of(BAG), List.of(again, once), 0.5))
                    .isEqualTo(new DetectionCounts(1, 1, 0));
        }

        @Test
        void gives_the_surer_detection_the_box_that_it_overlaps_most() {
            var left = new Truth(new Box(0, 0, 10, 10), "Bag");
            var right = new Truth(new Box(3, 0, 10, 10), "Bag");
            var sure = new Detection(new Box(3, 0, 10, 10), "Bag", 0.9);
            var unsure = new Detection(new Box(0, 0, 10, 8), "Bag", 0.4); // reaches 0.5 with the left one only
            assertThat(DetectionCounts.of(List.of(left, right), List.of(unsure, sure), 0.5))
                    .isEqualTo(new DetectionCounts(2, 0, 0));
        }
    }

    @Test
    void add_up_over_scenes() {
        assertThat(new DetectionCounts(1, 2, 3).plus(new DetectionCounts(10, 20, 30)))
                .isEqualTo(new DetectionCounts(11, 22, 33));
    }

    @Test
    void give_precision_and_recall() {
        var counts = new DetectionCounts(3, 1, 2);
        assertThat(counts.precision()).isEqualTo(0.75);
        assertThat(counts.recall()).isEqualTo(0.6);
        assertThat(DetectionCounts.NONE.precision()).isEqualTo(1);
        assertThat(DetectionCounts.NONE.recall()).isEqualTo(1);
    }

    @Test
    void refuse_a_negative_count_and_a_confidence_above_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DetectionCounts(0, -1, 0))
                .withMessage("a count is 0 or more; they are 0, -1 and 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Detection(BAG.box(), "Bag", 1.5))
                .withMessage("confidence is 1.5; it lies in [0, 1]");
    }
}
