// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Ways to divide rows into train and test.
 *
 * <p>Which one depends on what could leak. Independent rows: {@link #random}. A rare class: {@link #stratified}. Several rows per person,
 * device or patient: {@link #group}, or {@link #groupWithin} if the groups differ in size. Rows that keep coming: {@link #hash}. Rows in time
 * order: {@link #ordered}; rows with a time: {@link #time} and {@link #from}. Copies of rows: {@code leakage.Duplicates}. {@link Folds} divides
 * into several parts.
 *
 * <p>Every split here is disjoint and complete, and lists the rows of each side in ascending order: shuffle before training where order
 * matters. {@code testFraction} lies between 0 and 1, both excluded. A part of {@code n} means {@code ceil(n * testFraction)}, computed in
 * double arithmetic: the size that scikit-learn takes. The same arguments give the same split on every Java version and machine; the rows
 * that a seed picks are not those that scikit-learn picks for the same seed.
 */
public final class Splits {
    private static final double TWO_TO_53 = 0x1p53;

    private Splits() {}

    /**
     * Returns a split whose {@code ceil(n * testFraction)} test rows are drawn without replacement, all rows alike.
     *
     * <p>Assumes that rows are independent: near-duplicates on both sides make a model look better than it is. Same sizes as scikit-learn
     * {@code train_test_split}.
     *
     * @param n number of rows, 2 or more
     * @throws IllegalArgumentException if an argument breaks its rule or no row is left to train on
     */
    public static Split random(int n, double testFraction, long seed) {
        int size = testSize(n, testFraction, "rows");
        boolean[] isTest = new boolean[n];
        List<Integer> rows = IntStream.range(0, n).boxed().collect(Collectors.toCollection(ArrayList::new));
        shuffle(rows, new SplittableRandom(seed));
        rows.subList(0, size).forEach(row -> isTest[row] = true);
        return Split.where(isTest);
    }

    /**
     * Returns the split whose test rows are the last {@code ceil(n * testFraction)}: for rows in time order, the future.
     *
     * <p>Same rows as scikit-learn {@code train_test_split} with {@code shuffle=False}.
     *
     * @param n number of rows, 2 or more
     * @throws IllegalArgumentException if an argument breaks its rule or no row is left to train on
     */
    public static Split ordered(int n, double testFraction) {
        int size = testSize(n, testFraction, "rows");
        boolean[] isTest = new boolean[n];
        Arrays.fill(isTest, n - size, n, true);
        return Split.where(isTest);
    }

    /**
     * Returns a random split in which each class keeps its share of the test rows.
     *
     * <p>A class of {@code c} rows has {@code c * testFraction} rows in test, rounded up or down, and at least one row on each side. The
     * total is {@code ceil(n * testFraction)}, except where a class was given its one row. scikit-learn's {@code StratifiedShuffleSplit}
     * keeps the total and lets a small class miss a side.
     *
     * @param labels class of each row; any integers
     * @throws IllegalArgumentException if the fraction breaks its rule, there are no labels, a row has none (names the row), there is one
     *     class only, or a class has one row only (names the class)
     */
    public static Split stratified(int[] labels, double testFraction, long seed) {
        return stratified(Arrays.stream(labels).boxed().toList(), testFraction, seed);
    }

    /** Same as {@link #stratified(int[], double, long)}, for class names such as those of a text column. */
    public static <C extends Comparable<C>> Split stratified(List<C> labels, double testFraction, long seed) {
        requireFraction(testFraction);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("labels is empty; a split needs at least 2 rows");
        }
        Map<C, List<Integer>> classes = Values.rowsOf(labels, "label");
        Values.requireClasses(classes.keySet());
        boolean[] isTest = new boolean[labels.size()];
        var random = new SplittableRandom(seed);
        int before = 0;
        for (Map.Entry<C, List<Integer>> entry : classes.entrySet()) {
            List<Integer> rows = entry.getValue();
            int count = rows.size();
            if (count == 1) {
                throw new IllegalArgumentException(
                        "class %s has 1 row; a class needs 2 to be in train and in test".formatted(entry.getKey()));
            }
            // The rounding error of one class is carried to the next, so that the total comes out right.
            int share = part(before + count, testFraction) - part(before, testFraction);
            before += count;
            shuffle(rows, random);
            rows.subList(0, Math.max(1, Math.min(share, count - 1))).forEach(row -> isTest[row] = true);
        }
        return Split.where(isTest);
    }

    /**
     * Returns a split by what each row is called: a row whose id hashes below {@code testFraction} is in test.
     *
     * <p>A row's side depends on its id alone. Rows may be added, dropped or reordered and no other row changes sides; equal ids share a
     * side; a larger fraction only moves rows from train to test. The price is that the size is right on average only: about
     * {@code n * testFraction}, give or take its square root, and a side may be empty.
     *
     * <p>The hash is SHA-256 of the id in UTF-8; its first 53 bits, read as a binary fraction, lie in {@code [0, 1)}. In Python:
     * {@code (int(hashlib.sha256(id.encode()).hexdigest(), 16) >> 203) / 2**53}. TFX's ExampleGen takes the same hash modulo the number of
     * its buckets: the same idea, other rows.
     *
     * @param ids what each row is called, for good: a key from the source, never its position
     * @throws IllegalArgumentException if the fraction breaks its rule
     */
    public static Split hash(List<String> ids, double testFraction) {
        requireFraction(testFraction);
        boolean[] isTest = new boolean[ids.size()];
        int row = 0;
        for (String id : ids) {
            long first = ByteBuffer.wrap(Sha256.of(id.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
            isTest[row++] = (first >>> 11) / TWO_TO_53 < testFraction;
        }
        return Split.where(isTest);
    }

    /**
     * Returns a random split that keeps all rows of a group on one side.
     *
     * <p>{@code ceil(g * testFraction)} of the {@code g} groups are in test, drawn without replacement; the fraction counts groups, not
     * rows. The order of the rows does not matter to a group's side. Same sizes as scikit-learn {@code GroupShuffleSplit}.
     *
     * @param groups group of each row; any integers
     * @throws IllegalArgumentException if the fraction breaks its rule, there are fewer than 2 groups, or no group is left to train on
     */
    public static Split group(int[] groups, double testFraction, long seed) {
        return group(Arrays.stream(groups).boxed().toList(), testFraction, seed);
    }

    /** Same as {@link #group(int[], double, long)}, for group names such as those of a text column. */
    public static <G extends Comparable<G>> Split group(List<G> groups, double testFraction, long seed) {
        List<List<Integer>> rows =
                new ArrayList<>(Values.rowsOf(groups, "group").values());
        int size = testSize(rows.size(), testFraction, "groups");
        boolean[] isTest = new boolean[groups.size()];
        shuffle(rows, new SplittableRandom(seed));
        rows.subList(0, size).forEach(group -> group.forEach(row -> isTest[row] = true));
        return Split.where(isTest);
    }

    /**
     * Returns a random split that keeps groups together and whose test part has at most {@code ceil(n * testFraction)} rows.
     *
     * <p>Groups come in random order and each goes to test if it still fits: for groups of unequal size, where {@link #group} hits the share of
     * groups and may miss that of rows by far.
     *
     * @param groups group of each row
     * @throws IllegalArgumentException if the fraction breaks its rule, a row has no group (names the row), there are fewer than 2 groups, or
     *     even the smallest group is larger than the test part (names the group)
     */
    public static <G extends Comparable<G>> Split groupWithin(List<G> groups, double testFraction, long seed) {
        Map<G, List<Integer>> byGroup = Values.rowsOf(groups, "group");
        testSize(byGroup.size(), testFraction, "groups");
        int room = part(groups.size(), testFraction);
        Map.Entry<G, List<Integer>> smallest =
                Collections.min(byGroup.entrySet(), Comparator.comparingInt(entry -> entry.getValue()
                        .size()));
        if (smallest.getValue().size() > room) {
            throw new IllegalArgumentException(
                    "the smallest group, %s, has %d rows and a test part of %d rows cannot hold it; raise testFraction or divide by a finer group"
                            .formatted(smallest.getKey(), smallest.getValue().size(), room));
        }
        List<List<Integer>> rows = new ArrayList<>(byGroup.values());
        shuffle(rows, new SplittableRandom(seed));
        boolean[] isTest = new boolean[groups.size()];
        for (List<Integer> group : rows) {
            if (group.size() <= room) {
                room -= group.size();
                group.forEach(row -> isTest[row] = true);
            }
        }
        return Split.where(isTest);
    }

    /**
     * Returns the split whose test part is the latest {@code ceil(n * testFraction)} rows, whatever order they are in.
     *
     * <p>Rows of one time stay together, so the test part is larger where the border falls between equal times. Every row of the train part is
     * earlier than every row of the test part.
     *
     * @param times when each row was made, such as a year or an {@code Instant}
     * @throws IllegalArgumentException if the fraction breaks its rule, a row has no time (names the row), there are fewer than 2 rows, or no
     *     earlier row is left to train on
     */
    public static <T extends Comparable<T>> Split time(List<T> times, double testFraction) {
        int size = testSize(times.size(), testFraction, "rows");
        List<T> sorted = new ArrayList<>();
        Values.rowsOf(times, "time").forEach((time, rows) -> sorted.addAll(Collections.nCopies(rows.size(), time)));
        return from(times, sorted.get(times.size() - size));
    }

    /**
     * Returns the split that trains on what is earlier than {@code start} and tests on the rest.
     *
     * @param times when each row was made
     * @param start time of the earliest test row
     * @throws IllegalArgumentException if a row has no time (names the row) or a side is empty
     */
    public static <T extends Comparable<T>> Split from(List<T> times, T start) {
        boolean[] isTest = new boolean[times.size()];
        int tests = 0;
        for (int row = 0; row < isTest.length; row++) {
            Values.requirePresent(times.get(row), "time", row);
            isTest[row] = times.get(row).compareTo(start) >= 0;
            tests += isTest[row] ? 1 : 0;
        }
        if (tests == 0 || tests == isTest.length) {
            throw new IllegalArgumentException("%s of %d rows are earlier than %s; a split needs rows on both sides"
                    .formatted(tests == 0 ? "all" : "none", isTest.length, start));
        }
        return Split.where(isTest);
    }

    /** Fisher and Yates; {@code Collections.shuffle} takes no SplittableRandom on Java 17. */
    private static <T> void shuffle(List<T> values, SplittableRandom random) {
        for (int last = values.size() - 1; last > 0; last--) {
            Collections.swap(values, last, random.nextInt(last + 1));
        }
    }

    private static int part(int n, double testFraction) {
        return (int) Math.ceil(n * testFraction);
    }

    private static int testSize(int n, double testFraction, String what) {
        requireFraction(testFraction);
        if (n < 2) {
            throw new IllegalArgumentException("a split needs at least 2 %s; there are %d".formatted(what, n));
        }
        int size = part(n, testFraction);
        if (size == n) {
            throw new IllegalArgumentException(
                    "a testFraction of %s of %d %s leaves none to train on".formatted(testFraction, n, what));
        }
        return size;
    }

    private static void requireFraction(double testFraction) {
        if (!(testFraction > 0 && testFraction < 1)) {
            throw new IllegalArgumentException(
                    "testFraction is %s; it lies between 0 and 1, both excluded".formatted(testFraction));
        }
    }
}
