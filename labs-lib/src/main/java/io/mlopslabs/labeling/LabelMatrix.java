// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The votes of labelling functions: one row per example, one column per function, {@link LabelingFunction#ABSTAIN} where one is silent.
 *
 * <p>Where everything starts: {@link LfAnalysis} looks at the functions, {@link MajorityVoter} and {@link LabelModel} turn the votes into
 * labels. A row in which every function abstains stays, and each of them says what becomes of it.
 *
 * <p>Immutable. The matrix {@code L} of Snorkel.
 */
public final class LabelMatrix {
    private final List<String> functions;
    private final int cardinality;
    private final int[][] votes;

    private LabelMatrix(List<String> functions, int cardinality, int[][] votes) {
        this.functions = List.copyOf(functions);
        this.cardinality = cardinality;
        this.votes = votes;
    }

    /**
     * Applies every function to every row, in order.
     *
     * <p>A function that throws stops the run: a failure counted as an abstention would hide a broken rule. As Snorkel's
     * {@code LFApplier.apply} without {@code fault_tolerant}.
     *
     * @param functions one or more, names unique
     * @param rows one or more
     * @param cardinality number of classes, 2 or more
     * @throws IllegalArgumentException if an argument breaks its rule, or a function throws or votes for an unknown class; names function
     *     and row
     */
    public static <T> LabelMatrix apply(List<LabelingFunction<T>> functions, List<? extends T> rows, int cardinality) {
        List<String> names =
                checkedNames(functions.stream().map(LabelingFunction::name).toList());
        requireShape(rows.size(), cardinality);
        int[][] votes = new int[rows.size()][functions.size()];
        int row = 0;
        for (T value : rows) {
            for (int f = 0; f < functions.size(); f++) {
                votes[row][f] = functions.get(f).vote(value, row, cardinality);
            }
            row++;
        }
        return new LabelMatrix(names, cardinality, votes);
    }

    /**
     * Takes votes that are already there; copied.
     *
     * @param functions name of each column, unique
     * @param votes {@code votes[row][function]}: {@code -1} or a class
     * @param cardinality number of classes, 2 or more
     * @throws IllegalArgumentException if an argument breaks its rule; names function and row
     */
    public static LabelMatrix of(List<String> functions, int[][] votes, int cardinality) {
        List<String> names = checkedNames(functions);
        requireShape(votes.length, cardinality);
        int[][] copy = new int[votes.length][];
        for (int i = 0; i < votes.length; i++) {
            if (votes[i].length != names.size()) {
                throw new IllegalArgumentException(
                        "row %d has %d votes for %d labelling functions".formatted(i, votes[i].length, names.size()));
            }
            copy[i] = votes[i].clone();
            for (int f = 0; f < names.size(); f++) {
                checked(copy[i][f], names.get(f), i, cardinality);
            }
        }
        return new LabelMatrix(names, cardinality, copy);
    }

    /** Takes votes of functions without a name, which are called by their column: "0", "1" ...; as {@link #of(List, int[][], int)}. */
    public static LabelMatrix of(int[][] votes, int cardinality) {
        int columns = votes.length == 0 ? 1 : votes[0].length;
        return of(IntStream.range(0, columns).mapToObj(Integer::toString).toList(), votes, cardinality);
    }

    static int checked(int vote, String function, long row, int cardinality) {
        if (vote < LabelingFunction.ABSTAIN || vote >= cardinality) {
            throw new IllegalArgumentException(
                    "labelling function \"%s\" votes %d on row %d; a vote is -1 (abstain) or a class from 0 to %d"
                            .formatted(function, vote, row, cardinality - 1));
        }
        return vote;
    }

    static List<String> checkedNames(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("there are no labelling functions; give at least one");
        }
        var seen = new HashSet<String>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "two labelling functions are called \"" + name + "\"; a name is unique");
            }
        }
        return names;
    }

    static void requireCardinality(int cardinality) {
        if (cardinality < 2) {
            throw new IllegalArgumentException("cardinality is " + cardinality + "; there are at least 2 classes");
        }
    }

    private static void requireShape(int rows, int cardinality) {
        requireCardinality(cardinality);
        if (rows == 0) {
            throw new IllegalArgumentException("there are no rows to label; give at least one");
        }
    }

    /** Checks that {@code truth} holds one class per row. */
    static void requireTruth(int[] truth, int rows, int cardinality) {
        if (truth.length != rows) {
            throw new IllegalArgumentException("there are %d true labels for %d rows".formatted(truth.length, rows));
        }
        for (int i = 0; i < truth.length; i++) {
            requireClass(truth[i], i, cardinality);
        }
    }

    static void requireClass(int truth, long row, int cardinality) {
        if (truth < 0 || truth >= cardinality) {
            throw new IllegalArgumentException(
                    "truth[%d] is %d; a true label is a class from 0 to %d, and a row without one is left out before"
                            .formatted(row, truth, cardinality - 1));
        }
    }

    /** Returns the names of the functions, in column order. */
    public List<String> functions() {
        return functions;
    }

    /** Returns the number of classes. */
    public int cardinality() {
        return cardinality;
    }

    /** Returns the number of rows. */
    public int rows() {
        return votes.length;
    }

    /** Returns the vote of a function on a row: {@code -1} or a class. */
    public int vote(int row, int function) {
        return votes[row][function];
    }

    /** Returns a copy of one row's votes, in column order. */
    public int[] votes(int row) {
        return votes[row].clone();
    }

    /** Returns the rows in which every function abstains, ascending: those that no vote can label. */
    public int[] uncovered() {
        return IntStream.range(0, votes.length)
                .filter(row -> Arrays.stream(votes[row]).allMatch(vote -> vote == LabelingFunction.ABSTAIN))
                .toArray();
    }
}
