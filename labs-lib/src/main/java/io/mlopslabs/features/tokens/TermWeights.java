// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.Analyzer;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Integers;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.features.transform.Tokens;
import io.mlopslabs.statistics.Accumulator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What makes a tf-idf of ids: the ids within the vocabulary, the rows that have each, and weights from both. */
final class TermWeights {
    private TermWeights() {}

    private static void checkIds(Kind ids) {
        if (ids.dtype() != DType.INT64) {
            throw new IllegalArgumentException(
                    "takes ids that are INT64, not %s; apply a vocabulary first".formatted(ids));
        }
    }

    private static long[] sorted(Row row) {
        int count = row.count(0);
        long[] ids = new long[count];
        for (int i = 0; i < count; i++) {
            ids[i] = row.integer(0, i);
        }
        Arrays.sort(ids);
        return ids;
    }

    /** Each id modulo the size of the vocabulary: {@code size}, or that of the statistic with {@code numOovBuckets} where it is null. */
    record Modulo(Integer size, long numOovBuckets) implements RowFunction {
        Modulo {
            if (size != null && size < 1) {
                throw new IllegalArgumentException("vocabSize is %d; a vocabulary has 1 id or more".formatted(size));
            }
        }

        @Override
        public Kind output(List<Kind> inputs) {
            checkIds(inputs.get(0));
            return inputs.get(0);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            long modulus = size != null ? size : ApplyVocabulary.size((Tokens) statistics.get(0)) + numOovBuckets;
            return (row, out) -> {
                for (int i = 0; i < row.count(0); i++) {
                    out.integer(Math.floorMod(row.integer(0, i), modulus));
                }
            };
        }
    }

    /** The number of rows, then how many of them have id 0, 1, 2 … */
    record RowsWithId() implements Analyzer<Integers> {
        @Override
        public Accumulator<Row, ?, Integers> accumulator(List<Kind> inputs) {
            checkIds(inputs.get(0));
            return new RowsWithIdAccumulator();
        }
    }

    private static final class RowsWithIdAccumulator implements Accumulator<Row, long[], Integers> {
        private static final long serialVersionUID = 1L;

        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public long[] add(long[] state, Row row) {
            long[] counts = state;
            counts[0]++;
            long before = -1;
            for (long id : sorted(row)) {
                if (id != before) {
                    counts = reaching(counts, Math.toIntExact(id + 1));
                    counts[(int) id + 1]++;
                }
                before = id;
            }
            return counts;
        }

        private static long[] reaching(long[] counts, int index) {
            return index < counts.length ? counts : Arrays.copyOf(counts, Math.max(index + 1, 3 * (counts.length / 2)));
        }

        @Override
        public long[] merge(long[] left, long[] right) {
            long[] counts = reaching(left, right.length - 1);
            for (int i = 0; i < right.length; i++) {
                counts[i] += right[i];
            }
            return counts;
        }

        @Override
        public Integers extract(long[] state) {
            int end = state.length;
            while (end > 1 && state[end - 1] == 0) {
                end--;
            }
            return new Integers(Arrays.stream(state, 0, end).boxed().toList());
        }

        @Override
        public void write(long[] state, DataOutput out) throws IOException {
            out.writeInt(state.length);
            for (long count : state) {
                out.writeLong(count);
            }
        }

        @Override
        public long[] read(DataInput in) throws IOException {
            int length = in.readInt();
            if (length < 1) {
                throw new IOException("these bytes are no counts of rows: their number is " + length);
            }
            long[] state = new long[length];
            for (int i = 0; i < length; i++) {
                state[i] = in.readLong();
            }
            return state;
        }
    }

    /** Returns the number of rows, then the rows with each id. */
    private static long[] counts(List<Statistic> statistics) {
        return ((Integers) statistics.get(0))
                .values().stream().mapToLong(n -> n).toArray();
    }

    private static long rowsWith(long[] counts, long id) {
        return id + 1 < counts.length ? counts[(int) id + 1] : 0;
    }

    /** Returns the inverse document frequency of every id that a row had, and of one that none had at the end. */
    private static double[] idf(long[] counts, boolean smooth, boolean addBaseline) {
        double baseline = addBaseline ? 1 : 0;
        return IntStream.rangeClosed(1, counts.length)
                .mapToDouble(i -> {
                    double rows = i < counts.length ? counts[i] : 0;
                    return baseline + (smooth ? Math.log((counts[0] + 1) / (rows + 1)) : Math.log(counts[0] / rows));
                })
                .toArray();
    }

    private static double idf(double[] idf, long id) {
        double found = idf[(int) Math.min(id, idf.length - 1)];
        if (Double.isInfinite(found) || Double.isNaN(found)) {
            throw new IllegalArgumentException(
                    "no analyzed row has id %d, so that its inverse document frequency is infinite; use Smoothing.SMOOTH"
                            .formatted(id));
        }
        return found;
    }

    /** The ids of a row, ascending, each once. */
    record TfidfIndices() implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            checkIds(inputs.get(0));
            return Kind.ragged(DType.INT64);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return (row, out) -> LongStream.of(sorted(row)).distinct().forEach(out::integer);
        }
    }

    /** The weights of {@link TfidfIndices}. */
    record TfidfWeights(boolean smooth) implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            checkIds(inputs.get(0));
            return Kind.ragged(DType.FLOAT32);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            double[] idf = idf(counts(statistics), smooth, true);
            return (row, out) -> {
                long[] ids = sorted(row);
                for (int start = 0, end = 0; start < ids.length; start = end) {
                    while (end < ids.length && ids[end] == ids[start]) {
                        end++;
                    }
                    out.number((double) (end - start) / ids.length * idf(idf, ids[start]));
                }
            };
        }
    }

    /** The inverse document frequency of each id. */
    record Idf(boolean smooth, boolean addBaseline) implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            checkIds(inputs.get(0));
            return inputs.get(0).of(DType.FLOAT32);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            double[] idf = idf(counts(statistics), smooth, addBaseline);
            return (row, out) -> {
                for (int i = 0; i < row.count(0); i++) {
                    out.number(idf(idf, row.integer(0, i)));
                }
            };
        }
    }

    /** The number of analyzed rows that have each id. */
    record DocumentFrequency() implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            checkIds(inputs.get(0));
            return inputs.get(0);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            long[] counts = counts(statistics);
            return (row, out) -> {
                for (int i = 0; i < row.count(0); i++) {
                    out.integer(rowsWith(counts, row.integer(0, i)));
                }
            };
        }
    }
}
