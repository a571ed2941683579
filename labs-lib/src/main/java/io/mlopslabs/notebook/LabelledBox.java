// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Printable;

/**
 * A labelled rectangle on an image, such as a detected object or a mask's bounding box.
 *
 * <p>It may reach beyond the image, as a detector's box can: what lies inside is drawn.
 *
 * @param x left edge in pixels of the image, 0 at its left
 * @param y upper edge in pixels of the image, 0 at its top
 * @param width in pixels of the image, above 0
 * @param height in pixels of the image, above 0
 * @param caption what is written at the box, such as {@code cat 0.93}
 */
public record LabelledBox(double x, double y, double width, double height, String caption) {
    /** Throws an {@code IllegalArgumentException} that names the box by its caption where a rule above is broken, or a number is not finite. */
    public LabelledBox {
        caption = Printable.of(caption, 60);
        double sum = x + y + width + height;
        if (!(width > 0) || !(height > 0) || Double.isNaN(sum) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException("box '" + caption + "' is at (" + x + ", " + y + "), " + width
                    + " wide and " + height + " high; all four are finite, width and height above 0");
        }
    }
}
