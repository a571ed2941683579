// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.notebook.Canvas.Area;
import io.mlopslabs.notebook.Canvas.Point;
import io.mlopslabs.notebook.Canvas.Stroke;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How one of several series looks.
 *
 * <p>Colour, dash, marker and hatch change at different paces (6, 4, 5 and 4), so that any two of ten series differ in more than colour or,
 * where one of these falls together, in the others.
 *
 * @param index the place of the series in its chart, from 0
 */
record Look(int index) {
    /** More than these no reader tells apart. */
    static final int MOST = 10;

    private static final List<List<Double>> DASHES =
            List.of(List.of(), List.of(8.0, 3.0), List.of(2.5, 2.5), List.of(10.0, 3.0, 2.0, 3.0));
    private static final double RADIUS = 4;
    private static final double HATCH_GAP = 7;

    Rgb colour() {
        return Rgb.SERIES.get(index % Rgb.SERIES.size());
    }

    Stroke stroke() {
        return new Stroke(colour(), 2, DASHES.get(index % DASHES.size()));
    }

    void marker(Canvas canvas, Point at) {
        switch (index % 5) {
            case 0 -> canvas.disc(at, RADIUS, colour());
            case 1 -> canvas.polygon(regular(at, 4, 45), colour(), 1);
            case 2 -> canvas.polygon(regular(at, 3, -90), colour(), 1);
            case 3 -> canvas.polygon(regular(at, 4, 0), colour(), 1);
            default -> canvas.polygon(regular(at, 3, 90), colour(), 1);
        }
    }

    /** Fills a bar, hatched in the panel's colour from the second series on. */
    void bar(Canvas canvas, Area bar) {
        canvas.rectangle(bar, colour());
        Stroke cut = Stroke.solid(Rgb.PANEL, 1.5);
        switch (index % 4) {
            case 1 -> diagonals(bar).forEach(line -> canvas.line(line, cut));
            case 2 -> diagonals(bar).forEach(line -> canvas.line(mirrored(line, bar), cut));
            case 3 -> {
                for (double y = bar.bottom() - HATCH_GAP; y > bar.y() + 1; y -= HATCH_GAP) {
                    canvas.line(List.of(new Point(bar.x(), y), new Point(bar.right(), y)), cut);
                }
            }
            default -> {}
        }
    }

    private static List<List<Point>> diagonals(Area bar) {
        // Each line is x + y = c; the bar's foot is the fixed place, so that equal bars are cut alike.
        double first = bar.x() + bar.bottom();
        int count = (int) ((bar.width() + bar.height()) / HATCH_GAP);
        return IntStream.rangeClosed(-count, count)
                .mapToDouble(i -> first + i * HATCH_GAP)
                .filter(c -> c > bar.x() + bar.y() + 1 && c < bar.right() + bar.bottom() - 1)
                .mapToObj(c -> {
                    double from = Math.max(bar.x(), c - bar.bottom());
                    double to = Math.min(bar.right(), c - bar.y());
                    return List.of(new Point(from, c - from), new Point(to, c - to));
                })
                .toList();
    }

    private static List<Point> mirrored(List<Point> line, Area bar) {
        return line.stream()
                .map(p -> new Point(bar.x() + bar.right() - p.x(), p.y()))
                .toList();
    }

    private static List<Point> regular(Point centre, int corners, double turn) {
        // Equal areas look equally large: a triangle needs a wider circle than a square.
        double radius = RADIUS * (corners == 3 ? 1.5 : 1.25);
        return IntStream.range(0, corners)
                .mapToDouble(i -> Math.toRadians(turn + 360.0 * i / corners))
                .mapToObj(a -> new Point(centre.x() + radius * Math.cos(a), centre.y() + radius * Math.sin(a)))
                .toList();
    }
}
