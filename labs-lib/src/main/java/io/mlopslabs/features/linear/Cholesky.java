// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

/** Solves linear equations of a symmetric positive definite matrix. */
final class Cholesky {
    // A pivot this small beside its diagonal is what rounding leaves of 0.
    private static final double SINGULAR = 1e-14;

    private final double[][] lower;

    private Cholesky(double[][] lower) {
        this.lower = lower;
    }

    /** Factors the matrix; its upper triangle is not read. Returns null if it is not positive definite to rounding. */
    static Cholesky of(double[][] matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = matrix[j][k];
                for (int m = 0; m < k; m++) {
                    sum -= lower[j][m] * lower[k][m];
                }
                if (j != k) {
                    lower[j][k] = sum / lower[k][k];
                } else if (sum > SINGULAR * matrix[j][j]) {
                    lower[j][j] = Math.sqrt(sum);
                } else {
                    return null;
                }
            }
        }
        return new Cholesky(lower);
    }

    double[] solve(double[] right) {
        int n = lower.length;
        double[] solution = right.clone();
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                solution[j] -= lower[j][k] * solution[k];
            }
            solution[j] /= lower[j][j];
        }
        for (int j = n - 1; j >= 0; j--) {
            for (int k = j + 1; k < n; k++) {
                solution[j] -= lower[k][j] * solution[k];
            }
            solution[j] /= lower[j][j];
        }
        return solution;
    }
}
