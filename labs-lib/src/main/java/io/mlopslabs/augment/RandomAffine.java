// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import java.util.SplittableRandom;

/**
 * From which ranges a random rotation, move, zoom and shear is drawn; all draws are uniform.
 *
 * <p>Keras' {@code ImageDataGenerator(rotation_range=50, width_shift_range=0.15, height_shift_range=0.15, shear_range=0.2, zoom_range=0.2)} is
 * {@code new RandomAffine(50, 0.15, 0.2, 0.2, 0)}, except that Keras zooms the two axes apart.
 *
 * @param degrees rotation from {@code -degrees} to {@code degrees}, 0 to 180
 * @param translate move along each axis, up to this share of the side, 0 to 1
 * @param zoom factor from {@code 1 - zoom} to {@code 1 + zoom}, 0 or more and below 1
 * @param shearDegrees shear from {@code -shearDegrees} to {@code shearDegrees}, 0 or more and below 90
 * @param fill brightness of what comes from outside, 0 (black) to 255 (white)
 */
public record RandomAffine(double degrees, double translate, double zoom, double shearDegrees, int fill) {
    /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
    public RandomAffine {
        if (!(degrees >= 0 && degrees <= 180)) {
            throw new IllegalArgumentException("degrees is %s; it lies in [0, 180]".formatted(degrees));
        }
        ImageAugmenter.requireShare("translate", translate);
        if (!(zoom >= 0 && zoom < 1)) {
            throw new IllegalArgumentException("zoom is %s; it lies in [0, 1)".formatted(zoom));
        }
        if (!(shearDegrees >= 0 && shearDegrees < 90)) {
            throw new IllegalArgumentException("shearDegrees is %s; it lies in [0, 90)".formatted(shearDegrees));
        }
        Pixels.requireBrightness("fill", fill);
    }

    /** Returns the ranges without shear, black where nothing was. */
    public static RandomAffine of(double degrees, double translate, double zoom) {
        return new RandomAffine(degrees, translate, zoom, 0, 0);
    }

    ImageOperation.Affine draw(SplittableRandom random, int width, int height) {
        return new ImageOperation.Affine(
                Draws.uniform(random, -degrees, degrees),
                width * Draws.uniform(random, -translate, translate),
                height * Draws.uniform(random, -translate, translate),
                Draws.uniform(random, 1 - zoom, 1 + zoom),
                Draws.uniform(random, -shearDegrees, shearDegrees),
                fill);
    }
}
