// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.leakage;

import io.mlopslabs.data.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the two parts of a split have in common that they should not, one finding per check asked for.
 *
 * <p>Starts empty; each check returns a new report: {@code LeakageReport.of(split).duplicates(Duplicates.exact(table)).groups("speech",
 * speeches)}. A check that found nothing is listed too, so that a reader sees what was looked at. The report counts; it removes no row.
 *
 * <p>No finding is no proof: it says nothing of checks not asked for, nor of features that are known only after the label.
 *
 * <p>Immutable. {@link #toString} is the report as text, {@link #table} as a table for a notebook.
 */
public final class LeakageReport {
    private static final int EXAMPLES = 3;

    /** What was looked for. */
    public enum Check {
        /** Test rows that are equal to a train row. */
        EXACT_DUPLICATES("exact duplicates", "test rows have an equal in train", "split with Duplicates.split"),
        /** Test rows that are nearly equal to a train row. */
        NEAR_DUPLICATES("near duplicates", "test rows have a near copy in train", "split with Duplicates.split"),
        /** Test rows whose group is in train too. */
        GROUPS("groups", "test rows share a group with train", "split with Splits.group or Splits.groupWithin"),
        /** Train rows that are not earlier than every test row. */
        TIME("time", "train rows are not earlier than the first test row", "split with Splits.time"),
        /** Test rows whose class train does not have, or all of them if they are of one class. */
        CLASSES("classes", "test rows cannot be judged", "split with Splits.stratified");

        private final String title;
        private final String meaning;
        private final String next;

        Check(String title, String meaning, String next) {
            this.title = title;
            this.meaning = meaning;
            this.next = next;
        }
    }

    /**
     * The outcome of one check.
     *
     * @param check what was looked for
     * @param column what the groups, times or labels are called; empty for duplicates
     * @param rows how many rows it concerns; 0 if nothing was found
     * @param of how many rows there are in that part
     * @param examples the first few, as a person reads them
     */
    public record Finding(Check check, String column, int rows, int of, List<String> examples) {
        /** Copies the examples. */
        public Finding {
            examples = List.copyOf(examples);
        }

        /** Returns the share of rows concerned, in {@code [0, 1]}. */
        public double share() {
            return (double) rows / of;
        }

        private String title() {
            return column.isEmpty() ? check.title : check.title + " " + column;
        }

        private String text() {
            return rows == 0
                    ? "none"
                    : String.format(
                            Locale.ROOT,
                            "%d of %d %s (%.1f %%): %s; %s",
                            rows,
                            of,
                            check.meaning,
                            100 * share(),
                            String.join(", ", examples),
                            check.next);
        }
    }

    private final Split split;
    private final List<Finding> findings;

    private LeakageReport(Split split, List<Finding> findings) {
        this.split = split;
        this.findings = List.copyOf(findings);
    }

    /**
     * Returns a report without findings.
     *
     * @throws IllegalArgumentException if a part of the split is empty
     */
    public static LeakageReport of(Split split) {
        if (split.train().length == 0 || split.test().length == 0) {
            throw new IllegalArgumentException(split + ": a part is empty; there is nothing to leak");
        }
        return new LeakageReport(split, List.of());
    }

    /**
     * Adds how many test rows have a copy in train, exact or near according to how {@code duplicates} were found.
     *
     * @throws IllegalArgumentException if the split names a row that was not looked at
     */
    public LeakageReport duplicates(Duplicates duplicates) {
        List<Duplicates.Leak> across = duplicates.across(split);
        List<String> examples = across.stream()
                .limit(EXAMPLES)
                .map(leak -> duplicates.areExact()
                        ? "row %d = row %d".formatted(leak.test(), leak.train())
                        : String.format(
                                Locale.ROOT,
                                "row %d like row %d (Jaccard %.2f)",
                                leak.test(),
                                leak.train(),
                                leak.jaccard()))
                .toList();
        Check check = duplicates.areExact() ? Check.EXACT_DUPLICATES : Check.NEAR_DUPLICATES;
        return with(new Finding(check, "", across.size(), split.test().length, examples));
    }

    /**
     * Adds how many test rows belong to a group, such as a person or a document, that train has rows of.
     *
     * @param column what the groups are called
     * @param groups group of each row of the data that was split
     * @throws IllegalArgumentException if there are too few groups or a row has none; names the row
     */
    public LeakageReport groups(String column, List<?> groups) {
        Set<?> train = values(split.train(), groups, "group").collect(Collectors.toSet());
        List<String> both = values(split.test(), groups, "group")
                .filter(train::contains)
                .map(String::valueOf)
                .toList();
        return with(new Finding(Check.GROUPS, column, both.size(), split.test().length, firstFew(both)));
    }

    /**
     * Adds how many train rows are not earlier than the earliest test row: what a model in use could not have learned from yet.
     *
     * @param column what the times are called
     * @param times when each row was made
     * @throws IllegalArgumentException if there are too few times or a row has none; names the row
     */
    public <T extends Comparable<T>> LeakageReport times(String column, List<T> times) {
        T first = values(split.test(), times, "time").min(Comparable::compareTo).orElseThrow();
        List<String> late = values(split.train(), times, "time")
                .filter(time -> time.compareTo(first) >= 0)
                .map(time -> "%s against %s".formatted(time, first))
                .toList();
        return with(new Finding(Check.TIME, column, late.size(), split.train().length, firstFew(late)));
    }

    /**
     * Adds how many test rows a score cannot judge: those of a class that train lacks, and all of them if test has one class only.
     *
     * @param column what the labels are called
     * @param labels class of each row
     * @throws IllegalArgumentException if there are too few labels or a row has none; names the row
     */
    public LeakageReport classes(String column, List<?> labels) {
        List<?> test = values(split.test(), labels, "label").toList();
        if (Set.copyOf(test).size() == 1) {
            return with(
                    new Finding(Check.CLASSES, column, test.size(), test.size(), List.of("all are " + test.get(0))));
        }
        Set<?> train = values(split.train(), labels, "label").collect(Collectors.toSet());
        List<String> unseen = test.stream()
                .filter(label -> !train.contains(label))
                .map(label -> label + " is not in train")
                .toList();
        return with(new Finding(Check.CLASSES, column, unseen.size(), test.size(), firstFew(unseen)));
    }

    private LeakageReport with(Finding finding) {
        return new LeakageReport(
                split, Stream.concat(findings.stream(), Stream.of(finding)).toList());
    }

    private static <T> Stream<T> values(int[] rows, List<T> values, String what) {
        return Arrays.stream(rows).mapToObj(row -> {
            requireRow(row, values.size(), what + "s");
            T value = values.get(row);
            if (value == null || value.equals("") || value.equals(Double.NaN)) {
                throw new IllegalArgumentException("row %d has no %s".formatted(row, what));
            }
            return value;
        });
    }

    static void requireRow(int row, int rows, String what) {
        if (row >= rows) {
            throw new IllegalArgumentException(
                    "the split names row %d and the %s are of %d rows; give those of the data that was split"
                            .formatted(row, what, rows));
        }
    }

    private static List<String> firstFew(List<String> all) {
        return new LinkedHashSet<>(all).stream().limit(EXAMPLES).toList();
    }

    /** Returns the findings in the order of the checks, those that found nothing too. */
    public List<Finding> findings() {
        return findings;
    }

    /** Tells whether at least one check was made and none found anything. */
    public boolean clean() {
        return !findings.isEmpty() && findings.stream().allMatch(finding -> finding.rows() == 0);
    }

    /** Returns one row per check: check, rows, of, share, examples, next step (empty if nothing was found). */
    public Table table() {
        StringColumn check = StringColumn.create("check");
        IntColumn rows = IntColumn.create("rows");
        IntColumn of = IntColumn.create("of");
        DoubleColumn share = DoubleColumn.create("share");
        StringColumn examples = StringColumn.create("examples");
        StringColumn next = StringColumn.create("next step");
        for (Finding finding : findings) {
            check.append(finding.title());
            rows.append(finding.rows());
            of.append(finding.of());
            share.append(finding.share());
            examples.append(String.join(", ", finding.examples()));
            next.append(finding.rows() == 0 ? "" : finding.check().next);
        }
        return Table.create("Leakage from train to test", check, rows, of, share, examples, next);
    }

    /** Returns one line with the sizes of the parts and one per check. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("%d train rows, %d test rows".formatted(split.train().length, split.test().length));
        findings.forEach(finding -> lines.add("%s: %s".formatted(finding.title(), finding.text())));
        return String.join("\n", lines);
    }
}
