// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

/** The sum of the log losses at some coefficients, with what its derivatives are made of. */
final class LogLoss {
    // Curvature may be underestimated, not lost: rows that are certain to the last bit still bound the step.
    private static final double LEAST_WEIGHT = 1e-12;

    private final double[] errors;
    private final double[] weights;
    private final double loss;

    LogLoss(CenteredColumns x, int[] y, double[] coef, double intercept) {
        errors = x.combine(coef);
        weights = new double[errors.length];
        double sum = 0;
        for (int i = 0; i < errors.length; i++) {
            double score = errors[i] + intercept;
            double exp = Math.exp(-Math.abs(score));
            double probability = score >= 0 ? 1 / (1 + exp) : exp / (1 + exp);
            sum += Math.log1p(exp) + Math.max(score, 0) - y[i] * score;
            errors[i] = probability - y[i];
            weights[i] = Math.max(exp / ((1 + exp) * (1 + exp)), LEAST_WEIGHT);
        }
        loss = sum;
    }

    double loss() {
        return loss;
    }

    /** Probability less class, per row: the derivative by the score. */
    double[] errors() {
        return errors;
    }

    /** Second derivative by the score, per row. */
    double[] weights() {
        return weights;
    }
}
