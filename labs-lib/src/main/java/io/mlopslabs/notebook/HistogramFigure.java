// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.notebook.Canvas.Area;
import io.mlopslabs.notebook.Canvas.Point;
import io.mlopslabs.notebook.Labels.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How many values fall between neighbouring edges; the last bin holds its upper edge too.
 *
 * <p>One series shows counts; several show shares of their own values, which makes samples of different size comparable.
 */
record HistogramFigure(List<Double> edges, List<Series> series) implements Figure {
    private static final double HEIGHT = 290;
    private static final int MOST_BINS = 200;

    HistogramFigure {
        edges = List.copyOf(edges);
        series = List.copyOf(series);
        if (edges.size() < 2 || edges.size() > MOST_BINS + 1) {
            throw new IllegalArgumentException(
                    "there are " + edges.size() + " edges; a histogram takes 2 to " + (MOST_BINS + 1));
        }
        for (int i = 0; i < edges.size(); i++) {
            if (!(Math.abs(edges.get(i)) <= 1e100) || (i > 0 && edges.get(i) <= edges.get(i - 1))) {
                throw new IllegalArgumentException(
                        "edges[" + i + "] is " + edges.get(i) + "; edges are finite and each is above the one before");
            }
        }
    }

    /** Returns the histogram with nice bins: about twice the cube root of the number of values (Rice's rule), 5 to 40. */
    static HistogramFigure of(List<Series> series) {
        double[] all = series.stream()
                .flatMapToDouble(s -> Arrays.stream(s.sorted()))
                .sorted()
                .toArray();
        int most = series.stream().mapToInt(s -> s.sorted().length).max().orElse(1);
        int bins = (int) Math.max(5, Math.min(40, Math.ceil(2 * Math.cbrt(most))));
        Axis axis = Axis.around(all[0], all[all.length - 1], bins);
        return new HistogramFigure(axis.ticks().stream().map(Axis.Tick::value).toList(), series);
    }

    @Override
    public String kind() {
        return "a histogram";
    }

    @Override
    public Set<Addition> additions() {
        return EnumSet.allOf(Addition.class);
    }

    @Override
    public Extent draw(Canvas canvas, Labels labels) {
        double first = edges.get(0);
        double last = edges.get(edges.size() - 1);
        double[] x = DoubleStream.concat(
                        DoubleStream.of(first, last),
                        labels.xReferences().stream().mapToDouble(Reference::value))
                .sorted()
                .toArray();
        double[] y = DoubleStream.concat(
                        series.stream().flatMapToDouble(s -> Arrays.stream(heights(s))),
                        labels.yReferences().stream().mapToDouble(Reference::value))
                .sorted()
                .toArray();
        Labels named = labels.yLabel().isEmpty() ? labels.withYLabel(unit()) : labels;
        Axis heights = Axis.around(Math.min(0, y[0]), Math.max(y[y.length - 1], Double.MIN_NORMAL), 7);
        var frame = new Frame(canvas, named, Frame.horizontal(x[0], x[x.length - 1], 8), heights, keys(), HEIGHT, 0);
        for (int k = 0; k < series.size(); k++) {
            if (series.size() == 1) {
                bars(canvas, frame, heights(series.get(k)));
            } else {
                steps(canvas, frame, heights(series.get(k)), new Look(k));
            }
        }
        frame.references();
        return frame.finish(List.of());
    }

    @Override
    public String describe(Labels labels) {
        return "Histogram of " + labels.xName() + " in " + Numbers.count(edges.size() - 1L, "bin") + " from "
                + Numbers.shortened(edges.get(0)) + " to " + Numbers.shortened(edges.get(edges.size() - 1))
                + (series.size() == 1 ? "" : ", as shares of each series") + ". "
                + series.stream().map(this::sentence).collect(Collectors.joining(" ")) + labels.references();
    }

    /** Returns how many values of {@code s} each bin holds. */
    long[] counts(Series s) {
        long[] counts = new long[edges.size() - 1];
        for (double value : s.sorted()) {
            int bin = bin(value);
            if (bin >= 0) {
                counts[bin]++;
            }
        }
        return counts;
    }

    private int bin(double value) {
        double last = edges.get(edges.size() - 1);
        if (value < edges.get(0) || value > last) {
            return -1;
        }
        int found = java.util.Collections.binarySearch(edges, value == 0 ? 0.0 : value);
        int bin = found >= 0 ? found : -found - 2;
        return Math.min(bin, edges.size() - 2);
    }

    private double[] heights(Series s) {
        double unit = series.size() == 1 ? 1 : s.sorted().length;
        return Arrays.stream(counts(s)).mapToDouble(count -> count / unit).toArray();
    }

    private String unit() {
        return series.size() == 1 ? "count" : "share";
    }

    private String sentence(Series s) {
        double[] sorted = s.sorted();
        long[] counts = counts(s);
        int tallest = IntStream.range(0, counts.length)
                .reduce((a, b) -> counts[b] > counts[a] ? b : a)
                .orElseThrow();
        int n = sorted.length;
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        long inside = Arrays.stream(counts).sum();
        long missing = s.missing().count();
        return s.name() + ": " + Numbers.count(n, "value") + " from " + Numbers.shortened(sorted[0]) + " to "
                + Numbers.shortened(sorted[n - 1]) + ", median " + Numbers.shortened(median) + "; tallest bin from "
                + Numbers.shortened(edges.get(tallest)) + " to " + Numbers.shortened(edges.get(tallest + 1)) + " with "
                + Numbers.count(counts[tallest], "value") + "."
                + (inside == n ? "" : " Outside the bins: " + Numbers.count(n - inside, "value") + ".")
                + (missing == 0 ? "" : " Left out, not a number: " + Numbers.count(missing, "value") + ".");
    }

    private void bars(Canvas canvas, Frame frame, double[] heights) {
        for (int i = 0; i < heights.length; i++) {
            double left = frame.x(edges.get(i)) + 0.5;
            double top = frame.y(heights[i]);
            double width = Math.max(0.5, frame.x(edges.get(i + 1)) - left - 0.5);
            if (heights[i] > 0) {
                canvas.rectangle(new Area(left, top, width, frame.y(0) - top), new Look(0).colour());
            }
        }
    }

    private void steps(Canvas canvas, Frame frame, double[] heights, Look look) {
        var outline = new ArrayList<Point>();
        outline.add(new Point(frame.x(edges.get(0)), frame.y(0)));
        for (int i = 0; i < heights.length; i++) {
            outline.add(new Point(frame.x(edges.get(i)), frame.y(heights[i])));
            outline.add(new Point(frame.x(edges.get(i + 1)), frame.y(heights[i])));
        }
        outline.add(new Point(frame.x(edges.get(edges.size() - 1)), frame.y(0)));
        canvas.polygon(outline, look.colour(), 0.15);
        canvas.line(outline, look.stroke());
    }

    private List<Frame.Key> keys() {
        var keys = new ArrayList<Frame.Key>();
        for (int k = 0; k < series.size() && series.size() > 1; k++) {
            var look = new Look(k);
            keys.add(new Frame.Key(series.get(k).name(), (canvas, area) -> {
                double middle = area.y() + area.height() / 2;
                canvas.line(List.of(new Point(area.x(), middle), new Point(area.right(), middle)), look.stroke());
            }));
        }
        return keys;
    }
}
