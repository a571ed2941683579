// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.Arrays;

/** How far the values of one sample must be moved to become the other, on average over the rows. */
public final class Wasserstein {
    private Wasserstein() {}

    /**
     * Returns the Wasserstein-1 distance: the area between the two empirical distribution functions, in the unit of the values.
     *
     * <p>0 for equal samples; a shift of all values by s is s. One far value moves it by its distance over n. Divide by a standard deviation of
     * the reference to compare columns; Evidently calls 0.1 of one a drift. Agrees with SciPy {@code wasserstein_distance}.
     *
     * @param x at least one finite value
     * @param y at least one finite value
     * @throws IllegalArgumentException if a sample is empty or a value not finite; names it
     */
    public static double distance(double[] x, double[] y) {
        double[] xs = Samples.require("x", x, 1).clone();
        double[] ys = Samples.require("y", y, 1).clone();
        Arrays.sort(xs);
        Arrays.sort(ys);
        double area = 0;
        double from = Math.min(xs[0], ys[0]);
        int i = 0;
        int j = 0;
        while (i < xs.length || j < ys.length) {
            double to = Math.min(i < xs.length ? xs[i] : ys[j], j < ys.length ? ys[j] : xs[i]);
            area += Math.abs((double) i / xs.length - (double) j / ys.length) * (to - from);
            from = to;
            while (i < xs.length && xs[i] == to) {
                i++;
            }
            while (j < ys.length && ys[j] == to) {
                j++;
            }
        }
        return area;
    }
}
