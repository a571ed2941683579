// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import java.util.Arrays;
import java.util.List;

/**
 * Linear regression whose coefficients are kept small by their absolute values and by their squares; with absolute values only it is the lasso.
 *
 * <p>Minimises {@code ||y - Xw - b||^2 / (2n) + alpha * l1Ratio * ||w||_1 + alpha * (1 - l1Ratio) / 2 * ||w||^2}; the intercept b is not
 * penalised. Columns of different units are penalised differently: standardise them first where that matters. A constant column gets
 * coefficient 0.
 *
 * <p>Same minimum as scikit-learn {@code ElasticNet} and {@code Lasso}; it is looked for until no coefficient moves any more, not to a duality
 * gap of 1e-4.
 *
 * @param alpha weight of the penalties, above 0; from {@code max |X'(y - mean)| / (n l1Ratio)} on, all coefficients are 0
 * @param l1Ratio share of the absolute values, from 0 to 1
 * @see "Friedman, Hastie, Tibshirani 2010, Regularization paths for generalized linear models via coordinate descent, J. Stat. Software 33"
 */
public record ElasticNet(double alpha, double l1Ratio) {
    // Beside the spread of the target; rounding alone moves coefficients by less.
    private static final double TOLERANCE = 1e-13;

    /** Checks the numbers. */
    public ElasticNet {
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "ElasticNet: alpha is %s; give more than 0, or take LinearRegression".formatted(alpha));
        }
        if (!(l1Ratio >= 0 && l1Ratio <= 1)) {
            throw new IllegalArgumentException("ElasticNet: l1Ratio is %s; give 0 to 1".formatted(l1Ratio));
        }
    }

    /** Returns the lasso: absolute values only. */
    public static ElasticNet lasso(double alpha) {
        return new ElasticNet(alpha, 1);
    }

    /** As {@link #fit(double[][], double[], List)} without column names. */
    public LinearModel fit(double[][] x, double[] y) {
        return fit(x, y, List.of());
    }

    /**
     * Learns the coefficients.
     *
     * @param x one row per target; finite
     * @param y target of each row, finite
     * @param columns one name per column, or none
     * @throws IllegalArgumentException if an argument breaks its rule; names row or column
     * @throws IllegalStateException if coefficients still move after 100,000 rounds
     */
    public LinearModel fit(double[][] x, double[] y, List<String> columns) {
        DesignMatrix.require(operation(), x, columns);
        DesignMatrix.requireTargets(operation(), x, y);
        var squares = LeastSquares.of(x, y);
        double[] coef = new double[squares.columns()];
        minimise(squares, coef);
        return new LinearModel(columns, coef, squares.intercept(coef));
    }

    /** Moves the coefficients from where they are to the minimum. */
    void minimise(LeastSquares squares, double[] coef) {
        boolean done = CoordinateDescent.minimise(
                squares.gram(),
                squares.gradient(coef),
                coef,
                alpha * l1Ratio,
                alpha * (1 - l1Ratio),
                TOLERANCE * squares.spread());
        if (!done) {
            throw new IllegalStateException("%s: not converged for alpha %s; standardise the columns or raise alpha"
                    .formatted(operation(), alpha));
        }
    }

    private String operation() {
        return l1Ratio == 1 ? "Lasso" : "ElasticNet";
    }

    /** The squared error as a function of the coefficients, per row, the intercept being where it is best. */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    record LeastSquares(double[] means, double mean, double spread, double[][] gram, double[] pull) {
        static LeastSquares of(double[][] x, double[] y) {
            var centered = CenteredColumns.of(x);
            double mean = Arrays.stream(y).average().orElseThrow();
            double[] deviations = Arrays.stream(y).map(v -> v - mean).toArray();
            double[] shares = new double[y.length];
            Arrays.fill(shares, 1.0 / y.length);
            return new LeastSquares(
                    centered.means(),
                    mean,
                    Math.sqrt(CenteredColumns.dot(deviations, deviations) / y.length),
                    centered.gram(shares),
                    Arrays.stream(centered.times(deviations))
                            .map(v -> v / y.length)
                            .toArray());
        }

        int columns() {
            return pull.length;
        }

        /** Returns the derivative of half the squared error. */
        double[] gradient(double[] coef) {
            double[] gradient = new double[pull.length];
            Arrays.setAll(gradient, j -> CenteredColumns.dot(gram[j], coef) - pull[j]);
            return gradient;
        }

        double intercept(double[] coef) {
            return mean - CenteredColumns.dot(means, coef);
        }
    }
}
