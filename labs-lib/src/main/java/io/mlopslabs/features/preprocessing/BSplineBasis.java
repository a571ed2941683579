// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

/** The B-splines of a degree on ascending knots, by the recursion of Cox and de Boor; as SciPy's {@code BSpline}, the outer pieces go on. */
@SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
record BSplineBasis(int degree, double[] knots) {
    double first() {
        return knots[degree];
    }

    double last() {
        return knots[splines()];
    }

    private int splines() {
        return knots.length - degree - 1;
    }

    /** Returns the value of every spline. */
    double[] at(double x) {
        double[] all = new double[splines()];
        int interval = interval(x);
        double[] values = values(x, degree, interval);
        System.arraycopy(values, 0, all, interval - degree, degree + 1);
        return all;
    }

    /** Returns the slope of every spline. */
    double[] slopesAt(double x) {
        double[] all = new double[splines()];
        if (degree == 0) {
            return all;
        }
        int interval = interval(x);
        double[] lower = values(x, degree - 1, interval);
        for (int k = interval - degree; k <= interval; k++) {
            int at = k - (interval - degree);
            double rising = at == 0 ? 0 : lower[at - 1] / (knots[k + degree] - knots[k]);
            double falling = at == degree ? 0 : lower[at] / (knots[k + degree + 1] - knots[k + 1]);
            all[k] = degree * (rising - falling);
        }
        return all;
    }

    /** Returns the piece that holds {@code x}, of those that have a width; the first or last one for what lies beyond. */
    private int interval(double x) {
        int interval = degree;
        for (int k = degree; k < splines(); k++) {
            if (knots[k] < knots[k + 1] && (knots[k] <= x || knots[interval] == knots[interval + 1])) {
                interval = k;
            }
        }
        return interval;
    }

    /** Returns the values of those splines of {@code order} that are not 0 on a piece. */
    private double[] values(double x, int order, int interval) {
        double[] values = new double[order + 1];
        values[0] = 1;
        for (int d = 1; d <= order; d++) {
            double saved = 0;
            for (int r = 0; r < d; r++) {
                double right = knots[interval + r + 1];
                double left = knots[interval + 1 - d + r];
                double part = values[r] / (right - left);
                values[r] = saved + (right - x) * part;
                saved = (x - left) * part;
            }
            values[d] = saved;
        }
        return values;
    }
}
