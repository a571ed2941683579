// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.ImageSet;
import io.mlopslabs.detection.Scene.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * An endless series of pictures with known truth: 3 to 6 images of a set, scattered over a noisy dark canvas of 160 x 96 pixels.
 *
 * <p>Row-addressable: scene {@code i} depends on the images, the seed and {@code i} only, so that any order and any number of threads see the
 * same scenes. The boxes around two things are at least 2 pixels apart; each thing is equally often any image of the set.
 *
 * <p>Take the images from the test part when a detector is judged: a classifier knows those that it was trained on.
 *
 * @see "Steele, Lea and Flood 2014, Fast splittable pseudorandom number generators, doi:10.1145/2660193.2660195 (SplitMix64)"
 */
public final class Scenes {
    /** Columns of each scene. */
    public static final int WIDTH = 160;

    /** Rows of each scene. */
    public static final int HEIGHT = 96;

    /** The lowest brightness that counts as ink, well above the noise. */
    static final int INK = 32;

    private static final int NOISE = 20;
    private static final int LARGEST_SIDE = 32;
    private static final int FEWEST = 3;
    private static final int MOST = 6;
    private static final int GAP = 2;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final List<Item> items;
    private final long seed;

    private Scenes(List<Item> items, long seed) {
        this.items = items;
        this.seed = seed;
    }

    /**
     * Returns the series of scenes made of these images.
     *
     * @param images bright on dark, at most 32 x 32 pixels; images without ink are left out
     * @throws IllegalArgumentException if the images are larger or none has ink
     */
    public static Scenes of(ImageSet images, long seed) {
        if (images.width() > LARGEST_SIDE || images.height() > LARGEST_SIDE) {
            throw new IllegalArgumentException("scenes take images of at most %d x %d; those of %s are %d x %d"
                    .formatted(LARGEST_SIDE, LARGEST_SIDE, images.name(), images.width(), images.height()));
        }
        var items = new ArrayList<Item>();
        for (int i = 0; i < images.size(); i++) {
            GrayImage image = images.image(i);
            String label = images.className(i);
            inkBox(image)
                    .ifPresent(
                            box -> items.add(new Item(image.crop(box.x(), box.y(), box.width(), box.height()), label)));
        }
        if (items.isEmpty()) {
            throw new IllegalArgumentException(
                    "no image of %s has a pixel of brightness %d or more".formatted(images.name(), INK));
        }
        return new Scenes(List.copyOf(items), seed);
    }

    /**
     * Returns scene {@code i}.
     *
     * @throws IllegalArgumentException if {@code i} is negative
     */
    public Scene scene(long i) {
        if (i < 0) {
            throw new IllegalArgumentException("scenes count from 0; asked for " + i);
        }
        var random = new SplittableRandom(mix(mix(seed) + i * GOLDEN_GAMMA));
        List<Placed> placed = layout(random);
        byte[] pixels = new byte[WIDTH * HEIGHT];
        for (int p = 0; p < pixels.length; p++) {
            pixels[p] = (byte) random.nextInt(NOISE + 1);
        }
        for (Placed thing : placed) {
            draw(thing, pixels);
        }
        return new Scene(
                GrayImage.of(WIDTH, HEIGHT, pixels),
                placed.stream()
                        .map(thing -> new Truth(thing.box(), thing.item().label()))
                        .toList());
    }

    /** Returns scenes {@code from} to {@code to - 1}. */
    public List<Scene> scenes(long from, long to) {
        Objects.checkFromToIndex(from, to, Long.MAX_VALUE);
        var scenes = new ArrayList<Scene>();
        for (long i = from; i < to; i++) {
            scenes.add(scene(i));
        }
        return List.copyOf(scenes);
    }

    private List<Placed> layout(SplittableRandom random) {
        int wanted = random.nextInt(FEWEST, MOST + 1);
        // A few early things can leave no room for the rest: then begin again. A layout fits far more often than not.
        while (true) {
            var placed = new ArrayList<Placed>();
            for (int tries = 0; tries < 100 && placed.size() < wanted; tries++) {
                Item item = items.get(random.nextInt(items.size()));
                int x = random.nextInt(WIDTH - item.ink().width() + 1);
                int y = random.nextInt(HEIGHT - item.ink().height() + 1);
                Box box = new Box(x, y, item.ink().width(), item.ink().height());
                if (placed.stream().noneMatch(other -> tooClose(box, other.box()))) {
                    placed.add(new Placed(item, box));
                }
            }
            if (placed.size() == wanted) {
                return placed;
            }
        }
    }

    private static boolean tooClose(Box one, Box other) {
        return one.x() < other.x() + other.width() + GAP
                && other.x() < one.x() + one.width() + GAP
                && one.y() < other.y() + other.height() + GAP
                && other.y() < one.y() + one.height() + GAP;
    }

    private static void draw(Placed thing, byte[] pixels) {
        Box box = thing.box();
        for (int y = 0; y < box.height(); y++) {
            for (int x = 0; x < box.width(); x++) {
                int at = (box.y() + y) * WIDTH + box.x() + x;
                pixels[at] = (byte) Math.max(thing.item().ink().at(x, y), Byte.toUnsignedInt(pixels[at]));
            }
        }
    }

    private static Optional<Box> inkBox(GrayImage image) {
        int minX = image.width();
        int minY = image.height();
        int maxX = -1;
        int maxY = -1;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (image.at(x, y) >= INK) {
                    minX = Math.min(minX, x);
                    maxX = Math.max(maxX, x);
                    minY = Math.min(minY, y);
                    maxY = Math.max(maxY, y);
                }
            }
        }
        return maxX < 0 ? Optional.empty() : Optional.of(new Box(minX, minY, maxX - minX + 1, maxY - minY + 1));
    }

    /** The output function of SplitMix64: neighbouring inputs give unrelated outputs. */
    private static long mix(long value) {
        long z = value + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private record Item(GrayImage ink, String label) {}

    private record Placed(Item item, Box box) {}
}
