// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A canvas that keeps what was drawn, so that a test can ask what lies under a text and what a text covers. */
final class Recording implements Canvas {
    record Fill(Area area, Rgb colour) {}

    /** A text with the room that it was given, and the fill under its middle. */
    record Lettered(String text, Area room, Typeface type, Rgb ground) {}

    final List<Fill> fills = new ArrayList<>();
    final List<Lettered> texts = new ArrayList<>();
    final List<Stroke> strokes = new ArrayList<>();
    final List<List<Point>> lines = new ArrayList<>();
    final List<Area> images = new ArrayList<>();

    static Recording of(Chart chart) {
        var recording = new Recording();
        chart.paint(recording);
        return recording;
    }

    @Override
    public void rectangle(Area area, Rgb fill) {
        fills.add(new Fill(area, fill));
    }

    @Override
    public void polygon(List<Point> corners, Rgb fill, double opacity) {}

    @Override
    public void disc(Point centre, double radius, Rgb fill) {}

    @Override
    public void line(List<Point> points, Stroke stroke) {
        strokes.add(stroke);
        lines.add(points);
    }

    @Override
    public void text(Point anchor, String text, Typeface type) {
        double bold = type.weight() == Weight.BOLD ? Lettering.BOLD : 1;
        double width = bold * Lettering.width(text, type.size());
        double before =
                switch (type.anchor()) {
                    case START -> 0;
                    case MIDDLE -> width / 2;
                    case END -> width;
                };
        // Letters reach about 0.75 of their size above the baseline and 0.2 below it.
        var room = new Area(anchor.x() - before, anchor.y() - 0.75 * type.size(), width, 0.95 * type.size());
        double x = room.x() + room.width() / 2;
        double y = room.y() + room.height() / 2;
        Rgb ground = fills.stream()
                .filter(f -> x >= f.area().x()
                        && x <= f.area().right()
                        && y >= f.area().y()
                        && y <= f.area().bottom())
                .reduce((first, later) -> later)
                .orElseThrow()
                .colour();
        texts.add(new Lettered(text, room, type, ground));
    }

    @Override
    public void image(Area area, BufferedImage image) {
        images.add(area);
    }
}
