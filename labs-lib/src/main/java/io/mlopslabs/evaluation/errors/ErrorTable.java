// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation.errors;

import io.mlopslabs.statistics.Interval;
import io.mlopslabs.statistics.Proportion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An error analysis: per tag how many samples, how good the model is on them, and how much accuracy could be won there.
 *
 * <p>A sample counts under each of its tags, so shares and priorities may sum to more than the whole. The gain is what closing the gap would
 * bring at most, not what it costs.
 *
 * @param rows one per announced tag, in their order
 * @param right samples that the model gets right, tagged or not
 * @param n samples
 */
public record ErrorTable(List<Row> rows, long right, long n) {
    /**
     * One tag.
     *
     * @param tag its name
     * @param right samples with it that the model gets right
     * @param wrong samples with it that the model gets wrong
     * @param n all samples, with the tag or without
     * @param ceiling accuracy that could be reached on the tag, in {@code [0, 1]}
     */
    public record Row(String tag, long right, long wrong, long n, double ceiling) {
        /** Returns the number of samples with the tag. */
        public long count() {
            return right + wrong;
        }

        /** Returns the share of all samples that have the tag, in {@code [0, 1]}. */
        public double share() {
            return (double) count() / n;
        }

        /** Returns the model's accuracy on the tag, to ask for its interval; empty if no sample has the tag. */
        public Optional<Proportion> accuracy() {
            return count() == 0 ? Optional.empty() : Optional.of(new Proportion(right, count()));
        }

        /** Returns ceiling minus accuracy; negative where the model is above the ceiling, NaN if no sample has the tag. */
        public double gap() {
            return ceiling - accuracy().map(Proportion::estimate).orElse(Double.NaN);
        }

        /**
         * Returns the accuracy that all samples together would gain if the gap were closed: gap times share; 0 if no sample has the tag.
         *
         * <p>Negative where the model is above the ceiling: nothing to win.
         */
        public double priority() {
            return count() == 0 ? 0 : gap() * share();
        }

        /**
         * Returns the 95 % interval of the priority, given the share: from the Wilson interval of the accuracy; empty if no sample has the tag.
         *
         * <p>Where it holds 0 the samples do not show that there is anything to win.
         */
        public Optional<Interval> priorityInterval() {
            return accuracy()
                    .map(Proportion::wilson)
                    .map(found -> new Interval(
                            share() * (ceiling - found.high()),
                            share() * (ceiling - found.low()),
                            found.level(),
                            found.basis() + " of " + n));
        }
    }

    /** Keeps an own copy of the rows. */
    public ErrorTable {
        rows = List.copyOf(rows);
    }

    /** Returns the model's accuracy on all samples. */
    public Proportion accuracy() {
        return new Proportion(right, n);
    }

    /**
     * Returns the row of a tag.
     *
     * @throws IllegalArgumentException if the tag was not announced; lists those that were
     */
    public Row row(String tag) {
        return rows.stream()
                .filter(row -> row.tag().equals(tag))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("tag '" + tag + "' is unknown; announced are "
                        + rows.stream().map(Row::tag).toList()));
    }

    /** Returns the rows from the highest priority to the lowest; equal ones, and tags without samples, in the order announced. */
    public List<Row> byPriority() {
        return rows.stream()
                .sorted(Comparator.comparingDouble(Row::priority).reversed())
                .toList();
    }

    /** Returns the names of the columns of {@link #cells}. */
    public static List<String> header() {
        return List.of(
                "tag",
                "samples",
                "share",
                "accuracy",
                "95 % interval",
                "ceiling",
                "gap",
                "priority",
                "95 % interval of it");
    }

    /** Returns the rows by priority as a table shows them, rounded; a number that a tag without samples does not have is {@code null}. */
    public List<List<String>> cells() {
        var cells = new ArrayList<List<String>>();
        for (Row row : byPriority()) {
            var line = new ArrayList<String>();
            line.add(row.tag());
            line.add(Long.toString(row.count()));
            line.add(rounded(row.share()));
            line.add(row.accuracy().map(a -> rounded(a.estimate())).orElse(null));
            line.add(row.accuracy().map(a -> ends(a.wilson())).orElse(null));
            line.add(rounded(row.ceiling()));
            line.add(row.count() == 0 ? null : rounded(row.gap()));
            line.add(rounded(row.priority()));
            line.add(row.priorityInterval().map(ErrorTable::ends).orElse(null));
            cells.add(line);
        }
        return cells;
    }

    private static String rounded(double x) {
        return String.format(Locale.ROOT, "%.3f", x + 0.0);
    }

    private static String ends(Interval interval) {
        return rounded(interval.low()) + " to " + rounded(interval.high());
    }

    /** Returns the table by priority as aligned text, with the accuracy of all samples below. */
    @Override
    public String toString() {
        var lines = new ArrayList<List<String>>();
        lines.add(header());
        for (List<String> row : cells()) {
            lines.add(row.stream().map(cell -> cell == null ? "-" : cell).toList());
        }
        var text = new StringBuilder();
        for (List<String> line : lines) {
            for (int column = 0; column < line.size(); column++) {
                int at = column;
                int width = lines.stream()
                        .mapToInt(cells -> cells.get(at).length())
                        .max()
                        .orElseThrow();
                text.append(String.format(
                        Locale.ROOT, column == 0 ? "%-" + width + "s" : "  %" + width + "s", line.get(column)));
            }
            text.append('\n');
        }
        return text + "accuracy on all samples: " + accuracy() + "\n";
    }
}
