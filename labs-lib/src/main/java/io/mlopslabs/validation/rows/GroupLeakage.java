// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import io.mlopslabs.data.Split;
import io.mlopslabs.data.leakage.LeakageReport;
import io.mlopslabs.statistics.Interval;
import io.mlopslabs.statistics.Proportion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Looks for columns nobody named that tie rows of both sides of a split together, such as the patient of several encounters.
 *
 * <p>A candidate looks like an identifier: it has many different values for its rows (at least {@value #MIN_DISTINCT_SHARE} of the present
 * ones), some of them on several rows, and some on both sides. A category such as a country has few values and is none; neither is a column
 * of fractions. Where a group is known, {@link LeakageReport#groups} asks the same of that one column.
 *
 * <p>A candidate is a question to whoever knows the data, not a verdict: a price or a weight written as a whole number can look like one.
 * {@link Candidate#agreement} helps to tell: rows of one person agree in the other columns more than strangers do.
 *
 * @param candidates those found, the most agreeing first
 * @param evalRows how many rows are looked at on the side that judges
 */
public record GroupLeakage(List<Candidate> candidates, int evalRows) {
    private static final double MIN_DISTINCT_SHARE = 0.05;
    private static final int MIN_DISTINCT = 10;
    private static final double LEVEL = 0.95;
    private static final double Z = 1.959963984540054; // 97.5 % point of the normal distribution

    /**
     * A column that could be a group.
     *
     * @param column its name
     * @param distinct how many different values it has, both sides together
     * @param groupsOnBothSides how many of the values of the judging side are in train too, of all its values
     * @param rowsInTrain how many rows of the judging side have their value in train, of all its rows
     * @param interval for that share of rows; counts groups, not rows, as independent, and so is wider than a binomial's
     * @param agreement how much more often two neighbouring rows of a value agree in another column than two rows of the table, mean over the other columns;
     *     about 0 for a column that ties nothing together, at most 1
     */
    public record Candidate(
            String column,
            int distinct,
            Proportion groupsOnBothSides,
            Proportion rowsInTrain,
            Interval interval,
            double agreement) {
        /** Returns one line, such as {@code patient: 40 of 100 rows have theirs in train (…)}. */
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: %d of %d rows have theirs in train (%.1f %%, %.1f to %.1f %%), %d of %d values; agreement %.2f",
                    column,
                    rowsInTrain.count(),
                    rowsInTrain.n(),
                    100 * rowsInTrain.estimate(),
                    100 * interval.low(),
                    100 * interval.high(),
                    groupsOnBothSides.count(),
                    groupsOnBothSides.n(),
                    agreement);
        }
    }

    /** Copies the candidates. */
    public GroupLeakage {
        candidates = List.copyOf(candidates);
    }

    /**
     * Looks at every column of a table that is to be split.
     *
     * @throws IllegalArgumentException if a part of the split is empty or names a row that the table lacks
     */
    public static GroupLeakage find(Table table, Split split) {
        if (split.train().length == 0 || split.test().length == 0) {
            throw new IllegalArgumentException(split + ": a part is empty; there is nothing to leak");
        }
        return find(table.rows(split.train()), table.rows(split.test()));
    }

    /**
     * Looks at every column that both tables have.
     *
     * @throws IllegalArgumentException if a table has no rows
     */
    public static GroupLeakage find(Table train, Table eval) {
        if (train.isEmpty() || eval.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no rows; there is nothing to leak".formatted(train.isEmpty() ? "train" : "eval"));
        }
        List<String> both = train.columnNames().stream()
                .filter(eval.columnNames()::contains)
                .toList();
        Map<String, List<String>> values = new HashMap<>();
        both.forEach(name -> values.put(
                name,
                Stream.concat(texts(train.column(name)), texts(eval.column(name)))
                        .toList()));
        List<Candidate> found = new ArrayList<>();
        for (String name : both) {
            if (!isFraction(train.column(name)) && !isFraction(eval.column(name))) {
                candidate(name, values, train.rowCount()).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparingDouble(Candidate::agreement).reversed());
        return new GroupLeakage(found, eval.rowCount());
    }

    private static Stream<String> texts(Column<?> column) {
        return IntStream.range(0, column.size()).mapToObj(row -> {
            String text = TableRows.value(column, row);
            return text == null ? "" : text;
        });
    }

    private static boolean isFraction(Column<?> column) {
        return (column instanceof DoubleColumn || column instanceof FloatColumn)
                && IntStream.range(0, column.size())
                        .filter(row -> !column.isMissing(row))
                        .mapToDouble(row -> ((Number) column.get(row)).doubleValue())
                        .anyMatch(value -> value != Math.rint(value));
    }

    private static Optional<Candidate> candidate(String name, Map<String, List<String>> values, int trainRows) {
        List<String> keys = values.get(name);
        Map<String, Group> groups = new HashMap<>();
        int present = 0;
        for (int row = 0; row < keys.size(); row++) {
            if (!keys.get(row).isEmpty()) {
                groups.computeIfAbsent(keys.get(row), unused -> new Group()).add(row, row < trainRows);
                present++;
            }
        }
        int distinct = groups.size();
        long shared = groups.values().stream().filter(Group::isOnBothSides).count();
        if (distinct < Math.max(MIN_DISTINCT, MIN_DISTINCT_SHARE * present) || distinct == present || shared == 0) {
            return Optional.empty();
        }
        List<Group> judging =
                groups.values().stream().filter(group -> group.eval > 0).toList();
        long rows = judging.stream().mapToLong(group -> group.eval).sum();
        long rowsInTrain = judging.stream()
                .filter(Group::isOnBothSides)
                .mapToLong(group -> group.eval)
                .sum();
        var inTrain = new Proportion(rowsInTrain, rows);
        var onBoth = new Proportion(shared, judging.size());
        return Optional.of(new Candidate(
                name, distinct, onBoth, inTrain, interval(judging, inTrain, onBoth), agreement(name, groups, values)));
    }

    /** The variance of a ratio of sums over groups (Cochran 1977, Sampling Techniques, 3.12); at 0 and 1, where it is 0, Wilson's over groups. */
    private static Interval interval(List<Group> groups, Proportion rows, Proportion onBoth) {
        double p = rows.estimate();
        int g = groups.size();
        if (p == 0 || p == 1 || g < 2) {
            return onBoth.wilson();
        }
        double squares = groups.stream()
                .mapToDouble(group -> (group.isOnBothSides() ? group.eval : 0) - p * group.eval)
                .map(difference -> difference * difference)
                .sum();
        double error = Z * Math.sqrt(squares * g / (g - 1)) / rows.n();
        return new Interval(Math.max(0, p - error), Math.min(1, p + error), LEVEL, "by groups, n = " + g);
    }

    private static double agreement(String name, Map<String, Group> groups, Map<String, List<String>> values) {
        double sum = 0;
        int columns = 0;
        for (Map.Entry<String, List<String>> other : values.entrySet()) {
            if (!other.getKey().equals(name)) {
                sum += agreementIn(other.getValue(), groups);
                columns++;
            }
        }
        return columns == 0 ? 0 : sum / columns;
    }

    /** Cohen's kappa of neighbouring rows of a group: agreement beyond that of two rows of the whole table. */
    private static double agreementIn(List<String> column, Map<String, Group> groups) {
        Map<String, Long> counts = new HashMap<>();
        column.forEach(value -> counts.merge(value, 1L, Long::sum));
        double n = column.size();
        double byChance = counts.values().stream()
                .mapToDouble(count -> count / n * (count / n))
                .sum();
        long pairs = 0;
        long equal = 0;
        for (Group group : groups.values()) {
            for (int i = 1; i < group.rows.size(); i++) {
                pairs++;
                if (column.get(group.rows.get(i)).equals(column.get(group.rows.get(i - 1)))) {
                    equal++;
                }
            }
        }
        return byChance == 1 ? 0 : ((double) equal / pairs - byChance) / (1 - byChance);
    }

    /** Returns the findings as a report of leakage, to which other checks may be added: one entry per candidate whose value no row lacks. */
    public LeakageReport report(Table table, Split split) {
        LeakageReport report = LeakageReport.of(split);
        for (Candidate candidate : candidates) {
            Column<?> column = table.column(candidate.column());
            if (column.countMissing() == 0) {
                report = report.groups(candidate.column(), texts(column).toList());
            }
        }
        return report;
    }

    /** Returns one line per candidate, or that there is none. */
    @Override
    public String toString() {
        return candidates.isEmpty()
                ? "no column looks like a group that is on both sides"
                : String.join("\n", candidates.stream().map(Candidate::toString).toList());
    }

    /** The rows of one value. */
    private static final class Group {
        private final List<Integer> rows = new ArrayList<>();
        private long train;
        private long eval;

        void add(int row, boolean isTrain) {
            rows.add(row);
            if (isTrain) {
                train++;
            } else {
                eval++;
            }
        }

        boolean isOnBothSides() {
            return train > 0 && eval > 0;
        }
    }
}
