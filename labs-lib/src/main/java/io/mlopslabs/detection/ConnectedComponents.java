// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import io.mlopslabs.data.GrayImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The islands of bright pixels of one image.
 *
 * <p>Numbered from 1 in the order in which reading the image row by row meets them. Same islands, numbers and boxes as SciPy {@code
 * ndimage.label} and {@code find_objects}, with a structure of ones for {@link Connectivity#EIGHT}.
 */
public final class ConnectedComponents {
    /** Which pixels touch. */
    public enum Connectivity {
        /** Left, right, above, below. */
        FOUR,
        /** These and the four diagonal ones. */
        EIGHT
    }

    /**
     * One island.
     *
     * @param label its number, from 1
     * @param box the smallest box that holds it
     * @param pixels how many pixels it has
     */
    public record Component(int label, Box box, int pixels) {}

    private final int width;
    private final int[] labels;
    private final List<Component> components;

    private ConnectedComponents(int width, int[] labels, List<Component> components) {
        this.width = width;
        this.labels = labels;
        this.components = components;
    }

    /** Returns the islands under {@link Connectivity#EIGHT}. */
    public static ConnectedComponents of(GrayImage image, int threshold) {
        return of(image, threshold, Connectivity.EIGHT);
    }

    /**
     * Returns the islands of pixels at least as bright as {@code threshold}.
     *
     * @param threshold brightness, 1 to 255; 0 would make every image one island
     * @throws IllegalArgumentException if the threshold is outside
     */
    public static ConnectedComponents of(GrayImage image, int threshold, Connectivity connectivity) {
        Objects.requireNonNull(connectivity, "connectivity");
        if (threshold < 1 || threshold > 255) {
            throw new IllegalArgumentException("threshold is %d; it lies in 1 to 255".formatted(threshold));
        }
        int width = image.width();
        int height = image.height();
        int[] labels = new int[width * height];
        int[] queue = new int[width * height];
        var components = new ArrayList<Component>();
        for (int start = 0; start < labels.length; start++) {
            if (labels[start] == 0 && image.at(start % width, start / width) >= threshold) {
                components.add(flood(image, threshold, connectivity, labels, queue, start, components.size() + 1));
            }
        }
        return new ConnectedComponents(width, labels, List.copyOf(components));
    }

    /** Returns the islands in order of their numbers. */
    public List<Component> components() {
        return components;
    }

    /**
     * Returns the number of the island that a pixel belongs to, 0 for the ground.
     *
     * @throws IndexOutOfBoundsException if the pixel lies outside the image
     */
    public int labelAt(int x, int y) {
        Objects.checkIndex(x, width);
        return labels[Objects.checkIndex(y, labels.length / width) * width + x];
    }

    private static Component flood(
            GrayImage image,
            int threshold,
            Connectivity connectivity,
            int[] labels,
            int[] queue,
            int start,
            int label) {
        int width = image.width();
        int minX = width;
        int maxX = 0;
        int maxY = 0;
        int minY = start / width;
        labels[start] = label;
        queue[0] = start;
        int size = 1;
        for (int next = 0; next < size; next++) {
            int x = queue[next] % width;
            int y = queue[next] / width;
            minX = Math.min(minX, x);
            maxX = Math.max(maxX, x);
            maxY = Math.max(maxY, y);
            for (int ny = Math.max(0, y - 1); ny <= Math.min(image.height() - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    boolean touches = connectivity == Connectivity.EIGHT || nx == x || ny == y;
                    if (touches && labels[ny * width + nx] == 0 && image.at(nx, ny) >= threshold) {
                        labels[ny * width + nx] = label;
                        queue[size++] = ny * width + nx;
                    }
                }
            }
        }
        return new Component(label, new Box(minX, minY, maxX - minX + 1, maxY - minY + 1), size);
    }
}
