// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The correlation of every pair of columns: symmetric, 1 on the diagonal, NaN in the row and column of a constant.
 *
 * <p>Immutable. Agrees with pandas {@code DataFrame.corr}; {@link Correlation} says where not.
 */
public final class CorrelationMatrix {
    private final Correlation correlation;
    private final List<String> names;
    private final double[][] values;

    /**
     * Two columns and their correlation.
     *
     * @param earlier the one that stands first in the table
     * @param later the other
     */
    public record Pair(String earlier, String later, double correlation) {}

    CorrelationMatrix(Correlation correlation, List<String> names, double[][] values) {
        this.correlation = correlation;
        this.names = names;
        this.values = values;
    }

    /** Returns which correlation this is. */
    public Correlation correlation() {
        return correlation;
    }

    /** Returns the names of the columns, in column order. */
    public List<String> names() {
        return names;
    }

    /** Returns a copy of the matrix, one row per column, both in column order. */
    public double[][] values() {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Returns the correlation of two columns.
     *
     * @throws IllegalArgumentException if there is no column of that name; lists the names
     */
    public double of(String first, String second) {
        return values[place(first)][place(second)];
    }

    private int place(String name) {
        int place = names.indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException("there is no column '%s'; there are %s".formatted(name, names));
        }
        return place;
    }

    /**
     * Returns the pairs that are correlated above a threshold, either way, the strongest first.
     *
     * @param threshold 0 to 1, compared with the absolute value
     * @throws IllegalArgumentException if the threshold is outside 0 to 1
     */
    public List<Pair> pairsAbove(double threshold) {
        requireThreshold(threshold);
        List<Pair> pairs = new ArrayList<>();
        for (int j = 0; j < values.length; j++) {
            for (int i = 0; i < j; i++) {
                if (Math.abs(values[i][j]) > threshold) {
                    pairs.add(new Pair(names.get(i), names.get(j), values[i][j]));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(pair -> -Math.abs(pair.correlation())));
        return pairs;
    }

    /**
     * Returns the columns that are left when each that is correlated above a threshold with any earlier one is dropped.
     *
     * <p>The usual recipe on the upper triangle of the matrix: an earlier column counts even if it is dropped itself, and which of two copies
     * stays is a matter of column order, not of worth. A constant column is kept: its correlation is NaN, and {@link VarianceThreshold} finds it.
     *
     * @param threshold 0 to 1, compared with the absolute value
     * @throws IllegalArgumentException if the threshold is outside 0 to 1
     */
    public SelectedFeatures dropAbove(double threshold) {
        requireThreshold(threshold);
        boolean[] kept = new boolean[values.length];
        for (int j = 0; j < values.length; j++) {
            kept[j] = true;
            for (int i = 0; i < j; i++) {
                kept[j] &= !(Math.abs(values[i][j]) > threshold);
            }
        }
        return SelectedFeatures.where(names, kept);
    }

    private static void requireThreshold(double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "the threshold is %s; give an absolute correlation in 0 to 1, such as 0.95".formatted(threshold));
        }
    }

    /** Returns which correlation of how many columns. */
    @Override
    public String toString() {
        return "%s of %d columns".formatted(correlation, names.size());
    }
}
