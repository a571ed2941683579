// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import java.util.List;

/**
 * A value for each threshold, such as the mean cost of a decision, and the best of them.
 *
 * <p>A threshold chosen on a curve looks better there than it is: judge it on other samples, with {@link BinaryScores#at}.
 *
 * @param points in the order of the thresholds given, descending by default
 * @param bestIndex place of the best point; the first of several, which calls the fewest samples positive where thresholds descend
 */
public record ThresholdCurve(List<Point> points, int bestIndex) {
    /**
     * What one threshold gives.
     *
     * @param threshold samples that score at least this much are called positive; infinite where none are
     * @param value cost or score, as asked for
     */
    public record Point(double threshold, double value) {}

    /** Keeps an own copy of the points. */
    public ThresholdCurve {
        points = List.copyOf(points);
    }

    /** Returns the best point. */
    public Point best() {
        return points.get(bestIndex);
    }

    static ThresholdCurve lowest(List<Point> points) {
        return new ThresholdCurve(points, first(points, -1));
    }

    static ThresholdCurve highest(List<Point> points) {
        return new ThresholdCurve(points, first(points, 1));
    }

    private static int first(List<Point> points, int sign) {
        int best = 0;
        for (int i = 1; i < points.size(); i++) {
            if (sign * points.get(i).value() > sign * points.get(best).value()) {
                best = i;
            }
        }
        return best;
    }
}
