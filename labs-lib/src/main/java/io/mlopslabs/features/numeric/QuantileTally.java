// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Row;
import io.mlopslabs.statistics.WeightedQuantileSketch;

/** The order of weighted values, in bounded memory; NaN is left out, and so is what has a weight of 0 or NaN. */
final class QuantileTally extends Tally<QuantileTally> {
    private static final long serialVersionUID = 1;
    /** Stands for a weight of 1 each. */
    static final int UNWEIGHTED = -1;

    private final WeightedQuantileSketch sketch;
    private final int weights;

    /**
     * An empty one.
     *
     * @param weights the column that holds them, or {@link #UNWEIGHTED}
     */
    QuantileTally(double epsilon, int weights) {
        this.sketch = new WeightedQuantileSketch(epsilon);
        this.weights = weights;
    }

    @Override
    void add(Row row, int i) {
        double x = row.number(0, i);
        double weight = weights == UNWEIGHTED ? 1 : weight(row, i);
        if (!Double.isNaN(x) && weight > 0) {
            sketch.add(x, weight);
        }
    }

    private double weight(Row row, int i) {
        double weight = row.number(weights, Rows.partner(row, weights, i, "weights"));
        if (weight < 0 || weight == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("a weight is %s; it must be finite and not negative".formatted(weight));
        }
        return weight;
    }

    @Override
    void merge(QuantileTally other) {
        sketch.merge(other.sketch);
    }

    double totalWeight() {
        return sketch.totalWeight();
    }

    /** Returns the boundaries of {@code buckets} buckets, the least and the greatest value at the ends; there must be a value. */
    double[] quantiles(int buckets) {
        return sketch.quantiles(buckets).boundaries();
    }
}
