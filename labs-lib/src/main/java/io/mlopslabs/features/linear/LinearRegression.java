// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import java.util.Arrays;
import java.util.List;

/**
 * Linear regression by least squares, with an intercept.
 *
 * <p>Agrees with scikit-learn {@code LinearRegression} where there is one answer. Where there are many, for a column is constant, a sum of
 * others, or the rows are too few, scikit-learn takes the one of least norm without a word; here the column is named. {@link ElasticNet} has one
 * answer for such columns too.
 *
 * @see "Bjoerck 1967, Solving linear least squares problems by Gram-Schmidt orthogonalization, BIT 7"
 */
public final class LinearRegression {
    private static final String OPERATION = "LinearRegression";
    // What rounding leaves of a column that the columns before it explain, beside what the column was.
    private static final double DEPENDENT = 1e-12;

    private LinearRegression() {}

    /** As {@link #fit(double[][], double[], List)} without column names. */
    public static LinearModel fit(double[][] x, double[] y) {
        return fit(x, y, List.of());
    }

    /**
     * Learns the coefficients.
     *
     * @param x one row per target; finite
     * @param y target of each row, finite
     * @param columns one name per column, or none
     * @throws IllegalArgumentException if an argument breaks its rule or the coefficients are not determined; names row or column
     */
    public static LinearModel fit(double[][] x, double[] y, List<String> columns) {
        DesignMatrix.require(OPERATION, x, columns);
        DesignMatrix.requireTargets(OPERATION, x, y);
        if (x.length <= x[0].length) {
            throw new IllegalArgumentException(
                    "%s: %d rows for %d columns; give more rows than columns, or take ElasticNet"
                            .formatted(OPERATION, x.length, x[0].length));
        }
        var centered = CenteredColumns.of(x);
        double mean = Arrays.stream(y).average().orElseThrow();
        double[] residuals = Arrays.stream(y).map(v -> v - mean).toArray();
        double[][] basis = centered.values();
        int p = basis.length;
        double[][] upper = new double[p][p];
        double[] coef = new double[p];
        for (int j = 0; j < p; j++) {
            double before = norm(basis[j]);
            for (int k = 0; k < j; k++) {
                upper[k][j] = takeOff(basis[k], basis[j]);
            }
            upper[j][j] = norm(basis[j]);
            requireNew(before, upper[j][j], DesignMatrix.name(columns, j));
            for (int i = 0; i < basis[j].length; i++) {
                basis[j][i] /= upper[j][j];
            }
            coef[j] = takeOff(basis[j], residuals);
        }
        for (int j = p - 1; j >= 0; j--) {
            for (int k = j + 1; k < p; k++) {
                coef[j] -= upper[j][k] * coef[k];
            }
            coef[j] /= upper[j][j];
        }
        return new LinearModel(columns, coef, centered.intercept(mean, coef));
    }

    /** Takes the part along a unit vector off another, and returns its length. */
    private static double takeOff(double[] unit, double[] vector) {
        double length = CenteredColumns.dot(unit, vector);
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= length * unit[i];
        }
        return length;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(CenteredColumns.dot(vector, vector));
    }

    private static void requireNew(double before, double after, String column) {
        if (before == 0) {
            throw new IllegalArgumentException(
                    "%s: %s is constant; drop it, the intercept says the same".formatted(OPERATION, column));
        }
        if (after <= DEPENDENT * before) {
            throw new IllegalArgumentException(
                    "%s: %s is a sum of columns before it; drop one of them, or take ElasticNet"
                            .formatted(OPERATION, column));
        }
    }
}
