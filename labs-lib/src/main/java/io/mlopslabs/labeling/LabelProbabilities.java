// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How likely each class is for each row: what a vote, a label model or Dawid-Skene says, before anybody decides.
 *
 * <p>Train on the probabilities where the learner takes them; {@link #predictions} makes hard labels of them. Immutable.
 */
public final class LabelProbabilities {
    private static final double TIE = 1e-5; // Snorkel's tolerance: within it of the largest, a class is tied with it

    private final double[][] probabilities;
    private final int cardinality;

    /** Keeps {@code probabilities}, whose rows sum to 1. */
    LabelProbabilities(double[][] probabilities, int cardinality) {
        this.probabilities = probabilities;
        this.cardinality = cardinality;
    }

    /**
     * How hard labels compare with the truth.
     *
     * @param correct rows with the right label
     * @param labelled rows with a label
     * @param rows all rows
     */
    public record Score(long correct, long labelled, long rows) {
        /** Returns right labels over given labels; NaN if no row has one. Rows without a label do not count, so look at the coverage too. */
        public double accuracy() {
            return (double) correct / labelled;
        }

        /** Returns the share of rows with a label. */
        public double coverage() {
            return (double) labelled / rows;
        }
    }

    /** Returns the number of rows. */
    public int rows() {
        return probabilities.length;
    }

    /** Returns the number of classes. */
    public int cardinality() {
        return cardinality;
    }

    /** Returns the probability of a class for a row. */
    public double probability(int row, int label) {
        return probabilities[row][label];
    }

    /** Returns a copy of all probabilities: {@code [row][class]}, each row summing to 1. */
    public double[][] toArray() {
        return Arrays.stream(probabilities).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Returns the most likely class of each row; where several are within 1e-5 of the largest, what {@code policy} makes of the tie.
     *
     * <p>Snorkel's {@code probs_to_preds}.
     */
    public int[] predictions(TieBreakPolicy policy) {
        return IntStream.range(0, rows())
                .map(row -> policy.choose(mostLikely(probabilities[row]), row))
                .toArray();
    }

    private static int[] mostLikely(double[] row) {
        double largest = Arrays.stream(row).max().orElseThrow();
        return IntStream.range(0, row.length)
                .filter(label -> largest - row[label] < TIE)
                .toArray();
    }

    /**
     * Returns how {@link #predictions} compare with the truth.
     *
     * <p>The accuracy leaves out rows that abstain, as Snorkel's {@code score} does: two methods compare fairly only at similar coverage.
     *
     * @param truth the class of each row
     * @throws IllegalArgumentException if the lengths differ or a true label is no class; names the row
     */
    public Score score(int[] truth, TieBreakPolicy policy) {
        LabelMatrix.requireTruth(truth, rows(), cardinality);
        int[] labels = predictions(policy);
        long labelled = 0;
        long correct = 0;
        for (int row = 0; row < labels.length; row++) {
            labelled += labels[row] == LabelingFunction.ABSTAIN ? 0 : 1;
            correct += labels[row] == truth[row] ? 1 : 0;
        }
        return new Score(correct, labelled, labels.length);
    }
}
