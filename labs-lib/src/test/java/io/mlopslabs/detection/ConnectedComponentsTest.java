// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.data.GrayImage;
import io.mlopslabs.detection.ConnectedComponents.Component;
import io.mlopslabs.detection.ConnectedComponents.Connectivity;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConnectedComponentsTest {
    /** An image whose digits are tens of brightness. */
    static GrayImage image(String... rows) {
        byte[] pixels = new byte[rows.length * rows[0].length()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (10 * (rows[i / rows[0].length()].charAt(i % rows[0].length()) - '0'));
        }
        return GrayImage.of(rows[0].length(), rows.length, pixels);
    }

    @Nested
    class Of {
        @Test
        void numbers_islands_in_reading_order_with_box_and_size() {
            var found = ConnectedComponents.of(image("00010", "90010", "99000", "00001"), 10);
            assertThat(found.components())
                    .containsExactly(
                            new Component(1, new Box(3, 0, 1, 2), 2),
                            new Component(2, new Box(0, 1, 2, 2), 3),
                            new Component(3, new Box(4, 3, 1, 1), 1));
            assertThat(found.labelAt(0, 0)).isZero();
            assertThat(found.labelAt(1, 2)).isEqualTo(2);
            assertThat(found.labelAt(4, 3)).isEqualTo(3);
        }

        @Test
        void joins_diagonal_neighbours_under_eight_but_not_under_four() {
            GrayImage diagonal = image("100", "010", "001");
            assertThat(ConnectedComponents.of(diagonal, 10).components())
                    .containsExactly(new Component(1, new Box(0, 0, 3, 3), 3));
            assertThat(ConnectedComponents.of(diagonal, 10, Connectivity.FOUR).components())
                    .hasSize(3);
        }

        @Test
        void joins_the_arms_of_a_u_that_meet_at_the_bottom() {
            assertThat(ConnectedComponents.of(image("101", "101", "111"), 10, Connectivity.FOUR)
                            .components())
                    .containsExactly(new Component(1, new Box(0, 0, 3, 3), 7));
        }

        @Test
        void counts_a_pixel_of_exactly_the_threshold_and_bytes_above_127_as_bright() {
            assertThat(ConnectedComponents.of(image("30"), 30).components()).hasSize(1);
            assertThat(ConnectedComponents.of(image("30"), 31).components()).isEmpty();
            assertThat(ConnectedComponents.of(GrayImage.of(1, 1, new byte[] {(byte) 200}), 200)
                            .components())
                    .hasSize(1);
        }

        @ParameterizedTest
        @EnumSource(Connectivity.class)
        void finds_nothing_in_the_dark_and_one_island_in_full_light(Connectivity connectivity) {
            assertThat(ConnectedComponents.of(image("00", "00"), 1, connectivity)
                            .components())
                    .isEmpty();
            assertThat(ConnectedComponents.of(image("99", "99"), 1, connectivity)
                            .components())
                    .containsExactly(new Component(1, new Box(0, 0, 2, 2), 4));
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void parts_the_bright_pixels_into_islands_that_do_not_touch(long seed) {
            byte[] pixels = new byte[17 * 11];
            new SplittableRandom(seed).nextBytes(pixels);
            GrayImage image = GrayImage.of(17, 11, pixels);
            var found = ConnectedComponents.of(image, 140);
            int[] sizes = new int[found.components().size() + 1];
            for (int y = 0; y < 11; y++) {
                for (int x = 0; x < 17; x++) {
                    int label = found.labelAt(x, y);
                    sizes[label]++;
                    assertThat(label > 0).isEqualTo(image.at(x, y) >= 140);
                    for (int neighbour = 0; neighbour < 9; neighbour++) {
                        int nx = x + neighbour % 3 - 1;
                        int ny = y + neighbour / 3 - 1;
                        if (nx >= 0 && nx < 17 && ny >= 0 && ny < 11 && label > 0 && found.labelAt(nx, ny) > 0) {
                            assertThat(found.labelAt(nx, ny)).isEqualTo(label);
                        }
                    }
                }
            }
            for (Component component : found.components()) {
                assertThat(component.pixels()).isEqualTo(sizes[component.label()]);
            }
        }

        @ParameterizedTest
        @CsvSource({"0", "-1", "256"})
        void refuses_a_threshold_that_no_pixel_can_tell_apart(int threshold) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ConnectedComponents.of(image("0"), threshold))
                    .withMessage("threshold is %d; it lies in 1 to 255", threshold);
        }
    }
}
