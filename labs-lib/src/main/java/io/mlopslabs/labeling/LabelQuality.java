// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How much a model believes each given label, from 0 to 1: the lowest scores are to be looked at first.
 *
 * <p>A score ranks; it is no probability that the label is right. Probabilities must come from a model that has not been trained on the
 * sample, such as those of cross-validation: a model believes what it has learnt by heart.
 *
 * <p>Same numbers as cleanlab's {@code get_label_quality_scores}, by the same names.
 *
 * @see "Northcutt, Jiang and Chuang 2021, Confident learning, doi:10.1613/jair.1.12125"
 */
public enum LabelQuality {
    /** The probability of the given label. The one to start with. */
    SELF_CONFIDENCE {
        @Override
        double score(double[] probs, int label) {
            return probs[label];
        }
    },
    /** The given label's probability less that of the likeliest other class, moved to 0 to 1. Tells a confusion from a doubt. */
    NORMALIZED_MARGIN {
        @Override
        double score(double[] probs, int label) {
            double other = IntStream.range(0, probs.length)
                    .filter(k -> k != label)
                    .mapToDouble(k -> probs[k])
                    .max()
                    .orElseThrow();
            return (probs[label] - other + 1) / 2;
        }
    },
    /**
     * How spread the probabilities are, over the given label's own, mapped to 0 to 1.
     *
     * <p>A sample that is perfectly certain and right scores 0 and not 1: a quirk that cleanlab has too.
     */
    CONFIDENCE_WEIGHTED_ENTROPY {
        @Override
        double score(double[] probs, int label) {
            double entropy = 0;
            for (double p : probs) {
                entropy -= p > 0 ? p * Math.log(p) : 0;
            }
            double weighted = entropy / Math.log(probs.length) / Math.max(probs[label], LEAST);
            return Math.log(weighted + 1) / Math.max(weighted, LEAST);
        }
    };

    private static final double LEAST = 1e-6; // cleanlab's smallest divisor

    abstract double score(double[] probs, int label);

    /**
     * Returns the score of each sample.
     *
     * @param labels class given to each sample, from 0
     * @param predProbs {@code [sample][class]}, in 0 to 1, each row summing to 1 within 0.001
     * @throws IllegalArgumentException if an argument breaks its rule; names the sample
     */
    public double[] scores(int[] labels, double[][] predProbs) {
        return scores(new GivenLabels(labels, predProbs));
    }

    double[] scores(GivenLabels given) {
        return IntStream.range(0, given.size())
                .mapToDouble(i -> score(given.probs[i], given.labels[i]))
                .toArray();
    }

    /**
     * Returns the score of each sample, with a class for which the model is less sure in general judged less strictly.
     *
     * <p>Each probability is taken relative to its class threshold (see {@link ConfidentLearning#thresholds}) and the row scaled to sum to 1:
     * cleanlab's {@code adjust_pred_probs}.
     *
     * @throws IllegalArgumentException as {@link #scores(int[], double[][])}; if no sample has one of the classes; for
     *     {@code CONFIDENCE_WEIGHTED_ENTROPY}, which has no adjusted form
     */
    public double[] adjustedScores(int[] labels, double[][] predProbs) {
        if (this == CONFIDENCE_WEIGHTED_ENTROPY) {
            throw new IllegalArgumentException("CONFIDENCE_WEIGHTED_ENTROPY has no adjusted form; take scores");
        }
        var given = new GivenLabels(labels, predProbs);
        double[] thresholds = given.thresholds();
        for (int k = 0; k < thresholds.length; k++) {
            if (Double.isInfinite(thresholds[k])) {
                throw new IllegalArgumentException(
                        "no sample is labelled " + k + "; the class has no threshold to adjust by");
            }
        }
        double largest = Arrays.stream(thresholds).max().orElseThrow();
        return IntStream.range(0, given.size())
                .mapToDouble(i -> {
                    double[] row = new double[given.classes];
                    Arrays.setAll(row, k -> given.probs[i][k] - thresholds[k] + largest);
                    double sum = Arrays.stream(row).sum();
                    return score(Arrays.stream(row).map(p -> p / sum).toArray(), given.labels[i]);
                })
                .toArray();
    }
}
