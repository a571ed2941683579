// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.List;

/**
 * Makes 1 of what is above a threshold, and 0 of the rest, the threshold itself included.
 *
 * <p>Nothing is learned but the number of columns. Missing values are refused. Agrees with scikit-learn {@code Binarizer}.
 *
 * @param threshold the largest value that becomes 0
 */
public record Binarizer(double threshold) implements NumericEstimator<Binarizer.Fitted> {
    private static final String NAME = "Binarizer";

    /** Threshold 0, scikit-learn's default. */
    public Binarizer() {
        this(0);
    }

    @Override
    public Fitted fit(double[][] rows) {
        return new Fitted(threshold, Rows.fit(NAME, rows, Missing.REFUSED));
    }

    /**
     * A binarizer for rows of some width.
     *
     * @param threshold the largest value that becomes 0
     * @param inputs number of columns
     */
    public record Fitted(double threshold, int inputs) implements FittedNumeric {
        @Override
        public double[][] transform(double[][] rows) {
            return Rows.map(NAME + ".transform", rows, inputs, Missing.REFUSED, (x, j) -> x > threshold ? 1 : 0);
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            return Rows.names(NAME, inputNames, inputs);
        }
    }
}
