// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.Arrays;
import java.util.List;

/**
 * Divides each row, not each column, by its length.
 *
 * <p>A row of zeros stays one. Nothing is learned but the number of columns. Missing values are refused. Agrees with scikit-learn {@code
 * Normalizer}.
 *
 * @param norm what the length is
 */
public record Normalizer(Norm norm) implements NumericEstimator<Normalizer.Fitted> {
    private static final String NAME = "Normalizer";

    /** The length of a row. */
    public enum Norm {
        /** The sum of the absolute values. */
        L1,
        /** The root of the sum of squares: dot products become cosines. */
        L2,
        /** The largest absolute value. */
        MAX
    }

    /** {@link Norm#L2}, scikit-learn's default. */
    public Normalizer() {
        this(Norm.L2);
    }

    @Override
    public Fitted fit(double[][] rows) {
        return new Fitted(norm, Rows.fit(NAME, rows, Missing.REFUSED));
    }

    /**
     * A normalizer for rows of some width.
     *
     * @param norm what the length is
     * @param inputs number of columns
     */
    public record Fitted(Norm norm, int inputs) implements FittedNumeric {
        @Override
        public double[][] transform(double[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs, Missing.REFUSED);
            return Arrays.stream(rows)
                    .map(row -> {
                        double length = Rows.orOne(length(row));
                        return Arrays.stream(row).map(x -> x / length).toArray();
                    })
                    .toArray(double[][]::new);
        }

        private double length(double[] row) {
            return switch (norm) {
                case L1 -> Arrays.stream(row).map(Math::abs).sum();
                case L2 -> Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
                case MAX -> Arrays.stream(row).map(Math::abs).max().orElse(0);
            };
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            return Rows.names(NAME, inputNames, inputs);
        }
    }
}
