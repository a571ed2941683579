// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

/** The area under any curve. */
public final class Trapezoids {
    private Trapezoids() {}

    /**
     * Returns the area under the points by the trapezoid rule, 0 for one point.
     *
     * <p>Agrees with {@code sklearn.metrics.auc}; a descending {@code x} gives the same area as the ascending one.
     *
     * @param x ascending or descending, equal neighbours allowed
     * @param y one for each x
     * @throws IllegalArgumentException if the lengths differ, there is no point, or x turns back; names the place
     */
    public static double auc(double[] x, double[] y) {
        if (x.length != y.length || x.length == 0) {
            throw new IllegalArgumentException("x has " + x.length + " values and y has " + y.length
                    + "; give one y for each x, and at least one point");
        }
        double area = 0;
        int direction = 0;
        for (int i = 1; i < x.length; i++) {
            int step = (int) Math.signum(x[i] - x[i - 1]);
            if (step * direction < 0) {
                throw new IllegalArgumentException(
                        "x[" + i + "] is " + x[i] + " after " + x[i - 1] + "; x may ascend or descend, not turn back");
            }
            direction = step == 0 ? direction : step;
            area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        }
        return direction < 0 ? -area : area;
    }
}
