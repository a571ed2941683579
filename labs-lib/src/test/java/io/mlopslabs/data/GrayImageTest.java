// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GrayImageTest {
    /** Three columns, two rows; 200 and 255 do not fit a signed byte. */
    private static final GrayImage IMAGE = GrayImage.of(3, 2, new byte[] {0, 1, 2, 127, (byte) 200, (byte) 255});

    @Nested
    class Reduced {
        @Test
        void takes_the_mean_of_each_square_as_pillow_does() {
            byte[] pixels = {0, 1, 10, 20, 1, 0, 30, 41, (byte) 255, (byte) 255, 0, 0, (byte) 255, (byte) 255, 0, 1};
            // Image.reduce(2) of Pillow 12: means 0.5, 25.25, 255 and 0.25
            assertThat(GrayImage.of(4, 4, pixels).reduced(2)).isEqualTo(GrayImage.of(2, 2, new byte[] {1, 25, -1, 0}));
        }

        @Test
        void keeps_the_proportions_of_a_wide_image_and_every_pixel_at_factor_1() {
            GrayImage wide = GrayImage.of(4, 2, new byte[] {2, 2, 6, 6, 2, 2, 6, 6});
            assertThat(wide.reduced(2)).isEqualTo(GrayImage.of(2, 1, new byte[] {2, 6}));
            assertThat(IMAGE.reduced(1)).isEqualTo(IMAGE);
        }

        @Test
        void refuses_a_factor_that_leaves_a_remainder() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IMAGE.reduced(2))
                    .withMessage("factor is 2; it divides both sides of the image of 3 x 2");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IMAGE.reduced(0))
                    .withMessage("factor is 0; it divides both sides of the image of 3 x 2");
        }
    }

    @Nested
    class Of {
        @Test
        void keeps_its_own_copy_of_the_pixels() {
            byte[] pixels = {1, 2};
            GrayImage image = GrayImage.of(2, 1, pixels);
            pixels[0] = 9;
            assertThat(image.at(0, 0)).isEqualTo(1);
        }

        @Test
        void equals_an_image_of_the_same_size_and_pixels_only() {
            assertThat(GrayImage.of(2, 1, new byte[] {1, 2}))
                    .isEqualTo(GrayImage.of(2, 1, new byte[] {1, 2}))
                    .hasSameHashCodeAs(GrayImage.of(2, 1, new byte[] {1, 2}))
                    .isNotEqualTo(GrayImage.of(1, 2, new byte[] {1, 2}))
                    .isNotEqualTo(GrayImage.of(2, 1, new byte[] {1, 3}));
        }

        @Test
        void names_the_pixels_needed_and_given() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> GrayImage.of(3, 2, new byte[5]))
                    .withMessage("an image of 3 x 2 needs 6 pixels; pixels has 5");
        }

        @Test
        void refuses_a_size_whose_product_wraps_around_to_the_number_of_pixels() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> GrayImage.of(65536, 65536, new byte[0]))
                    .withMessage("an image of 65536 x 65536 needs 4294967296 pixels; pixels has 0");
        }

        @Test
        void refuses_an_image_without_rows() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> GrayImage.of(3, 0, new byte[0]))
                    .withMessage("an image has at least 1 column and 1 row; asked for 3 x 0");
        }
    }

    @Nested
    class At {
        @Test
        void reads_columns_then_rows_and_bytes_as_unsigned() {
            assertThat(new int[] {IMAGE.at(0, 0), IMAGE.at(2, 0), IMAGE.at(0, 1), IMAGE.at(1, 1), IMAGE.at(2, 1)})
                    .containsExactly(0, 2, 127, 200, 255);
        }

        @Test
        void names_a_pixel_outside_the_image() {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> IMAGE.at(3, 0))
                    .withMessage("pixel (3, 0) lies outside the image of 3 x 2");
        }
    }

    @Nested
    class Crop {
        @Test
        void takes_the_part_from_its_top_left_pixel() {
            assertThat(IMAGE.crop(1, 0, 2, 2)).isEqualTo(GrayImage.of(2, 2, new byte[] {1, 2, (byte) 200, (byte) 255}));
        }

        @Test
        void refuses_a_part_that_sticks_out() {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> IMAGE.crop(2, 1, 2, 1))
                    .withMessage("a crop of 2 x 1 at (2, 1) sticks out of the image of 3 x 2");
        }

        @Test
        void refuses_a_part_without_columns() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IMAGE.crop(0, 0, 0, 1))
                    .withMessage("an image has at least 1 column and 1 row; asked for 0 x 1");
        }
    }

    @Nested
    class Normalized {
        @Test
        void is_0_for_black_and_1_for_white_and_linear_between() {
            assertThat(IMAGE.normalized()).containsExactly(0f, 1 / 255f, 2 / 255f, 127 / 255f, 200 / 255f, 1f);
        }
    }

    @Nested
    class To_buffered_image {
        @Test
        void keeps_each_pixel_value() {
            BufferedImage picture = IMAGE.toBufferedImage();
            assertThat(picture.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
            assertThat(picture.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null))
                    .containsExactly(0, 1, 2, 127, 200, 255);
        }

        @Test
        void can_be_painted_over_without_changing_the_image() {
            IMAGE.toBufferedImage().getRaster().setSample(0, 0, 0, 77);
            assertThat(IMAGE.at(0, 0)).isZero();
        }
    }

    @Nested
    class To_png {
        @Test
        void holds_the_pixels_unchanged() throws IOException {
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(IMAGE.toPng()));
            assertThat(read.getRaster().getPixels(0, 0, 3, 2, (int[]) null)).containsExactly(0, 1, 2, 127, 200, 255);
        }
    }
}
