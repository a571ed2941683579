// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.augment.ImageOperation.Affine;
import io.mlopslabs.augment.ImageOperation.Brightness;
import io.mlopslabs.augment.ImageOperation.Contrast;
import io.mlopslabs.augment.ImageOperation.Erase;
import io.mlopslabs.augment.ImageOperation.GaussianNoise;
import io.mlopslabs.augment.ImageOperation.HorizontalFlip;
import io.mlopslabs.augment.ImageOperation.Shift;
import io.mlopslabs.augment.ImageOperation.VerticalFlip;
import io.mlopslabs.data.GrayImage;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImageOperationTest {
    static GrayImage noise(int width, int height, long seed) {
        byte[] pixels = new byte[width * height];
        new SplittableRandom(seed).nextBytes(pixels);
        return GrayImage.of(width, height, pixels);
    }

    static int[][] levels(GrayImage image) {
        return IntStream.range(0, image.height())
                .mapToObj(y -> IntStream.range(0, image.width())
                        .map(x -> image.at(x, y))
                        .toArray())
                .toArray(int[][]::new);
    }

    private static GrayImage image(Case c) {
        var rows = c.elements("image").toList();
        byte[] pixels = new byte[rows.size() * rows.get(0).size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte)
                    rows.get(i / rows.get(0).size()).get(i % rows.get(0).size()).asInt();
        }
        return GrayImage.of(rows.get(0).size(), rows.size(), pixels);
    }

    private static Function<Case, Object> call(Function<Case, ImageOperation> operation) {
        return c -> levels(operation.apply(c).apply(image(c)));
    }

    private static int whole(Case c, String argument) {
        return (int) c.number(argument, Double.NaN);
    }

    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            "PIL.ImageOps.mirror",
            call(c -> new HorizontalFlip()),
            "PIL.ImageOps.flip",
            call(c -> new VerticalFlip()),
            "PIL.Image.transform",
            call(c -> new Shift(whole(c, "right"), whole(c, "down"), whole(c, "fill"))),
            "PIL.ImageEnhance.Brightness",
            call(c -> new Brightness(c.number("factor", 0))),
            "PIL.ImageEnhance.Contrast",
            call(c -> new Contrast(c.number("factor", 0))),
            "torchvision affine on Pillow",
            call(c -> new Affine(
                    c.number("degrees", 0),
                    c.number("right", 0),
                    c.number("down", 0),
                    c.number("zoom", 1),
                    c.number("shear", 0),
                    whole(c, "fill"))),
            "PIL.Image.blend",
            c -> levels(MixUp.blend(image(c), new HorizontalFlip().apply(image(c)), c.number("share", 0))));

    @TestFactory
    Stream<DynamicTest> agrees_with_pillow() {
        return Golden.read("augment/images").tests(CALLS);
    }

    @Test
    void every_case_of_pillow_is_run() {
        assertThat(Golden.read("augment/images").cases()).hasSize(66).allMatch(c -> CALLS.containsKey(c.function()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void flipping_twice_is_the_identity(long seed) {
        GrayImage image = noise(7, 4, seed);
        for (ImageOperation flip : List.of(new HorizontalFlip(), new VerticalFlip())) {
            assertThat(flip.apply(image)).isNotEqualTo(image);
            assertThat(flip.apply(flip.apply(image))).isEqualTo(image);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_shift_and_its_reverse_restore_the_inside(long seed) {
        GrayImage image = noise(9, 8, seed);
        GrayImage back = new Shift(-2, 3, 0).apply(new Shift(2, -3, 0).apply(image));
        assertThat(back.crop(0, 3, 7, 5)).isEqualTo(image.crop(0, 3, 7, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_move_by_whole_pixels_is_a_shift_and_nothing_is_the_identity(long seed) {
        GrayImage image = noise(9, 8, seed);
        assertThat(new Affine(0, 2, -3, 1, 0, 17).apply(image)).isEqualTo(new Shift(2, -3, 17).apply(image));
        assertThat(Affine.rotation(0).apply(image)).isEqualTo(image);
        assertThat(Affine.zoom(1).apply(image)).isEqualTo(image);
        assertThat(new Brightness(1).apply(image)).isEqualTo(image);
        assertThat(new Contrast(1).apply(image)).isEqualTo(image);
        assertThat(new GaussianNoise(0, seed).apply(image)).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void half_a_turn_is_both_flips_and_four_quarters_are_none(long seed) {
        GrayImage image = noise(8, 8, seed);
        assertThat(Affine.rotation(180).apply(image))
                .isEqualTo(new HorizontalFlip().apply(new VerticalFlip().apply(image)));
        GrayImage turned = image;
        for (int quarter = 0; quarter < 4; quarter++) {
            turned = Affine.rotation(90).apply(turned);
        }
        assertThat(turned).isEqualTo(image);
    }

    @Test
    void a_quarter_is_clockwise() {
        GrayImage turned = Affine.rotation(90).apply(GrayImage.of(2, 2, new byte[] {1, 2, 3, 4}));
        assertThat(levels(turned)).isEqualTo(new int[][] {{3, 1}, {4, 2}});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_operation_keeps_the_size_and_gives_the_same_pixels_again(long seed) {
        GrayImage image = noise(11, 6, seed);
        for (ImageOperation operation : List.of(
                new HorizontalFlip(),
                new VerticalFlip(),
                new Shift(3, 3, 0),
                new Affine(33, 1, 2, 0.7, 12, 99),
                new Brightness(3),
                new Contrast(3),
                new GaussianNoise(80, seed),
                new Erase(1, 1, 3, 2, 255))) {
            GrayImage changed = operation.apply(image);
            assertThat(List.of(changed.width(), changed.height())).containsExactly(11, 6);
            assertThat(operation.apply(image)).isEqualTo(changed).isNotEqualTo(image);
        }
    }

    @Test
    void what_leaves_the_range_becomes_black_or_white_and_does_not_wrap_around() {
        GrayImage image = GrayImage.of(2, 1, new byte[] {(byte) 200, 100});
        assertThat(levels(new Brightness(2).apply(image))).isEqualTo(new int[][] {{255, 200}});
        assertThat(levels(new Contrast(10).apply(image))).isEqualTo(new int[][] {{255, 0}}); // mean 150
    }

    @Test
    void noise_has_the_deviation_asked_for_and_no_bias() {
        GrayImage middle = new Shift(200, 0, 128).apply(noise(200, 200, 1));
        GrayImage noisy = new GaussianNoise(10, 5).apply(middle);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 40_000; i++) {
            double d = noisy.at(i % 200, i / 200) - 128.0;
            sum += d;
            squares += d * d;
        }
        assertThat(sum / 40_000).isCloseTo(0, within(0.2)); // 4 standard errors: 4 * 10 / 200
        assertThat(Math.sqrt(squares / 40_000)).isCloseTo(10, within(0.15)); // 4 * 10 / sqrt(80,000)
    }

    @Test
    void erasing_touches_the_rectangle_only() {
        GrayImage image = noise(5, 4, 3);
        GrayImage erased = new Erase(1, 2, 3, 1, 7).apply(image);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 5; x++) {
                assertThat(erased.at(x, y)).isEqualTo(y == 2 && x >= 1 && x <= 3 ? 7 : image.at(x, y));
            }
        }
    }

    @Nested
    class Refuses {
        @Test
        void a_fill_that_is_no_brightness() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Shift(0, 0, 256))
                    .withMessage("fill is 256; a brightness is 0 (black) to 255 (white)");
        }

        @Test
        void numbers_that_mean_nothing() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Affine.rotation(Double.NaN))
                    .withMessage("degrees is NaN; give a finite number");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Affine.zoom(0))
                    .withMessage("zoom is 0.0; it is a finite number above 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Affine(0, 0, 0, 1, 90, 0))
                    .withMessage("shearDegrees is 90.0; it lies between -90 and 90, both excluded");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Brightness(-1))
                    .withMessage("factor is -1.0; it is a finite number, 0 or more");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new GaussianNoise(-1, 0))
                    .withMessage("deviation is -1.0; it is a finite number of levels, 0 or more");
        }

        @Test
        void a_rectangle_outside_the_image() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Erase(3, 0, 3, 1, 0).apply(noise(5, 4, 1)))
                    .withMessage("cannot erase 3 x 1 at (3, 0): it sticks out of the image of 5 x 4");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Erase(0, 0, 0, 1, 0))
                    .withMessage(
                            "cannot erase 0 x 1 at (0, 0); a rectangle has at least 1 column and 1 row and starts inside the image");
        }
    }
}
