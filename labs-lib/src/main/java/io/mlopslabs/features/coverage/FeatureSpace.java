// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.coverage;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.features.coverage.CoverageLine.Decision;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.Values;
import io.mlopslabs.statistics.Interval;
import io.mlopslabs.statistics.Proportion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the training rows are: the cells of each column, and of pairs of columns. Immutable; each method returns a changed copy.
 *
 * <p>Texts, and whole numbers of at most 100 different values, are categories: a cell each. Other numbers are a range from the least to the
 * largest finite training value, divided at its quantiles (ten cells; fewer where values repeat). "Missing" is a cell where a training row
 * lacks its value, and so is "not finite". A column of several values per row is one line per component; where rows have any number of
 * values, a row is outside as soon as one of them is.
 *
 * <p>{@code FeatureSpace.of(training).pair("hour", "carrier").coverage(served)}.
 */
public final class FeatureSpace {
    private static final double LEVEL = 0.95;

    /** Two columns whose values are looked at together. */
    private record Pair(String first, String second) {
        @Override
        public String toString() {
            return first + " x " + second;
        }
    }

    private final Batch training;
    private final int quantiles;
    private final double limit;
    private final List<Pair> pairs;

    private FeatureSpace(Batch training, int quantiles, double limit, List<Pair> pairs) {
        this.training = training;
        this.quantiles = quantiles;
        this.limit = limit;
        this.pairs = List.copyOf(pairs);
    }

    /**
     * Returns the space of training rows, raw ones or features.
     *
     * @throws IllegalArgumentException if there are no rows or no columns
     */
    public static FeatureSpace of(Batch training) {
        if (training.rows() == 0 || training.columns().isEmpty()) {
            throw new IllegalArgumentException("feature space: there are %s; give training rows"
                    .formatted(training.rows() == 0 ? "no training rows" : "no columns"));
        }
        return new FeatureSpace(training, 10, 0.01, List.of());
    }

    /**
     * Looks at a pair of columns as well.
     *
     * @throws IllegalArgumentException if a column is not there, both are the same, or one has rows of several values; names it
     */
    public FeatureSpace pair(String first, String second) {
        var pair = new Pair(first, second);
        if (first.equals(second)) {
            throw new IllegalArgumentException("pair %s: give two columns".formatted(pair));
        }
        requireSingle(pair, training);
        var more = new ArrayList<>(pairs);
        more.add(pair);
        return new FeatureSpace(training, quantiles, limit, more);
    }

    /** Divides ranges into another number of cells, 2 or more; ten, if not set. */
    public FeatureSpace cells(int cells) {
        if (cells < 2) {
            throw new IllegalArgumentException("cells is %d; a range is divided into 2 or more".formatted(cells));
        }
        return new FeatureSpace(training, cells, limit, pairs);
    }

    /** Accepts another share of rows outside, above 0 and below 1; one in a hundred, if not set. */
    public FeatureSpace limit(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "limit is %s; it is a share of rows above 0 and below 1".formatted(share));
        }
        return new FeatureSpace(training, quantiles, share, pairs);
    }

    /**
     * Returns which cells {@code rows} visit, and which rows lie outside.
     *
     * <p>Intervals are Wilson's, at {@code 1 - 0.05 / lines}, so that all hold together with 95 % (Bonferroni). They take rows for independent:
     * for many rows of one user or one minute the true interval is wider.
     *
     * @param rows with the training's columns
     * @throws IllegalArgumentException if there are no rows, or a column is missing, one too many or of another type; names it
     * @see "Good 1953, The population frequencies of species and the estimation of population parameters, doi:10.1093/biomet/40.3-4.237"
     */
    public CoverageReport coverage(Batch rows) {
        requireSameColumns(rows);
        Map<String, Axis> axes = new HashMap<>();
        List<CoverageLine> lines = new ArrayList<>();
        int tests = pairs.size();
        for (Values values : training.columns().values()) {
            tests += Math.max(1, values.kind().width());
        }
        double level = 1 - (1 - LEVEL) / tests;
        for (Map.Entry<String, Values> column : training.columns().entrySet()) {
            Values trained = column.getValue();
            int width = trained.kind().width();
            for (int component = width > 1 ? 0 : -1; component < (width > 1 ? width : 0); component++) {
                var axis = new Axis(column.getKey(), trained, component, quantiles);
                axes.put(axis.name(), axis);
                lines.add(line(axis, rows.column(column.getKey()), level));
            }
        }
        for (Pair pair : pairs) {
            requireSingle(pair, rows);
            lines.add(line(pair, axes, rows, level));
        }
        return new CoverageReport(training.rows(), rows.rows(), limit, lines);
    }

    private CoverageLine line(Axis axis, Values rows, double level) {
        Set<Integer> visited = new HashSet<>();
        var found = new TreeMap<String, Long>();
        long outside = 0;
        for (int row = 0; row < rows.rows(); row++) {
            var isOutside = new AtomicBoolean();
            axis.visit(rows, row, cell -> {
                if (cell == Axis.OUTSIDE) {
                    isOutside.set(true);
                } else {
                    visited.add(cell);
                }
            });
            if (isOutside.get()) {
                outside++;
                axis.explain(rows, row, found);
            }
        }
        Optional<String> range = axis.isScale()
                ? Optional.of("[%s, %s]".formatted(Numbers.shortened(axis.low()), Numbers.shortened(axis.high())))
                : Optional.empty();
        return line(
                axis.name(),
                range,
                axis.cells(),
                visited.size(),
                new Proportion(outside, rows.rows()),
                level,
                axis.expectedOutside(),
                CoverageReport.mostFrequent(found));
    }

    private CoverageLine line(Pair pair, Map<String, Axis> axes, Batch rows, double level) {
        Axis first = axes.get(pair.first());
        Axis second = axes.get(pair.second());
        Map<Long, Integer> trained = new HashMap<>();
        for (int row = 0; row < training.rows(); row++) {
            trained.merge(cell(pair, first, second, training, row), 1, Integer::sum);
        }
        Set<Long> visited = new HashSet<>();
        long outside = 0;
        for (int row = 0; row < rows.rows(); row++) {
            long cell = cell(pair, first, second, rows, row);
            if (trained.containsKey(cell)) {
                visited.add(cell);
            } else {
                outside++;
            }
        }
        long once = trained.values().stream().filter(count -> count == 1).count();
        return line(
                pair.toString(),
                Optional.of("[%,d cells]".formatted((long) first.cells() * second.cells())),
                trained.size(),
                visited.size(),
                new Proportion(outside, rows.rows()),
                level,
                (double) once / training.rows(),
                Map.of());
    }

    private CoverageLine line(
            String features,
            Optional<String> range,
            int cells,
            int visited,
            Proportion outside,
            double level,
            double expected,
            Map<String, Long> found) {
        Interval interval = outside.interval(Proportion.Method.WILSON, level);
        return new CoverageLine(
                features, range, cells, visited, outside, interval, expected, found, Decision.of(interval, limit));
    }

    private static long cell(Pair pair, Axis first, Axis second, Batch rows, int row) {
        long[] cell = new long[1];
        first.visit(rows.column(pair.first()), row, one -> cell[0] = (long) (one + 1) << 32);
        second.visit(rows.column(pair.second()), row, other -> cell[0] |= other + 1);
        return cell[0];
    }

    private static void requireSingle(Pair pair, Batch rows) {
        for (String column : List.of(pair.first(), pair.second())) {
            Values values = rows.column(column);
            for (int row = 0; row < rows.rows(); row++) {
                int count = values.end(row) - values.start(row);
                if (count > 1) {
                    throw new IllegalArgumentException(
                            "pair %s: column %s, row %d has %d values; a pair takes columns of at most one value per row"
                                    .formatted(pair, column, row, count));
                }
            }
        }
    }

    private void requireSameColumns(Batch rows) {
        if (rows.rows() == 0) {
            throw new IllegalArgumentException("coverage: there are no rows; give rows to look at");
        }
        if (!rows.columns().keySet().equals(training.columns().keySet())) {
            throw new IllegalArgumentException(
                    "coverage: the rows have the columns %s, the training rows %s; give the same"
                            .formatted(
                                    String.join(", ", rows.columns().keySet()),
                                    String.join(", ", training.columns().keySet())));
        }
        training.columns().forEach((name, values) -> {
            if (!rows.column(name).kind().equals(values.kind())) {
                throw new IllegalArgumentException("coverage: column %s is %s, and %s in training"
                        .formatted(name, rows.column(name).kind(), values.kind()));
            }
        });
    }
}
