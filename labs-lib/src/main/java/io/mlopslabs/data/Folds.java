// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Ways to divide rows into {@code k} folds, each of which is the test part once: cross-validation.
 *
 * <p>Which one depends on what could leak, as with {@link Splits}: {@link #kFold} for independent rows, {@link #stratified} for a rare class,
 * {@link #group} and {@link #stratifiedGroup} for several rows per person or document, {@link #leaveOneGroupOut} to ask how a model does on a
 * group it has never seen. Rows in time order take {@link TimeSeriesSplit}.
 *
 * <p>Each method returns its splits in the order of the folds; every row is in exactly one test part. Without a seed the folds are those of
 * scikit-learn, row by row; with a seed the sizes are, and the rows are drawn at random, the same on every Java version.
 *
 * <p>The scores of the {@code k} splits share training rows: they are no independent sample, and their standard error is too small.
 */
public final class Folds {
    // NumPy's isclose: two spreads this near are a tie.
    private static final double RELATIVE = 1e-5;
    private static final double ABSOLUTE = 1e-8;

    private Folds() {}

    /**
     * Returns {@code k} folds of neighbours; the first {@code n mod k} are one row larger. Agrees with scikit-learn {@code KFold}.
     *
     * @param n number of rows, at least {@code k}
     * @param k number of folds, 2 or more
     * @throws IllegalArgumentException if an argument breaks its rule
     */
    public static List<Split> kFold(int n, int k) {
        return splits(kFolds(n, k), k);
    }

    /** Same sizes as {@link #kFold(int, int)}, rows drawn at random. */
    public static List<Split> kFold(int n, int k, long seed) {
        int[] folds = kFolds(n, k);
        shuffle(folds, new SplittableRandom(seed));
        return splits(folds, k);
    }

    private static int[] kFolds(int n, int k) {
        requireFolds(k);
        if (n < k) {
            throw new IllegalArgumentException(
                    "%d folds of %d rows: some would be empty; ask for fewer folds".formatted(k, n));
        }
        int[] folds = new int[n];
        int row = 0;
        for (int fold = 0; fold < k; fold++) {
            int size = n / k + (fold < n % k ? 1 : 0);
            Arrays.fill(folds, row, row + size, fold);
            row += size;
        }
        return folds;
    }

    /**
     * Returns {@code k} folds in which each class keeps its share, up to one row.
     *
     * <p>A class with fewer rows than folds is absent from some test parts. Agrees with scikit-learn {@code StratifiedKFold}, which numbers the
     * classes by first appearance and deals their rows to the folds in blocks.
     *
     * @param labels class of each row
     * @param k number of folds, 2 or more
     * @throws IllegalArgumentException if a row has no label (names the row), there is one class only, or every class has fewer than
     *     {@code k} rows
     */
    public static <C extends Comparable<C>> List<Split> stratified(List<C> labels, int k) {
        return splits(stratifiedFolds(labels, k, null), k);
    }

    /** Same counts per class and fold as {@link #stratified(List, int)}, rows drawn at random. */
    public static <C extends Comparable<C>> List<Split> stratified(List<C> labels, int k, long seed) {
        return splits(stratifiedFolds(labels, k, new SplittableRandom(seed)), k);
    }

    private static <C> int[] stratifiedFolds(List<C> labels, int k, SplittableRandom random) {
        requireFolds(k);
        List<List<Integer>> classes = List.copyOf(byFirstAppearance(labels).values());
        Values.requireClasses(byFirstAppearance(labels).keySet());
        if (classes.stream().allMatch(rows -> rows.size() < k)) {
            throw new IllegalArgumentException(
                    "every class has fewer than %d rows; ask for fewer folds or merge classes".formatted(k));
        }
        int[] folds = new int[labels.size()];
        int before = 0;
        for (List<Integer> rows : classes) {
            // Sorted by class, row i is dealt to fold i mod k; a class's rows then fill these places in blocks.
            int start = before;
            int[] dealt = IntStream.range(start, start + rows.size())
                    .map(i -> i % k)
                    .sorted()
                    .toArray();
            before += rows.size();
            if (random != null) {
                shuffle(dealt, random);
            }
            for (int i = 0; i < dealt.length; i++) {
                folds[rows.get(i)] = dealt[i];
            }
        }
        return folds;
    }

    /**
     * Returns {@code k} folds that keep all rows of a group together, of sizes as equal as the groups allow.
     *
     * <p>The largest group goes first, each to the fold with the fewest rows so far. A group larger than {@code n / k} rows makes a fold of its
     * own size: look at the sizes. Agrees with scikit-learn {@code GroupKFold}; among groups of one size, the one that sorts last goes first.
     *
     * @param groups group of each row
     * @param k number of folds, 2 or more, at most the number of groups
     * @throws IllegalArgumentException if a row has no group (names the row) or an argument breaks its rule
     */
    public static <G extends Comparable<G>> List<Split> group(List<G> groups, int k) {
        requireFolds(k);
        List<List<Integer>> bySize =
                new ArrayList<>(Values.rowsOf(groups, "group").values());
        requireGroups(bySize.size(), k);
        bySize.sort(Comparator.comparingInt(List::size));
        Collections.reverse(bySize);
        int[] folds = new int[groups.size()];
        int[] sizes = new int[k];
        for (List<Integer> rows : bySize) {
            int smallest = 0;
            for (int fold = 1; fold < k; fold++) {
                smallest = sizes[fold] < sizes[smallest] ? fold : smallest;
            }
            sizes[smallest] += rows.size();
            for (int row : rows) {
                folds[row] = smallest;
            }
        }
        return splits(folds, k);
    }

    /**
     * Returns one split per group, in ascending order of the groups: that group is the test part.
     *
     * <p>Asks what a model does on a group that it has never seen; the spread over the groups is part of the answer. Agrees with scikit-learn
     * {@code LeaveOneGroupOut}.
     *
     * @param groups group of each row
     * @throws IllegalArgumentException if a row has no group (names the row) or there are fewer than 2 groups
     */
    public static <G extends Comparable<G>> List<Split> leaveOneGroupOut(List<G> groups) {
        List<List<Integer>> all = List.copyOf(Values.rowsOf(groups, "group").values());
        requireGroups(all.size(), 2);
        int[] folds = new int[groups.size()];
        for (int fold = 0; fold < all.size(); fold++) {
            for (int row : all.get(fold)) {
                folds[row] = fold;
            }
        }
        return splits(folds, all.size());
    }

    /**
     * Returns {@code k} folds that keep groups together and the share of each class as even over the folds as that allows.
     *
     * <p>Groups with the most uneven class counts go first, each to the fold that leaves the class shares spread least; a tie goes to the fold
     * with fewer rows. Agrees with scikit-learn {@code StratifiedGroupKFold} without shuffling.
     *
     * @param labels class of each row
     * @param groups group of each row
     * @param k number of folds, 2 or more, at most the number of groups
     * @throws IllegalArgumentException if the lengths differ, a row has no label or no group (names the row), there is one class only, every
     *     class has fewer than {@code k} rows, or there are fewer than {@code k} groups
     */
    public static <C extends Comparable<C>, G extends Comparable<G>> List<Split> stratifiedGroup(
            List<C> labels, List<G> groups, int k) {
        requireFolds(k);
        if (labels.size() != groups.size()) {
            throw new IllegalArgumentException(
                    "%d labels and %d groups; give one of each per row".formatted(labels.size(), groups.size()));
        }
        List<C> classes = List.copyOf(Values.rowsOf(labels, "label").keySet());
        Values.requireClasses(classes);
        List<List<Integer>> all = new ArrayList<>(Values.rowsOf(groups, "group").values());
        requireGroups(all.size(), k);
        int[] classOf = labels.stream().mapToInt(classes::indexOf).toArray();
        double[] total = counts(IntStream.range(0, labels.size()).boxed().toList(), classOf, classes.size());
        if (Arrays.stream(total).allMatch(count -> count < k)) {
            throw new IllegalArgumentException(
                    "every class has fewer than %d rows; ask for fewer folds or merge classes".formatted(k));
        }
        all.sort(Comparator.comparingDouble(rows -> -deviation(counts(rows, classOf, classes.size()))));
        int[] folds = new int[labels.size()];
        double[][] perFold = new double[k][classes.size()];
        for (List<Integer> rows : all) {
            double[] counts = counts(rows, classOf, classes.size());
            int best = bestFold(perFold, counts, total);
            add(perFold[best], counts, 1);
            for (int row : rows) {
                folds[row] = best;
            }
        }
        return splits(folds, k);
    }

    private static int bestFold(double[][] perFold, double[] counts, double[] total) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        double fewest = Double.POSITIVE_INFINITY;
        for (int fold = 0; fold < perFold.length; fold++) {
            double rows = Arrays.stream(perFold[fold]).sum();
            add(perFold[fold], counts, 1);
            double spread = IntStream.range(0, total.length)
                    .mapToDouble(c -> deviation(Arrays.stream(perFold)
                            .mapToDouble(of -> of[c] / total[c])
                            .toArray()))
                    .average()
                    .orElseThrow();
            add(perFold[fold], counts, -1);
            boolean tie = Math.abs(spread - least) <= ABSOLUTE + RELATIVE * Math.abs(least);
            if (spread < least || (tie && rows < fewest)) {
                best = fold;
                least = spread;
                fewest = rows;
            }
        }
        return best;
    }

    private static double[] counts(List<Integer> rows, int[] classOf, int classes) {
        double[] counts = new double[classes];
        rows.forEach(row -> counts[classOf[row]]++);
        return counts;
    }

    private static void add(double[] sums, double[] counts, int sign) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += sign * counts[c];
        }
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    private static <C> Map<C, List<Integer>> byFirstAppearance(List<C> labels) {
        Map<C, List<Integer>> rows = new LinkedHashMap<>();
        for (int row = 0; row < labels.size(); row++) {
            Values.requirePresent(labels.get(row), "label", row);
            rows.computeIfAbsent(labels.get(row), unused -> new ArrayList<>()).add(row);
        }
        return rows;
    }

    private static List<Split> splits(int[] foldOfRow, int k) {
        return IntStream.range(0, k)
                .mapToObj(fold -> {
                    boolean[] isTest = new boolean[foldOfRow.length];
                    for (int row = 0; row < isTest.length; row++) {
                        isTest[row] = foldOfRow[row] == fold;
                    }
                    return Split.where(isTest);
                })
                .toList();
    }

    private static void shuffle(int[] values, SplittableRandom random) {
        for (int last = values.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int kept = values[last];
            values[last] = values[other];
            values[other] = kept;
        }
    }

    private static void requireFolds(int k) {
        if (k < 2) {
            throw new IllegalArgumentException("k is %d; cross-validation needs at least 2 folds".formatted(k));
        }
    }

    private static void requireGroups(int groups, int k) {
        if (groups < k) {
            throw new IllegalArgumentException(
                    "%d folds of %d groups: some would be empty; ask for fewer folds".formatted(k, groups));
        }
    }
}
