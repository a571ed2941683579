// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Analyzer;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.PerKey;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.statistics.Accumulator;
import java.util.List;

/** The analyzers of quantiles; weights are the last column, if there are any. */
final class QuantileAnalyses {
    private QuantileAnalyses() {}

    record Quantiles(int numBuckets, double epsilon, Elements elements) implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            check(numBuckets, epsilon);
            int weights = weights(inputs, 1);
            return ByPosition.numbers(
                    Rows.numbers(inputs), elements, () -> new QuantileTally(epsilon, weights), tally -> {
                        if (tally.isEmpty()) {
                            throw new IllegalArgumentException(
                                    "there is no value to take quantiles of; all are missing, NaN or of weight 0");
                        }
                        return tally.boundaries(numBuckets);
                    });
        }
    }

    /** Of each key, pushed apart where they coincide; a key without values is left out. */
    record QuantilesPerKey(int numBuckets, double epsilon) implements Analyzer<PerKey> {
        @Override
        public Accumulator<Row, ?, PerKey> accumulator(List<Kind> inputs) {
            check(numBuckets, epsilon);
            Rows.numbers(inputs);
            Rows.keys(inputs.get(1));
            int weights = weights(inputs, 2);
            return new ByKey<>(
                    () -> new QuantileTally(epsilon, weights),
                    1,
                    tally -> tally.isEmpty() ? new double[0] : apart(tally.boundaries(numBuckets)));
        }

        /** TFT's rule: no two boundaries nearer than a millionth of their range, or than 1e-6 if all are equal. */
        private static double[] apart(double[] boundaries) {
            double range = boundaries[boundaries.length - 1] - boundaries[0];
            double least = range > 0 ? 1e-6 * range : 1e-6;
            double[] apart = boundaries.clone();
            for (int k = 1; k < apart.length; k++) {
                apart[k] = apart[k - 1] + Math.max(boundaries[k] - boundaries[k - 1], least);
            }
            return apart;
        }
    }

    private static int weights(List<Kind> inputs, int column) {
        if (inputs.size() == column) {
            return QuantileTally.UNWEIGHTED;
        }
        if (!inputs.get(column).dtype().isNumeric()) {
            throw new IllegalArgumentException("takes weights that are numbers, not " + inputs.get(column));
        }
        return column;
    }

    static void check(int numBuckets, double epsilon) {
        check(numBuckets);
        if (!(epsilon > 0 && epsilon < 1)) {
            throw new IllegalArgumentException("epsilon is %s; it must lie between 0 and 1".formatted(epsilon));
        }
    }

    static void check(int numBuckets) {
        if (numBuckets < 2) {
            throw new IllegalArgumentException("num_buckets is %d; there must be at least 2".formatted(numBuckets));
        }
    }
}
