// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;

/** Labels that are not trusted, beside what a model that has not seen them says. */
final class GivenLabels {
    private static final double TIE = 1e-6; // cleanlab's comparison of probabilities
    private static final double ROUNDING = 1e-3; // a row printed to four digits sums to 1 within this

    final int[] labels;
    final double[][] probs;
    final int classes;

    GivenLabels(int[] labels, double[][] predProbs) {
        if (labels.length == 0 || labels.length != predProbs.length) {
            throw new IllegalArgumentException(
                    "there are %d labels and %d rows of predProbs; give one of each per sample"
                            .formatted(labels.length, predProbs.length));
        }
        this.labels = labels.clone();
        this.probs = new double[predProbs.length][];
        this.classes = predProbs[0].length;
        if (classes < 2) {
            throw new IllegalArgumentException("predProbs has " + classes + " columns; there are at least 2 classes");
        }
        for (int i = 0; i < labels.length; i++) {
            probs[i] = checked(predProbs[i], i, classes);
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "labels[%d] is %d; a label is a class from 0 to %d".formatted(i, labels[i], classes - 1));
            }
        }
    }

    private static double[] checked(double[] row, int sample, int classes) {
        if (row.length != classes) {
            throw new IllegalArgumentException(
                    "predProbs[%d] has %d columns and predProbs[0] %d".formatted(sample, row.length, classes));
        }
        for (int c = 0; c < classes; c++) {
            if (!(row[c] >= 0 && row[c] <= 1)) {
                throw new IllegalArgumentException(
                        "predProbs[%d][%d] is %s; a probability is in 0 to 1".formatted(sample, c, row[c]));
            }
        }
        double sum = Arrays.stream(row).sum();
        if (Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException(
                    "predProbs[%d] sums to %s; the probabilities of all classes sum to 1".formatted(sample, sum));
        }
        return row.clone();
    }

    int size() {
        return labels.length;
    }

    /** Returns the probability of the given label. */
    double own(int sample) {
        return probs[sample][labels[sample]];
    }

    /** Tells whether no class is more likely than the given one; it wins ties. */
    boolean mostLikely(int sample) {
        return own(sample) >= probs[sample][argMax(probs[sample])] - TIE;
    }

    int[] counts() {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /** Returns the mean probability of each class over the samples labelled so; infinite for a class that nothing is labelled. */
    double[] thresholds() {
        double[] sums = new double[classes];
        for (int i = 0; i < size(); i++) {
            sums[labels[i]] += own(i);
        }
        int[] counts = counts();
        Arrays.setAll(sums, k -> counts[k] == 0 ? Double.POSITIVE_INFINITY : sums[k] / counts[k]);
        return sums;
    }

    /** Returns the class that the model confidently takes the sample for, or -1; {@code thresholds} as above. */
    int confidentClass(int sample, double[] thresholds) {
        int confident = 0;
        int guess = -1;
        for (int k = classes - 1; k >= 0; k--) {
            if (probs[sample][k] >= thresholds[k] - TIE) {
                confident++;
                guess = k;
            }
        }
        return confident > 1 ? argMax(probs[sample]) : guess;
    }

    static int argMax(double[] row) {
        int best = 0;
        for (int k = 1; k < row.length; k++) {
            best = row[k] > row[best] ? k : best;
        }
        return best;
    }
}
