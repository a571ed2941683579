// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts per bin for given edges; what falls outside and NaN have counts of their own.
 *
 * <p>Bin {@code i} is {@code [edges[i], edges[i + 1])}; the last bin holds its right edge too, as in {@code numpy.histogram}. NumPy drops values
 * outside the edges and NaN in silence; here {@link #underflow()}, {@link #overflow()} and {@link #nan()} count them, so that
 * {@link #total()} is the number of rows. Parts merge exactly.
 *
 * <p>A histogram tells nothing about where in a bin the values lie.
 */
public final class Histogram {
    private final double[] edges;
    private final long[] cells; // one per bin, then underflow, overflow, NaN

    Histogram(double[] edges, long[] cells) {
        this.edges = edges;
        this.cells = cells;
    }

    /**
     * Returns the accumulator that counts doubles into the bins between {@code edges}.
     *
     * @param edges at least two, strictly ascending, none NaN; the outer two may be infinite; copied
     * @throws IllegalArgumentException if the edges break these rules; names the edge
     */
    public static Accumulator<Double, ?, Histogram> accumulator(double... edges) {
        if (edges.length < 2) {
            throw new IllegalArgumentException("edges has " + edges.length + " entries; a bin needs two");
        }
        for (int i = 1; i < edges.length; i++) {
            if (!(edges[i - 1] < edges[i])) {
                throw new IllegalArgumentException("edges[" + i + "] is " + edges[i] + " after " + edges[i - 1]
                        + "; edges ascend strictly and none is NaN");
            }
        }
        // Adding 0.0 turns -0.0 into 0.0, which binarySearch would tell apart.
        return new HistogramAccumulator(
                Arrays.stream(edges).map(edge -> edge + 0.0).toArray());
    }

    /**
     * Returns the edges of {@code bins} bins of equal width from {@code low} to {@code high}, as {@code numpy.linspace(low, high, bins + 1)}.
     *
     * @throws IllegalArgumentException if {@code bins < 1}, or {@code low < high} does not hold for two finite numbers
     */
    public static double[] equalWidth(double low, double high, int bins) {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException("low is " + low + " and high is " + high + "; give finite low < high");
        }
        if (bins < 1) {
            throw new IllegalArgumentException("bins is " + bins + "; give at least 1");
        }
        double[] edges = new double[bins + 1];
        double width = (high - low) / bins;
        for (int i = 0; i < bins; i++) {
            edges[i] = low + i * width;
        }
        edges[bins] = high;
        return edges;
    }

    /** Returns the edges, one more than the bins. */
    public double[] edges() {
        return edges.clone();
    }

    /** Returns the number of values per bin. */
    public long[] counts() {
        return Arrays.copyOf(cells, edges.length - 1);
    }

    /** Returns the number of values below the first edge. */
    public long underflow() {
        return cells[edges.length - 1];
    }

    /** Returns the number of values above the last edge. */
    public long overflow() {
        return cells[edges.length];
    }

    /** Returns the number of NaN. */
    public long nan() {
        return cells[edges.length + 1];
    }

    /** Returns the number of rows: every bin, underflow, overflow and NaN. */
    public long total() {
        return Arrays.stream(cells).sum();
    }

    /** Returns one line: edges, counts and what lay outside. */
    @Override
    public String toString() {
        return "edges " + Arrays.toString(edges) + ", counts " + Arrays.toString(counts()) + ", " + underflow()
                + " below, " + overflow() + " above, " + nan() + " NaN";
    }

    // A class, not a record: a record of an array would be equal by identity only.
    private static final class HistogramAccumulator implements Accumulator<Double, long[], Histogram> {
        private static final long serialVersionUID = 1;
        private final double[] edges;

        HistogramAccumulator(double[] edges) {
            this.edges = edges;
        }

        @Override
        public long[] create() {
            return new long[edges.length + 2];
        }

        @Override
        public long[] add(long[] state, Double row) {
            state[cell(row)]++;
            return state;
        }

        private int cell(double x) {
            int bins = edges.length - 1;
            if (Double.isNaN(x)) {
                return bins + 2;
            }
            if (x < edges[0]) {
                return bins;
            }
            if (x > edges[bins]) {
                return bins + 1;
            }
            // The same for a value, so that -0.0 meets an edge at 0.
            int at = Arrays.binarySearch(edges, x + 0.0);
            return at >= 0 ? Math.min(at, bins - 1) : -at - 2;
        }

        @Override
        public long[] merge(long[] left, long[] right) {
            for (int i = 0; i < left.length; i++) {
                left[i] += right[i];
            }
            return left;
        }

        @Override
        public Histogram extract(long[] state) {
            return new Histogram(edges, state.clone());
        }

        @Override
        public void write(long[] state, DataOutput out) throws IOException {
            for (long n : state) {
                out.writeLong(n);
            }
        }

        @Override
        public long[] read(DataInput in) throws IOException {
            long[] state = create();
            for (int i = 0; i < state.length; i++) {
                state[i] = in.readLong();
            }
            return state;
        }
    }
}
