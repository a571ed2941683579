// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import io.mlopslabs.data.GrayImage;
import java.util.SplittableRandom;

/**
 * A change of a grey image that keeps its size; the same operation gives the same pixels each time.
 *
 * <p>Brightness stays in 0 to 255: what would leave that range is set to its end. A computed brightness is rounded to the nearest level, halves
 * up. {@code fill} is the brightness of pixels that come from outside the image, 0 (black) to 255 (white).
 *
 * <p>Agrees with Pillow to 1 level, because Pillow cuts where we round; flips, shifts and erasing agree exactly.
 */
public sealed interface ImageOperation {
    /** Returns the changed image; the given one stays as it is. */
    GrayImage apply(GrayImage image);

    /** Left becomes right: {@code ImageOps.mirror}. Its own inverse. */
    record HorizontalFlip() implements ImageOperation {
        @Override
        public GrayImage apply(GrayImage image) {
            return Pixels.map(image, (x, y) -> image.at(image.width() - 1 - x, y));
        }
    }

    /** Top becomes bottom: {@code ImageOps.flip}. Its own inverse. */
    record VerticalFlip() implements ImageOperation {
        @Override
        public GrayImage apply(GrayImage image) {
            return Pixels.map(image, (x, y) -> image.at(x, image.height() - 1 - y));
        }
    }

    /**
     * A move by whole pixels; what leaves the image is lost, what enters is {@code fill}.
     *
     * <p>Padding and then cropping to the old size is the same thing: torchvision's {@code RandomCrop(size, padding)}.
     *
     * @param right pixels to the right, negative to the left
     * @param down pixels down, negative up
     */
    record Shift(int right, int down, int fill) implements ImageOperation {
        /** Throws an {@code IllegalArgumentException} if {@code fill} is no brightness. */
        public Shift {
            Pixels.requireBrightness("fill", fill);
        }

        @Override
        public GrayImage apply(GrayImage image) {
            return Pixels.map(image, (x, y) -> {
                // As long, so that a shift by the smallest int does not wrap around.
                long fromX = (long) x - right;
                long fromY = (long) y - down;
                boolean inside = fromX >= 0 && fromX < image.width() && fromY >= 0 && fromY < image.height();
                return inside ? image.at((int) fromX, (int) fromY) : fill;
            });
        }
    }

    /**
     * Rotation, move, zoom and shear about the centre of the image, in one bilinear resampling.
     *
     * <p>Same map as torchvision's {@code affine(img, angle, translate, scale, [shear, 0], BILINEAR)}; Keras' {@code shear_range} is in degrees
     * too, so that its 0.2 moves nothing that an eye can see.
     *
     * @param degrees clockwise
     * @param right pixels to the right, after the rotation
     * @param down pixels down
     * @param zoom above 0; 2 shows the middle at twice the size
     * @param shearDegrees slant of the columns, strictly between -90 and 90
     */
    record Affine(double degrees, double right, double down, double zoom, double shearDegrees, int fill)
            implements ImageOperation {
        /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
        public Affine {
            Pixels.requireFinite("degrees", degrees);
            Pixels.requireFinite("right", right);
            Pixels.requireFinite("down", down);
            if (!(zoom > 0 && Double.isFinite(zoom))) {
                throw new IllegalArgumentException("zoom is %s; it is a finite number above 0".formatted(zoom));
            }
            if (!(Math.abs(shearDegrees) < 90)) {
                throw new IllegalArgumentException(
                        "shearDegrees is %s; it lies between -90 and 90, both excluded".formatted(shearDegrees));
            }
            Pixels.requireBrightness("fill", fill);
        }

        /** Returns the rotation by these degrees clockwise about the centre, black where nothing was. */
        public static Affine rotation(double degrees) {
            return new Affine(degrees, 0, 0, 1, 0, 0);
        }

        /** Returns the zoom about the centre, black where nothing was. */
        public static Affine zoom(double zoom) {
            return new Affine(0, 0, 0, zoom, 0, 0);
        }

        @Override
        public GrayImage apply(GrayImage image) {
            double angle = StrictMath.toRadians(degrees);
            double cos = StrictMath.cos(angle);
            double sin = StrictMath.sin(angle);
            double slant = StrictMath.tan(StrictMath.toRadians(shearDegrees));
            double centreX = image.width() / 2.0;
            double centreY = image.height() / 2.0;
            // For each pixel of the result, where it comes from: the inverse of rotation * shear * zoom.
            return Pixels.map(image, (x, y) -> {
                double dx = x + 0.5 - centreX - right;
                double dy = y + 0.5 - centreY - down;
                double fromX = ((cos - slant * sin) * dx + (sin + slant * cos) * dy) / zoom;
                double fromY = (cos * dy - sin * dx) / zoom;
                return Pixels.bilinear(image, fromX + centreX, fromY + centreY, fill);
            });
        }
    }

    /**
     * All brightness times a factor: {@code ImageEnhance.Brightness}.
     *
     * @param factor 0 or more; 0 gives black, 1 changes nothing
     */
    record Brightness(double factor) implements ImageOperation {
        /** Throws an {@code IllegalArgumentException} if the factor breaks the rule above. */
        public Brightness {
            Pixels.requireFactor(factor);
        }

        @Override
        public GrayImage apply(GrayImage image) {
            return Pixels.map(image, (x, y) -> Pixels.level(image.at(x, y) * factor));
        }
    }

    /**
     * All distances from the mean brightness times a factor: {@code ImageEnhance.Contrast}, whose mean is rounded to a whole level.
     *
     * @param factor 0 or more; 0 gives the mean everywhere, 1 changes nothing
     */
    record Contrast(double factor) implements ImageOperation {
        /** Throws an {@code IllegalArgumentException} if the factor breaks the rule above. */
        public Contrast {
            Pixels.requireFactor(factor);
        }

        @Override
        public GrayImage apply(GrayImage image) {
            int mean = Pixels.level(Pixels.mean(image));
            return Pixels.map(image, (x, y) -> Pixels.level(mean + factor * (image.at(x, y) - mean)));
        }
    }

    /**
     * Normal noise, independent for each pixel.
     *
     * @param deviation standard deviation in levels, 0 or more; 0 changes nothing
     * @param seed of the noise
     */
    record GaussianNoise(double deviation, long seed) implements ImageOperation {
        /** Throws an {@code IllegalArgumentException} if the deviation breaks the rule above. */
        public GaussianNoise {
            if (!(deviation >= 0 && Double.isFinite(deviation))) {
                throw new IllegalArgumentException(
                        "deviation is %s; it is a finite number of levels, 0 or more".formatted(deviation));
            }
        }

        @Override
        public GrayImage apply(GrayImage image) {
            var random = new SplittableRandom(seed);
            return Pixels.map(image, (x, y) -> Pixels.level(image.at(x, y) + deviation * Draws.normal(random)));
        }
    }

    /**
     * A rectangle set to one brightness, as if something stood in front: cutout, and {@code erase} of torchvision.
     *
     * @param x column of its left edge, 0 or more
     * @param y row of its upper edge, 0 or more
     * @param width columns, 1 or more
     * @param height rows, 1 or more
     */
    record Erase(int x, int y, int width, int height, int fill) implements ImageOperation {
        /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
        public Erase {
            if (x < 0 || y < 0 || width < 1 || height < 1) {
                throw new IllegalArgumentException(
                        "cannot erase %d x %d at (%d, %d); a rectangle has at least 1 column and 1 row and starts inside the image"
                                .formatted(width, height, x, y));
            }
            Pixels.requireBrightness("fill", fill);
        }

        /** {@inheritDoc} Throws an {@code IllegalArgumentException} if the rectangle sticks out of it. */
        @Override
        public GrayImage apply(GrayImage image) {
            if (x > image.width() - width || y > image.height() - height) {
                throw new IllegalArgumentException(
                        "cannot erase %d x %d at (%d, %d): it sticks out of the image of %d x %d"
                                .formatted(width, height, x, y, image.width(), image.height()));
            }
            return Pixels.map(
                    image,
                    (column, row) -> column >= x && column < x + width && row >= y && row < y + height
                            ? fill
                            : image.at(column, row));
        }
    }
}
