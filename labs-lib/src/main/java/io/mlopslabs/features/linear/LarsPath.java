// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Least angle regression: columns come in one by one, and between two steps all coefficients in use move on a straight line.
 *
 * <p>{@link #lar} never lets a column go. {@link #lasso} does where its coefficient crosses 0, and so finds every corner of the lasso's path at
 * once, where {@link LassoPath} asks for some alphas. Columns and target are centred first, not scaled: bring the columns to one norm where
 * units should not matter. A constant column never comes in, nor does a copy of one in use. Ends without penalty, or with one column less than
 * rows.
 *
 * <p>Agrees with scikit-learn {@code lars_path} on centred data.
 *
 * @param active columns in use at the end, in the order in which they came in, the last time for those that left in between
 * @param alphas largest absolute covariance of a column with what is left of the target at each step, descending
 * @param coefs {@code coefs[column][step]}
 * @see "Efron, Hastie, Johnstone, Tibshirani 2004, Least angle regression, Annals of Statistics 32"
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
public record LarsPath(List<Integer> active, double[] alphas, double[][] coefs) {
    private static final String OPERATION = "LarsPath";
    // A step or covariance this small beside the first is what rounding leaves of 0.
    private static final double ROUNDING = 1e-12;
    private static final int NONE = -1;

    /**
     * Returns the path of least angle regression proper.
     *
     * @param x one row per target; finite
     * @param y target of each row, finite
     * @throws IllegalArgumentException if an argument breaks its rule, or a column that comes in differs by rounding only from a sum of those in
     *     use; names row or column
     */
    public static LarsPath lar(double[][] x, double[] y) {
        return of(x, y, false);
    }

    /**
     * Returns the corners of the lasso's path.
     *
     * @throws IllegalArgumentException as {@link #lar}
     */
    public static LarsPath lasso(double[][] x, double[] y) {
        return of(x, y, true);
    }

    private static LarsPath of(double[][] x, double[] y, boolean lasso) {
        DesignMatrix.require(OPERATION, x, List.of());
        DesignMatrix.requireTargets(OPERATION, x, y);
        return new Walk(ElasticNet.LeastSquares.of(x, y), Math.min(x[0].length, x.length - 1), lasso).path();
    }

    private static final class Walk {
        private final ElasticNet.LeastSquares squares;
        private final int most;
        private final boolean lasso;
        private double least;
        private final double[] coef;
        private final List<Integer> active = new ArrayList<>();
        private final List<Double> alphas = new ArrayList<>();
        private final List<double[]> coefs = new ArrayList<>();

        Walk(ElasticNet.LeastSquares squares, int most, boolean lasso) {
            this.squares = squares;
            this.most = most;
            this.lasso = lasso;
            this.coef = new double[squares.columns()];
        }

        LarsPath path() {
            double[] covariances = squares.pull().clone();
            int enters = 0;
            for (int j = 1; j < covariances.length; j++) {
                enters = Math.abs(covariances[j]) > Math.abs(covariances[enters]) ? j : enters;
            }
            int leaves = NONE;
            double alpha = Math.abs(covariances[enters]);
            least = ROUNDING * alpha;
            record(alpha);
            while (alpha > least && (enters != NONE || leaves != NONE)) {
                if (enters != NONE) {
                    active.add(enters);
                }
                double[] way = way(covariances);
                double[] fall = fall(way);
                double length = alpha;
                enters = NONE;
                for (int j = 0; j < coef.length && active.size() < most; j++) {
                    if (!active.contains(j)) {
                        double until = until(alpha, covariances[j], fall[j], j == leaves);
                        enters = until < length ? j : enters;
                        length = Math.min(until, length);
                    }
                }
                leaves = NONE;
                for (int k = 0; k < way.length && lasso; k++) {
                    double crossing = -coef[active.get(k)] / way[k];
                    if (crossing > 0 && crossing < length) {
                        length = crossing;
                        enters = NONE;
                        leaves = active.get(k);
                    }
                }
                for (int k = 0; k < way.length; k++) {
                    coef[active.get(k)] += length * way[k];
                }
                if (leaves != NONE) {
                    coef[leaves] = 0;
                    active.remove((Integer) leaves);
                }
                alpha -= length;
                covariances = Arrays.stream(squares.gradient(coef)).map(v -> -v).toArray();
                record(alpha);
            }
            return new LarsPath(
                    List.copyOf(active),
                    alphas.stream().mapToDouble(a -> a).toArray(),
                    IntStream.range(0, coef.length)
                            .mapToObj(
                                    j -> coefs.stream().mapToDouble(at -> at[j]).toArray())
                            .toArray(double[][]::new));
        }

        private void record(double alpha) {
            alphas.add(alpha);
            coefs.add(coef.clone());
        }

        /** The direction in which the covariances of all active columns fall at the same speed, 1. */
        private double[] way(double[] covariances) {
            double[][] gram = new double[active.size()][active.size()];
            double[] signs = new double[active.size()];
            for (int k = 0; k < signs.length; k++) {
                signs[k] = Math.signum(covariances[active.get(k)]);
                for (int m = 0; m < signs.length; m++) {
                    gram[k][m] = squares.gram()[active.get(k)][active.get(m)];
                }
            }
            Cholesky factor = Cholesky.of(gram);
            if (factor == null) {
                throw new IllegalArgumentException(
                        "%s: column %d is a sum of the columns that came in before it; drop one of them"
                                .formatted(OPERATION, active.get(active.size() - 1)));
            }
            return factor.solve(signs);
        }

        /** How fast each column's covariance falls. */
        private double[] fall(double[] way) {
            double[] step = new double[coef.length];
            for (int k = 0; k < way.length; k++) {
                step[active.get(k)] = way[k];
            }
            double[] fall = new double[coef.length];
            Arrays.setAll(fall, j -> CenteredColumns.dot(squares.gram()[j], step));
            return fall;
        }

        /** Returns how long until a column's covariance is as large as those of the active ones, on either side of 0. */
        private double until(double alpha, double covariance, double fall, boolean justLeft) {
            double above = (alpha - covariance) / (1 - fall);
            double below = (alpha + covariance) / (1 + fall);
            // A column that has just left is still as large as the active ones, on its side.
            boolean risesTo = above > least && !(justLeft && covariance > 0);
            boolean fallsTo = below > least && !(justLeft && covariance < 0);
            return Math.min(risesTo ? above : Double.POSITIVE_INFINITY, fallsTo ? below : Double.POSITIVE_INFINITY);
        }
    }
}
