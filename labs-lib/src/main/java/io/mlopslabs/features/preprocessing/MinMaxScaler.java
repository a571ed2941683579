// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.List;

/**
 * Moves each column's smallest value to one number and its largest to another, 0 and 1 unless told otherwise.
 *
 * <p>A constant column becomes the lower number, not the middle and not TFT's sigmoid. Values outside those that were fitted leave the range,
 * unless {@code clip} is set. Missing values count for nothing and stay missing; a column without any value becomes NaN. Agrees with scikit-learn
 * {@code MinMaxScaler}.
 *
 * @param lower what the smallest value becomes
 * @param upper what the largest value becomes, above {@code lower}
 * @param clip whether values beyond are cut to the range
 */
public record MinMaxScaler(double lower, double upper, boolean clip) implements NumericEstimator<MinMaxScaler.Fitted> {
    private static final String NAME = "MinMaxScaler";

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if {@code lower} is not below {@code upper}
     */
    public MinMaxScaler {
        if (!(lower < upper)) {
            throw new IllegalArgumentException(
                    "%s: a range from %s to %s; the first must be the smaller".formatted(NAME, lower, upper));
        }
    }

    /** From 0 to 1 without clipping, scikit-learn's defaults. */
    public MinMaxScaler() {
        this(0, 1, false);
    }

    /** Returns the same with another range. */
    public MinMaxScaler featureRange(double smallest, double largest) {
        return new MinMaxScaler(smallest, largest, clip);
    }

    /** Returns the same with or without clipping. */
    public MinMaxScaler clip(boolean cut) {
        return new MinMaxScaler(lower, upper, cut);
    }

    @Override
    public Fitted fit(double[][] rows) {
        int columns = Rows.fit(NAME, rows, Missing.ALLOWED);
        double[] min = new double[columns];
        double[] max = new double[columns];
        for (int j = 0; j < columns; j++) {
            double[] values = Rows.sorted(rows, j);
            min[j] = values.length == 0 ? Double.NaN : values[0];
            max[j] = values.length == 0 ? Double.NaN : values[values.length - 1];
        }
        double[] scale = new double[columns];
        for (int j = 0; j < columns; j++) {
            scale[j] = (upper - lower) / Rows.orOne(max[j] - min[j]);
        }
        return new Fitted(
                lower,
                upper,
                clip,
                Rows.list(min),
                Rows.list(max),
                Rows.list(scale),
                Rows.perColumn(columns, j -> lower - min[j] * scale[j]));
    }

    /**
     * A fitted scaler: {@code x * scale + min}.
     *
     * @param lower what the smallest value becomes
     * @param upper what the largest value becomes
     * @param clip whether values beyond are cut to the range
     * @param dataMin smallest value per column; NaN for a column without values
     * @param dataMax largest value per column
     * @param scale factor per column
     * @param min what is added per column
     */
    public record Fitted(
            double lower,
            double upper,
            boolean clip,
            List<Double> dataMin,
            List<Double> dataMax,
            List<Double> scale,
            List<Double> min)
            implements FittedNumeric {
        /** Copies the lists. */
        public Fitted {
            dataMin = List.copyOf(dataMin);
            dataMax = List.copyOf(dataMax);
            scale = List.copyOf(scale);
            min = List.copyOf(min);
        }

        /** Returns the largest less the smallest value, per column. */
        public List<Double> dataRange() {
            return Rows.perColumn(inputs(), j -> dataMax.get(j) - dataMin.get(j));
        }

        @Override
        public double[][] transform(double[][] rows) {
            return Rows.map(NAME + ".transform", rows, inputs(), Missing.ALLOWED, (x, j) -> {
                double scaled = x * scale.get(j) + min.get(j);
                return clip ? Math.min(Math.max(scaled, lower), upper) : scaled;
            });
        }

        /** Returns the values that {@link #transform} makes these of, up to rounding and to what was clipped. */
        public double[][] inverseTransform(double[][] rows) {
            return Rows.map(
                    NAME + ".inverseTransform",
                    rows,
                    inputs(),
                    Missing.ALLOWED,
                    (y, j) -> (y - min.get(j)) / scale.get(j));
        }

        @Override
        public int inputs() {
            return dataMin.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            return Rows.names(NAME, inputNames, inputs());
        }
    }
}
