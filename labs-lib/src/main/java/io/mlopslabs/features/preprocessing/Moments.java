// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

/** Weight, mean and population variance of one column's values that are there; NaN where there is none. */
record Moments(double count, double mean, double variance) {
    static Moments of(double[][] rows, double[] weights, int column) {
        double count = 0;
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            if (!Double.isNaN(rows[i][column])) {
                count += weights[i];
                sum += weights[i] * rows[i][column];
            }
        }
        double mean = sum / count;
        double squares = 0;
        double rest = 0; // what rounding left in the mean: Chan, Golub and LeVeque's corrected two passes
        for (int i = 0; i < rows.length; i++) {
            double distance = rows[i][column] - mean;
            if (!Double.isNaN(distance)) {
                squares += weights[i] * distance * distance;
                rest += weights[i] * distance;
            }
        }
        return new Moments(count, mean, (squares - rest * rest / count) / count);
    }

    Moments merge(Moments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        double all = count + other.count;
        double distance = other.mean - mean;
        double squares =
                variance * count + other.variance * other.count + distance * distance * count / all * other.count;
        return new Moments(all, mean + distance * other.count / all, squares / all);
    }

    /** Tells whether the variance is no more than rounding makes of a constant. */
    boolean isConstant() {
        double epsilon = Math.ulp(1.0);
        double rounding = count * mean * epsilon;
        return variance <= count * epsilon * variance + rounding * rounding;
    }

    double scale() {
        return isConstant() ? 1 : Math.sqrt(variance);
    }
}
