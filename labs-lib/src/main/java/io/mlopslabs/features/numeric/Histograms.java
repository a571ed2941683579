// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.numeric.Tallies.Extremes;
import io.mlopslabs.features.transform.Analyzer;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Integers;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.statistics.Accumulator;
import java.util.Arrays;
import java.util.List;

/** The steps of a histogram: boundaries, the bin of each value, the counts of the bins. */
final class Histograms {
    private static final float SHIFT = 0.0001f; // TFT's, against rounding at the upper ends
    private static final int NONE = -1; // NaN has no bin

    private Histograms() {}

    /** Boundaries that are given, or a number of them between the least and the greatest value. */
    record HistogramBoundaries(int count, List<Double> given) implements Analyzer<Numbers> {
        HistogramBoundaries {
            given = List.copyOf(given);
        }

        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            check(count, given);
            return ByPosition.numbers(Rows.numbers(inputs), Elements.TOGETHER, Extremes::new, this::boundaries);
        }

        private double[] boundaries(Extremes extremes) {
            double[] boundaries =
                    given.stream().mapToDouble(Double::doubleValue).toArray();
            if (given.isEmpty()) {
                float min = (float) extremes.min();
                float max = (float) extremes.max();
                if (!(min <= max && Float.isFinite(max - min))) {
                    throw new IllegalArgumentException(
                            "the values reach from %s to %s; give boundaries".formatted(min, max));
                }
                boundaries = new double[count];
                for (int k = 0; k < count; k++) {
                    boundaries[k] = k == count - 1 ? max : min + k * ((max - min) / (count - 1));
                }
            }
            return Arrays.stream(boundaries).map(b -> (float) b - SHIFT).toArray();
        }
    }

    static void check(int count, List<Double> given) {
        if (count < 2) {
            throw new IllegalArgumentException("there is %d boundary; a bin takes two".formatted(count));
        }
        for (int k = 1; k < given.size(); k++) {
            if (!(given.get(k - 1) < given.get(k))) {
                throw new IllegalArgumentException("takes boundaries in ascending order, not " + given);
            }
        }
    }

    /** The bin of each value, the outer ones for those outside; {@link #NONE} for NaN. */
    record HistogramBins() implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            return Rows.numbers(inputs).of(DType.INT64);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            double[] boundaries = ((Numbers) statistics.get(0)).toArray();
            return (row, out) -> {
                for (int i = 0; i < row.count(0); i++) {
                    out.integer(bin(boundaries, row.number(0, i)));
                }
            };
        }
    }

    private static int bin(double[] boundaries, double x) {
        if (Double.isNaN(x)) {
            return NONE;
        }
        int below = boundaries.length; // boundaries that lie below x: one that equals it does not
        while (below > 0 && !(boundaries[below - 1] < (float) x)) {
            below--;
        }
        return Math.min(Math.max(below - 1, 0), boundaries.length - 2);
    }

    record CountBins(int bins) implements Analyzer<Integers> {
        @Override
        public Accumulator<Row, ?, Integers> accumulator(List<Kind> inputs) {
            Rows.wholeNumbers(inputs);
            return new Counting(bins);
        }
    }

    private record Counting(int bins) implements Accumulator<Row, long[], Integers> {
        @Override
        public long[] create() {
            return new long[bins];
        }

        @Override
        public long[] add(long[] state, Row row) {
            for (int i = 0; i < row.count(0); i++) {
                int bin = (int) row.integer(0, i);
                if (bin != NONE) {
                    state[bin]++;
                }
            }
            return state;
        }

        @Override
        public long[] merge(long[] left, long[] right) {
            Arrays.setAll(left, bin -> left[bin] + right[bin]);
            return left;
        }

        @Override
        public Integers extract(long[] state) {
            return Integers.of(state);
        }
    }

    /** The share of a value's bin over the average width of the bins. */
    record EstimatedProbabilityDensity(int count, List<Double> given) implements RowFunction {
        EstimatedProbabilityDensity {
            given = List.copyOf(given);
        }

        @Override
        public Kind output(List<Kind> inputs) {
            check(count, given);
            return Rows.numbers(inputs).of(DType.FLOAT32);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            double[] boundaries = ((Numbers) statistics.get(0)).toArray();
            List<Long> counts = ((Integers) statistics.get(1)).values();
            double all = counts.stream().mapToLong(Long::longValue).sum();
            double width = (boundaries[boundaries.length - 1] - boundaries[0]) / counts.size();
            double[] density = counts.stream().mapToDouble(n -> n / all / width).toArray();
            return (row, out) -> {
                for (int i = 0; i < row.count(0); i++) {
                    int bin = bin(boundaries, row.number(0, i));
                    out.number(bin == NONE ? Double.NaN : density[bin]);
                }
            };
        }
    }
}
