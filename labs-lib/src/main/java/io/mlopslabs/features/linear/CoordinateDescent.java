// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Minimises a quadratic plus {@code l1 |w| + l2/2 w^2}, one coefficient after the other: what all models with an L1 penalty come down to.
 *
 * <p>Columns that are nearly alike would need sweeps without end, so now and then all coefficients in use move together, to where they would end
 * if none of them changed its sign, or until the first one does.
 */
final class CoordinateDescent {
    private static final int SWEEPS = 100_000;
    private static final int SWEEPS_BETWEEN_LEAPS = 20;

    private final double[][] hessian;
    private final double[] gradient;
    private final double[] w;
    private final double l1;
    private final double l2;

    private CoordinateDescent(double[][] hessian, double[] gradient, double[] w, double l1, double l2) {
        this.hessian = hessian;
        this.gradient = gradient;
        this.w = w;
        this.l1 = l1;
        this.l2 = l2;
    }

    /**
     * Moves {@code w} to the minimum, and {@code gradient} along with it.
     *
     * @param hessian of the quadratic; a coefficient whose diagonal is 0 changes nothing and becomes 0
     * @param gradient of the quadratic at {@code w}
     * @param w where to start
     * @param tolerance how far a coefficient may still move in the last sweep, times the root of its diagonal
     * @return whether the last sweep stayed within the tolerance
     */
    static boolean minimise(double[][] hessian, double[] gradient, double[] w, double l1, double l2, double tolerance) {
        var descent = new CoordinateDescent(hessian, gradient, w, l1, l2);
        for (int sweep = 1; sweep <= SWEEPS; sweep++) {
            if (descent.sweep() <= tolerance) {
                return true;
            }
            if (sweep % SWEEPS_BETWEEN_LEAPS == 0) {
                descent.leap();
            }
        }
        return false;
    }

    private double sweep() {
        double most = 0;
        for (int j = 0; j < w.length; j++) {
            double curvature = hessian[j][j] + l2;
            double target = curvature > 0 ? soft(hessian[j][j] * w[j] - gradient[j]) / curvature : 0;
            double change = target - w[j];
            if (change != 0) {
                move(j, target);
                most = Math.max(most, Math.abs(change) * Math.sqrt(curvature));
            }
        }
        return most;
    }

    private void move(int j, double target) {
        double change = target - w[j];
        w[j] = target;
        for (int k = 0; k < w.length; k++) {
            gradient[k] += change * hessian[j][k];
        }
    }

    private void leap() {
        int[] used = IntStream.range(0, w.length).filter(j -> w[j] != 0).toArray();
        double[][] matrix = new double[used.length][used.length];
        double[] right = new double[used.length];
        for (int k = 0; k < used.length; k++) {
            int j = used[k];
            right[k] = -gradient[j] - l1 * Math.signum(w[j]) - l2 * w[j];
            Arrays.setAll(matrix[k], m -> hessian[j][used[m]]);
            matrix[k][k] += l2;
        }
        Cholesky factor = Cholesky.of(matrix);
        if (factor == null) {
            return;
        }
        double[] way = factor.solve(right);
        double length = 1;
        int vanishes = -1;
        for (int k = 0; k < used.length; k++) {
            double crossing = -w[used[k]] / way[k];
            if (crossing > 0 && crossing < length) {
                length = crossing;
                vanishes = k;
            }
        }
        for (int k = 0; k < used.length; k++) {
            move(used[k], k == vanishes ? 0 : w[used[k]] + length * way[k]);
        }
    }

    private double soft(double value) {
        return value > l1 ? value - l1 : value < -l1 ? value + l1 : 0;
    }
}
