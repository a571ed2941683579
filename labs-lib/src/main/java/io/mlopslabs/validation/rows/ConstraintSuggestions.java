// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import io.mlopslabs.statistics.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Checks that a table suggests, each with the rule and the evidence, and how often it would have failed on rows that it was not made from.
 *
 * <p>A check that always held may be chance: {@code income <= 99,999} holds until it does not. So a part of the rows is held back and cut into
 * batches of equal size, and each suggestion says how many of them it would have refused. Take those that refused none, after reading them.
 *
 * <p>Deequ's rules and thresholds ({@code com.amazon.deequ.suggestions.rules}), but for the last two: there {@code HasMean} and
 * {@code HasStandardDeviation} demand the number itself, which no second batch has; here they allow what batches of the held-back size vary by.
 * Counts are exact where Deequ estimates; a column that is text to Deequ is one that is not all numbers here.
 *
 * @param list in order of columns, then of {@link Rule}s
 * @param batches how many batches were held back
 * @param batchRows how many rows each of them has
 */
public record ConstraintSuggestions(List<Suggestion> list, int batches, int batchRows) {
    private static final double Z = 1.96; // Deequ's 95 %
    private static final double STANDARD_ERRORS = 4; // a normal mean is outside in 6 of 100,000 batches
    private static final double COVERED = 0.9;

    /** Why a check is suggested; Deequ's names. */
    public enum Rule {
        /** No value was missing. */
        COMPLETE_IF_COMPLETE,
        /** Between 20 % and all values were there: the lower end of a 95 % interval for that share, rounded down to 2 decimals. */
        RETAIN_COMPLETENESS,
        /** All values were numbers, or integers. */
        RETAIN_TYPE,
        /** Text, of whose values at most 10 % were there only once. */
        CATEGORICAL_RANGE,
        /** Text, of whose values at most 40 % were there only once: the most frequent ones that cover 90 %, for the share that they covered. */
        FRACTIONAL_CATEGORICAL_RANGE,
        /** No number was below 0. */
        NON_NEGATIVE_NUMBERS,
        /** No value was missing, and there were as many different values as rows, or up to 8 % fewer. */
        UNIQUE_IF_APPROXIMATELY_UNIQUE,
        /** No number was smaller than this. */
        HAS_MIN,
        /** No number was larger than this. */
        HAS_MAX,
        /** The mean, give or take 4 standard errors of the mean of a batch. */
        HAS_MEAN,
        /** The standard deviation, give or take 4 standard errors of that of a batch. */
        HAS_STANDARD_DEVIATION
    }

    /**
     * One check, not yet taken.
     *
     * @param column where
     * @param rule why
     * @param evidence what the rule saw, as a person reads it
     * @param check the check, to be joined with others by {@link DataChecks#and}
     * @param constraint the check as the report calls it
     * @param failures how many of the held-back batches it would have refused
     */
    public record Suggestion(
            String column, Rule rule, String evidence, DataChecks check, String constraint, int failures) {
        /** Returns one line. */
        @Override
        public String toString() {
            return "%s (%s: %s): %s"
                    .formatted(
                            constraint,
                            rule,
                            evidence,
                            failures == 0 ? "never failed" : "failed " + failures + " times");
        }
    }

    /** Copies the suggestions. */
    public ConstraintSuggestions {
        list = List.copyOf(list);
    }

    /**
     * Makes suggestions from 70 % of the rows and tries them on the rest, in 10 batches.
     *
     * @param seed decides which rows are held back
     * @throws IllegalArgumentException if there are fewer than 100 rows
     */
    public static ConstraintSuggestions from(Table table, long seed) {
        int least = 100;
        if (table.rowCount() < least) {
            throw new IllegalArgumentException(
                    "%d rows are too few to suggest checks from and hold some back; give at least %d"
                            .formatted(table.rowCount(), least));
        }
        int[] order = shuffled(table.rowCount(), seed);
        int batches = 10;
        int batchRows = (int) Math.round(0.03 * table.rowCount());
        int made = table.rowCount() - batches * batchRows;
        List<Table> heldBack = IntStream.range(0, batches)
                .mapToObj(batch ->
                        table.rows(Arrays.copyOfRange(order, made + batch * batchRows, made + (batch + 1) * batchRows)))
                .toList();
        Table seen = table.rows(Arrays.copyOf(order, made));
        List<Suggestion> list = new ArrayList<>();
        for (String column : table.columnNames()) {
            List<String> values = new ArrayList<>();
            for (int row = 0; row < seen.rowCount(); row++) {
                values.add(TableRows.value(seen.column(column), row));
            }
            for (Candidate candidate : candidates(ColumnProfile.of(column, values), batchRows)) {
                list.add(candidate.triedOn(column, heldBack));
            }
        }
        return new ConstraintSuggestions(list, batches, batchRows);
    }

    private static int[] shuffled(int n, long seed) {
        var random = new SplittableRandom(seed);
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private record Candidate(Rule rule, String evidence, DataChecks check) {
        Suggestion triedOn(String column, List<Table> batches) {
            List<CheckReport> reports = batches.stream().map(check::over).toList();
            int failures =
                    (int) reports.stream().filter(report -> !report.passed()).count();
            String constraint = reports.get(0).results().get(0).constraint();
            return new Suggestion(column, rule, evidence, check, constraint, failures);
        }
    }

    static List<Rule> rules(ColumnProfile profile, int batchRows) {
        return candidates(profile, batchRows).stream().map(Candidate::rule).toList();
    }

    private static List<Candidate> candidates(ColumnProfile profile, int batchRows) {
        List<Candidate> found = new ArrayList<>();
        completeness(profile, found);
        if (profile.isNumeric()) {
            String type = profile.isIntegral() ? "integers" : "numbers";
            DataChecks typed = profile.isIntegral()
                    ? DataChecks.of().isIntegral(profile.column())
                    : DataChecks.of().isNumeric(profile.column());
            found.add(
                    new Candidate(Rule.RETAIN_TYPE, "all %d values are %s".formatted(profile.present(), type), typed));
            numbers(profile, batchRows, found);
        } else if (profile.present() > 0) {
            categories(profile, found);
        }
        double distinct = (double) profile.counts().size() / profile.rows();
        if (profile.present() == profile.rows() && Math.abs(1 - distinct) <= 0.08) {
            found.add(new Candidate(
                    Rule.UNIQUE_IF_APPROXIMATELY_UNIQUE,
                    "%d different values in %d rows".formatted(profile.counts().size(), profile.rows()),
                    DataChecks.of().isUnique(profile.column())));
        }
        found.sort(Comparator.comparing(Candidate::rule));
        return found;
    }

    private static void completeness(ColumnProfile profile, List<Candidate> found) {
        long n = profile.rows();
        double share = (double) profile.present() / n;
        String evidence = "%d of %d values are there".formatted(profile.present(), n);
        if (profile.present() == n) {
            found.add(new Candidate(
                    Rule.COMPLETE_IF_COMPLETE, evidence, DataChecks.of().isComplete(profile.column())));
        } else if (share > 0.2) {
            found.add(new Candidate(
                    Rule.RETAIN_COMPLETENESS,
                    evidence,
                    DataChecks.of().hasCompleteness(profile.column(), Bound.atLeast(lowerEnd(share, n)))));
        }
    }

    /** Wald's interval, one of the two that Deequ offers. */
    private static double lowerEnd(double share, long n) {
        return Math.max(0, Math.floor(100 * (share - Z * Math.sqrt(share * (1 - share) / n))) / 100);
    }

    private static void categories(ColumnProfile profile, List<Candidate> found) {
        Map<String, Long> counts = profile.counts();
        if (profile.shareOfSingletons() <= 0.1) {
            found.add(new Candidate(
                    Rule.CATEGORICAL_RANGE,
                    "%d different values in %d".formatted(counts.size(), profile.present()),
                    DataChecks.of().isContainedIn(profile.column(), counts.keySet())));
        }
        Set<String> top = new LinkedHashSet<>();
        double covered = 0;
        for (Map.Entry<String, Long> entry : profile.frequentFirst().toList()) {
            if (covered < COVERED) {
                top.add(entry.getKey());
                covered += (double) entry.getValue() / profile.rows();
            }
        }
        if (profile.shareOfSingletons() <= 0.4 && top.size() < counts.size()) {
            long others = counts.keySet().stream()
                    .filter(value -> !top.contains(value))
                    .mapToLong(counts::get)
                    .sum();
            double share = 1 - (double) others / profile.rows();
            found.add(new Candidate(
                    Rule.FRACTIONAL_CATEGORICAL_RANGE,
                    String.format(
                            Locale.ROOT, "%d values cover %.1f %% of %d rows", top.size(), 100 * share, profile.rows()),
                    DataChecks.of()
                            .isContainedIn(profile.column(), top, Bound.atLeast(lowerEnd(share, profile.rows())))));
        }
    }

    private static void numbers(ColumnProfile profile, int batchRows, List<Candidate> found) {
        String column = profile.column();
        var moments = profile.moments();
        String n = "of %d values".formatted(profile.present());
        if (moments.min() >= 0) {
            found.add(new Candidate(
                    Rule.NON_NEGATIVE_NUMBERS,
                    "none is below 0 " + n,
                    DataChecks.of().isNonNegative(column)));
        }
        found.add(new Candidate(
                Rule.HAS_MIN, "the smallest " + n, DataChecks.of().hasMin(column, Bound.atLeast(moments.min()))));
        found.add(new Candidate(
                Rule.HAS_MAX, "the largest " + n, DataChecks.of().hasMax(column, Bound.atMost(moments.max()))));
        double deviation = moments.standardDeviation(0);
        if (!(deviation > 0)) {
            return;
        }
        double ofMean = STANDARD_ERRORS * deviation * Math.sqrt(1.0 / batchRows + 1.0 / profile.present());
        found.add(new Candidate(
                Rule.HAS_MEAN,
                "the mean %s is %s".formatted(n, CheckReport.number(moments.mean())),
                DataChecks.of().hasMean(column, Bound.between(moments.mean() - ofMean, moments.mean() + ofMean))));
        double ofDeviation = ofMean * Math.sqrt(Math.max(0, moments.kurtosis() + 2) / 4); // delta method
        found.add(new Candidate(
                Rule.HAS_STANDARD_DEVIATION,
                "the standard deviation %s is %s".formatted(n, CheckReport.number(deviation)),
                DataChecks.of()
                        .hasStandardDeviation(
                                column, Bound.between(Math.max(0, deviation - ofDeviation), deviation + ofDeviation))));
    }

    /** Returns the checks that no held-back batch failed, joined; read them before you use them. */
    public DataChecks checks() {
        return list.stream()
                .filter(suggestion -> suggestion.failures() == 0)
                .map(Suggestion::check)
                .reduce(DataChecks.of(), DataChecks::and);
    }

    /** Returns how often a suggestion failed, as a share of the batches, with which an interval can be made. */
    public Proportion failures(Suggestion suggestion) {
        return new Proportion(suggestion.failures(), batches);
    }

    /** Returns one line per suggestion. */
    @Override
    public String toString() {
        return "%d suggestions, tried on %d batches of %d rows\n".formatted(list.size(), batches, batchRows)
                + String.join("\n", list.stream().map(Suggestion::toString).toList());
    }
}
