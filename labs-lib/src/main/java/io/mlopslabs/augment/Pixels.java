// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import io.mlopslabs.data.GrayImage;
import java.util.function.IntBinaryOperator;

/** Reading and writing brightness; levels are 0 (black) to 255 (white). */
final class Pixels {
    private static final int WHITE = 255;

    private Pixels() {}

    /** Returns an image of the same size; {@code levelAt} is asked once for each (x, y), row by row, so that a seed has one meaning. */
    static GrayImage map(GrayImage image, IntBinaryOperator levelAt) {
        byte[] pixels = new byte[image.width() * image.height()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                pixels[y * image.width() + x] = (byte) levelAt.applyAsInt(x, y);
            }
        }
        return GrayImage.of(image.width(), image.height(), pixels);
    }

    /** Returns the nearest level, halves up; what lies outside becomes black or white. */
    static int level(double brightness) {
        return (int) Math.max(0, Math.min(WHITE, Math.floor(brightness + 0.5)));
    }

    static double mean(GrayImage image) {
        long sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                sum += image.at(x, y);
            }
        }
        return (double) sum / ((long) image.width() * image.height());
    }

    /**
     * Returns the level at a point, where pixel (x, y) covers x to x + 1 and y to y + 1; {@code fill} outside the image.
     *
     * <p>Pillow's rule: near the edge the nearest pixel stands in for the missing neighbour.
     */
    static int bilinear(GrayImage image, double x, double y, int fill) {
        if (!(x >= 0 && x < image.width() && y >= 0 && y < image.height())) {
            return fill;
        }
        int left = (int) Math.floor(x - 0.5);
        int top = (int) Math.floor(y - 0.5);
        double toRight = x - 0.5 - left;
        double toBottom = y - 0.5 - top;
        double upper = between(clipped(image, left, top), clipped(image, left + 1, top), toRight);
        double lower = between(clipped(image, left, top + 1), clipped(image, left + 1, top + 1), toRight);
        return level(upper + (lower - upper) * toBottom);
    }

    private static double between(int from, int to, double share) {
        return from + (to - from) * share;
    }

    private static int clipped(GrayImage image, int x, int y) {
        return image.at(Math.max(0, Math.min(image.width() - 1, x)), Math.max(0, Math.min(image.height() - 1, y)));
    }

    static void requireBrightness(String name, int level) {
        if (level < 0 || level > WHITE) {
            throw new IllegalArgumentException(
                    "%s is %d; a brightness is 0 (black) to 255 (white)".formatted(name, level));
        }
    }

    static void requireFactor(double factor) {
        if (!(factor >= 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("factor is %s; it is a finite number, 0 or more".formatted(factor));
        }
    }

    static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("%s is %s; give a finite number".formatted(name, value));
        }
    }
}
