// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.statistics.TestResult;
import io.mlopslabs.validation.drift.DriftLine.Aspect;
import io.mlopslabs.validation.drift.DriftLine.Measure;
import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Histogram;
import io.mlopslabs.validation.proto.Histogram.HistogramType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** The lines of two slices of statistics. */
final class StatisticsComparison {
    private final DriftOptions options;
    private final String slice;

    StatisticsComparison(String slice, DriftOptions options) {
        this.slice = slice;
        this.options = options;
    }

    List<DriftLine> lines(DatasetFeatureStatistics reference, DatasetFeatureStatistics current) {
        Map<String, FeatureNameStatistics> before = byName(reference, "reference");
        Map<String, FeatureNameStatistics> after = byName(current, "current side");
        return Stream.concat(
                        before.keySet().stream(), after.keySet().stream().filter(name -> !before.containsKey(name)))
                .flatMap(name -> lines(name, before.get(name), after.get(name)).stream())
                .toList();
    }

    private Map<String, FeatureNameStatistics> byName(DatasetFeatureStatistics dataset, String side) {
        if (dataset.getNumExamples() == 0) {
            throw new IllegalArgumentException(
                    "slice '" + slice + "' of the " + side + " has no rows; there is nothing to compare");
        }
        Map<String, FeatureNameStatistics> columns = new LinkedHashMap<>();
        for (FeatureNameStatistics column : dataset.getFeaturesList()) {
            if (columns.put(StatisticsReader.name(column), column) != null) {
                throw new IllegalArgumentException("column '" + StatisticsReader.name(column)
                        + "' comes twice in slice '" + slice + "' of the " + side + "; a name belongs to one column");
            }
        }
        return columns;
    }

    private List<DriftLine> lines(String name, FeatureNameStatistics reference, FeatureNameStatistics current) {
        var lines = new ColumnLines(slice, name, options);
        if (reference == null || current == null) {
            lines.notCompared(reference == null ? "only in the new data" : "only in the reference");
        } else if (kind(reference) != kind(current)) {
            lines.notCompared("was " + kind(reference) + ", is " + kind(current));
        } else {
            switch (kind(reference)) {
                case TEXT -> text(lines, reference, current);
                case NUMBERS -> numbers(lines, reference, current);
                case OTHER ->
                    lines.notCompared("statistics of " + current.getType() + " columns say nothing of their values");
            }
            missing(lines, reference, current);
        }
        return lines.lines();
    }

    private enum Kind {
        TEXT,
        NUMBERS,
        OTHER;

        @Override
        public String toString() {
            return switch (this) {
                case TEXT -> "text";
                case NUMBERS -> "numbers";
                case OTHER -> "bytes or a structure";
            };
        }
    }

    private static Kind kind(FeatureNameStatistics column) {
        return switch (column.getStatsCase()) {
            case STRING_STATS -> Kind.TEXT;
            case NUM_STATS -> Kind.NUMBERS;
            default -> Kind.OTHER;
        };
    }

    private void text(ColumnLines lines, FeatureNameStatistics reference, FeatureNameStatistics current) {
        SortedMap<String, Double> before = StatisticsReader.valueCounts(reference, options.counting());
        SortedMap<String, Double> after = StatisticsReader.valueCounts(current, options.counting());
        if (before.isEmpty() || after.isEmpty()) {
            lines.notCompared(noValues(before.isEmpty(), after.isEmpty()));
            return;
        }
        Comparison lInfinity = TfdvComparators.lInfinity(reference, current, options.counting());
        Comparison normalized = TfdvComparators.normalizedAbsoluteDifference(reference, current, options.counting());
        Comparison divergence =
                TfdvComparators.jensenShannon(reference, current, options.counting(), HistogramType.STANDARD);
        if (options.counting() == Counting.WEIGHTED) {
            lines.notTested(
                    values(reference),
                    values(current),
                    List.of(
                            tfdv("L-infinity (TFDV)", lInfinity),
                            tfdv("Jensen-Shannon (TFDV)", divergence),
                            tfdv(ColumnLines.NORMALIZED, normalized)),
                    WEIGHTS);
            return;
        }
        ListedValues listed = ListedValues.of(before, values(reference), after, values(current));
        List<Measure> measures = new ArrayList<>();
        if (listed.complete()) {
            measures.add(ColumnLines.normalizedAbsoluteDifference(normalized, listed.table(), options.resampling()));
        } else {
            measures.add(tfdv("L-infinity (TFDV)", lInfinity));
            measures.add(tfdv("Jensen-Shannon (TFDV)", divergence));
            measures.add(tfdv(ColumnLines.NORMALIZED, normalized));
        }
        lines.values(listed.table(), measures, joined(listed.note(), several(reference, current)));
    }

    private void numbers(ColumnLines lines, FeatureNameStatistics reference, FeatureNameStatistics current) {
        List<Measure> measures = new ArrayList<>();
        String why = "";
        for (HistogramType source : List.of(HistogramType.STANDARD, HistogramType.QUANTILES)) {
            try {
                measures.add(tfdv(
                        "Jensen-Shannon, " + source + " (TFDV)",
                        TfdvComparators.jensenShannon(reference, current, options.counting(), source)));
            } catch (IncomparableException e) {
                why = joined(why, e.getMessage());
            }
        }
        if (options.counting() == Counting.WEIGHTED) {
            lines.notTested(values(reference), values(current), measures, joined(WEIGHTS, why));
            return;
        }
        Histogram before = StatisticsReader.histogram(reference, Counting.UNWEIGHTED, HistogramType.QUANTILES);
        Histogram after = StatisticsReader.histogram(current, Counting.UNWEIGHTED, HistogramType.QUANTILES);
        if (measures.isEmpty()) {
            lines.notCompared(why);
        } else if (before == null || after == null || isEmpty(before) || isEmpty(after)) {
            lines.notTested(
                    values(reference), values(current), measures, joined("no quantiles on both sides to test", why));
        } else {
            TestResult gap = Gap.leastOf(before, after);
            measures.add(tfdv("Kolmogorov-Smirnov at least", new Comparison(gap.statistic(), "")));
            lines.tested(
                    values(reference),
                    values(current),
                    measures,
                    gap,
                    joined(
                            "from quantiles: sees only what crosses a bucket, compare the tables for a sharp test",
                            joined(why, several(reference, current))));
            lines.share(Aspect.NAN, before.getNumNan(), values(reference), after.getNumNan(), values(current));
        }
    }

    private void missing(ColumnLines lines, FeatureNameStatistics reference, FeatureNameStatistics current) {
        CommonStatistics before = StatisticsReader.common(reference);
        CommonStatistics after = StatisticsReader.common(current);
        if (options.counting() == Counting.UNWEIGHTED) {
            lines.share(
                    Aspect.MISSING,
                    before.getNumMissing(),
                    before.getNumMissing() + before.getNumNonMissing(),
                    after.getNumMissing(),
                    after.getNumMissing() + after.getNumNonMissing());
        }
    }

    private static final String WEIGHTS =
            "weighted: what chance makes of weighted counts cannot be told from statistics";

    private static boolean isEmpty(Histogram histogram) {
        return histogram.getBucketsList().stream().allMatch(bucket -> bucket.getSampleCount() == 0);
    }

    private static String noValues(boolean reference, boolean current) {
        return "no values" + (reference && current ? "" : reference ? " in the reference" : " in the new data");
    }

    private static long values(FeatureNameStatistics column) {
        CommonStatistics common = StatisticsReader.common(column);
        return common.getTotNumValues() > 0 ? common.getTotNumValues() : common.getNumNonMissing();
    }

    private static String several(FeatureNameStatistics reference, FeatureNameStatistics current) {
        return values(reference) > StatisticsReader.common(reference).getNumNonMissing()
                        || values(current) > StatisticsReader.common(current).getNumNonMissing()
                ? "several values in a row: the p-value takes them as independent, and may be too small"
                : "";
    }

    private static Measure tfdv(String name, Comparison found) {
        return new Measure(name, found, Optional.empty());
    }

    static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
    }
}
