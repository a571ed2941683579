// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.notebook.Canvas.Area;
import io.mlopslabs.notebook.Canvas.Point;
import io.mlopslabs.notebook.Canvas.Stroke;
import io.mlopslabs.notebook.Labels.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Points in a plane, joined by a line or not. */
record PointFigure(List<Series> series, Joined joined) implements Figure {
    enum Joined {
        BY_A_LINE,
        NOT
    }

    /** More are a smear at 720 pixels, and a picture of several megabytes. */
    static final int MOST_POINTS = 20_000;

    private static final double HEIGHT = 290;
    private static final int MOST_WHISKERS = 40;
    private static final int MARKERS = 40;
    private static final int NAMED_GAPS = 5;

    PointFigure {
        series = List.copyOf(series);
        for (Series one : series) {
            if (one.size() > MOST_POINTS) {
                throw new IllegalArgumentException("series '" + one.name() + "' has "
                        + Numbers.count(one.size(), "point") + "; a chart shows at most 20,000: draw a sample of them");
            }
        }
    }

    @Override
    public String kind() {
        return joined == Joined.NOT ? "a scatter plot" : "a line chart";
    }

    @Override
    public Set<Addition> additions() {
        return EnumSet.allOf(Addition.class);
    }

    @Override
    public Extent draw(Canvas canvas, Labels labels) {
        double[] x = range(Series::x, Series::x, labels.xReferences());
        double[] y = range(Series::low, Series::high, labels.yReferences());
        boolean whole = series.stream().allMatch(s -> s.drawn().allMatch(i -> s.x(i) == Math.rint(s.x(i))));
        int steps = whole ? (int) Math.max(1, Math.min(8, x[1] - x[0])) : 8;
        Axis yAxis = Axis.around(y[0], y[1], 7);
        var frame = new Frame(canvas, labels, Frame.horizontal(x[0], x[1], steps), yAxis, keys(), HEIGHT, 0);
        // Under the data: a level that equals a reference must not hide behind it.
        frame.references();
        for (int i = 0; i < series.size(); i++) {
            whiskers(canvas, frame, series.get(i), new Look(i));
        }
        for (int i = 0; i < series.size(); i++) {
            points(canvas, frame, series.get(i), new Look(i));
        }
        return frame.finish(notes(series));
    }

    @Override
    public String describe(Labels labels) {
        double[] x = range(Series::x, Series::x, List.of());
        double[] y = range(Series::y, Series::y, List.of());
        String kind = joined == Joined.NOT ? "Scatter plot" : "Line chart";
        return kind + " of " + series.size() + " series" + ", "
                + labels.xName() + " from " + Numbers.shortened(x[0]) + " to " + Numbers.shortened(x[1]) + ", "
                + labels.yName() + " from " + Numbers.shortened(y[0]) + " to " + Numbers.shortened(y[1]) + ". "
                + series.stream().map(s -> sentence(s, labels)).collect(Collectors.joining(" "))
                + labels.references();
    }

    /** Returns one note for each meaning that whiskers have. */
    static List<String> notes(List<Series> series) {
        return series.stream()
                .filter(Series::hasWhiskers)
                .map(s -> (s.size() > MOST_WHISKERS ? "Band: " : "Whiskers: ") + s.meaning())
                .distinct()
                .toList();
    }

    private String sentence(Series s, Labels labels) {
        int[] drawn = s.drawn().toArray();
        int lowest = drawn[0];
        int highest = drawn[0];
        for (int i : drawn) {
            lowest = s.y(i) < s.y(lowest) ? i : lowest;
            highest = s.y(i) > s.y(highest) ? i : highest;
        }
        int first = drawn[0];
        int last = drawn[drawn.length - 1];
        String at = " at " + labels.xName() + " ";
        String run = joined == Joined.NOT || first == last
                ? ""
                : ", from " + Numbers.shortened(s.y(first)) + at + Numbers.shortened(s.x(first)) + " to "
                        + Numbers.shortened(s.y(last)) + at + Numbers.shortened(s.x(last));
        return s.name() + ": " + Numbers.count(drawn.length, "point") + run + "; lowest "
                + Numbers.shortened(s.y(lowest))
                + at + Numbers.shortened(s.x(lowest)) + ", highest " + Numbers.shortened(s.y(highest)) + at
                + Numbers.shortened(s.x(highest)) + "." + intervals(s) + gaps(s);
    }

    private static String intervals(Series s) {
        int[] whiskers = IntStream.range(0, s.size()).filter(s::hasWhisker).toArray();
        if (whiskers.length == 0) {
            return "";
        }
        double least = IntStream.of(whiskers)
                .mapToDouble(i -> s.high(i) - s.low(i))
                .min()
                .getAsDouble();
        double most = IntStream.of(whiskers)
                .mapToDouble(i -> s.high(i) - s.low(i))
                .max()
                .getAsDouble();
        String narrow = Numbers.shortened(least);
        String wide = Numbers.shortened(most);
        return " Whiskers: " + s.meaning() + ", " + (narrow.equals(wide) ? wide : "from " + narrow + " to " + wide)
                + " wide.";
    }

    private static String gaps(Series s) {
        int[] missing = s.missing().toArray();
        if (missing.length == 0) {
            return "";
        }
        String places = IntStream.of(missing)
                .limit(NAMED_GAPS)
                .mapToObj(i -> Integer.toString(i + 1))
                .collect(Collectors.joining(", "));
        return " Not a number, left as a gap: " + Numbers.count(missing.length, "point") + ", in place " + places
                + (missing.length > NAMED_GAPS ? " and so on." : ".");
    }

    private double[] range(
            ToDoubleBiFunction<Series, Integer> low,
            ToDoubleBiFunction<Series, Integer> high,
            List<Reference> references) {
        double[] all = DoubleStream.concat(
                        references.stream().mapToDouble(Reference::value),
                        series.stream().flatMapToDouble(s -> s.drawn()
                                .boxed()
                                .flatMapToDouble(
                                        i -> DoubleStream.of(low.applyAsDouble(s, i), high.applyAsDouble(s, i)))))
                .sorted()
                .toArray();
        return new double[] {all[0], all[all.length - 1]};
    }

    private List<Frame.Key> keys() {
        if (series.size() == 1) {
            return List.of();
        }
        return IntStream.range(0, series.size())
                .mapToObj(i -> new Frame.Key(series.get(i).name(), (canvas, area) -> swatch(canvas, area, new Look(i))))
                .toList();
    }

    private void swatch(Canvas canvas, Area area, Look look) {
        double middle = area.y() + area.height() / 2;
        if (joined == Joined.BY_A_LINE) {
            canvas.line(List.of(new Point(area.x(), middle), new Point(area.right(), middle)), look.stroke());
        }
        look.marker(canvas, new Point(area.x() + area.width() / 2, middle));
    }

    private void points(Canvas canvas, Frame frame, Series s, Look look) {
        List<List<Integer>> runs = runs(s);
        if (joined == Joined.BY_A_LINE) {
            for (List<Integer> run : runs) {
                if (run.size() > 1) {
                    canvas.line(
                            run.stream().map(i -> place(frame, s.x(i), s.y(i))).toList(), look.stroke());
                }
            }
        }
        int every = joined == Joined.NOT || s.size() <= MARKERS ? 1 : s.size() / 10;
        for (List<Integer> run : runs) {
            for (int i : run) {
                // A point between two gaps has no line to be seen by.
                if (i % every == 0 || run.size() == 1) {
                    look.marker(canvas, place(frame, s.x(i), s.y(i)));
                }
            }
        }
    }

    private static void whiskers(Canvas canvas, Frame frame, Series s, Look look) {
        if (s.size() > MOST_WHISKERS) {
            band(canvas, frame, s, look);
            return;
        }
        for (int i = 0; i < s.size(); i++) {
            if (s.hasWhisker(i)) {
                whisker(canvas, place(frame, s.x(i), s.low(i)), place(frame, s.x(i), s.high(i)), look.colour(), 1.5);
            }
        }
    }

    /** Draws a line between two ends with a short bar across each. */
    static void whisker(Canvas canvas, Point low, Point high, Rgb colour, double width) {
        Stroke thin = Stroke.solid(colour, width);
        boolean upright = low.x() == high.x();
        double across = upright ? 4 : 0;
        double along = upright ? 0 : 4;
        canvas.line(List.of(low, high), thin);
        for (Point end : List.of(low, high)) {
            canvas.line(
                    List.of(new Point(end.x() - across, end.y() - along), new Point(end.x() + across, end.y() + along)),
                    thin);
        }
    }

    private static void band(Canvas canvas, Frame frame, Series s, Look look) {
        for (List<Integer> run : runs(s)) {
            var around = new ArrayList<Point>();
            run.stream().filter(s::hasWhisker).forEach(i -> around.add(place(frame, s.x(i), s.high(i))));
            var back = new ArrayList<Point>();
            run.stream().filter(s::hasWhisker).forEach(i -> back.add(place(frame, s.x(i), s.low(i))));
            Collections.reverse(back);
            around.addAll(back);
            if (around.size() > 2) {
                canvas.polygon(around, look.colour(), 0.18);
            }
        }
    }

    private static Point place(Frame frame, double x, double y) {
        return new Point(frame.x(x), frame.y(y));
    }

    /** Returns the stretches between gaps. */
    private static List<List<Integer>> runs(Series s) {
        var runs = new ArrayList<List<Integer>>();
        boolean open = false;
        for (int i = 0; i < s.size(); i++) {
            if (s.has(i) && !open) {
                runs.add(new ArrayList<>());
            }
            open = s.has(i);
            if (open) {
                runs.get(runs.size() - 1).add(i);
            }
        }
        return runs;
    }
}
