// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import java.util.List;

/**
 * The least normalised cost that any threshold reaches, for every mix of class shares and costs at once.
 *
 * <p>At probability cost {@code pc = p fn / (p fn + (1 - p) fp)}, with p the share of positives and fn and fp the costs of the errors, a
 * threshold costs {@code FNR pc + FPR (1 - pc)}: 0 for perfection, 1 for always being wrong. Two classifiers are compared where they will be
 * used, not by an area over all of it.
 *
 * @param points in the order of the probability costs given
 * @param area under the envelope by trapezoids over the points, in {@code [0, 0.5]} over 0 to 1: smaller is better
 * @see "Drummond and Holte 2006, Cost curves: an improved method for visualizing classifier performance, Machine Learning 65"
 */
public record CostCurve(List<Point> points, double area) {
    /**
     * The best that can be done at one probability cost.
     *
     * @param probabilityCost in {@code [0, 1]}
     * @param cost least normalised expected cost, in {@code [0, 1]}
     * @param threshold that reaches it; the highest of several
     */
    public record Point(double probabilityCost, double cost, double threshold) {}

    /** Keeps an own copy of the points. */
    public CostCurve {
        points = List.copyOf(points);
    }
}
