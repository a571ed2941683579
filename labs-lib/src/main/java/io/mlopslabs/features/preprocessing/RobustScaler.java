// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.List;

/**
 * Takes each column's median away and divides by the distance of two quantiles, which a few wild values do not move.
 *
 * <p>Quantiles are {@link QuantileMethod#LINEAR}. Where their distance is 0, as in a constant column, the scale is 1. Missing values count for
 * nothing and stay missing. Agrees with scikit-learn {@code RobustScaler}.
 *
 * @param withCentering whether the median is taken away
 * @param withScaling whether the columns are divided
 * @param lowerPercent lower quantile, 0 to 100
 * @param upperPercent upper quantile, above the lower one
 * @param unitVariance whether the scale is divided by what it is for a standard normal column, so that a normal column gets variance 1
 */
public record RobustScaler(
        boolean withCentering, boolean withScaling, double lowerPercent, double upperPercent, boolean unitVariance)
        implements NumericEstimator<RobustScaler.Fitted> {
    private static final String NAME = "RobustScaler";

    /**
     * Checks the quantiles.
     *
     * @throws IllegalArgumentException unless {@code 0 <= lowerPercent < upperPercent <= 100}
     */
    public RobustScaler {
        if (!(0 <= lowerPercent && lowerPercent < upperPercent && upperPercent <= 100)) {
            throw new IllegalArgumentException("%s: a quantile range from %s to %s; give 0 <= lower < upper <= 100"
                    .formatted(NAME, lowerPercent, upperPercent));
        }
    }

    /** Median and interquartile range, scikit-learn's defaults. */
    public RobustScaler() {
        this(true, true, 25, 75, false);
    }

    /** Returns the same with or without centring. */
    public RobustScaler withCentering(boolean centre) {
        return new RobustScaler(centre, withScaling, lowerPercent, upperPercent, unitVariance);
    }

    /** Returns the same with or without scaling. */
    public RobustScaler withScaling(boolean scale) {
        return new RobustScaler(withCentering, scale, lowerPercent, upperPercent, unitVariance);
    }

    /** Returns the same with other quantiles, in percent. */
    public RobustScaler quantileRange(double lower, double upper) {
        return new RobustScaler(withCentering, withScaling, lower, upper, unitVariance);
    }

    /** Returns the same with or without unit variance for normal columns. */
    public RobustScaler unitVariance(boolean unit) {
        return new RobustScaler(withCentering, withScaling, lowerPercent, upperPercent, unit);
    }

    @Override
    public Fitted fit(double[][] rows) {
        int columns = Rows.fit(NAME, rows, Missing.ALLOWED);
        double[] center = new double[columns];
        double[] scale = new double[columns];
        double unit = unitVariance ? Normal.quantile(upperPercent / 100) - Normal.quantile(lowerPercent / 100) : 1;
        for (int j = 0; j < columns; j++) {
            double[] values = Rows.sorted(rows, j);
            center[j] = QuantileMethod.LINEAR.of(values, 0.5);
            double range = QuantileMethod.LINEAR.of(values, upperPercent / 100)
                    - QuantileMethod.LINEAR.of(values, lowerPercent / 100);
            scale[j] = Rows.orOne(range) / unit;
        }
        return new Fitted(withCentering, withScaling, Rows.list(center), Rows.list(scale));
    }

    /**
     * A fitted scaler.
     *
     * @param withCentering whether {@code center} is taken away
     * @param withScaling whether the columns are divided by {@code scale}
     * @param center median per column; NaN for a column without values
     * @param scale distance of the two quantiles per column, or 1 where that is 0; divided for unit variance
     */
    public record Fitted(boolean withCentering, boolean withScaling, List<Double> center, List<Double> scale)
            implements FittedNumeric {
        /** Copies the lists. */
        public Fitted {
            center = List.copyOf(center);
            scale = List.copyOf(scale);
        }

        @Override
        public double[][] transform(double[][] rows) {
            return Rows.map(
                    NAME + ".transform",
                    rows,
                    inputs(),
                    Missing.ALLOWED,
                    (x, j) -> (withCentering ? x - center.get(j) : x) / (withScaling ? scale.get(j) : 1));
        }

        /** Returns the values that {@link #transform} makes these of, up to rounding. */
        public double[][] inverseTransform(double[][] rows) {
            return Rows.map(
                    NAME + ".inverseTransform",
                    rows,
                    inputs(),
                    Missing.ALLOWED,
                    (y, j) -> y * (withScaling ? scale.get(j) : 1) + (withCentering ? center.get(j) : 0));
        }

        @Override
        public int inputs() {
            return center.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            return Rows.names(NAME, inputNames, inputs());
        }
    }
}
