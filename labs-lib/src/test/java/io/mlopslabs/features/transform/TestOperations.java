// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import io.mlopslabs.statistics.Accumulator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Operations that only the tests of this package know: an exact sum, so that partitions can be compared bit by bit. */
public final class TestOperations implements OperationCatalogue {
    static final AtomicInteger ROWS = new AtomicInteger();

    @Override
    public Map<String, Class<? extends Record>> operations() {
        return Map.of(
                "test_total",
                Total.class,
                "test_share",
                Share.class,
                "test_blind",
                Blind.class,
                "test_mixed",
                Mixed.class);
    }

    /** The sum of the whole numbers of a column, and how many there are. */
    record Total() implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            if (!inputs.get(0).dtype().isNumeric()) {
                throw new IllegalArgumentException("takes numbers, not " + inputs.get(0));
            }
            return new Sum();
        }
    }

    private record Sum() implements Accumulator<Row, long[], Numbers> {
        @Override
        public long[] create() {
            return new long[2];
        }

        @Override
        public long[] add(long[] state, Row row) {
            ROWS.incrementAndGet();
            for (int i = 0; i < row.count(0); i++) {
                if (row.number(0, i) == 666) {
                    throw new IllegalArgumentException("666 is not taken");
                }
                state[0] += (long) row.number(0, i);
                state[1]++;
            }
            return state;
        }

        @Override
        public long[] merge(long[] left, long[] right) {
            left[0] += right[0];
            left[1] += right[1];
            return left;
        }

        @Override
        public Numbers extract(long[] state) {
            return Numbers.of((double) state[0], (double) state[1]);
        }
    }

    /** A value's share of the total. */
    record Share() implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            return inputs.get(0).of(DType.FLOAT64);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            double total = ((Numbers) statistics.get(0)).get(0);
            return (row, out) -> {
                for (int i = 0; i < row.count(0); i++) {
                    out.number(row.number(0, i) / total);
                }
            };
        }
    }

    /** Says that it writes a number, and writes none. */
    record Blind() implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            return Kind.scalar(DType.FLOAT64);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return (row, out) -> {};
        }
    }

    /** Has parameters of every type that a graph's JSON must carry. */
    record Mixed(double number, long whole, String text, DType choice, List<Double> numbers, boolean flag, Double none)
            implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            return Kind.ragged(DType.STRING);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return (row, out) -> out.text(this.toString());
        }
    }
}
