// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Makes 1 of what is missing and 0 of what is there: that a value is missing may say more than the value.
 *
 * <p>Agrees with scikit-learn {@code MissingIndicator}.
 *
 * @param features which columns get one
 * @param errorOnNew whether a column that first misses something after it was fitted is refused; only for {@link Features#MISSING_ONLY}
 */
public record MissingIndicator(Features features, boolean errorOnNew)
        implements NumericEstimator<MissingIndicator.Fitted> {
    private static final String NAME = "MissingIndicator";

    /** Which columns get an indicator. */
    public enum Features {
        /** Those that miss something in the fitted rows. */
        MISSING_ONLY,
        /** All. */
        ALL
    }

    /** Columns that miss something, and no others later on, scikit-learn's defaults. */
    public MissingIndicator() {
        this(Features.MISSING_ONLY, true);
    }

    /** Returns the same for other columns. */
    public MissingIndicator features(Features which) {
        return new MissingIndicator(which, errorOnNew);
    }

    /** Returns the same with or without refusing columns that miss something later on. */
    public MissingIndicator errorOnNew(boolean refuse) {
        return new MissingIndicator(features, refuse);
    }

    @Override
    public Fitted fit(double[][] rows) {
        int columns = Rows.fit(NAME, rows, Missing.ALLOWED);
        boolean all = features == Features.ALL;
        return new Fitted(
                columns, all ? IntStream.range(0, columns).boxed().toList() : missing(rows), errorOnNew && !all);
    }

    /** Returns the columns that miss something, ascending. */
    static List<Integer> missing(double[][] rows) {
        return IntStream.range(0, rows[0].length)
                .filter(j -> Arrays.stream(rows).anyMatch(row -> Double.isNaN(row[j])))
                .boxed()
                .toList();
    }

    /** Returns {@code values} and behind them the indicators of a row. */
    static double[] append(double[] values, double[] row, List<Integer> features) {
        return DoubleStream.concat(
                        Arrays.stream(values), features.stream().mapToDouble(j -> Double.isNaN(row[j]) ? 1 : 0))
                .toArray();
    }

    static List<String> names(List<String> names, List<Integer> features) {
        return features.stream().map(j -> "missingindicator_" + names.get(j)).toList();
    }

    /**
     * A fitted indicator.
     *
     * @param inputs number of columns
     * @param features columns that get an indicator, ascending
     * @param errorOnNew whether another column that misses something is refused
     */
    public record Fitted(int inputs, List<Integer> features, boolean errorOnNew) implements FittedNumeric {
        /** Copies the list. */
        public Fitted {
            features = List.copyOf(features);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException also if another column misses something and that is refused; names it
         */
        @Override
        public double[][] transform(double[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs, Missing.ALLOWED);
            if (errorOnNew && rows.length > 0) {
                List<Integer> others = missing(rows).stream()
                        .filter(j -> !features.contains(j))
                        .toList();
                if (!others.isEmpty()) {
                    throw new IllegalArgumentException(
                            "%s.transform: The features %s have missing values in transform but have no missing values in fit."
                                    .formatted(NAME, others));
                }
            }
            return Arrays.stream(rows)
                    .map(row -> append(new double[0], row, features))
                    .toArray(double[][]::new);
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            return names(Rows.names(NAME, inputNames, inputs), features);
        }
    }
}
