// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Quantiles of weighted values in bounded memory, by the rule of TFDV and of XGBoost: exact while few values are distinct, and mergeable.
 *
 * <p>Up to {@link #EXACT} distinct values nothing is forgotten and every answer is exact. Beyond that, a rank is wrong by at most
 * {@link #rankError} of the total weight, which stays below epsilon for every number of rows that a long can count. Equal states in, equal
 * answers out; how the rows were split between merged sketches moves answers by no more than that bound, and not at all while nothing was
 * forgotten.
 *
 * <p>A quantile is always a value that was added, never a point between two: the median of {1, 2, 3, 4} is 3. The same number as the
 * quantiles that TFDV's statistics are made of (tfx_bsl {@code QuantilesSketch}). The whole of a sketch is a list of summaries; one that
 * was pruned k times lies at level k.
 *
 * @see "Chen and Guestrin 2016, XGBoost, appendix (weighted quantile summary with merge and prune), doi:10.1145/2939672.2939785"
 */
public final class WeightedQuantileSketch implements Serializable {
    private static final long serialVersionUID = 1;

    /** As many distinct values are kept exactly, at least. */
    public static final int EXACT = 8192;

    private static final int LEVELS = 40; // more than rows that a long counts can fill

    /**
     * Answers to "which value has this share of the weight below it": one boundary more than there are buckets.
     *
     * @param boundaries values, ascending, the least first and the greatest last; they may repeat
     * @param cumulativeWeights the weight of all values up to each boundary, itself included
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index in loops over a thousand boundaries, and never compared
    public record Quantiles(double[] boundaries, double[] cumulativeWeights) {}

    /**
     * A value that counts more or less than once.
     *
     * @param value not NaN
     * @param weight how often it counts; finite, not negative
     */
    public record Weighted(double value, double weight) {}

    private final int size;
    private final double[][] buffer = new double[2][];
    private int buffered;
    private double total;
    private final List<Summary> levels = new ArrayList<>();

    /**
     * A sketch of no values.
     *
     * @param epsilon the largest error of a rank, as a share of the total weight; TFDV's default is 0.01
     * @throws IllegalArgumentException if epsilon is not between 0 and 1
     */
    public WeightedQuantileSketch(double epsilon) {
        this(size(epsilon));
    }

    /** A sketch whose summaries keep {@code size} values. */
    WeightedQuantileSketch(int size) {
        this.size = size;
        buffer[0] = new double[16];
        buffer[1] = new double[16];
    }

    private static int size(double epsilon) {
        if (!(epsilon > 0 && epsilon < 1)) {
            throw new IllegalArgumentException("epsilon must lie between 0 and 1, not " + epsilon);
        }
        return Math.max(EXACT, (int) Math.min(1 << 22, Math.ceil(LEVELS / epsilon)));
    }

    /**
     * Returns the accumulator of weighted values; its answer is a sketch of its own.
     *
     * @param epsilon the largest error of a rank, as a share of the total weight; TFDV's default is 0.01
     * @throws IllegalArgumentException if epsilon is not between 0 and 1
     */
    public static Accumulator<Weighted, ?, WeightedQuantileSketch> accumulator(double epsilon) {
        return new WeightedQuantileAccumulator(size(epsilon));
    }

    /**
     * Adds a value that counts {@code weight} times; one of no weight is left out.
     *
     * @throws IllegalArgumentException if the value is NaN, or the weight negative, infinite or NaN
     */
    public void add(double value, double weight) {
        if (Double.isNaN(value) || !(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a quantile needs a number and a weight that is not negative, not "
                    + value + " of weight " + weight);
        }
        if (weight == 0) {
            return;
        }
        if (buffered == buffer[0].length) {
            grow();
        }
        buffer[0][buffered] = value + 0.0; // -0.0 and 0.0 are one value
        buffer[1][buffered++] = weight;
        total += weight;
        if (buffered == size) {
            flush();
        }
    }

    private void grow() {
        int room = (int) Math.min(size, 2L * buffer[0].length);
        buffer[0] = Arrays.copyOf(buffer[0], room);
        buffer[1] = Arrays.copyOf(buffer[1], room);
    }

    /** Adds all that the other sketch has seen, which stays as it is. */
    public void merge(WeightedQuantileSketch other) {
        for (int level = 0; level < other.levels.size(); level++) {
            carry(other.levels.get(level), level);
        }
        for (int i = 0; i < other.buffered; i++) {
            total -= other.buffer[1][i]; // add counts it again
            add(other.buffer[0][i], other.buffer[1][i]);
        }
        total += other.total;
    }

    /** Returns the sum of all weights. */
    public double totalWeight() {
        return total;
    }

    /** Returns the largest error that a rank may have, as a share of the total weight; 0 while nothing was forgotten. */
    public double rankError() {
        int pruned = levels.size() - 1;
        return Math.max(0, pruned) / (double) (size - 1);
    }

    /**
     * Returns the boundaries of {@code buckets} buckets of about equal weight.
     *
     * @throws IllegalArgumentException if there is not at least one bucket
     * @throws IllegalStateException if no value was added
     */
    public Quantiles quantiles(int buckets) {
        if (buckets < 1) {
            throw new IllegalArgumentException("quantiles need at least one bucket, not " + buckets);
        }
        Summary all = Summary.of(buffer[0], buffer[1], buffered);
        for (Summary level : levels) {
            all = all.combine(level);
        }
        if (all.length() == 0) {
            throw new IllegalStateException("there are no quantiles of no values");
        }
        return all.query(buckets);
    }

    /** Returns one line: weight, five quantiles and the rank error. */
    @Override
    public String toString() {
        if (total == 0) {
            return "weight 0";
        }
        double[] quarters = quantiles(4).boundaries();
        return "weight " + Digits.six(total) + ", min " + Digits.six(quarters[0]) + ", quartiles "
                + Digits.six(quarters[1]) + " " + Digits.six(quarters[2]) + " " + Digits.six(quarters[3]) + ", max "
                + Digits.six(quarters[4]) + " (rank error at most " + Digits.six(rankError()) + ")";
    }

    private void flush() {
        Summary block = Summary.of(buffer[0], buffer[1], buffered);
        buffered = 0;
        carry(block, 0);
    }

    /** Puts a summary where its prunings belong; two that meet become one, pruned once more if it has grown too long. */
    private void carry(Summary summary, int level) {
        Summary carried = summary;
        int at = level;
        while (carried.length() > 0) {
            while (levels.size() <= at) {
                levels.add(Summary.NONE);
            }
            Summary there = levels.get(at);
            if (there.length() == 0) {
                levels.set(at, carried);
                return;
            }
            levels.set(at, Summary.NONE);
            carried = carried.combine(there);
            if (carried.length() > size) {
                carried = carried.prune(size);
                at++;
            }
        }
    }

    /** Ascending distinct values; the true rank of each lies between what is before {@code least} and {@code most}. */
    private record Summary(double[] value, double[] weight, double[] least, double[] most) implements Serializable {
        static final Summary NONE = new Summary(new double[0], new double[0], new double[0], new double[0]);

        int length() {
            return value.length;
        }

        static Summary of(double[] values, double[] weights, int count) {
            if (count == 0) {
                return NONE;
            }
            var sorted = new Sorted(values, weights, count);
            var made = new Builder(count);
            double before = 0;
            for (int i = 0; i < count; ) {
                double v = sorted.values[i];
                double w = 0;
                for (; i < count && sorted.values[i] == v; i++) {
                    w += sorted.weights[i];
                }
                made.add(v, w, before, before + w);
                before += w;
            }
            return made.build();
        }

        private double afterLeast(int i) { // weight surely at or below
            return least[i] + weight[i];
        }

        private double beforeMost(int i) { // weight possibly below
            return most[i] - weight[i];
        }

        Summary combine(Summary that) {
            if (length() == 0 || that.length() == 0) {
                return length() == 0 ? that : this;
            }
            var made = new Builder(length() + that.length());
            double mine = 0;
            double theirs = 0;
            int a = 0;
            int b = 0;
            while (a < length() && b < that.length()) {
                int order = Double.compare(value[a], that.value[b]);
                if (order == 0) {
                    made.add(value[a], weight[a] + that.weight[b], least[a] + that.least[b], most[a] + that.most[b]);
                    mine = afterLeast(a++);
                    theirs = that.afterLeast(b++);
                } else if (order < 0) {
                    made.add(value[a], weight[a], least[a] + theirs, most[a] + that.beforeMost(b));
                    mine = afterLeast(a++);
                } else {
                    made.add(that.value[b], that.weight[b], that.least[b] + mine, that.most[b] + beforeMost(a));
                    theirs = that.afterLeast(b++);
                }
            }
            double end = that.most[that.length() - 1];
            for (; a < length(); a++) {
                made.add(value[a], weight[a], least[a] + theirs, most[a] + end);
            }
            end = most[length() - 1];
            for (; b < that.length(); b++) {
                made.add(that.value[b], that.weight[b], that.least[b] + mine, that.most[b] + end);
            }
            return made.build();
        }

        /** Keeps the entries nearest to {@code kept} equally spaced ranks; their own ranks stay as exact as they were. */
        Summary prune(int kept) {
            double begin = most[0];
            double range = least[length() - 1] - begin;
            var made = new Builder(kept);
            made.copy(this, 0);
            int last = 0;
            int i = 1;
            for (int k = 1; k < kept - 1; k++) {
                double twice = 2 * (k * range / (kept - 1) + begin);
                while (i < length() - 1 && twice >= most[i + 1] + least[i + 1]) {
                    i++;
                }
                if (i == length() - 1) {
                    break;
                }
                int nearest = twice < afterLeast(i) + beforeMost(i + 1) ? i : i + 1;
                if (nearest != last) {
                    made.copy(this, nearest);
                    last = nearest;
                }
            }
            if (last != length() - 1) {
                made.copy(this, length() - 1);
            }
            return made.build();
        }

        Quantiles query(int buckets) {
            double n = most[length() - 1];
            double[] boundaries = new double[buckets + 1];
            double[] cumulative = new double[buckets + 1];
            int c = 0;
            for (int r = 0; r <= buckets; r++) {
                double twice = 2 * (r * n / buckets);
                while (c + 1 < length() && least[c + 1] + most[c + 1] <= twice) {
                    c++;
                }
                int answer = c == length() - 1 || twice < afterLeast(c) + beforeMost(c + 1) ? c : c + 1;
                boundaries[r] = value[answer];
                cumulative[r] = most[answer];
            }
            return new Quantiles(boundaries, cumulative);
        }
    }

    private static final class Builder {
        private final double[][] columns;
        private int length;

        Builder(int room) {
            columns = new double[4][room];
        }

        void add(double value, double weight, double least, double most) {
            columns[0][length] = value;
            columns[1][length] = weight;
            columns[2][length] = least;
            columns[3][length++] = most;
        }

        void copy(Summary from, int i) {
            add(from.value[i], from.weight[i], from.least[i], from.most[i]);
        }

        Summary build() {
            for (int i = 0; i < columns.length; i++) {
                columns[i] = length == columns[i].length ? columns[i] : Arrays.copyOf(columns[i], length);
            }
            return new Summary(columns[0], columns[1], columns[2], columns[3]);
        }
    }

    /** Values in ascending order beside their weights. Sorting is quicker where all weights are the same. */
    private static final class Sorted {
        final double[] values;
        final double[] weights;

        Sorted(double[] values, double[] weights, int count) {
            this.values = Arrays.copyOf(values, count);
            this.weights = Arrays.copyOf(weights, count);
            boolean equal = true;
            for (int i = 1; i < count && equal; i++) {
                equal = weights[i] == weights[0];
            }
            if (equal) {
                Arrays.sort(this.values);
            } else {
                sortBoth();
            }
        }

        /** A stable merge sort of places: no boxes, and equal values add their weights in the order in which they came. */
        private void sortBoth() {
            double[] unsorted = values.clone();
            double[] unsortedWeights = weights.clone();
            int[] order = new int[values.length];
            int[] merged = new int[values.length];
            Arrays.setAll(order, i -> i);
            for (int width = 1; width < order.length; width *= 2) {
                for (int from = 0; from < order.length; from += 2 * width) {
                    int middle = Math.min(order.length, from + width);
                    int to = Math.min(order.length, middle + width);
                    int left = from;
                    int right = middle;
                    for (int i = from; i < to; i++) {
                        boolean takeLeft =
                                left < middle && (right == to || unsorted[order[left]] <= unsorted[order[right]]);
                        merged[i] = takeLeft ? order[left++] : order[right++];
                    }
                }
                int[] swap = order;
                order = merged;
                merged = swap;
            }
            for (int i = 0; i < order.length; i++) {
                values[i] = unsorted[order[i]];
                weights[i] = unsortedWeights[order[i]];
            }
        }
    }
}
