// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;

/**
 * The two baselines that a label model has to beat: most votes, and largest class.
 *
 * <p>Both share the probability among tied classes; {@link LabelProbabilities#predictions} then says what becomes of a tie.
 */
public final class MajorityVoter {
    private MajorityVoter() {}

    /**
     * Gives each row to the classes with most votes: probability {@code 1/t} for each of the {@code t} most voted.
     *
     * <p>Every function counts the same, however often it is wrong. A row without votes is a tie of all classes. Snorkel's
     * {@code MajorityLabelVoter}.
     */
    public static LabelProbabilities byLabel(LabelMatrix votes) {
        double[][] probabilities = new double[votes.rows()][];
        for (int row = 0; row < votes.rows(); row++) {
            double[] counts = new double[votes.cardinality()];
            for (int f = 0; f < votes.functions().size(); f++) {
                if (votes.vote(row, f) != LabelingFunction.ABSTAIN) {
                    counts[votes.vote(row, f)]++;
                }
            }
            probabilities[row] = sharedByLargest(counts);
        }
        return new LabelProbabilities(probabilities, votes.cardinality());
    }

    /**
     * Gives every row to the largest class, whatever the votes. Snorkel's {@code MajorityClassVoter}.
     *
     * @param classBalance share of each class, finite and not negative, summing to 1
     * @param rows number of rows, 1 or more
     * @throws IllegalArgumentException if an argument breaks its rule; names the class
     */
    public static LabelProbabilities byClass(double[] classBalance, int rows) {
        requireBalance(classBalance);
        if (rows < 1) {
            throw new IllegalArgumentException("rows is " + rows + "; give at least one");
        }
        double[][] probabilities = new double[rows][];
        Arrays.setAll(probabilities, row -> sharedByLargest(classBalance));
        return new LabelProbabilities(probabilities, classBalance.length);
    }

    /** Checks that these are shares of two or more classes. */
    static void requireBalance(double[] classBalance) {
        LabelMatrix.requireCardinality(classBalance.length);
        for (int label = 0; label < classBalance.length; label++) {
            if (!(classBalance[label] >= 0 && classBalance[label] <= 1)) {
                throw new IllegalArgumentException(
                        "classBalance[%d] is %s; a share is in 0 to 1".formatted(label, classBalance[label]));
            }
        }
        double sum = Arrays.stream(classBalance).sum();
        if (Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException("classBalance sums to " + sum + "; the shares of all classes sum to 1");
        }
    }

    private static double[] sharedByLargest(double[] scores) {
        double largest = Arrays.stream(scores).max().orElseThrow();
        double tied = Arrays.stream(scores).filter(score -> score == largest).count();
        return Arrays.stream(scores)
                .map(score -> score == largest ? 1 / tied : 0)
                .toArray();
    }
}
