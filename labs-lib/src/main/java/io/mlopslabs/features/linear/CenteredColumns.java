// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import java.util.stream.IntStream;

/**
 * The columns of a design matrix less their means: an intercept that is not penalised drops out of the algebra.
 *
 * @param means of each column
 * @param values {@code values[column][row]}; a constant column is 0 exactly
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
record CenteredColumns(double[] means, double[][] values) {
    static CenteredColumns of(double[][] x) {
        double[] means = new double[x[0].length];
        double[][] values = new double[means.length][x.length];
        for (int j = 0; j < means.length; j++) {
            // Means of deviations from the first row: a constant column has mean and deviations without rounding.
            double sum = 0;
            for (double[] row : x) {
                sum += row[j] - x[0][j];
            }
            means[j] = x[0][j] + sum / x.length;
            for (int i = 0; i < x.length; i++) {
                values[j][i] = x[i][j] - means[j];
            }
        }
        return new CenteredColumns(means, values);
    }

    int rows() {
        return values[0].length;
    }

    int columns() {
        return values.length;
    }

    /** Returns the products of all pairs of columns, each row weighted. */
    double[][] gram(double[] weights) {
        double[][] gram = new double[columns()][columns()];
        IntStream.range(0, columns()).parallel().forEach(j -> {
            double[] weighted = new double[rows()];
            for (int i = 0; i < weighted.length; i++) {
                weighted[i] = weights[i] * values[j][i];
            }
            for (int k = 0; k <= j; k++) {
                gram[j][k] = dot(weighted, values[k]);
            }
        });
        for (int j = 0; j < gram.length; j++) {
            for (int k = 0; k < j; k++) {
                gram[k][j] = gram[j][k];
            }
        }
        return gram;
    }

    /** Returns each column's product with a vector of one number per row. */
    double[] times(double[] perRow) {
        return IntStream.range(0, columns())
                .mapToDouble(j -> dot(values[j], perRow))
                .toArray();
    }

    /** Returns, per row, the sum of the columns times their coefficients. */
    double[] combine(double[] coef) {
        double[] sums = new double[rows()];
        for (int j = 0; j < coef.length; j++) {
            if (coef[j] != 0) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += coef[j] * values[j][i];
                }
            }
        }
        return sums;
    }

    /** Returns the intercept for the columns as they were, from the one for centred columns. */
    double intercept(double centered, double[] coef) {
        return centered - dot(means, coef);
    }

    /** Four sums at a time: one sum would wait for each addition before the next. */
    static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < a.length - 3; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
