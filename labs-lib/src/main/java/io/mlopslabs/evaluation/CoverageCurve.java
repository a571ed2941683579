// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import io.mlopslabs.statistics.Interval;
import io.mlopslabs.statistics.Proportion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much a model may decide alone, and how often it is then right: accuracy against coverage.
 *
 * <p>A model that may abstain decides the cases whose confidence reaches a threshold and leaves the rest to people. The curve has a point for
 * each confidence that occurs, from the fewest cases decided to all of them; cases of equal confidence are decided together.
 *
 * <p>Known as the risk-coverage curve, with accuracy in place of its complement, the selective risk. A threshold that was chosen on a curve
 * looks better there than it is: judge it on other cases, with {@link #at(double)} of their curve.
 *
 * @see "El-Yaniv and Wiener 2010, On the foundations of noise-free selective classification, JMLR 11"
 */
public final class CoverageCurve {
    private final long n;
    private final List<Point> points;

    /**
     * What becomes of all cases at one threshold.
     *
     * @param threshold least confidence of a case that the model decides
     * @param accuracy right ones among the decided
     * @param n all cases, decided or not
     */
    public record Point(double threshold, Proportion accuracy, long n) {
        /** Returns the share of cases that the model decides, in {@code (0, 1]}. */
        public double coverage() {
            return (double) accuracy.n() / n;
        }
    }

    private CoverageCurve(long n, List<Point> points) {
        this.n = n;
        this.points = List.copyOf(points);
    }

    /**
     * Returns the curve of these cases.
     *
     * @param confidences one finite number per case, higher for surer; a scale of any kind
     * @param right whether the model's answer to that case is right
     * @throws IllegalArgumentException if the lengths differ, there is no case, or a confidence is not finite; names the case
     */
    public static CoverageCurve of(double[] confidences, boolean[] right) {
        if (confidences.length != right.length || right.length == 0) {
            throw new IllegalArgumentException("there are %d confidences and %d answers; give one of each per case"
                    .formatted(confidences.length, right.length));
        }
        for (int i = 0; i < confidences.length; i++) {
            if (!Double.isFinite(confidences[i])) {
                throw new IllegalArgumentException(
                        "confidences[%d] is %s; a confidence is finite".formatted(i, confidences[i]));
            }
        }
        int[] surestFirst = IntStream.range(0, right.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -confidences[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        var points = new ArrayList<Point>();
        long hits = 0;
        for (int k = 0; k < surestFirst.length; k++) {
            hits += right[surestFirst[k]] ? 1 : 0;
            double threshold = confidences[surestFirst[k]];
            if (k + 1 == surestFirst.length || confidences[surestFirst[k + 1]] != threshold) {
                points.add(new Point(threshold, new Proportion(hits, k + 1L), right.length));
            }
        }
        return new CoverageCurve(right.length, points);
    }

    /** Returns the number of cases. */
    public long n() {
        return n;
    }

    /** Returns all points, from the highest threshold to the lowest, which decides every case. */
    public List<Point> points() {
        return points;
    }

    /** Returns what becomes of these cases where a case of at least this confidence is decided; empty if none is. */
    public Optional<Point> at(double threshold) {
        Point last = null;
        for (Point point : points) {
            if (point.threshold() >= threshold) {
                last = new Point(threshold, point.accuracy(), n);
            }
        }
        return Optional.ofNullable(last);
    }

    /**
     * Returns the point of most coverage whose 95 % Wilson interval lies wholly above the required accuracy; empty if there is none.
     *
     * <p>The interval is of one point, chosen in advance; that the best of many is taken makes it too hopeful.
     *
     * @param required in {@code [0, 1]}
     */
    public Optional<Point> widest(double required) {
        Point widest = null;
        for (Point point : points) {
            if (point.accuracy().wilson().against(required) == Interval.Verdict.ABOVE) {
                widest = point;
            }
        }
        return Optional.ofNullable(widest);
    }
}
