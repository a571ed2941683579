// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The eigenvectors of a symmetric matrix, by Jacobi's rotations. */
final class EigenVectors {
    private static final int SWEEPS = 100; // a dozen are enough in practice: each squares what is left

    private EigenVectors() {}

    /**
     * Returns unit vectors, one after the other by decreasing eigenvalue, each with its entry of the greatest size (the first of several)
     * positive.
     */
    static double[] of(double[][] symmetric) {
        int n = symmetric.length;
        double[][] a = new double[n][];
        double[][] vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i] = symmetric[i].clone();
            vectors[i][i] = 1;
            for (double entry : a[i]) {
                if (!Double.isFinite(entry)) {
                    throw new IllegalArgumentException(
                            "a covariance is %s; take NaN and infinities out of the columns".formatted(entry));
                }
            }
        }
        boolean rotated = true;
        for (int sweep = 0; sweep < SWEEPS && rotated; sweep++) {
            rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotated |= rotate(a, vectors, p, q);
                }
            }
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] flat = new double[n * n];
        for (int k = 0; k < n; k++) {
            double greatest = 0;
            for (int i = 0; i < n; i++) {
                double entry = vectors[i][order[k]];
                if (Math.abs(entry) > Math.abs(greatest)) {
                    greatest = entry;
                }
            }
            for (int i = 0; i < n; i++) {
                flat[k * n + i] = Math.signum(greatest) * vectors[i][order[k]] + 0.0;
            }
        }
        return flat;
    }

    /** Turns the plane of p and q so that their entry becomes 0; returns false if it is no more than rounding. */
    private static boolean rotate(double[][] a, double[][] vectors, int p, int q) {
        double size = Math.sqrt(Math.abs(a[p][p])) * Math.sqrt(Math.abs(a[q][q]));
        if (Math.abs(a[p][q]) <= 0x1p-53 * size || a[p][q] == 0) {
            return false;
        }
        double half = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double tangent = Math.copySign(1, half) / (Math.abs(half) + Math.hypot(1, half));
        double cosine = 1 / Math.hypot(1, tangent);
        double sine = tangent * cosine;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = cosine * kp - sine * kq;
            a[k][q] = sine * kp + cosine * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = cosine * pk - sine * qk;
            a[q][k] = sine * pk + cosine * qk;
            double kp = vectors[k][p];
            double kq = vectors[k][q];
            vectors[k][p] = cosine * kp - sine * kq;
            vectors[k][q] = sine * kp + cosine * kq;
        }
        a[p][q] = 0;
        a[q][p] = 0;
        return true;
    }
}
