// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Row;
import io.mlopslabs.statistics.WeightedQuantileSketch;

/**
 * The order of the finite values, for L-moments: exact up to 40,000 distinct ones, beyond that to a rank error of 0.001.
 *
 * <p>L-moments come from all values if there are at most {@link #MOST}, else from as many of equally spaced ranks: from the order alone, never
 * from batches.
 */
final class OrderTally extends Tally<OrderTally> {
    private static final long serialVersionUID = 1;
    private static final double EPSILON = 0.001;
    private static final int MOST = 1 << 16;

    private final WeightedQuantileSketch sketch = new WeightedQuantileSketch(EPSILON);

    @Override
    void add(Row row, int i) {
        double x = row.number(0, i);
        if (Double.isFinite(x)) {
            sketch.add(x, 1);
        }
    }

    @Override
    void merge(OrderTally other) {
        sketch.merge(other.sketch);
    }

    LMoments lMoments() {
        long n = (long) sketch.totalWeight();
        if (n == 0) {
            return LMoments.NONE;
        }
        if (n <= MOST) {
            return LMoments.of(sketch.quantiles((int) n).boundaries(), (int) n); // boundary k of n is value k
        }
        double[] halves = sketch.quantiles(2 * MOST).boundaries();
        double[] middles = new double[MOST];
        for (int k = 0; k < MOST; k++) {
            middles[k] = halves[2 * k + 1];
        }
        return LMoments.of(middles, MOST);
    }
}
