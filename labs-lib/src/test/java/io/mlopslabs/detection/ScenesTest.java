// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.ImageSet;
import io.mlopslabs.detection.Scene.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScenesTest {
    /** Full rectangles of brightness 200 inside 28 x 28 black pixels: a wide one and a tall one. */
    static final ImageSet BARS =
            ImageSet.of("bars", List.of(bar(28, 9), bar(12, 26)), new int[] {0, 1}, List.of("wide", "tall"));

    static GrayImage bar(int width, int height) {
        byte[] pixels = new byte[28 * 28];
        for (int y = 1; y <= height; y++) {
            Arrays.fill(pixels, y * 28, y * 28 + width, (byte) 200);
        }
        return GrayImage.of(28, 28, pixels);
    }

    @Nested
    class Scene_of_a_number {
        @Test
        void is_the_same_whatever_the_order_and_the_thread() {
            Scenes scenes = Scenes.of(BARS, 7);
            List<Scene> forward = scenes.scenes(0, 20);
            List<Scene> backward = new ArrayList<>();
            for (int i = 19; i >= 0; i--) {
                backward.add(0, Scenes.of(BARS, 7).scene(i));
            }
            List<Scene> parallel =
                    LongStream.range(0, 20).parallel().mapToObj(scenes::scene).toList();
            assertThat(backward).isEqualTo(forward);
            assertThat(parallel).isEqualTo(forward);
        }

        @Test
        void differs_from_its_neighbours_and_from_the_same_number_under_another_seed() {
            Scenes scenes = Scenes.of(BARS, 7);
            assertThat(scenes.scenes(0, 20))
                    .doesNotHaveDuplicates()
                    .doesNotContain(Scenes.of(BARS, 8).scene(0));
        }

        @Test
        void has_three_to_six_things_with_their_smallest_boxes() {
            Set<Integer> counts = new TreeSet<>();
            for (Scene scene : Scenes.of(BARS, 3).scenes(0, 60)) {
                assertThat(scene.image().width()).isEqualTo(160);
                assertThat(scene.image().height()).isEqualTo(96);
                counts.add(scene.truth().size());
                // The bars are full: the islands are the bars and nothing else, so that nothing touches and no box is
                // loose.
                assertThat(ConnectedComponents.of(scene.image(), 32).components().stream()
                                .map(ConnectedComponents.Component::box))
                        .containsExactlyInAnyOrderElementsOf(
                                scene.truth().stream().map(Truth::box).toList());
                for (Truth thing : scene.truth()) {
                    assertThat(thing.label().equals("wide") ? new Box(0, 0, 28, 9).area() : 12 * 26)
                            .isEqualTo(thing.box().area());
                }
            }
            assertThat(counts).containsExactly(3, 4, 5, 6);
        }

        @Test
        void has_noise_on_its_ground_below_all_ink() {
            GrayImage image = Scenes.of(BARS, 3).scene(0).image();
            Set<Integer> values = new TreeSet<>();
            for (int y = 0; y < 96; y++) {
                for (int x = 0; x < 160; x++) {
                    values.add(image.at(x, y));
                }
            }
            assertThat(values).hasSize(22).contains(0, 20, 200).doesNotContain(21);
        }

        @Test
        void counts_from_zero() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Scenes.of(BARS, 1).scene(-1))
                    .withMessage("scenes count from 0; asked for -1");
        }
    }

    @Nested
    class Of {
        @Test
        void leaves_out_images_without_ink_and_refuses_a_set_of_them() {
            GrayImage black = GrayImage.of(28, 28, new byte[784]);
            ImageSet some = ImageSet.of("some", List.of(black, bar(5, 5)), new int[] {0, 1}, List.of("none", "bar"));
            assertThat(Scenes.of(some, 1).scene(0).truth())
                    .allMatch(thing -> thing.label().equals("bar"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Scenes.of(ImageSet.of("night", List.of(black), new int[1], List.of("a")), 1))
                    .withMessage("no image of night has a pixel of brightness 32 or more");
        }

        @Test
        void refuses_images_that_would_not_fit() {
            ImageSet large =
                    ImageSet.of("large", List.of(GrayImage.of(33, 20, new byte[660])), new int[1], List.of("a"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Scenes.of(large, 1))
                    .withMessage("scenes take images of at most 32 x 32; those of large are 33 x 20");
        }
    }
}
