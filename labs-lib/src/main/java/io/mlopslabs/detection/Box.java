// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

/**
 * An upright rectangle of whole pixels: columns {@code x} to {@code x + width - 1}, rows {@code y} to {@code y + height - 1}.
 *
 * <p>In torchvision's corners it is {@code (x, y, x + width, y + height)}, the lower right one outside.
 *
 * @param x leftmost column, from 0
 * @param y topmost row, from 0
 * @param width columns, 1 or more
 * @param height rows, 1 or more
 */
public record Box(int x, int y, int width, int height) {
    /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
    public Box {
        if (x < 0 || y < 0) {
            throw new IllegalArgumentException(
                    "a box starts at column and row 0 or later; this one at (%d, %d)".formatted(x, y));
        }
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "a box has at least 1 column and 1 row; this one is %d x %d".formatted(width, height));
        }
    }

    /** Returns the number of pixels inside. */
    public long area() {
        return (long) width * height;
    }

    /** Returns the number of pixels inside both boxes, 0 when they do not overlap. */
    public long intersection(Box other) {
        long columns = Math.min((long) x + width, (long) other.x + other.width) - Math.max(x, other.x);
        long rows = Math.min((long) y + height, (long) other.y + other.height) - Math.max(y, other.y);
        return Math.max(0, columns) * Math.max(0, rows);
    }

    /**
     * Returns intersection over union (the Jaccard index of the two sets of pixels), in {@code [0, 1]}.
     *
     * <p>0 when no pixel is shared, 1 when the boxes are equal. Same number as torchvision {@code ops.box_iou}.
     */
    public double iou(Box other) {
        long shared = intersection(other);
        return (double) shared / (area() + other.area() - shared);
    }
}
