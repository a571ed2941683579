// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.List;

/**
 * Moves each column to mean 0 and variance 1.
 *
 * <p>The variance is the population's, divided by the number of rows. A column that is constant up to rounding has scale 1, so that it becomes
 * {@code x - mean}; one without any value becomes NaN. Missing values count for nothing and stay missing. Agrees with scikit-learn {@code
 * StandardScaler}.
 *
 * @param withMean whether the mean is taken away
 * @param withStd whether the columns are divided by their standard deviations
 */
public record StandardScaler(boolean withMean, boolean withStd) implements NumericEstimator<StandardScaler.Fitted> {
    private static final String NAME = "StandardScaler";

    /** Both centres and scales, scikit-learn's defaults. */
    public StandardScaler() {
        this(true, true);
    }

    /** Returns the same with or without centring. */
    public StandardScaler withMean(boolean centre) {
        return new StandardScaler(centre, withStd);
    }

    /** Returns the same with or without scaling. */
    public StandardScaler withStd(boolean scale) {
        return new StandardScaler(withMean, scale);
    }

    @Override
    public Fitted fit(double[][] rows) {
        return fit(rows, Rows.ones(rows.length));
    }

    /**
     * Learns from rows that count {@code sampleWeight} times each.
     *
     * @throws IllegalArgumentException if the rows break the rules of {@link #fit(double[][])}, or the weights are not one per row, finite, not
     *     negative, and above 0 somewhere
     */
    public Fitted fit(double[][] rows, double[] sampleWeight) {
        int columns = Rows.fit(NAME, rows, Missing.ALLOWED);
        Rows.weights(NAME, sampleWeight, rows.length);
        Moments[] moments = new Moments[columns];
        for (int j = 0; j < columns; j++) {
            moments[j] = Moments.of(rows, sampleWeight, j);
        }
        return fitted(moments);
    }

    private Fitted fitted(Moments[] moments) {
        return new Fitted(
                withMean,
                withStd,
                Rows.perColumn(moments.length, j -> moments[j].mean()),
                Rows.perColumn(moments.length, j -> moments[j].variance()),
                Rows.perColumn(moments.length, j -> moments[j].scale()),
                Rows.perColumn(moments.length, j -> moments[j].count()));
    }

    /**
     * A fitted scaler.
     *
     * @param withMean whether the mean is taken away
     * @param withStd whether the columns are divided by {@code scale}
     * @param mean per column; NaN for one without values
     * @param var population variance per column
     * @param scale what a column is divided by: the root of {@code var}, or 1
     * @param samplesSeen sum of the weights of the values that were there, per column
     */
    public record Fitted(
            boolean withMean,
            boolean withStd,
            List<Double> mean,
            List<Double> var,
            List<Double> scale,
            List<Double> samplesSeen)
            implements FittedNumeric {
        /** Copies the lists. */
        public Fitted {
            mean = List.copyOf(mean);
            var = List.copyOf(var);
            scale = List.copyOf(scale);
            samplesSeen = List.copyOf(samplesSeen);
        }

        /** Returns what fitting these rows together with those seen so far would return, up to rounding. */
        public Fitted partialFit(double[][] more) {
            Fitted other = new StandardScaler(withMean, withStd).fit(more);
            Rows.transform(NAME + ".partialFit", more, inputs());
            Moments[] merged = new Moments[inputs()];
            for (int j = 0; j < merged.length; j++) {
                merged[j] = moments(j).merge(other.moments(j));
            }
            return new StandardScaler(withMean, withStd).fitted(merged);
        }

        private Moments moments(int j) {
            return new Moments(samplesSeen.get(j), mean.get(j), var.get(j));
        }

        @Override
        public double[][] transform(double[][] rows) {
            return Rows.map(
                    NAME + ".transform",
                    rows,
                    inputs(),
                    Missing.ALLOWED,
                    (x, j) -> (withMean ? x - mean.get(j) : x) / (withStd ? scale.get(j) : 1));
        }

        /** Returns the values that {@link #transform} makes these of, up to rounding. */
        public double[][] inverseTransform(double[][] rows) {
            return Rows.map(
                    NAME + ".inverseTransform",
                    rows,
                    inputs(),
                    Missing.ALLOWED,
                    (z, j) -> z * (withStd ? scale.get(j) : 1) + (withMean ? mean.get(j) : 0));
        }

        @Override
        public int inputs() {
            return mean.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            return Rows.names(NAME, inputNames, inputs());
        }
    }
}
