// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lasso's coefficients for one alpha after the other: which columns come in first as the penalty falls.
 *
 * <p>Agrees with scikit-learn {@code lasso_path} on centred columns and a centred target; here both are centred first.
 *
 * @param alphas weights of the penalty, descending
 * @param coefs {@code coefs[column][step]}, one step per alpha
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
public record LassoPath(double[] alphas, double[][] coefs) {
    private static final String OPERATION = "LassoPath";
    private static final int STEPS = 100;
    private static final double SMALLEST_SHARE = 1e-3;

    /**
     * Returns the path over given alphas.
     *
     * @param x one row per target; finite
     * @param y target of each row, finite
     * @param alphas at least one, each above 0, in any order
     * @throws IllegalArgumentException if an argument breaks its rule; names row or column
     * @throws IllegalStateException as {@link ElasticNet#fit}
     */
    public static LassoPath of(double[][] x, double[] y, double[] alphas) {
        DesignMatrix.require(OPERATION, x, List.of());
        DesignMatrix.requireTargets(OPERATION, x, y);
        if (alphas.length == 0) {
            throw new IllegalArgumentException(OPERATION + ": there are no alphas; give at least one");
        }
        return of(ElasticNet.LeastSquares.of(x, y), alphas);
    }

    /**
     * Returns the path over 100 alphas, evenly spread on a logarithmic scale from the one at which the first column comes in down to a
     * thousandth of it.
     *
     * @throws IllegalArgumentException as the other, or if no column has anything to do with the target
     */
    public static LassoPath of(double[][] x, double[] y) {
        DesignMatrix.require(OPERATION, x, List.of());
        DesignMatrix.requireTargets(OPERATION, x, y);
        var squares = ElasticNet.LeastSquares.of(x, y);
        double highest = Arrays.stream(squares.pull()).map(Math::abs).max().orElseThrow();
        if (highest == 0) {
            throw new IllegalArgumentException(
                    OPERATION + ": target or columns are constant; there is no alpha at which a column comes in");
        }
        return of(
                squares,
                IntStream.range(0, STEPS)
                        .mapToDouble(step -> highest * Math.pow(SMALLEST_SHARE, step / (STEPS - 1.0)))
                        .toArray());
    }

    private static LassoPath of(ElasticNet.LeastSquares squares, double[] alphas) {
        double[] descending =
                Arrays.stream(alphas).map(a -> -a).sorted().map(a -> -a).toArray();
        double[][] coefs = new double[squares.columns()][alphas.length];
        double[] coef = new double[coefs.length];
        for (int step = 0; step < descending.length; step++) {
            ElasticNet.lasso(descending[step]).minimise(squares, coef);
            for (int j = 0; j < coef.length; j++) {
                coefs[j][step] = coef[j];
            }
        }
        return new LassoPath(descending, coefs);
    }

    /** Returns the columns in use at a step, ascending. */
    public int[] support(int step) {
        return IntStream.range(0, coefs.length).filter(j -> coefs[j][step] != 0).toArray();
    }
}
