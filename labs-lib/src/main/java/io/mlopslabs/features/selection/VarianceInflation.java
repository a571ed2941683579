// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well each column follows from all the others together, which no matrix of pairs shows.
 *
 * @see "Marquardt 1970, Generalized inverses, ridge regression, biased linear estimation, and nonlinear estimation"
 */
public final class VarianceInflation {
    // Of the length of a centred column: what is shorter is rounding. Its square is where statsmodels cuts 1 - R^2 off.
    private static final double ROUNDING = Math.sqrt(1e-15);

    private VarianceInflation() {}

    /**
     * Returns the variance inflation factor of each column, {@code 1 / (1 - R^2)} of the column regressed on all others and a constant.
     *
     * <p>1 if the others say nothing about it, above 5 or 10 by custom too much, infinity if they determine it (from 1e15 on, where doubles
     * cannot tell). NaN for a constant column, which the others' factors do not feel. A linear model's coefficients have so many times the
     * variance that they would have alone; predictions and trees do not mind.
     *
     * <p>Agrees with statsmodels {@code variance_inflation_factor} 0.15, which centres the columns by itself; with its older releases and with
     * {@code standardize=False}, only if a column of ones is among the regressors.
     *
     * @param x no value missing
     * @throws IllegalArgumentException if a value is missing; names the column and row
     */
    public static FeatureScores factors(FeatureTable x) {
        x.full("variance_inflation_factor");
        double[][] columns = new double[x.columns()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = unit(x.column(j));
        }
        List<FeatureScores.Score> scores = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
            double left = length(residual(columns[j], basis(columns, j)));
            double factor = left <= ROUNDING ? Double.POSITIVE_INFINITY : 1 / (left * left);
            factor = Filters.isConstant(x.column(j)) ? Double.NaN : factor;
            scores.add(new FeatureScores.Score(x.names().get(j), factor, Double.NaN));
        }
        return new FeatureScores("variance_inflation_factor", scores);
    }

    /** Returns orthogonal directions of length 1 that span all columns but one. */
    private static List<double[]> basis(double[][] columns, int without) {
        List<double[]> basis = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            double[] rest = residual(columns[i], basis);
            double length = length(rest);
            if (i != without && length > ROUNDING) {
                basis.add(Arrays.stream(rest).map(value -> value / length).toArray());
            }
        }
        return basis;
    }

    /** Returns the column centred and of length 1; zeros for a constant one. */
    private static double[] unit(double[] column) {
        if (Filters.isConstant(column)) {
            return new double[column.length];
        }
        double mean = Arrays.stream(column).sum() / column.length;
        double[] centred = Arrays.stream(column).map(value -> value - mean).toArray();
        double length = length(centred);
        return Arrays.stream(centred).map(value -> value / length).toArray();
    }

    private static double[] residual(double[] column, List<double[]> basis) {
        double[] rest = column.clone();
        for (int pass = 0; pass < 2; pass++) { // the second takes off what rounding left of near copies
            for (double[] direction : basis) {
                double along = 0;
                for (int i = 0; i < rest.length; i++) {
                    along += rest[i] * direction[i];
                }
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= along * direction[i];
                }
            }
        }
        return rest;
    }

    private static double length(double[] column) {
        double squares = 0;
        for (double value : column) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
