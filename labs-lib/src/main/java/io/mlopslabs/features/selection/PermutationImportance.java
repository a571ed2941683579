// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.statistics.Moments;
import java.util.SplittableRandom;

/**
 * How much worse a fitted model scores when one column is shuffled: what the model loses without it, for any model.
 *
 * <p>Take rows that the model was not fitted on. Two columns that say the same hide each other. Same definition as scikit-learn {@code
 * permutation_importance}; the shuffles are others.
 *
 * @param means mean loss of score per column; around 0 for a column that the model does not need
 * @param deviations population standard deviation of the losses over the shuffles, per column
 * @param score without shuffling
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
public record PermutationImportance(double[] means, double[] deviations, double score) {
    private static final String OPERATION = "PermutationImportance";

    /**
     * How to shuffle.
     *
     * @param repeats shuffles per column, at least 1
     * @param seed of the shuffles
     */
    public record Shuffles(int repeats, long seed) {
        /** Checks the number. */
        public Shuffles {
            if (repeats < 1) {
                throw new IllegalArgumentException("%s: %d repeats; give at least 1".formatted(OPERATION, repeats));
            }
        }
    }

    /**
     * Shuffles each column some times.
     *
     * @throws IllegalArgumentException if the rows do not suit; names row or column
     */
    public static PermutationImportance of(
            Estimator.Fitted model, double[][] x, double[] y, Scoring scoring, Shuffles shuffles) {
        Support.require(OPERATION, x, y, 1);
        double score = scoring.score(model, x, y);
        int columns = x[0].length;
        double[] means = new double[columns];
        double[] deviations = new double[columns];
        var random = new SplittableRandom(shuffles.seed());
        double[][] shuffled = new double[x.length][];
        for (int j = 0; j < columns; j++) {
            double[] losses = new double[shuffles.repeats()];
            for (int repeat = 0; repeat < losses.length; repeat++) {
                for (int i = 0; i < x.length; i++) {
                    shuffled[i] = x[i].clone();
                }
                for (int last = x.length - 1; last > 0; last--) {
                    int other = random.nextInt(last + 1);
                    double value = shuffled[last][j];
                    shuffled[last][j] = shuffled[other][j];
                    shuffled[other][j] = value;
                }
                losses[repeat] = score - scoring.score(model, shuffled, y);
            }
            Moments moments = Moments.of(losses);
            means[j] = moments.mean();
            deviations[j] = moments.standardDeviation(0);
        }
        return new PermutationImportance(means, deviations, score);
    }
}
