// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.notebook.Canvas.Anchor;
import io.mlopslabs.notebook.Canvas.Area;
import io.mlopslabs.notebook.Canvas.Point;
import io.mlopslabs.notebook.Canvas.Typeface;
import io.mlopslabs.notebook.Labels.Reference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Bars from zero, one group for each category; they lie on their side where the names need the room. */
record BarFigure(List<String> categories, List<Series> series) implements Figure {
    private static final double HEIGHT = 290;
    private static final int MOST_UPRIGHT = 16;
    private static final double GROUP = 0.8; // share of a slot that its bars take
    private static final double VALUE = 11; // font size of a printed value
    private static final int MOST_TOLD = 24;

    BarFigure {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("there are no categories; a bar chart needs at least one");
        }
        for (Series one : series) {
            if (one.size() != categories.size()) {
                throw new IllegalArgumentException("series '" + one.name() + "' has "
                        + Numbers.count(one.size(), "value") + " for "
                        + (categories.size() == 1 ? "1 category" : categories.size() + " categories")
                        + "; give one value for each, NaN where there is none");
            }
        }
    }

    @Override
    public String kind() {
        return "a bar chart";
    }

    @Override
    public Set<Addition> additions() {
        return EnumSet.of(Addition.AXIS_LABEL, Addition.Y_REFERENCE);
    }

    @Override
    public Extent draw(Canvas canvas, Labels labels) {
        double[] all = DoubleStream.concat(
                        DoubleStream.concat(DoubleStream.of(0), references(labels)),
                        series.stream().flatMapToDouble(s -> s.drawn()
                                .mapToObj(i -> DoubleStream.of(s.low(i), s.high(i)))
                                .flatMapToDouble(ends -> ends)))
                .sorted()
                .toArray();
        double low = all[0];
        double high = all[all.length - 1] > low ? all[all.length - 1] : low + 1;
        Axis names = Axis.names(categories);
        boolean upright = categories.size() <= MOST_UPRIGHT && Frame.namesFit(names, Frame.WIDTH - 100, 2);
        // A lying bar below zero has its value printed at its left, where the names end.
        double leftRoom = low < 0 ? 0.12 * (high - low) : 0;
        Axis values = upright ? Axis.around(low, high, 7) : Frame.horizontal(low - leftRoom, high, 7);
        double pitch = Math.max(26, series.size() * 15 + 10);
        var frame = upright
                ? new Frame(canvas, labels, names, values, keys(), HEIGHT, 0)
                : new Frame(
                        canvas,
                        labels.swapped(),
                        values,
                        names.turned(),
                        keys(),
                        pitch * categories.size(),
                        widestValue());
        for (int k = 0; k < series.size(); k++) {
            for (int i : series.get(k).drawn().toArray()) {
                new Look(k).bar(canvas, bar(frame, upright, k, i));
            }
        }
        frame.references();
        for (int k = 0; k < series.size(); k++) {
            whiskersAndValues(canvas, frame, upright, k);
        }
        return frame.finish(PointFigure.notes(series));
    }

    @Override
    public String describe(Labels labels) {
        String start = "Bar chart of " + labels.yName() + " for "
                + (categories.size() == 1 ? "1 category" : categories.size() + " categories") + ". ";
        String bars = series.stream()
                .map(s -> s.name() + ": " + (categories.size() * series.size() <= MOST_TOLD ? every(s) : extremes(s)))
                .collect(Collectors.joining(" "));
        String whiskers = series.stream()
                .filter(Series::hasWhiskers)
                .map(s -> " In brackets: " + s.meaning() + ".")
                .distinct()
                .collect(Collectors.joining());
        return start + bars + whiskers + labels.references();
    }

    private String every(Series s) {
        return IntStream.range(0, s.size())
                .mapToObj(i -> categories.get(i) + " " + told(s, i))
                .collect(Collectors.joining(", ", "", "."));
    }

    private String extremes(Series s) {
        int lowest =
                s.drawn().boxed().min((a, b) -> Double.compare(s.y(a), s.y(b))).orElseThrow();
        int highest =
                s.drawn().boxed().max((a, b) -> Double.compare(s.y(a), s.y(b))).orElseThrow();
        long missing = s.missing().count();
        return "lowest " + categories.get(lowest) + " " + told(s, lowest) + ", highest " + categories.get(highest) + " "
                + told(s, highest) + (missing == 0 ? "." : "; " + Numbers.count(missing, "bar") + " not a number.");
    }

    private static String told(Series s, int i) {
        if (!s.has(i)) {
            return "not a number";
        }
        return Numbers.shortened(s.y(i))
                + (s.hasWhisker(i)
                        ? " (" + Numbers.shortened(s.low(i)) + " to " + Numbers.shortened(s.high(i)) + ")"
                        : "");
    }

    private static DoubleStream references(Labels labels) {
        return labels.yReferences().stream().mapToDouble(Reference::value);
    }

    private Area bar(Frame frame, boolean upright, int k, int i) {
        double y = series.get(k).y(i);
        double width = GROUP / series.size();
        double from = i - GROUP / 2 + k * width;
        if (upright) {
            double left = frame.x(from);
            double top = frame.y(Math.max(0, y));
            double gap = series.size() > 1 ? 1 : 0;
            return new Area(left, top, frame.x(from + width) - left - gap, frame.y(Math.min(0, y)) - top);
        }
        double left = frame.x(Math.min(0, y));
        double top = frame.y(from);
        return new Area(left, top, frame.x(Math.max(0, y)) - left, frame.y(from + width) - top - 1);
    }

    private void whiskersAndValues(Canvas canvas, Frame frame, boolean upright, int k) {
        Series s = series.get(k);
        for (int i = 0; i < s.size(); i++) {
            double middle = i - GROUP / 2 + (k + 0.5) * GROUP / series.size();
            boolean up = !s.has(i) || s.y(i) >= 0;
            double end = s.has(i) ? (up ? Math.max(s.high(i), s.y(i)) : Math.min(s.low(i), s.y(i))) : 0;
            if (s.hasWhisker(i)) {
                Point low = place(frame, upright, middle, s.low(i));
                // A light edge keeps the whisker visible on its own bar.
                PointFigure.whisker(canvas, low, place(frame, upright, middle, s.high(i)), Rgb.PANEL, 4);
                PointFigure.whisker(canvas, low, place(frame, upright, middle, s.high(i)), Rgb.TEXT, 1.5);
            }
            value(canvas, frame, upright, place(frame, upright, middle, end), s.has(i) ? s.y(i) : Double.NaN, up);
        }
    }

    private void value(Canvas canvas, Frame frame, boolean upright, Point end, double value, boolean up) {
        String text = Double.isNaN(value) ? "NaN" : Numbers.shortened(value);
        double width = Lettering.width(text, VALUE);
        double barWidth = GROUP / series.size() * frame.plot().width() / categories.size();
        if (upright && widestValue() > barWidth + 1 && !Double.isNaN(value)) {
            return; // all values or none: a single printed one would look like the one that matters
        }
        Anchor anchor = upright ? Anchor.MIDDLE : up ? Anchor.START : Anchor.END;
        double x = upright ? end.x() : end.x() + (up ? 5 : -5);
        double y = upright ? end.y() + (up ? -5 : 13) : end.y() + 4;
        double left = upright ? x - width / 2 : up ? x : x - width;
        canvas.rectangle(new Area(left, y - 9, width, 11), Rgb.PANEL);
        canvas.text(new Point(x, y), text, Typeface.of(VALUE, Rgb.TEXT, anchor));
    }

    private double widestValue() {
        return series.stream()
                .flatMap(s -> s.drawn().mapToObj(i -> Numbers.shortened(s.y(i))))
                .mapToDouble(text -> Lettering.width(text, VALUE))
                .max()
                .orElse(0);
    }

    private static Point place(Frame frame, boolean upright, double category, double value) {
        return upright ? new Point(frame.x(category), frame.y(value)) : new Point(frame.x(value), frame.y(category));
    }

    private List<Frame.Key> keys() {
        var keys = new ArrayList<Frame.Key>();
        for (int k = 0; k < series.size() && series.size() > 1; k++) {
            var look = new Look(k);
            keys.add(new Frame.Key(series.get(k).name(), look::bar));
        }
        return keys;
    }
}
