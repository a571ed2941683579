// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.notebook.Canvas.Anchor;
import io.mlopslabs.notebook.Canvas.Area;
import io.mlopslabs.notebook.Canvas.Point;
import io.mlopslabs.notebook.Canvas.Stroke;
import io.mlopslabs.notebook.Canvas.Typeface;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A matrix as coloured cells, each with its number where there is room.
 *
 * @param values one list of columns for each row
 */
record HeatMapFigure(List<String> rows, List<String> columns, List<List<Double>> values) implements Figure {
    private static final int MOST = 100;
    private static final double TALLEST_CELL = 44;
    private static final double TALLEST = 420;
    private static final double NUMBER = 12;

    /** A cell by its indices. */
    record Cell(int row, int column) {}

    /** What one look at the numbers settles for every cell: how it is filled and how its number is written. */
    record Range(double low, double high, boolean whole) {
        /** Returns the fill of a cell: from 0 to the largest, or around 0 where values lie on both sides. */
        Rgb fill(double value) {
            if (low < 0) {
                return Rgb.aroundZero(value / Math.max(-low, high));
            }
            return Rgb.rising(high == 0 ? 0 : value / high);
        }

        /** Writes whole matrices without decimals and all others with two, so that columns compare. */
        String number(double value) {
            double most = Math.max(-low, high);
            return whole || most >= 1000 || most < 0.1
                    ? Numbers.shortened(value)
                    : String.format(Locale.ROOT, "%.2f", value);
        }
    }

    HeatMapFigure {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        values = values.stream().map(List::copyOf).toList();
        if (rows.isEmpty() || columns.isEmpty() || rows.size() > MOST || columns.size() > MOST) {
            throw new IllegalArgumentException("the heat map has " + rows.size() + " row names and " + columns.size()
                    + " column names; give 1 to " + MOST + " of each");
        }
        if (values.size() != rows.size()) {
            throw new IllegalArgumentException("there are " + Numbers.count(values.size(), "row") + " of values for "
                    + Numbers.count(rows.size(), "row name") + "; give one row for each name");
        }
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).size() != columns.size()) {
                throw new IllegalArgumentException(
                        "values[" + i + "] has " + Numbers.count(values.get(i).size(), "value") + " for "
                                + Numbers.count(columns.size(), "column name") + "; give one value for each name");
            }
            for (int j = 0; j < columns.size(); j++) {
                if (Math.abs(values.get(i).get(j)) > 1e100) {
                    throw new IllegalArgumentException(
                            "values[" + i + "][" + j + "] is " + values.get(i).get(j)
                                    + "; a heat map shows numbers up to 1e100, and leaves a cell blank at NaN");
                }
            }
        }
        if (values.stream().flatMap(List::stream).allMatch(v -> Double.isNaN(v))) {
            throw new IllegalArgumentException("every value of the heat map is NaN; give at least one number to draw");
        }
    }

    @Override
    public String kind() {
        return "a heat map";
    }

    @Override
    public Set<Addition> additions() {
        return EnumSet.of(Addition.AXIS_LABEL);
    }

    @Override
    public Extent draw(Canvas canvas, Labels labels) {
        Range range = range();
        double cellHeight = Math.min(TALLEST_CELL, TALLEST / rows.size());
        boolean printed = cellHeight >= NUMBER + 2 && widestNumber(range) <= (Frame.WIDTH - 180) / columns.size() - 6;
        var frame = new Frame(
                canvas,
                labels,
                Axis.names(columns),
                Axis.names(rows).turned(),
                List.of(),
                cellHeight * rows.size(),
                printed ? 0 : 70);
        cells().forEach(cell -> cell(canvas, frame, cell, range, printed));
        if (!printed) {
            scale(canvas, frame, range);
        }
        return frame.finish(List.of());
    }

    @Override
    public String describe(Labels labels) {
        Range range = range();
        Cell lowest = numbers().min(byValue()).orElseThrow();
        Cell highest = numbers().max(byValue()).orElseThrow();
        long missing = cells().filter(cell -> Double.isNaN(value(cell))).count();
        return "Heat map of " + Numbers.count(rows.size(), "row") + named(labels.yLabel()) + " by "
                + Numbers.count(columns.size(), "column") + named(labels.xLabel()) + ". Lowest "
                + told(lowest, range) + "; highest " + told(highest, range) + "." + diagonal(range)
                + (missing == 0 ? "" : " Blank, not a number: " + Numbers.count(missing, "cell") + ".");
    }

    private void cell(Canvas canvas, Frame frame, Cell cell, Range range, boolean printed) {
        double left = frame.x(cell.column() - 0.5);
        double top = frame.y(cell.row() - 0.5);
        // Without numbers the cells overlap by a hair: seams between them would look like data.
        double gap = printed ? 1 : -0.6;
        var area =
                new Area(left, top, frame.x(cell.column() + 0.5) - left - gap, frame.y(cell.row() + 0.5) - top - gap);
        double value = value(cell);
        if (Double.isNaN(value)) {
            // A stroke through the cell says missing where white would pass for a small value.
            canvas.line(
                    List.of(new Point(area.x(), area.bottom()), new Point(area.right(), area.y())),
                    Stroke.solid(Rgb.AXIS, 1));
            return;
        }
        Rgb fill = range.fill(value);
        canvas.rectangle(area, fill);
        if (printed) {
            var middle = new Point(area.x() + area.width() / 2, area.y() + area.height() / 2 + 4.2);
            canvas.text(middle, range.number(value), Typeface.of(NUMBER, fill.ink(), Anchor.MIDDLE));
        }
    }

    /** Draws what the colours mean, where no cell says it. */
    private void scale(Canvas canvas, Frame frame, Range range) {
        double low = Math.min(0, range.low());
        double high = Math.max(0, range.high());
        double x = frame.plot().right() + 12;
        double height = Math.min(180, frame.plot().height());
        int steps = 60;
        for (int i = 0; i < steps; i++) {
            double value = high + (low - high) * i / (steps - 1);
            double top = frame.plot().y() + height * i / steps;
            canvas.rectangle(new Area(x, top, 14, height / steps + 0.5), range.fill(value));
        }
        Typeface type = Typeface.of(NUMBER, Rgb.QUIET_TEXT, Anchor.START);
        canvas.text(new Point(x + 18, frame.plot().y() + 9), Numbers.shortened(high), type);
        canvas.text(new Point(x + 18, frame.plot().y() + height), Numbers.shortened(low), type);
    }

    private double widestNumber(Range range) {
        return numbers()
                .mapToDouble(cell -> Lettering.width(range.number(value(cell)), NUMBER))
                .max()
                .orElseThrow();
    }

    private Range range() {
        var summary = numbers().mapToDouble(this::value).summaryStatistics();
        boolean whole = numbers().mapToDouble(this::value).allMatch(v -> v == Math.rint(v));
        return new Range(summary.getMin(), summary.getMax(), whole);
    }

    /** Says how much of a matrix of counts lies on its diagonal: the share of right answers of a confusion matrix. */
    private String diagonal(Range range) {
        boolean counts = rows.equals(columns)
                && rows.size() > 1
                && numbers().count() == (long) rows.size() * rows.size()
                && numbers().allMatch(cell -> value(cell) >= 0 && value(cell) == Math.rint(value(cell)));
        double sum = numbers().mapToDouble(this::value).sum();
        if (!counts || sum == 0) {
            return "";
        }
        Predicate<Cell> right = cell -> cell.row() == cell.column();
        double onDiagonal = numbers().filter(right).mapToDouble(this::value).sum();
        Cell worst = numbers().filter(right.negate()).max(byValue()).orElseThrow();
        return String.format(
                        Locale.ROOT, " %.1f %% of the sum is on the diagonal; largest off it ", 100 * onDiagonal / sum)
                + told(worst, range) + ".";
    }

    private String told(Cell cell, Range range) {
        return range.number(value(cell)) + " at row " + rows.get(cell.row()) + ", column " + columns.get(cell.column());
    }

    private static String named(String label) {
        return label.isEmpty() ? "" : " (" + label + ")";
    }

    private double value(Cell cell) {
        return values.get(cell.row()).get(cell.column());
    }

    private Comparator<Cell> byValue() {
        return Comparator.comparingDouble(this::value);
    }

    private Stream<Cell> numbers() {
        return cells().filter(cell -> !Double.isNaN(value(cell)));
    }

    private Stream<Cell> cells() {
        return IntStream.range(0, rows.size()).boxed().flatMap(i -> IntStream.range(0, columns.size())
                .mapToObj(j -> new Cell(i, j)));
    }
}
