// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Bins for numbers that are fixed once, so that the same number means the same on every later day.
 *
 * <p>Made from the quantiles of a reference: each bin holds about as many of its rows. Below its smallest and above its largest value lie two
 * bins more, which new ranges fall into, and NaN has one of its own: every number has a bin. So a constant 5 and a range that holds 5
 * share the bin of 5, where TFDV's alignment finds nothing in common.
 */
public final class NumericBins {
    private final double[]
            uppers; // bin i holds what lies above uppers[i - 1], up to and with uppers[i]; the last is infinite
    private final double least;

    private NumericBins(double least, double[] uppers) {
        this.least = least;
        this.uppers = uppers;
    }

    /**
     * Returns bins of about equally many rows of {@code reference}; fewer where values repeat.
     *
     * <p>Edges are values of the reference, by the inverse of its distribution function. A smallest value that fills a bin alone, such as the
     * zero of most amounts, has it for itself.
     *
     * @param reference numbers, of which at least one is finite; others are ignored here
     * @param bins at least 2; 10 is usual
     * @throws IllegalArgumentException if no value is finite or there are fewer than 2 bins
     */
    public static NumericBins quantiles(double[] reference, int bins) {
        if (bins < 2) {
            throw new IllegalArgumentException("bins is " + bins + "; give at least 2, 10 is usual");
        }
        double[] ascending = Arrays.stream(reference)
                .filter(Double::isFinite)
                .map(x -> x + 0.0)
                .sorted()
                .toArray();
        if (ascending.length == 0) {
            throw new IllegalArgumentException("none of the " + reference.length
                    + " values of the reference is a finite number; there are no bins");
        }
        var edges = new TreeSet<Double>();
        for (int i = 1; i <= bins; i++) {
            edges.add(ascending[Math.max(0, (int) Math.ceil((double) i * ascending.length / bins) - 1)]);
        }
        return of(ascending[0], edges);
    }

    /** Returns the bins with these edges above the smallest value. */
    static NumericBins of(double least, SortedSet<Double> edges) {
        var uppers = new TreeSet<>(edges);
        uppers.add(Math.nextDown(least));
        uppers.add(Double.POSITIVE_INFINITY);
        return new NumericBins(
                least, uppers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Returns the upper ends of the bins, each of which belongs to its bin; the first bin lies below the reference, the last is open. */
    double[] uppers() {
        return uppers.clone();
    }

    /** Returns the number of bins, that of NaN with them. */
    public int size() {
        return uppers.length + 1;
    }

    /** Returns what each bin holds as a report prints it, in ascending order, NaN last. */
    public List<String> names() {
        var names = new ArrayList<String>();
        names.add("below " + least);
        for (int i = 1; i < uppers.length - 1; i++) {
            names.add(
                    i > 1
                            ? "above " + uppers[i - 1] + " to " + uppers[i]
                            : uppers[1] == least ? "exactly " + least : least + " to " + uppers[1]);
        }
        names.add("above " + uppers[uppers.length - 2]);
        names.add("NaN");
        return List.copyOf(names);
    }

    /** Returns how many of {@code values} each bin holds, in the order of {@link #names}; infinities are in the outer two. */
    public long[] count(double[] values) {
        var counts = new long[size()];
        for (double value : values) {
            if (Double.isNaN(value)) {
                counts[uppers.length]++;
            } else {
                int found = Arrays.binarySearch(uppers, value);
                counts[found < 0 ? -found - 1 : found]++;
            }
        }
        return counts;
    }
}
