// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.awt.image.BufferedImage;
import java.util.List;

/** What a figure is drawn on. One layout, two pictures: {@link SvgCanvas} and {@link RasterCanvas}. Lengths are pixels, y runs down. */
interface Canvas {
    record Point(double x, double y) {}

    record Area(double x, double y, double width, double height) {
        double right() {
            return x + width;
        }

        double bottom() {
            return y + height;
        }

        boolean overlaps(Area other) {
            return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
        }
    }

    /**
     * How a line is drawn.
     *
     * @param dash lengths of dash and gap in turn; none for a solid line
     */
    record Stroke(Rgb colour, double width, List<Double> dash) {
        static Stroke solid(Rgb colour, double width) {
            return new Stroke(colour, width, List.of());
        }
    }

    enum Anchor {
        START,
        MIDDLE,
        END
    }

    enum Weight {
        NORMAL,
        BOLD
    }

    /**
     * How a text is set.
     *
     * @param turn degrees clockwise around the anchor
     */
    record Typeface(double size, Weight weight, Rgb colour, Anchor anchor, int turn) {
        static Typeface of(double size, Rgb colour, Anchor anchor) {
            return new Typeface(size, Weight.NORMAL, colour, anchor, 0);
        }
    }

    void rectangle(Area area, Rgb fill);

    /** Fills the shape between {@code corners}; {@code opacity} from 0 (not seen) to 1. */
    void polygon(List<Point> corners, Rgb fill, double opacity);

    void disc(Point centre, double radius, Rgb fill);

    void line(List<Point> points, Stroke stroke);

    /** Sets one line of text with the anchor on its baseline. */
    void text(Point anchor, String text, Typeface type);

    /** Fits {@code image} to {@code area}: pixels stay sharp squares where it is magnified. */
    void image(Area area, BufferedImage image);
}
