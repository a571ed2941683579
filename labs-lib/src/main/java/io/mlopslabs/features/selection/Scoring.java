// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.statistics.Alternative;
import io.mlopslabs.statistics.MannWhitney;
import java.util.Arrays;
import java.util.stream.IntStream;

/** How good a fitted model is on some rows; more is better. */
@FunctionalInterface
public interface Scoring {
    /**
     * Returns the score.
     *
     * @param model fitted on other rows
     * @param x at least one row
     * @param y class or target of each row
     */
    double score(Estimator.Fitted model, double[][] x, double[] y);

    /** Returns the share of rows whose class is predicted. */
    static Scoring accuracy() {
        return (model, x, y) -> {
            double[] predicted = model.predict(x);
            return (double) IntStream.range(0, y.length)
                            .filter(i -> predicted[i] == y[i])
                            .count()
                    / y.length;
        };
    }

    /**
     * Returns the coefficient of determination: 1 less the squared error beside that of the mean; below 0 for a model worse than the mean.
     *
     * <p>Refuses rows whose targets are all equal, where scikit-learn's {@code r2_score} answers 0 or 1.
     */
    static Scoring r2() {
        return (model, x, y) -> {
            double[] predicted = model.predict(x);
            double mean = Arrays.stream(y).average().orElseThrow();
            double error = 0;
            double spread = 0;
            for (int i = 0; i < y.length; i++) {
                error += (y[i] - predicted[i]) * (y[i] - predicted[i]);
                spread += (y[i] - mean) * (y[i] - mean);
            }
            if (spread == 0) {
                throw new IllegalArgumentException(
                        "r2: all %d targets are %s; there is nothing to explain".formatted(y.length, y[0]));
            }
            return 1 - error / spread;
        };
    }

    /** Returns the area under the ROC curve: the chance that a row of class 1 scores above one of class 0, ties by half. */
    static Scoring rocAuc() {
        return (model, x, y) -> {
            double[] scores = model.scores(x);
            double[] ones = part(scores, y, 1);
            double[] zeros = part(scores, y, 0);
            if (ones.length == 0 || zeros.length == 0) {
                throw new IllegalArgumentException("rocAuc: %d rows of class 1 and %d of class 0; give some of both"
                        .formatted(ones.length, zeros.length));
            }
            double pairs = MannWhitney.test(ones, zeros, Alternative.GREATER, MannWhitney.Method.ASYMPTOTIC)
                    .statistic();
            return pairs / ones.length / zeros.length;
        };
    }

    private static double[] part(double[] scores, double[] y, double of) {
        return IntStream.range(0, y.length)
                .filter(i -> y[i] == of)
                .mapToDouble(i -> scores[i])
                .toArray();
    }
}
