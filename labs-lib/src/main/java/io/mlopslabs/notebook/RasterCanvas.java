// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws pixels with Java2D: what a viewer shows that does not trust a notebook's SVG. Needs no display, but a font. */
final class RasterCanvas implements Canvas {
    private final BufferedImage pixels;
    private final Graphics2D pen;

    RasterCanvas(int width, int height) {
        pixels = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        pen = pixels.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    byte[] png() {
        pen.dispose();
        return SvgCanvas.png(pixels);
    }

    @Override
    public void rectangle(Area area, Rgb fill) {
        pen.setColor(new Color(fill.code()));
        pen.fill(new Rectangle2D.Double(area.x(), area.y(), area.width(), area.height()));
    }

    @Override
    public void polygon(List<Point> corners, Rgb fill, double opacity) {
        var path = path(corners);
        path.closePath();
        pen.setColor(new Color((int) Math.round(opacity * 255) << 24 | fill.code(), true));
        pen.fill(path);
    }

    @Override
    public void disc(Point centre, double radius, Rgb fill) {
        pen.setColor(new Color(fill.code()));
        pen.fill(new Ellipse2D.Double(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius));
    }

    @Override
    public void line(List<Point> points, Stroke stroke) {
        float[] dash = new float[stroke.dash().size()];
        for (int i = 0; i < dash.length; i++) {
            dash[i] = stroke.dash().get(i).floatValue();
        }
        pen.setColor(new Color(stroke.colour().code()));
        pen.setStroke(new BasicStroke(
                (float) stroke.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                10,
                dash.length == 0 ? null : dash,
                0));
        pen.draw(path(points));
    }

    @Override
    public void text(Point anchor, String text, Typeface type) {
        int style = type.weight() == Weight.BOLD ? Font.BOLD : Font.PLAIN;
        pen.setFont(new Font(Font.SANS_SERIF, style, 1).deriveFont((float) type.size()));
        pen.setColor(new Color(type.colour().code()));
        double width =
                pen.getFont().getStringBounds(text, pen.getFontRenderContext()).getWidth();
        double before =
                switch (type.anchor()) {
                    case START -> 0;
                    case MIDDLE -> width / 2;
                    case END -> width;
                };
        var upright = pen.getTransform();
        pen.rotate(Math.toRadians(type.turn()), anchor.x(), anchor.y());
        pen.drawString(text, (float) (anchor.x() - before), (float) anchor.y());
        pen.setTransform(upright);
    }

    @Override
    public void image(Area area, BufferedImage image) {
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                area.width() > image.getWidth()
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        int left = (int) Math.round(area.x());
        int top = (int) Math.round(area.y());
        int right = (int) Math.round(area.right());
        int bottom = (int) Math.round(area.bottom());
        pen.drawImage(image, left, top, right - left, bottom - top, null);
    }

    private static Path2D.Double path(List<Point> points) {
        var path = new Path2D.Double();
        path.moveTo(points.get(0).x(), points.get(0).y());
        for (Point point : points.subList(1, points.size())) {
            path.lineTo(point.x(), point.y());
        }
        return path;
    }
}
