// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.awt.image.BufferedImage;
import java.util.List;

/** Draws nothing: a figure drawn here only says how large it is. */
final class Nowhere implements Canvas {
    @Override
    public void rectangle(Area area, Rgb fill) {}

    @Override
    public void polygon(List<Point> corners, Rgb fill, double opacity) {}

    @Override
    public void disc(Point centre, double radius, Rgb fill) {}

    @Override
    public void line(List<Point> points, Stroke stroke) {}

    @Override
    public void text(Point anchor, String text, Typeface type) {}

    @Override
    public void image(Area area, BufferedImage image) {}
}
