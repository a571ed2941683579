// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.leakage;

import io.mlopslabs.data.Split;
import io.mlopslabs.data.Splits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Which rows are copies of each other, to the letter or nearly.
 *
 * <p>Copies of a row in train and in test let a model be praised for its memory. {@link #split} keeps them on one side; {@link #firsts} names the
 * rows to keep if each should count once.
 *
 * <p>Immutable.
 */
public final class Duplicates {
    /**
     * Two rows that are alike.
     *
     * @param first the earlier row
     * @param second the later row
     * @param jaccard similarity; 1 for equal rows
     */
    public record Pair(int first, int second, double jaccard) {}

    private final int[] clusters;
    private final List<Pair> pairs;
    private final boolean exact;

    private Duplicates(int rows, List<Pair> pairs, boolean exact) {
        this.exact = exact;
        this.pairs = List.copyOf(pairs);
        this.clusters = IntStream.range(0, rows).toArray();
        for (Pair pair : pairs) {
            int a = root(pair.first());
            int b = root(pair.second());
            clusters[Math.max(a, b)] = Math.min(a, b);
        }
        for (int row = 0; row < rows; row++) {
            clusters[row] = root(row);
        }
    }

    private int root(int row) {
        int at = row;
        while (clusters[at] != at) {
            at = clusters[at];
        }
        return at;
    }

    /**
     * Returns which rows of a table are equal in every column; missing equals missing.
     *
     * <p>Same rows as pandas {@code DataFrame.duplicated}.
     */
    public static Duplicates exact(Table table) {
        return exact(IntStream.range(0, table.rowCount())
                .mapToObj(row -> table.columns().stream()
                        .map(column -> cell(column, row))
                        .toList())
                .toList());
    }

    private static String cell(Column<?> column, int row) {
        return column.isMissing(row) ? "" : "=" + column.get(row);
    }

    /** Returns which values are equal, such as texts; a pair names the first of its kind and a copy of it. */
    public static <T> Duplicates exact(List<T> values) {
        Map<T, Integer> firsts = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (int row = 0; row < values.size(); row++) {
            Integer first = firsts.putIfAbsent(values.get(row), row);
            if (first != null) {
                pairs.add(new Pair(first, row, 1));
            }
        }
        return new Duplicates(values.size(), pairs, true);
    }

    /**
     * Returns which texts share at least {@code threshold} of their word triples; every such pair is found.
     *
     * <p>Two texts without words are alike, with similarity 1. The work grows with the number of pairs that share a triple.
     *
     * @param threshold Jaccard similarity of {@link Shingles}, above 0 and at most 1
     * @throws IllegalArgumentException if the threshold breaks its rule or a text is null (names the row)
     */
    public static Duplicates near(List<String> texts, double threshold) {
        List<Shingles> shingles = shingles(texts, threshold);
        Map<String, List<Integer>> rowsWith = new HashMap<>();
        List<Integer> wordless = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (int row = 0; row < shingles.size(); row++) {
            Map<Integer, Integer> shared = new HashMap<>();
            for (String run : shingles.get(row).runs()) {
                List<Integer> earlier = rowsWith.computeIfAbsent(run, unused -> new ArrayList<>());
                earlier.forEach(other -> shared.merge(other, 1, Integer::sum));
                earlier.add(row);
            }
            if (shingles.get(row).size() == 0) {
                wordless.forEach(other -> shared.put(other, 0));
                wordless.add(row);
            }
            int second = row;
            shared.forEach((first, count) -> {
                double jaccard = Shingles.jaccard(
                        count, shingles.get(first).size(), shingles.get(second).size());
                if (jaccard >= threshold) {
                    pairs.add(new Pair(first, second, jaccard));
                }
            });
        }
        return new Duplicates(texts.size(), sorted(pairs), false);
    }

    /**
     * Returns the pairs of {@link #near(List, double)} that {@code lsh} offers as candidates: quicker on many texts, and it may miss some.
     *
     * @param lsh finds a pair of similarity {@code s} with probability {@link MinHashLsh#candidateProbability}
     * @throws IllegalArgumentException as {@link #near(List, double)}
     */
    public static Duplicates near(List<String> texts, double threshold, MinHashLsh lsh) {
        List<Shingles> shingles = shingles(texts, threshold);
        List<Pair> pairs = new ArrayList<>();
        for (long candidate : lsh.candidates(shingles)) {
            int first = (int) (candidate / texts.size());
            int second = (int) (candidate % texts.size());
            double jaccard = shingles.get(first).jaccard(shingles.get(second));
            if (jaccard >= threshold) {
                pairs.add(new Pair(first, second, jaccard));
            }
        }
        return new Duplicates(texts.size(), sorted(pairs), false);
    }

    private static List<Shingles> shingles(List<String> texts, double threshold) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "threshold is %s; it is a similarity above 0 and at most 1".formatted(threshold));
        }
        for (int row = 0; row < texts.size(); row++) {
            if (texts.get(row) == null) {
                throw new IllegalArgumentException(
                        "row %d has no text; give an empty one if it is empty".formatted(row));
            }
        }
        return texts.stream().map(Shingles::of).toList();
    }

    private static List<Pair> sorted(List<Pair> pairs) {
        return pairs.stream()
                .sorted((a, b) -> a.first() != b.first()
                        ? Integer.compare(a.first(), b.first())
                        : Integer.compare(a.second(), b.second()))
                .toList();
    }

    /** Returns the pairs by first row, then second: all of them for {@code near}, each copy with the first of its kind for {@code exact}. */
    public List<Pair> pairs() {
        return pairs;
    }

    /**
     * Returns the cluster of each row: the smallest row number that a chain of pairs leads to. Equal numbers belong together.
     *
     * <p>The ends of a chain may be less alike than the threshold.
     */
    public int[] clusters() {
        return clusters.clone();
    }

    /** Returns the rows that come first in their cluster, ascending: what is left when later copies are dropped. */
    public int[] firsts() {
        return IntStream.range(0, clusters.length)
                .filter(row -> clusters[row] == row)
                .toArray();
    }

    /** Returns the number of rows that are a copy of an earlier one. */
    public int copies() {
        return clusters.length - firsts().length;
    }

    /**
     * Returns a random split with no copy of a test row in train: whole clusters are on one side, at most {@code ceil(n * testFraction)} rows in
     * test.
     *
     * @throws IllegalArgumentException as {@link Splits#groupWithin}
     */
    public Split split(double testFraction, long seed) {
        return Splits.groupWithin(Arrays.stream(clusters).boxed().toList(), testFraction, seed);
    }

    /** A test row and the train row that it is most like. */
    record Leak(int test, int train, double jaccard) {}

    /**
     * Returns the test rows with a copy in train, ascending.
     *
     * @throws IllegalArgumentException if the split names a row that was not looked at
     */
    List<Leak> across(Split split) {
        int[] train = split.train();
        int[] test = split.test();
        requireRow(train);
        requireRow(test);
        Map<Integer, Leak> best = new TreeMap<>();
        if (exact) {
            // The pairs link each copy to the first of its kind, which may be in neither part.
            Map<Integer, Integer> inTrain = new HashMap<>();
            Arrays.stream(train).forEach(row -> inTrain.putIfAbsent(clusters[row], row));
            Arrays.stream(test)
                    .filter(row -> inTrain.containsKey(clusters[row]))
                    .forEach(row -> best.put(row, new Leak(row, inTrain.get(clusters[row]), 1)));
        } else {
            BitSet isTrain = bits(train);
            BitSet isTest = bits(test);
            for (Pair pair : pairs) {
                if (isTest.get(pair.first()) && isTrain.get(pair.second())) {
                    add(best, new Leak(pair.first(), pair.second(), pair.jaccard()));
                } else if (isTrain.get(pair.first()) && isTest.get(pair.second())) {
                    add(best, new Leak(pair.second(), pair.first(), pair.jaccard()));
                }
            }
        }
        return List.copyOf(best.values());
    }

    private static void add(Map<Integer, Leak> best, Leak leak) {
        best.merge(leak.test(), leak, (a, b) -> b.jaccard() > a.jaccard() ? b : a);
    }

    boolean areExact() {
        return exact;
    }

    private static BitSet bits(int[] rows) {
        BitSet bits = new BitSet();
        Arrays.stream(rows).forEach(bits::set);
        return bits;
    }

    private void requireRow(int[] rows) {
        for (int row : rows) {
            LeakageReport.requireRow(row, clusters.length, "duplicates");
        }
    }

    @Override
    public String toString() {
        return "%d of %d rows are copies of an earlier one".formatted(copies(), clusters.length);
    }
}
