// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.Arrays;
import java.util.List;

/**
 * Divides each column by its largest absolute value, so that 0 stays 0.
 *
 * <p>A column of zeros is divided by 1. Missing values count for nothing and stay missing. Agrees with scikit-learn {@code MaxAbsScaler}.
 */
public record MaxAbsScaler() implements NumericEstimator<MaxAbsScaler.Fitted> {
    private static final String NAME = "MaxAbsScaler";

    @Override
    public Fitted fit(double[][] rows) {
        int columns = Rows.fit(NAME, rows, Missing.ALLOWED);
        List<Double> maxAbs = Rows.perColumn(
                columns,
                j -> Arrays.stream(Rows.sorted(rows, j)).map(Math::abs).max().orElse(Double.NaN));
        return new Fitted(maxAbs, maxAbs.stream().map(Rows::orOne).toList());
    }

    /**
     * A fitted scaler.
     *
     * @param maxAbs largest absolute value per column; NaN for a column without values
     * @param scale what a column is divided by: {@code maxAbs}, or 1 for a column of zeros
     */
    public record Fitted(List<Double> maxAbs, List<Double> scale) implements FittedNumeric {
        /** Copies the lists. */
        public Fitted {
            maxAbs = List.copyOf(maxAbs);
            scale = List.copyOf(scale);
        }

        @Override
        public double[][] transform(double[][] rows) {
            return Rows.map(NAME + ".transform", rows, inputs(), Missing.ALLOWED, (x, j) -> x / scale.get(j));
        }

        /** Returns the values that {@link #transform} makes these of, up to rounding. */
        public double[][] inverseTransform(double[][] rows) {
            return Rows.map(NAME + ".inverseTransform", rows, inputs(), Missing.ALLOWED, (y, j) -> y * scale.get(j));
        }

        @Override
        public int inputs() {
            return maxAbs.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            return Rows.names(NAME, inputNames, inputs());
        }
    }
}
