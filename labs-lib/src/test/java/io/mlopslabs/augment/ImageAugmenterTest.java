// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.augment.ImageOperation.Affine;
import io.mlopslabs.augment.ImageOperation.Erase;
import io.mlopslabs.augment.MixUp.Mixed;
import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.ImageSet;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImageAugmenterTest {
    static final ImageAugmenter ALL = ImageAugmenter.none()
            .randomHorizontalFlip(0.5)
            .randomVerticalFlip(0.5)
            .randomAffine(new RandomAffine(50, 0.15, 0.2, 0.2, 0))
            .colorJitter(0.3, 0.3)
            .gaussianNoise(4)
            .randomErasing(0.5, 0.1);

    static ImageSet images(int size, long seed) {
        List<GrayImage> rows = IntStream.range(0, size)
                .mapToObj(i -> ImageOperationTest.noise(10, 8, seed + i))
                .toList();
        int[] labels = IntStream.range(0, size).map(i -> i % 3).toArray();
        return ImageSet.of("noise", rows, labels, List.of("a", "b", "c"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keeps_labels_size_and_classes_and_repeats_itself_for_a_seed(long seed) {
        ImageSet before = images(12, seed);
        ImageSet after = ALL.apply(before, seed);
        assertThat(after.labels()).isEqualTo(before.labels());
        assertThat(after.classNames()).isEqualTo(before.classNames());
        assertThat(List.of(after.width(), after.height())).containsExactly(10, 8);
        assertThat(ALL.apply(before, seed).images()).isEqualTo(after.images());
        assertThat(ALL.apply(before, seed + 1).images()).isNotEqualTo(after.images());
        assertThat(after.images()).doesNotContainAnyElementsOf(before.images());
    }

    @Test
    void a_row_changes_the_same_way_whatever_stands_around_it() {
        ImageSet all = images(6, 1);
        ImageSet other = all.select(new int[] {5, 1, 0});
        assertThat(ALL.apply(other, 9).image(1)).isEqualTo(ALL.apply(all, 9).image(1));
    }

    @Test
    void equal_images_in_other_rows_change_in_other_ways() {
        ImageSet twice = images(1, 1).select(new int[] {0, 0});
        ImageSet changed = ALL.apply(twice, 3);
        assertThat(changed.image(0)).isNotEqualTo(changed.image(1));
    }

    @Test
    void extends_by_copies_that_differ_and_leaves_the_originals_in_front() {
        ImageSet before = images(4, 2);
        ImageSet after = ALL.extend(before, 2, 5);
        assertThat(after.images().subList(0, 4)).isEqualTo(before.images());
        assertThat(after.images().subList(4, 8)).isNotEqualTo(after.images().subList(8, 12));
        assertThat(after.labels()).containsExactly(0, 1, 2, 0, 0, 1, 2, 0, 0, 1, 2, 0);
    }

    @Test
    void nothing_to_do_changes_nothing() {
        ImageSet before = images(3, 4);
        assertThat(ImageAugmenter.none().apply(before, 1).images()).isEqualTo(before.images());
        assertThat(ImageAugmenter.none().draw(5, 5, 1)).isEmpty();
    }

    @Test
    void flips_as_often_as_asked() {
        ImageAugmenter rare = ImageAugmenter.none().randomHorizontalFlip(0.2);
        long flips = LongStream.range(0, 10_000)
                .filter(seed -> !rare.draw(4, 4, seed).isEmpty())
                .count();
        assertThat(flips / 10_000.0).isCloseTo(0.2, within(0.016)); // 4 standard errors: 4 * sqrt(0.16 / 10,000)
        assertThat(ImageAugmenter.none().randomVerticalFlip(0).draw(4, 4, 1)).isEmpty();
        assertThat(ImageAugmenter.none().randomVerticalFlip(1).draw(4, 4, 1)).hasSize(1);
    }

    @Test
    void draws_stay_in_their_ranges_and_reach_for_their_ends() {
        ImageAugmenter affine = ImageAugmenter.none().randomAffine(new RandomAffine(50, 0.15, 0.2, 3, 9));
        List<Affine> drawn = LongStream.range(0, 2000)
                .mapToObj(seed -> (Affine) affine.draw(20, 10, seed).get(0))
                .toList();
        assertThat(drawn).allSatisfy(a -> {
            assertThat(a.degrees()).isBetween(-50.0, 50.0);
            assertThat(a.right()).isBetween(-3.0, 3.0);
            assertThat(a.down()).isBetween(-1.5, 1.5);
            assertThat(a.zoom()).isBetween(0.8, 1.2);
            assertThat(a.shearDegrees()).isBetween(-3.0, 3.0);
            assertThat(a.fill()).isEqualTo(9);
        });
        assertThat(drawn.stream().mapToDouble(Affine::degrees).max().orElseThrow())
                .isGreaterThan(49);
        assertThat(drawn.stream().mapToDouble(Affine::down).min().orElseThrow()).isLessThan(-1.45);
    }

    @Test
    void erases_the_share_asked_for_inside_the_image() {
        ImageAugmenter erasing = ImageAugmenter.none().randomErasing(1, 0.25);
        LongStream.range(0, 500).forEach(seed -> {
            Erase erase = (Erase) erasing.draw(20, 10, seed).get(0);
            assertThat(erase.width() * erase.height()).isEqualTo(50);
            erase.apply(ImageOperationTest.noise(20, 10, 1));
        });
    }

    @Test
    void one_more_step_leaves_the_draws_of_the_earlier_ones_as_they_were() {
        ImageAugmenter one = ImageAugmenter.none().randomAffine(RandomAffine.of(10, 0, 0));
        ImageAugmenter two = one.gaussianNoise(3);
        assertThat(two.draw(5, 5, 8).get(0)).isEqualTo(one.draw(5, 5, 8).get(0));
        assertThat(one.draw(5, 5, 8)).hasSize(1);
    }

    @Test
    void refuses_what_is_no_probability_range_or_number_of_copies() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageAugmenter.none().randomHorizontalFlip(1.5))
                .withMessage("p is 1.5; it lies in [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageAugmenter.none().colorJitter(Double.NaN, 0))
                .withMessage("brightness is NaN; it lies in [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageAugmenter.none().randomErasing(1, 1))
                .withMessage("share is 1.0; it lies between 0 and 1, both excluded");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ALL.extend(images(2, 1), 0, 1))
                .withMessage("copies is 0; add at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomAffine.of(181, 0, 0))
                .withMessage("degrees is 181.0; it lies in [0, 180]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomAffine.of(0, 0, 1))
                .withMessage("zoom is 1.0; it lies in [0, 1)");
    }

    @Nested
    class Mix_up {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void conserves_the_mass_of_the_labels_and_blends_in_the_same_shares(long seed) {
            ImageSet before = images(30, seed);
            List<Mixed> mixed = new MixUp(0.4).apply(before, seed);
            double[] mass = new double[3];
            for (int row = 0; row < 30; row++) {
                Mixed m = mixed.get(row);
                double[] target = m.target(3);
                assertThat(Arrays.stream(target).sum()).isCloseTo(1, within(1e-15)); // one subtraction from 1
                assertThat(m.first()).isEqualTo(before.label(row));
                for (int c = 0; c < 3; c++) {
                    mass[c] += target[c];
                }
            }
            assertThat(Arrays.stream(mass).sum()).isCloseTo(30, within(1e-12)); // 90 sums
            assertThat(new MixUp(0.4).apply(before, seed)).isEqualTo(mixed);
        }

        @Test
        void each_row_is_a_partner_once() {
            List<Mixed> mixed = new MixUp(1).apply(images(30, 1), 3);
            assertThat(mixed.stream().mapToInt(Mixed::second).sorted().toArray())
                    .isEqualTo(Arrays.stream(images(30, 1).labels()).sorted().toArray());
        }

        @Test
        void draws_shares_with_the_moments_of_the_symmetric_beta() {
            for (double alpha : new double[] {0.2, 1, 4}) {
                var random = new SplittableRandom(6);
                double[] shares = IntStream.range(0, 40_000)
                        .mapToDouble(i -> Draws.symmetricBeta(random, alpha))
                        .toArray();
                double variance = 1 / (4 * (2 * alpha + 1));
                double mean = Arrays.stream(shares).average().orElseThrow();
                assertThat(mean).isCloseTo(0.5, within(4 * Math.sqrt(variance / 40_000))); // 4 standard errors
                double found = Arrays.stream(shares)
                        .map(s -> (s - 0.5) * (s - 0.5))
                        .average()
                        .orElseThrow();
                // The squared distance lies in [0, 1/4], so that its own deviation is 1/8 at most.
                assertThat(found).isCloseTo(variance, within(4 * 0.125 / 200));
            }
        }

        @Test
        void survives_an_alpha_so_small_that_both_draws_underflow() {
            var random = new SplittableRandom(2);
            assertThat(IntStream.range(0, 100).mapToDouble(i -> Draws.symmetricBeta(random, 1e-6)))
                    .allMatch(share -> share == 0 || share == 1)
                    .contains(0.0, 1.0);
        }

        @Test
        void refuses_sizes_that_differ_and_classes_beyond_the_last() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            MixUp.blend(ImageOperationTest.noise(2, 3, 1), ImageOperationTest.noise(3, 3, 1), 0.5))
                    .withMessage("the first image is 2 x 3 and the second 3 x 3; only images of one size blend");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Mixed(ImageOperationTest.noise(2, 3, 1), 0, 2, 0.5).target(2))
                    .withMessage("this image mixes classes 0 and 2; 2 classes end at 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new MixUp(0))
                    .withMessage("alpha is 0.0; it is a finite number above 0");
        }
    }
}
