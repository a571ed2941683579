// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

/** Minimises a quadratic plus {@code l1 |w| + l2/2 w^2}, one coefficient after the other: what all models with an L1 penalty come down to. */
final class CoordinateDescent {
    private static final int SWEEPS = 100_000;

    private CoordinateDescent() {}

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
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double most = 0;
            for (int j = 0; j < w.length; j++) {
                double curvature = hessian[j][j] + l2;
                double target = curvature > 0 ? soft(hessian[j][j] * w[j] - gradient[j], l1) / curvature : 0;
                double change = target - w[j];
                if (change != 0) {
                    w[j] = target;
                    for (int k = 0; k < w.length; k++) {
                        gradient[k] += change * hessian[j][k];
                    }
                    most = Math.max(most, Math.abs(change) * Math.sqrt(curvature));
                }
            }
            if (most <= tolerance) {
                return true;
            }
        }
        return false;
    }

    private static double soft(double value, double threshold) {
        return value > threshold ? value - threshold : value < -threshold ? value + threshold : 0;
    }
}
