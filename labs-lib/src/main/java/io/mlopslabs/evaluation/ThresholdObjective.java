// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

/** A score of the four counts at a threshold, larger for better. */
@FunctionalInterface
public interface ThresholdObjective {
    /** Recall plus specificity minus 1, in {@code [-1, 1]}; 0 for guessing. Youden 1950. */
    ThresholdObjective YOUDEN_J = counts -> recall(counts) + specificity(counts) - 1;

    /** The mean of recall and specificity, in {@code [0, 1]}. */
    ThresholdObjective BALANCED_ACCURACY = counts -> (recall(counts) + specificity(counts)) / 2;

    /** Returns the score of {@code counts}. */
    double of(OneVsRest counts);

    /**
     * Returns F-beta as an objective; 0/0 gives 0.
     *
     * @throws IllegalArgumentException if {@code beta} is negative, infinite or NaN, when the objective is first used
     */
    static ThresholdObjective fbeta(double beta) {
        return counts -> counts.scores(beta, ZeroDivision.ZERO).fscore();
    }

    private static double recall(OneVsRest counts) {
        return counts.tp() / (counts.tp() + counts.fn());
    }

    private static double specificity(OneVsRest counts) {
        return counts.tn() / (counts.tn() + counts.fp());
    }
}
