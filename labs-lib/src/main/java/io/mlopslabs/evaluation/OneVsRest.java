// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

/**
 * The four counts of one class against all others; sums of weights where samples are weighted.
 *
 * <p>One class of scikit-learn's {@code multilabel_confusion_matrix}.
 *
 * @param tp true positives: of the class and predicted so
 * @param fp false positives: of another class, predicted as this one
 * @param fn false negatives: of this class, predicted as another
 * @param tn true negatives: neither
 */
public record OneVsRest(double tp, double fp, double fn, double tn) {
    OneVsRest plus(OneVsRest other) {
        return new OneVsRest(tp + other.tp, fp + other.fp, fn + other.fn, tn + other.tn);
    }

    /**
     * Returns precision, recall, F-beta and support of these counts.
     *
     * <p>{@code precision = tp / (tp + fp)}, {@code recall = tp / (tp + fn)} and
     * {@code F = (1 + beta^2) tp / ((1 + beta^2) tp + beta^2 fn + fp)}: F is undefined only if its own denominator is 0, not because one of
     * the other two is.
     *
     * @param beta weight of recall; 1 for the harmonic mean, above 1 for recall, below 1 for precision; finite, not negative
     * @param zeroDivision what 0/0 becomes
     * @throws IllegalArgumentException if {@code beta} is negative, infinite or NaN
     */
    public PrecisionRecallFscore scores(double beta, ZeroDivision zeroDivision) {
        if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta is " + beta + "; give a finite number from 0, such as 1");
        }
        double squared = beta * beta;
        double hits = (1 + squared) * tp;
        return new PrecisionRecallFscore(
                zeroDivision.divide(tp, tp + fp),
                zeroDivision.divide(tp, tp + fn),
                zeroDivision.divide(hits, hits + squared * fn + fp),
                tp + fn);
    }
}
