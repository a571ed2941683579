// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression of two classes: the log odds of class 1 are a weighted sum of the columns.
 *
 * <p>Minimises {@code penalty + c * sum of log losses} over coefficients and intercept. The intercept is not penalised. Columns of very
 * different units are penalised differently: standardise them first where that matters. A column that is constant in the training rows gets
 * coefficient 0, as does one that an L1 penalty finds useless.
 *
 * <p>Same minimum as scikit-learn {@code LogisticRegression} with the solvers lbfgs (L2) and saga (L1) run to the end; liblinear penalises the
 * intercept and gives other numbers. Here Newton's method goes to the end within a few steps, and no row order and no seed plays a part.
 *
 * @param penalty on the coefficients
 * @param c weight of the data against the penalty, above 0; less means smaller coefficients
 * @param maxIterations Newton steps before giving up, at least 1; ten are usual
 */
public record LogisticRegression(Penalty penalty, double c, int maxIterations) {
    private static final String OPERATION = "LogisticRegression";
    private static final int USUAL_ITERATIONS = 100;
    // Newton's error is squared by each step: what is this small before the last one is at rounding after it.
    private static final double DONE = 1e-14;
    // A decrease below this share of the loss is lost in the loss's own rounding.
    private static final double ROUNDING = 1e-12;
    private static final double SUFFICIENT = 1e-4;
    // Beside the root of the loss, which coefficients times the root of their curvature are of the size of.
    private static final double TOLERANCE = 1e-12;

    /** What keeps coefficients small. */
    public enum Penalty {
        /** Sum of absolute values: leaves out columns. */
        L1,
        /** Half the sum of squares: all columns stay, with small coefficients. */
        L2
    }

    /** Checks the numbers. */
    public LogisticRegression {
        if (!(c > 0 && c < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s: c is %s; give more than 0".formatted(OPERATION, c));
        }
        if (maxIterations < 1) {
            throw new IllegalArgumentException(
                    "%s: maxIterations is %d; give at least 1".formatted(OPERATION, maxIterations));
        }
    }

    /** Returns the settings with an L1 penalty. */
    public static LogisticRegression l1(double c) {
        return new LogisticRegression(Penalty.L1, c, USUAL_ITERATIONS);
    }

    /** Returns the settings with an L2 penalty; {@code c} is 1 in scikit-learn unless said otherwise. */
    public static LogisticRegression l2(double c) {
        return new LogisticRegression(Penalty.L2, c, USUAL_ITERATIONS);
    }

    /** As {@link #fit(double[][], int[], List)} without column names. */
    public LogisticRegressionModel fit(double[][] x, int[] y) {
        return fit(x, y, List.of());
    }

    /**
     * Learns the coefficients.
     *
     * @param x one row per class; finite
     * @param y 0 or 1, both of them at least once
     * @param columns one name per column, or none
     * @throws IllegalArgumentException if an argument breaks its rule; names the row and the column
     * @throws IllegalStateException if the steps do not end within {@link #maxIterations}
     */
    public LogisticRegressionModel fit(double[][] x, int[] y, List<String> columns) {
        DesignMatrix.require(OPERATION, x, columns);
        DesignMatrix.requireClasses(OPERATION, x, y);
        var centered = CenteredColumns.of(x);
        double[] coef = new double[centered.columns()];
        double share = Arrays.stream(y).average().orElseThrow();
        double intercept = Math.log(share) - Math.log1p(-share);
        var now = new LogLoss(centered, y, coef, intercept);
        for (int iteration = 1; iteration <= maxIterations; iteration++) {
            double objective = penalty(coef) + c * now.loss();
            Step step = step(centered, now, coef, TOLERANCE * Math.sqrt(Math.max(1, objective)));
            boolean last = step.decrease() <= DONE * Math.max(1, objective);
            double length = 1;
            for (; ; length /= 2) {
                double[] tried = step.from(coef, length);
                var then = new LogLoss(centered, y, tried, intercept + length * step.intercept());
                double gain = objective - penalty(tried) - c * then.loss();
                if (last || gain >= SUFFICIENT * length * step.decrease()) {
                    coef = tried;
                    intercept += length * step.intercept();
                    now = then;
                    break;
                }
                if (step.decrease() <= ROUNDING * Math.max(1, objective)) {
                    last = true;
                    break;
                }
                if (length < Double.MIN_NORMAL) {
                    throw new IllegalStateException(
                            "%s: no step improves on iteration %d; scale the columns".formatted(OPERATION, iteration));
                }
            }
            if (last) {
                return new LogisticRegressionModel(columns, coef, centered.intercept(intercept, coef));
            }
        }
        throw new IllegalStateException(
                "%s: not converged after %d iterations; standardise the columns, lower c or raise maxIterations"
                        .formatted(OPERATION, maxIterations));
    }

    private double penalty(double[] coef) {
        return penalty == Penalty.L1
                ? Arrays.stream(coef).map(Math::abs).sum()
                : Arrays.stream(coef).map(w -> w * w / 2).sum();
    }

    /** The way to the minimum of the objective's second-order model; decrease: what that model promises, at least. */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    private record Step(double[] coef, double intercept, double decrease) {
        double[] from(double[] start, double length) {
            double[] end = new double[start.length];
            Arrays.setAll(end, j -> start[j] + length * coef[j]);
            return end;
        }
    }

    private Step step(CenteredColumns x, LogLoss loss, double[] coef, double tolerance) {
        double[] weights = loss.weights();
        double sum = Arrays.stream(weights).sum();
        double pull = Arrays.stream(loss.errors()).sum();
        double[] lean = x.times(weights);
        double[] gradient = x.times(loss.errors());
        double[][] hessian = x.gram(weights);
        // The intercept goes where it is best for any coefficients: what is left is a problem without it.
        for (int j = 0; j < coef.length; j++) {
            gradient[j] = c * (gradient[j] - lean[j] * pull / sum);
            for (int k = 0; k < coef.length; k++) {
                hessian[j][k] = c * (hessian[j][k] - lean[j] * lean[k] / sum);
            }
        }
        double[] end =
                penalty == Penalty.L1 ? sparse(hessian, gradient, coef, tolerance) : ridge(hessian, gradient, coef);
        double[] way = new double[coef.length];
        Arrays.setAll(way, j -> end[j] - coef[j]);
        double intercept = -(pull + CenteredColumns.dot(lean, way)) / sum;
        double slope = CenteredColumns.dot(gradient, way) - c * pull * pull / sum;
        double penalties = penalty == Penalty.L1 ? penalty(end) - penalty(coef) : CenteredColumns.dot(coef, way);
        return new Step(way, intercept, -slope - penalties);
    }

    private static double[] ridge(double[][] hessian, double[] gradient, double[] coef) {
        double[] right = new double[coef.length];
        for (int j = 0; j < coef.length; j++) {
            hessian[j][j] += 1;
            right[j] = -gradient[j] - coef[j];
        }
        double[] way = Cholesky.of(hessian).solve(right);
        Arrays.setAll(way, j -> coef[j] + way[j]);
        return way;
    }

    private static double[] sparse(double[][] hessian, double[] gradient, double[] coef, double tolerance) {
        double[] end = coef.clone();
        if (!CoordinateDescent.minimise(hessian, gradient.clone(), end, 1, 0, tolerance)) {
            throw new IllegalStateException(
                    "%s: coordinate descent has not converged; standardise the columns or lower c"
                            .formatted(OPERATION));
        }
        return end;
    }
}
