// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import io.mlopslabs.augment.ImageOperation.Brightness;
import io.mlopslabs.augment.ImageOperation.Contrast;
import io.mlopslabs.augment.ImageOperation.Erase;
import io.mlopslabs.augment.ImageOperation.GaussianNoise;
import io.mlopslabs.augment.ImageOperation.HorizontalFlip;
import io.mlopslabs.augment.ImageOperation.VerticalFlip;
import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.ImageSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random changes of images, with the label kept: what is drawn depends on the seed and the row, not on the pixels.
 *
 * <p>{@code ImageAugmenter.none().randomHorizontalFlip(0.5).randomAffine(RandomAffine.of(10, 0.1, 0.1)).apply(train, 7)} returns one new image
 * per row. Immutable: each method below returns an augmenter that does one thing more, in the order of the calls. Names and ranges are
 * torchvision's.
 */
public final class ImageAugmenter {
    /** One kind of change: adds to {@code drawn} what this row gets, if anything. */
    @FunctionalInterface
    private interface Step {
        void draw(SplittableRandom random, int width, int height, List<ImageOperation> drawn);
    }

    private final List<Step> steps;

    private ImageAugmenter(List<Step> steps) {
        this.steps = steps;
    }

    /** Returns the augmenter that changes nothing. */
    public static ImageAugmenter none() {
        return new ImageAugmenter(List.of());
    }

    /**
     * Mirrors an image with this probability.
     *
     * @throws IllegalArgumentException if {@code p} is not in {@code [0, 1]}
     */
    public ImageAugmenter randomHorizontalFlip(double p) {
        return flip(p, new HorizontalFlip());
    }

    /**
     * Turns an image upside down with this probability.
     *
     * @throws IllegalArgumentException if {@code p} is not in {@code [0, 1]}
     */
    public ImageAugmenter randomVerticalFlip(double p) {
        return flip(p, new VerticalFlip());
    }

    private ImageAugmenter flip(double p, ImageOperation operation) {
        requireProbability(p);
        return with((random, width, height, drawn) -> {
            if (random.nextDouble() < p) {
                drawn.add(operation);
            }
        });
    }

    /** Rotates, moves, zooms and shears, each by a uniform draw from its range. */
    public ImageAugmenter randomAffine(RandomAffine ranges) {
        return with((random, width, height, drawn) -> drawn.add(ranges.draw(random, width, height)));
    }

    /**
     * Changes brightness and contrast by factors drawn uniformly from {@code 1 - x} to {@code 1 + x}.
     *
     * @param brightness 0 to 1; 0 leaves the brightness alone
     * @param contrast 0 to 1; 0 leaves the contrast alone
     * @throws IllegalArgumentException if one is not in {@code [0, 1]}
     */
    public ImageAugmenter colorJitter(double brightness, double contrast) {
        requireShare("brightness", brightness);
        requireShare("contrast", contrast);
        return with((random, width, height, drawn) -> {
            drawn.add(new Brightness(Draws.uniform(random, 1 - brightness, 1 + brightness)));
            drawn.add(new Contrast(Draws.uniform(random, 1 - contrast, 1 + contrast)));
        });
    }

    /**
     * Adds normal noise, other noise to each row.
     *
     * @param deviation standard deviation in levels of brightness, 0 or more
     * @throws IllegalArgumentException if the deviation is negative or not finite
     */
    public ImageAugmenter gaussianNoise(double deviation) {
        double checked = new GaussianNoise(deviation, 0).deviation();
        return with((random, width, height, drawn) -> drawn.add(new GaussianNoise(checked, random.nextLong())));
    }

    /**
     * Blackens, with this probability, a rectangle of the image's proportions that lies wholly inside.
     *
     * @param share of the image's area that is lost, above 0 and below 1; the sides are rounded to whole pixels, 1 at least
     * @throws IllegalArgumentException if a number is out of its range
     */
    public ImageAugmenter randomErasing(double p, double share) {
        requireProbability(p);
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share is %s; it lies between 0 and 1, both excluded".formatted(share));
        }
        return with((random, width, height, drawn) -> {
            if (random.nextDouble() < p) {
                int columns = (int) Math.max(1, Math.round(width * Math.sqrt(share)));
                int rows = (int) Math.max(1, Math.round(height * Math.sqrt(share)));
                int x = random.nextInt(width - columns + 1);
                int y = random.nextInt(height - rows + 1);
                drawn.add(new Erase(x, y, columns, rows, 0));
            }
        });
    }

    /** Returns what this seed does to an image of this size, in order: for a caption, a log or a test. */
    public List<ImageOperation> draw(int width, int height, long seed) {
        var drawn = new ArrayList<ImageOperation>();
        var random = new SplittableRandom(seed);
        for (Step step : steps) {
            // A stream of its own for each step: a change of one range leaves the draws of the others as they were.
            step.draw(random.split(), width, height, drawn);
        }
        return List.copyOf(drawn);
    }

    /** Returns a changed copy of the image, of the same size. */
    public GrayImage apply(GrayImage image, long seed) {
        GrayImage changed = image;
        for (ImageOperation operation : draw(image.width(), image.height(), seed)) {
            changed = operation.apply(changed);
        }
        return changed;
    }

    /** Returns the set with each image changed once; rows, labels and classes stay as they are. */
    public ImageSet apply(ImageSet images, long seed) {
        List<GrayImage> changed = IntStream.range(0, images.size())
                .mapToObj(row -> apply(images.image(row), Draws.rowSeed(seed, row)))
                .toList();
        return ImageSet.of(images.name() + ", augmented", changed, images.labels(), images.classNames());
    }

    /**
     * Returns the images as they are, followed by {@code copies} changed versions of the whole set, other changes in each.
     *
     * @param copies 1 or more
     * @throws IllegalArgumentException if {@code copies} is below 1
     */
    public ImageSet extend(ImageSet images, int copies, long seed) {
        if (copies < 1) {
            throw new IllegalArgumentException("copies is %d; add at least 1".formatted(copies));
        }
        var all = new ArrayList<GrayImage>(images.images());
        var seeds = new SplittableRandom(seed);
        for (int copy = 0; copy < copies; copy++) {
            all.addAll(apply(images, seeds.nextLong()).images());
        }
        int[] labels = IntStream.range(0, all.size())
                .map(row -> images.label(row % images.size()))
                .toArray();
        return ImageSet.of(images.name() + ", extended", all, labels, images.classNames());
    }

    private ImageAugmenter with(Step step) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return new ImageAugmenter(List.copyOf(more));
    }

    private static void requireProbability(double p) {
        requireShare("p", p);
    }

    static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("%s is %s; it lies in [0, 1]".formatted(name, share));
        }
    }
}
