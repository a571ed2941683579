// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** A normal distribution per class and feature. */
final class Normals {
    private final NaiveBayes.Gaussian settings;
    private final double[][] means;
    private final double[][] variances;

    private Normals(NaiveBayes.Gaussian settings, double[][] means, double[][] variances) {
        this.settings = settings;
        this.means = means;
        this.variances = variances;
    }

    static Normals fit(
            NaiveBayes.Gaussian settings, Collection<List<Integer>> rowsOfClass, SparseMatrix x, double[] weights) {
        double[] ones = new double[x.rows()];
        Arrays.fill(ones, 1);
        List<Integer> all = IntStream.range(0, x.rows()).boxed().toList();
        double widest =
                Arrays.stream(variance(x, all, ones, mean(x, all, ones))).max().orElse(0);
        double added = settings.varSmoothing() * widest;
        double[][] means = new double[rowsOfClass.size()][];
        double[][] variances = new double[rowsOfClass.size()][];
        int c = 0;
        for (List<Integer> rows : rowsOfClass) {
            means[c] = mean(x, rows, weights);
            variances[c] = variance(x, rows, weights, means[c]);
            for (int j = 0; j < variances[c].length; j++) {
                variances[c][j] += added;
                if (variances[c][j] == 0) {
                    throw new IllegalArgumentException(
                            "column %d does not vary within a class; raise varSmoothing or leave the column out"
                                    .formatted(j));
                }
            }
            c++;
        }
        return new Normals(settings, means, variances);
    }

    private static double[] mean(SparseMatrix x, List<Integer> rows, double[] weights) {
        double[] sums = new double[x.columns()];
        for (int row : rows) {
            for (int i = 0; i < x.columnsOf(row).length; i++) {
                sums[x.columnsOf(row)[i]] += weights[row] * x.valuesOf(row)[i];
            }
        }
        return divided(sums, rows, weights);
    }

    private static double[] variance(SparseMatrix x, List<Integer> rows, double[] weights, double[] mean) {
        double[] sums = new double[x.columns()];
        for (int row : rows) {
            double[] dense = dense(x, row);
            for (int j = 0; j < sums.length; j++) {
                sums[j] += weights[row] * (dense[j] - mean[j]) * (dense[j] - mean[j]);
            }
        }
        return divided(sums, rows, weights);
    }

    private static double[] divided(double[] sums, List<Integer> rows, double[] weights) {
        double all = rows.stream().mapToDouble(row -> weights[row]).sum();
        return Arrays.stream(sums).map(sum -> sum / all).toArray();
    }

    private static double[] dense(SparseMatrix x, int row) {
        double[] dense = new double[x.columns()];
        for (int i = 0; i < x.columnsOf(row).length; i++) {
            dense[x.columnsOf(row)[i]] = x.valuesOf(row)[i];
        }
        return dense;
    }

    /** Adds each class's log-likelihood of a row. */
    void addTo(double[] joint, SparseMatrix x, int row) {
        double[] dense = dense(x, row);
        for (int c = 0; c < joint.length; c++) {
            for (int j = 0; j < dense.length; j++) {
                double distance = dense[j] - means[c][j];
                joint[c] -= (Math.log(2 * Math.PI * variances[c][j]) + distance * distance / variances[c][j]) / 2;
            }
        }
    }

    NaiveBayes.Gaussian settings() {
        return settings;
    }

    double[][] means() {
        return Arrays.stream(means).map(double[]::clone).toArray(double[][]::new);
    }

    double[][] variances() {
        return Arrays.stream(variances).map(double[]::clone).toArray(double[][]::new);
    }
}
