// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImageSetTest {
    private static final List<String> CLASSES = List.of("shirt", "boot", "bag");
    private static final GrayImage DARK = GrayImage.of(2, 1, new byte[] {1, 2});
    private static final GrayImage MIDDLE = GrayImage.of(2, 1, new byte[] {100, 101});
    private static final GrayImage LIGHT = GrayImage.of(2, 1, new byte[] {(byte) 250, (byte) 251});
    private static final ImageSet SET = ImageSet.of("toys", List.of(DARK, MIDDLE, LIGHT), new int[] {1, 0, 1}, CLASSES);

    @Nested
    class Of {
        @Test
        void pairs_each_image_with_its_label_and_class_name() {
            assertThat(SET.size()).isEqualTo(3);
            assertThat(SET.width()).isEqualTo(2);
            assertThat(SET.height()).isEqualTo(1);
            assertThat(SET.images()).containsExactly(DARK, MIDDLE, LIGHT);
            assertThat(SET.image(1)).isEqualTo(MIDDLE);
            assertThat(SET.label(1)).isZero();
            assertThat(SET.className(1)).isEqualTo("shirt");
            assertThat(SET.classNames()).isEqualTo(CLASSES);
            assertThat(SET).hasToString("toys: 3 images of 2 x 1, 3 classes");
        }

        @Test
        void keeps_its_own_copy_of_the_labels() {
            int[] labels = {0};
            ImageSet set = ImageSet.of("one", List.of(DARK), labels, CLASSES);
            labels[0] = 2;
            set.labels()[0] = 2;
            assertThat(set.labels()).containsExactly(0);
        }

        @Test
        void refuses_a_set_without_images() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ImageSet.of("empty", List.of(), new int[0], CLASSES))
                    .withMessage("an image set has at least 1 image; empty has none");
        }

        @Test
        void names_both_counts_when_a_label_is_missing() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ImageSet.of("toys", List.of(DARK, LIGHT), new int[] {0}, CLASSES))
                    .withMessage("each image has one label; toys has 2 images and 1 labels");
        }

        @Test
        void names_the_image_of_another_size() {
            GrayImage tall = GrayImage.of(1, 2, new byte[2]);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ImageSet.of("toys", List.of(DARK, tall), new int[] {0, 0}, CLASSES))
                    .withMessage("image 1 of toys is 1 x 2; image 0 is 2 x 1");
        }

        @Test
        void names_the_label_without_a_class_name() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ImageSet.of("toys", List.of(DARK, LIGHT), new int[] {0, 3}, CLASSES))
                    .withMessage("label 1 of toys is 3; there are class names for 0 to 2");
        }
    }

    @Nested
    class Label {
        @Test
        void refuses_a_row_that_is_not_there() {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> SET.label(3));
        }
    }

    @Nested
    class Select {
        @Test
        void keeps_the_order_and_the_repeats_of_the_rows() {
            ImageSet chosen = SET.select(new int[] {2, 1, 2});
            assertThat(chosen.images()).containsExactly(LIGHT, MIDDLE, LIGHT);
            assertThat(chosen.labels()).containsExactly(1, 0, 1);
            assertThat(chosen.classNames()).isEqualTo(CLASSES);
            assertThat(chosen.name()).isEqualTo("toys");
        }

        @Test
        void names_the_row_that_is_not_there() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SET.select(new int[] {0, -1}))
                    .withMessage("rows[1] is -1; toys has rows 0 to 2");
        }

        @Test
        void refuses_no_rows() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SET.select(new int[0]))
                    .withMessage("rows is empty; an image set has at least 1 image");
        }
    }
}
