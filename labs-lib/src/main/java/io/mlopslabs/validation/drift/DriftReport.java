// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.validation.drift.DriftLine.Decision;
import io.mlopslabs.validation.drift.DriftLine.Measure;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.Table;

/**
 * Which columns have changed by more than chance: every comparator of every column, its noise, one test each, adjusted for all of them.
 *
 * <p>Tables give the sharper report: whole value counts and the exact Kolmogorov-Smirnov test. Statistics are what is kept when the rows are
 * gone; text is as sharp while the list of values is complete, numbers are tested by the least gap that their quantiles allow. Missing values and NaN
 * are lines of their own. A column on one side only, of another type or without values is said, never skipped.
 *
 * <p>A finding says that chance does not explain a difference, not that it matters: with a million rows everything drifts. Read the value
 * beside it.
 *
 * @param lines in the order of the reference's columns, slice by slice; columns of the new data alone last
 * @param options by which the report was made
 */
public record DriftReport(List<DriftLine> lines, DriftOptions options) {
    /** Copies the lines. */
    public DriftReport {
        lines = List.copyOf(lines);
    }

    /**
     * Compares statistics, data set by data set: those of the same name, which slices have, or the only one of each list.
     *
     * @param reference statistics of data that were fine, such as those the model was trained on
     * @param current statistics of the data in question
     * @throws IllegalArgumentException if a list is empty, a slice has no rows, or a name comes twice; names it
     */
    public static DriftReport of(
            DatasetFeatureStatisticsList reference, DatasetFeatureStatisticsList current, DriftOptions options) {
        Map<String, DatasetFeatureStatistics> before = byName(reference, "reference");
        Map<String, DatasetFeatureStatistics> after = byName(current, "current side");
        if (before.size() == 1 && after.size() == 1) {
            DatasetFeatureStatistics only = after.values().iterator().next();
            return adjusted(
                    new StatisticsComparison(only.getName(), options)
                            .lines(before.values().iterator().next(), only),
                    options);
        }
        Set<String> slices = new LinkedHashSet<>(before.keySet());
        slices.addAll(after.keySet());
        List<DriftLine> lines = new ArrayList<>();
        for (String slice : slices) {
            if (before.containsKey(slice) && after.containsKey(slice)) {
                lines.addAll(new StatisticsComparison(slice, options).lines(before.get(slice), after.get(slice)));
            } else {
                lines.add(DriftLine.notCompared(
                        slice,
                        "(all columns)",
                        "this slice is only in the " + (before.containsKey(slice) ? "reference" : "new data")));
            }
        }
        return adjusted(lines, options);
    }

    /**
     * Compares two tables, column by column of the same name.
     *
     * <p>Numbers by value, text and truth values by count; other types are said. Missing values are left out of the values and counted in a line
     * of their own; Tablesaw reads NaN as missing.
     *
     * @param reference rows that were fine, at least 1
     * @param current rows in question, at least 1
     * @throws IllegalArgumentException if a table has no rows, or a number is infinite; names side, column and row
     */
    public static DriftReport of(Table reference, Table current, DriftOptions options) {
        return adjusted(new TableComparison(options).lines(reference, current), options);
    }

    private static Map<String, DatasetFeatureStatistics> byName(DatasetFeatureStatisticsList list, String side) {
        Map<String, DatasetFeatureStatistics> slices = new LinkedHashMap<>();
        for (DatasetFeatureStatistics dataset : list.getDatasetsList()) {
            if (slices.put(dataset.getName(), dataset) != null) {
                throw new IllegalArgumentException("slice '" + dataset.getName() + "' comes twice in the " + side
                        + "; a name belongs to one slice");
            }
        }
        if (slices.isEmpty()) {
            throw new IllegalArgumentException("the statistics of the " + side + " hold no data set");
        }
        return slices;
    }

    private static DriftReport adjusted(List<DriftLine> lines, DriftOptions options) {
        double[] p = lines.stream()
                .flatMap(line -> line.test().stream())
                .mapToDouble(test -> test.pValue())
                .toArray();
        if (p.length == 0) {
            return new DriftReport(lines, options);
        }
        double[] adjusted = options.multiplicity().adjust(p);
        List<DriftLine> decided = new ArrayList<>();
        int at = 0;
        for (DriftLine line : lines) {
            decided.add(line.test().isPresent() ? line.decided(adjusted[at++], options.alpha()) : line);
        }
        return new DriftReport(decided, options);
    }

    /** Returns the lines whose difference chance does not explain. */
    public List<DriftLine> drifted() {
        return with(Decision.DRIFT);
    }

    /** Returns the lines about columns that could not be compared: these too are changes. */
    public List<DriftLine> notCompared() {
        return with(Decision.NOT_COMPARED);
    }

    private List<DriftLine> with(Decision decision) {
        return lines.stream().filter(line -> line.decision() == decision).toList();
    }

    /**
     * Returns the line of a column's values, of the first slice that has it.
     *
     * @throws IllegalArgumentException if no line is about that column
     */
    public DriftLine line(String column) {
        return lines.stream()
                .filter(line -> line.column().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no line is about a column '" + column + "'; there are "
                        + lines.stream().map(DriftLine::column).distinct().toList()));
    }

    /** Returns the report as a table: a first line that sums up, then one line per comparator, and notes below. */
    @Override
    public String toString() {
        long tests = lines.stream().filter(line -> line.test().isPresent()).count();
        var text = new StringBuilder("%d tests, %s at %s: drift in %d; %d not compared"
                .formatted(
                        tests,
                        options.multiplicity(),
                        Report.number(options.alpha()),
                        drifted().size(),
                        notCompared().size()));
        boolean slices = lines.stream().map(DriftLine::slice).distinct().count() > 1;
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "column",
                "of",
                "n",
                "m",
                "comparator",
                "value",
                "most in",
                "95 % noise",
                "99 % noise",
                "p",
                "adjusted",
                "decision"));
        for (DriftLine line : lines) {
            rows.addAll(rows(line, slices ? line.slice() + ": " : ""));
        }
        text.append(Report.table(rows));
        for (DriftLine line : lines) {
            if (!line.note().isEmpty()) {
                text.append("\n").append(line.column()).append(": ").append(line.note());
            }
        }
        return text.toString();
    }

    private static List<List<String>> rows(DriftLine line, String slice) {
        List<Measure> measures = line.measures();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < Math.max(1, measures.size()); i++) {
            List<String> row = new ArrayList<>();
            row.add(i > 0 ? "" : slice + line.column());
            row.add(i > 0 ? "" : line.aspect().toString());
            row.add(i > 0 || line.n() == 0 ? "" : Long.toString(line.n()));
            row.add(i > 0 || line.m() == 0 ? "" : Long.toString(line.m()));
            if (i < measures.size()) {
                Measure measure = measures.get(i);
                row.add(measure.name());
                row.add(Report.number(measure.found().value()));
                row.add(Report.shortened(measure.found().largest()));
                row.add(measure.noise()
                        .map(noise -> Report.number(noise.quantile(0.95)))
                        .orElse("-"));
                row.add(measure.noise()
                        .map(noise -> Report.number(noise.quantile(0.99)))
                        .orElse("-"));
            } else {
                row.addAll(List.of("", "", "", "", ""));
            }
            row.add(
                    i > 0
                            ? ""
                            : line.test()
                                    .map(test -> Report.number(test.pValue()))
                                    .orElse("-"));
            row.add(i > 0 ? "" : Report.number(line.adjusted()));
            row.add(i > 0 ? "" : line.decision().toString());
            rows.add(row);
        }
        return rows;
    }
}
