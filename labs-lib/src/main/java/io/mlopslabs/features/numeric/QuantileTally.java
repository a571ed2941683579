// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Row;
import io.mlopslabs.statistics.WeightedQuantileSketch;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Arrays;

/**
 * The order of values, in bounded memory; NaN is left out, and so is what has a weight of 0 or NaN.
 *
 * <p>Values without weights are collected as they come, and sorted and counted by the block: what a sketch takes, a value and its weight, is
 * then a distinct value of the block, or one for every few neighbours if there are very many.
 */
final class QuantileTally extends Tally<QuantileTally> {
    private static final long serialVersionUID = 1;
    /** Stands for a weight of 1 each. */
    static final int UNWEIGHTED = -1;

    private static final int BLOCK = 1 << 16;
    private static final double SKETCHED = 7 / 8.0; // of epsilon; blocks take the rest

    private final double epsilon;
    private final WeightedQuantileSketch sketch;
    private final int weights;
    private double[] block = new double[16];
    private int size;

    /**
     * An empty one.
     *
     * @param weights the column that holds them, or {@link #UNWEIGHTED}
     */
    QuantileTally(double epsilon, int weights) {
        this.epsilon = epsilon;
        this.sketch = new WeightedQuantileSketch(epsilon * SKETCHED);
        this.weights = weights;
    }

    @Override
    void add(Row row, int i) {
        double x = row.number(0, i);
        if (weights != UNWEIGHTED) {
            double weight = weight(row, i);
            if (!Double.isNaN(x) && weight > 0) {
                sketch.add(x, weight);
            }
        } else if (!Double.isNaN(x)) {
            if (size == block.length) {
                makeRoom();
            }
            block[size++] = x;
        }
    }

    private double weight(Row row, int i) {
        double weight = row.number(weights, Rows.partner(row, weights, i, "weights"));
        if (weight < 0 || weight == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("a weight is %s; it must be finite and not negative".formatted(weight));
        }
        return weight;
    }

    private void makeRoom() {
        if (size < BLOCK) {
            block = Arrays.copyOf(block, Math.min(BLOCK, 2 * size));
            return;
        }
        SortedNumbers.sort(block, size);
        sketch(block, size, sketch);
        size = 0;
    }

    @Override
    void merge(QuantileTally other) {
        sketch.merge(other.sketch);
        for (int from = 0; from < other.size; ) {
            if (size == block.length) {
                makeRoom();
            }
            int length = Math.min(other.size - from, block.length - size);
            System.arraycopy(other.block, from, block, size, length);
            size += length;
            from += length;
        }
    }

    /** Gives sorted values to a sketch: the distinct ones, or the middles of groups of neighbours where those are too many. */
    private void sketch(double[] sorted, int count, WeightedQuantileSketch to) {
        int groups =
                Math.max(WeightedQuantileSketch.EXACT, (int) Math.min(BLOCK, 4 / epsilon)); // wrong by half a group
        if (distinct(sorted, count) <= groups) {
            for (int i = 0, next; i < count; i = next) {
                for (next = i + 1; next < count && sorted[next] == sorted[i]; ) {
                    next++;
                }
                to.add(sorted[i], next - i);
            }
            return;
        }
        for (int g = 0, from = 0; g < groups; g++) {
            int end = (int) ((g + 1L) * count / groups);
            to.add(sorted[(from + end) / 2], end - from);
            from = end;
        }
    }

    private static int distinct(double[] sorted, int count) {
        int distinct = count == 0 ? 0 : 1;
        for (int i = 1; i < count; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    boolean isEmpty() {
        return size == 0 && sketch.totalWeight() == 0;
    }

    /** Returns the boundaries between {@code buckets} buckets; there must be a value. */
    double[] boundaries(int buckets) {
        double[] sorted = Arrays.copyOf(block, size);
        SortedNumbers.sort(sorted, size);
        double[] boundaries = new double[buckets - 1];
        if (sketch.totalWeight() == 0) {
            for (int k = 1; k < buckets; k++) {
                boundaries[k - 1] = sorted[(int) ((long) k * size / buckets)];
            }
            return boundaries;
        }
        var all = new WeightedQuantileSketch(epsilon * SKETCHED);
        all.merge(sketch);
        sketch(sorted, size, all);
        return Arrays.copyOfRange(all.quantiles(buckets).boundaries(), 1, buckets);
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        block = Arrays.copyOf(block, Math.max(1, size));
        out.defaultWriteObject();
    }
}
