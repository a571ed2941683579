// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.PerKey;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The instance pass of buckets. */
final class Bucketing {
    private static final int UNSEEN = -1;
    private static final int FEW = 16;

    private Bucketing() {}

    record Bucketize(int numBuckets, Elements elements) implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            QuantileAnalyses.check(numBuckets);
            return Rows.numbers(inputs).of(DType.INT64);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            double[] all = ((Numbers) statistics.get(0)).toArray();
            if (elements == Elements.TOGETHER) {
                return buckets(all);
            }
            int each = numBuckets - 1;
            return (row, out) -> {
                for (int i = 0; i < row.count(0); i++) {
                    int from = i * each;
                    out.integer(from < all.length ? bucket(all, from, from + each, row.number(0, i)) : UNSEEN);
                }
            };
        }
    }

    record BucketizePerKey(int numBuckets) implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            QuantileAnalyses.check(numBuckets);
            Rows.keys(inputs.get(1));
            return Rows.numbers(inputs).of(DType.INT64);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            Map<String, double[]> boundaries = Scaling.lookUp((PerKey) statistics.get(0));
            return (row, out) -> {
                for (int i = 0; i < row.count(0); i++) {
                    double[] known = boundaries.get(Rows.key(row, 1, i));
                    out.integer(known == null ? UNSEEN : bucket(known, 0, known.length, row.number(0, i)));
                }
            };
        }
    }

    /** Boundaries that are given, or none and a statistic of them. */
    record ApplyBuckets(List<Double> boundaries) implements RowFunction {
        ApplyBuckets {
            boundaries = List.copyOf(boundaries);
        }

        @Override
        public Kind output(List<Kind> inputs) {
            ascending(boundaries);
            return Rows.numbers(inputs).of(DType.INT64);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return buckets(given(boundaries, statistics));
        }
    }

    /** Boundaries that are given, or none and a statistic of them. */
    record ApplyBucketsWithInterpolation(List<Double> boundaries) implements RowFunction {
        ApplyBucketsWithInterpolation {
            boundaries = List.copyOf(boundaries);
        }

        @Override
        public Kind output(List<Kind> inputs) {
            ascending(boundaries);
            return Rows.numbers(inputs).of(DType.FLOAT32);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            double[] finite = Arrays.stream(given(boundaries, statistics))
                    .filter(Double::isFinite)
                    .toArray();
            if (finite.length == 0) {
                throw new IllegalArgumentException("takes at least one finite boundary");
            }
            return (row, out) -> {
                for (int i = 0; i < row.count(0); i++) {
                    out.number(interpolated(finite, row.number(0, i)));
                }
            };
        }

        private static double interpolated(double[] boundaries, double x) {
            int last = boundaries.length - 1;
            if (Double.isNaN(x)) {
                return last == 0 ? 1 : 0.5;
            }
            if (x < boundaries[0]) {
                return 0;
            }
            if (x >= boundaries[last]) {
                return 1;
            }
            int below = bucket(boundaries, 0, boundaries.length, x) - 1;
            return (below + (x - boundaries[below]) / (boundaries[below + 1] - boundaries[below])) / last;
        }
    }

    private static void ascending(List<Double> boundaries) {
        for (int k = 0; k < boundaries.size(); k++) {
            if (boundaries.get(k).isNaN() || (k > 0 && boundaries.get(k - 1) > boundaries.get(k))) {
                throw new IllegalArgumentException(
                        "takes boundaries in ascending order, none of them NaN, not " + boundaries);
            }
        }
    }

    static double[] given(List<Double> boundaries, List<Statistic> statistics) {
        return statistics.isEmpty()
                ? boundaries.stream().mapToDouble(Double::doubleValue).toArray()
                : ((Numbers) statistics.get(0)).toArray();
    }

    private static Kernel buckets(double[] boundaries) {
        return (row, out) -> {
            int count = row.count(0);
            for (int i = 0; i < count; i++) {
                out.integer(bucket(boundaries, 0, boundaries.length, row.number(0, i)));
            }
        };
    }

    /** Returns how many of these boundaries are not above {@code x}: all of them for NaN. */
    static int bucket(double[] boundaries, int from, int to, double x) {
        int low = from;
        int high = to;
        while (high - low > FEW) {
            int middle = (low + high) >>> 1;
            if (x < boundaries[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        int bucket = low - from;
        for (int k = low; k < high; k++) { // without a branch that nobody can predict
            bucket += x < boundaries[k] ? 0 : 1;
        }
        return bucket;
    }
}
