// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.notebook.Axis.Kind;
import io.mlopslabs.notebook.Axis.Tick;
import io.mlopslabs.notebook.Canvas.Anchor;
import io.mlopslabs.notebook.Canvas.Area;
import io.mlopslabs.notebook.Canvas.Point;
import io.mlopslabs.notebook.Canvas.Stroke;
import io.mlopslabs.notebook.Canvas.Typeface;
import io.mlopslabs.notebook.Canvas.Weight;
import io.mlopslabs.notebook.Labels.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** Everything around the data: title, legend, axes, reference lines; knows where a value lies on the page. */
final class Frame {
    static final double WIDTH = 720;
    static final double PAD = 16;
    static final double SMALL = 12;

    private static final double TITLE = 16;
    private static final double LINE = 16;
    private static final double WIDEST_NAME = 200;
    private static final double DIAGONAL = Math.sqrt(0.5);
    private static final int LINES_OF_A_NAME = 3;

    /** One line of the legend: how a series looks, and its name. */
    record Key(String name, BiConsumer<Canvas, Area> swatch) {}

    private final Canvas canvas;
    private final Labels labels;
    private final Axis xAxis;
    private final Axis yAxis;
    private final Area plot;

    /**
     * Draws title, legend, grid and axes.
     *
     * @param plotHeight room for the data in pixels
     * @param rightRoom what the data may need beside the plot
     */
    Frame(Canvas canvas, Labels labels, Axis xAxis, Axis yAxis, List<Key> keys, double plotHeight, double rightRoom) {
        this.canvas = canvas;
        this.labels = labels;
        this.xAxis = xAxis;
        this.yAxis = yAxis;
        double left = PAD + widest(yAxis.ticks(), WIDEST_NAME) + 8;
        double right = PAD + Math.max(rightRoom, referenceRoom());
        if (xAxis.kind() == Kind.NAMES && turnsNames(WIDTH - left - right)) {
            left = Math.max(left, PAD + DIAGONAL * widest(xAxis.ticks(), WIDEST_NAME));
        }
        if (xAxis.kind() == Kind.NUMBERS) {
            right = Math.max(right, PAD / 2 + widest(xAxis.ticks(), WIDEST_NAME) / 2);
        }
        double top = legend(keys, title(canvas, labels.title(), WIDTH));
        if (!labels.yLabel().isEmpty()) {
            top += LINE;
            canvas.text(new Point(PAD, top), labels.yLabel(), Typeface.of(SMALL, Rgb.TEXT, Anchor.START));
        }
        List<Integer> rows = referenceRows(left, right);
        top += 14 + LINE * rows.stream().mapToInt(row -> row + 1).max().orElse(0);
        this.plot = new Area(left, top, WIDTH - left - right, plotHeight);
        grid();
        xReferenceLabels(rows);
    }

    /** Sets a bold title at the top left and returns where it ends. */
    static double title(Canvas canvas, String title, double width) {
        double y = 10;
        for (String line : Lettering.lines(title, (width - 2 * PAD) / Lettering.BOLD, TITLE)) {
            y += 20;
            canvas.text(new Point(PAD, y), line, new Typeface(TITLE, Weight.BOLD, Rgb.TEXT, Anchor.START, 0));
        }
        return y + 4;
    }

    Area plot() {
        return plot;
    }

    double x(double value) {
        return plot.x() + xAxis.fraction(value) * plot.width();
    }

    double y(double value) {
        return plot.bottom() - yAxis.fraction(value) * plot.height();
    }

    /** Draws the reference lines with their names at the right. */
    void references() {
        for (Reference line : labels.xReferences()) {
            double x = x(line.value());
            dashed(List.of(new Point(x, plot.y() - 2), new Point(x, plot.bottom())));
        }
        double free = Double.NEGATIVE_INFINITY;
        List<Reference> downwards = labels.yReferences().stream()
                .sorted(Comparator.comparingDouble(Reference::value).reversed())
                .toList();
        for (Reference line : downwards) {
            double y = y(line.value());
            dashed(List.of(new Point(plot.x(), y), new Point(plot.right() + 4, y)));
            double label = Math.max(y + 4, free);
            free = label + LINE - 2;
            String shown = Lettering.shortened(line.label(), WIDEST_NAME, SMALL);
            canvas.text(new Point(plot.right() + 8, label), shown, Typeface.of(SMALL, Rgb.REFERENCE, Anchor.START));
        }
    }

    /** Draws ticks, axis titles and {@code notes} under the plot, and returns the size of the whole. */
    Figure.Extent finish(List<String> notes) {
        yTicks();
        double y = xTicks();
        if (!labels.xLabel().isEmpty()) {
            y += LINE + 2;
            canvas.text(
                    new Point(plot.x() + plot.width() / 2, y),
                    labels.xLabel(),
                    Typeface.of(SMALL, Rgb.TEXT, Anchor.MIDDLE));
        }
        for (String note : notes) {
            y += LINE + 4;
            canvas.text(new Point(PAD, y), note, Typeface.of(SMALL, Rgb.QUIET_TEXT, Anchor.START));
        }
        return new Figure.Extent(WIDTH, y + PAD);
    }

    /** Returns ticks for a horizontal axis, fewer where their labels are wide. */
    static Axis horizontal(double low, double high, int steps) {
        Axis axis = Axis.between(low, high, steps);
        return widest(axis.ticks(), WIDEST_NAME) > 56 ? Axis.between(low, high, Math.min(steps, 5)) : axis;
    }

    private void grid() {
        Stroke hair = Stroke.solid(Rgb.GRID, 1);
        if (yAxis.kind() == Kind.NUMBERS) {
            for (Tick tick : yAxis.ticks()) {
                canvas.line(
                        List.of(new Point(plot.x(), y(tick.value())), new Point(plot.right(), y(tick.value()))), hair);
            }
        } else if (xAxis.kind() == Kind.NUMBERS) {
            for (Tick tick : xAxis.ticks()) {
                canvas.line(
                        List.of(new Point(x(tick.value()), plot.y()), new Point(x(tick.value()), plot.bottom())), hair);
            }
        }
    }

    private void yTicks() {
        double pitch = plot.height() / Math.abs(yAxis.high() - yAxis.low());
        int every = yAxis.kind() == Kind.NAMES ? (int) Math.ceil(13 / pitch) : 1;
        for (int i = 0; i < yAxis.ticks().size(); i += every) {
            Tick tick = yAxis.ticks().get(i);
            List<String> lines = Lettering.lines(tick.label(), WIDEST_NAME, SMALL, pitch >= 2 * LINE ? 2 : 1);
            double baseline = y(tick.value()) + 4.2 - 7 * (lines.size() - 1);
            for (int k = 0; k < lines.size(); k++) {
                canvas.text(
                        new Point(plot.x() - 8, baseline + 14 * k),
                        lines.get(k),
                        Typeface.of(SMALL, Rgb.QUIET_TEXT, Anchor.END));
            }
        }
        if (xAxis.kind() == Kind.NUMBERS && yAxis.kind() == Kind.NAMES) {
            double zero = x(0);
            canvas.line(List.of(new Point(zero, plot.y()), new Point(zero, plot.bottom())), Stroke.solid(Rgb.AXIS, 1));
        }
    }

    /** Returns the lowest baseline of the labels. */
    private double xTicks() {
        if (yAxis.kind() == Kind.NUMBERS) {
            double foot = yAxis.low() <= 0 && yAxis.high() >= 0 && xAxis.kind() == Kind.NAMES ? y(0) : plot.bottom();
            canvas.line(List.of(new Point(plot.x(), foot), new Point(plot.right(), foot)), Stroke.solid(Rgb.AXIS, 1));
        }
        Typeface type = Typeface.of(SMALL, Rgb.QUIET_TEXT, Anchor.MIDDLE);
        if (xAxis.kind() == Kind.NUMBERS) {
            for (Tick tick : xAxis.ticks()) {
                double x = x(tick.value());
                if (yAxis.kind() == Kind.NUMBERS) {
                    canvas.line(
                            List.of(new Point(x, plot.bottom()), new Point(x, plot.bottom() + 4)),
                            Stroke.solid(Rgb.AXIS, 1));
                }
                canvas.text(new Point(x, plot.bottom() + 18), tick.label(), type);
            }
            return plot.bottom() + 18;
        }
        return turnsNames(plot.width()) ? turnedNames() : wrappedNames(type);
    }

    private double wrappedNames(Typeface type) {
        double lowest = plot.bottom() + LINE;
        for (Tick tick : xAxis.ticks()) {
            double y = plot.bottom() + 2;
            for (String line : Lettering.lines(tick.label(), slot(plot.width()) - 4, SMALL)) {
                y += 14;
                canvas.text(new Point(x(tick.value()), y), line, type);
            }
            lowest = Math.max(lowest, y);
        }
        return lowest;
    }

    private double turnedNames() {
        int every = (int) Math.ceil(17 / slot(plot.width()));
        for (int i = 0; i < xAxis.ticks().size(); i += every) {
            Tick tick = xAxis.ticks().get(i);
            canvas.text(
                    new Point(x(tick.value()) + 4, plot.bottom() + 12),
                    Lettering.shortened(tick.label(), WIDEST_NAME, SMALL),
                    new Typeface(SMALL, Weight.NORMAL, Rgb.QUIET_TEXT, Anchor.END, -45));
        }
        return plot.bottom() + 12 + DIAGONAL * widest(xAxis.ticks(), WIDEST_NAME);
    }

    private boolean turnsNames(double width) {
        return !namesFit(xAxis, width, LINES_OF_A_NAME);
    }

    /** Whether every name of an axis fits under its slot in at most {@code most} lines. */
    static boolean namesFit(Axis axis, double width, int most) {
        List<String> names = axis.ticks().stream().map(Tick::label).toList();
        return Lettering.fits(names, width / names.size() - 4, SMALL, most);
    }

    private double slot(double width) {
        return width / xAxis.ticks().size();
    }

    private double legend(List<Key> keys, double top) {
        if (keys.isEmpty()) {
            return top;
        }
        double x = PAD;
        double y = top + LINE;
        for (Key key : keys) {
            String name = Lettering.shortened(key.name(), WIDTH - 2 * PAD - 40, SMALL);
            double width = 34 + Lettering.width(name, SMALL);
            if (x > PAD && x + width > WIDTH - PAD) {
                x = PAD;
                y += LINE + 2;
            }
            key.swatch().accept(canvas, new Area(x, y - 10, 28, 12));
            canvas.text(new Point(x + 34, y), name, Typeface.of(SMALL, Rgb.TEXT, Anchor.START));
            x += width + 18;
        }
        return y + 4;
    }

    private double referenceRoom() {
        return labels.yReferences().stream()
                .mapToDouble(line -> Math.min(WIDEST_NAME, Lettering.width(line.label(), SMALL)) + 8)
                .max()
                .orElse(0);
    }

    /** Returns the row of each vertical line's name above the plot, so that no two overlap. */
    private List<Integer> referenceRows(double left, double right) {
        var taken = new ArrayList<Area>();
        var rows = new ArrayList<Integer>();
        for (Reference line : labels.xReferences()) {
            double x = left + xAxis.fraction(line.value()) * (WIDTH - left - right);
            int row = 0;
            Area area = referenceLabel(line, x, row);
            while (taken.stream().anyMatch(area::overlaps)) {
                row++;
                area = referenceLabel(line, x, row);
            }
            taken.add(area);
            rows.add(row);
        }
        return rows;
    }

    private void xReferenceLabels(List<Integer> rows) {
        for (int i = 0; i < rows.size(); i++) {
            Reference line = labels.xReferences().get(i);
            Area area = referenceLabel(line, x(line.value()), rows.get(i));
            String shown = Lettering.shortened(line.label(), WIDEST_NAME, SMALL);
            double bottom = plot.y() - 6 - rows.get(i) * LINE;
            canvas.text(
                    new Point(area.x() + area.width() / 2, bottom),
                    shown,
                    Typeface.of(SMALL, Rgb.REFERENCE, Anchor.MIDDLE));
        }
    }

    private static Area referenceLabel(Reference line, double x, int row) {
        double width = Math.min(WIDEST_NAME, Lettering.width(line.label(), SMALL)) + 8;
        double from = Math.max(PAD, Math.min(WIDTH - PAD - width, x - width / 2));
        return new Area(from, -row * LINE, width, LINE - 1);
    }

    /** Draws a dashed line with a light edge that shows on dark bars too. */
    private void dashed(List<Point> ends) {
        canvas.line(ends, Stroke.solid(Rgb.PANEL, 3.5));
        canvas.line(ends, new Stroke(Rgb.REFERENCE, 1.5, List.of(5.0, 4.0)));
    }

    private static double widest(List<Tick> ticks, double most) {
        double widest = ticks.stream()
                .mapToDouble(tick -> Lettering.width(tick.label(), SMALL))
                .max()
                .orElse(0);
        return Math.min(most, widest);
    }
}
