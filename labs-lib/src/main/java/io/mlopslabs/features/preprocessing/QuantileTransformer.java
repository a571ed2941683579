// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.Arrays;
import java.util.List;

/**
 * Gives each column a uniform or normal distribution: a value becomes the share of the fitted values below it.
 *
 * <p>The share is interpolated between {@code nQuantiles} quantiles, at most as many as there are rows; a value that was fitted several times
 * becomes the middle of its shares. What lies outside the fitted range becomes 0 or 1, or about ∓5.2 if normal. A constant column becomes the
 * lower end. Missing values count for nothing and stay missing. Agrees with scikit-learn {@code QuantileTransformer} with {@code subsample=None};
 * where scikit-learn misses a tie by a rounding error and answers one of its ends, this answers the middle.
 *
 * @param nQuantiles number of quantiles, 2 or more
 * @param outputDistribution what the columns become
 */
public record QuantileTransformer(int nQuantiles, Output outputDistribution)
        implements NumericEstimator<QuantileTransformer.Fitted> {
    private static final String NAME = "QuantileTransformer";
    private static final double NEAR = 1e-7; // scikit-learn's: a share this near an end is the end

    /** The distribution to reach. */
    public enum Output {
        /** From 0 to 1. */
        UNIFORM,
        /** Standard normal. */
        NORMAL
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there are fewer than 2 quantiles
     */
    public QuantileTransformer {
        if (nQuantiles < 2) {
            throw new IllegalArgumentException("%s: %d quantiles; give 2 or more".formatted(NAME, nQuantiles));
        }
    }

    /** 1000 quantiles and a uniform distribution, scikit-learn's defaults. */
    public QuantileTransformer() {
        this(1000, Output.UNIFORM);
    }

    /** Returns the same with more or fewer quantiles. */
    public QuantileTransformer nQuantiles(int quantiles) {
        return new QuantileTransformer(quantiles, outputDistribution);
    }

    /** Returns the same with another distribution to reach. */
    public QuantileTransformer outputDistribution(Output distribution) {
        return new QuantileTransformer(nQuantiles, distribution);
    }

    @Override
    public Fitted fit(double[][] rows) {
        int columns = Rows.fit(NAME, rows, Missing.ALLOWED);
        int quantiles = Math.min(nQuantiles, rows.length);
        double[] references = linspace(0, 1, Math.max(quantiles, 2));
        double[][] values = new double[columns][];
        for (int j = 0; j < columns; j++) {
            double[] sorted = Rows.sorted(rows, j);
            values[j] = Arrays.stream(references)
                    .map(q -> QuantileMethod.LINEAR.of(sorted, q))
                    .toArray();
        }
        return new Fitted(
                outputDistribution,
                Rows.list(references),
                Arrays.stream(values).map(Rows::list).toList());
    }

    /** Returns evenly spaced numbers, both ends included. Agrees with NumPy {@code linspace} to the last bit. */
    static double[] linspace(double start, double stop, int count) {
        double[] result = new double[count];
        double step = (stop - start) / (count - 1);
        for (int i = 0; i < count; i++) {
            result[i] = i * step + start;
        }
        result[count - 1] = stop;
        return result;
    }

    /**
     * A fitted transformer.
     *
     * @param outputDistribution what the columns become
     * @param references shares, ascending from 0 to 1
     * @param quantiles for each column, the values at these shares; NaN for a column without values
     */
    public record Fitted(Output outputDistribution, List<Double> references, List<List<Double>> quantiles)
            implements FittedNumeric {
        /** Copies the lists. */
        public Fitted {
            references = List.copyOf(references);
            quantiles = Rows.copy(quantiles);
        }

        @Override
        public double[][] transform(double[][] rows) {
            return Rows.map(NAME + ".transform", rows, inputs(), Missing.ALLOWED, (x, j) -> {
                double share = share(x, quantiles.get(j));
                return outputDistribution == Output.UNIFORM ? share : normal(share);
            });
        }

        private double share(double x, List<Double> values) {
            double margin = outputDistribution == Output.NORMAL ? NEAR : 0;
            if (x - margin <= values.get(0) && (margin == 0 || x - margin < values.get(0))) {
                return 0;
            }
            double top = values.get(values.size() - 1);
            if (x + margin >= top && (margin == 0 || x + margin > top)) {
                return 1;
            }
            if (Double.isNaN(x) || Double.isNaN(top)) {
                return Double.NaN;
            }
            return (interpolate(x, values, references, lowest(values, x))
                            + interpolate(x, values, references, highest(values, x)))
                    / 2;
        }

        private static double normal(double share) {
            double end = Normal.quantile(NEAR - Math.ulp(1.0));
            double other = Normal.quantile(1 - (NEAR - Math.ulp(1.0)));
            return Double.isNaN(share) ? share : Math.min(Math.max(Normal.quantile(share), end), other);
        }

        /**
         * Returns the values that {@link #transform} makes these of; what lay outside the fitted range comes back as its end.
         *
         * @param rows shares, or normal values
         */
        public double[][] inverseTransform(double[][] rows) {
            double margin = outputDistribution == Output.NORMAL ? NEAR : 0;
            return Rows.map(NAME + ".inverseTransform", rows, inputs(), Missing.ALLOWED, (y, j) -> {
                double share = outputDistribution == Output.NORMAL ? Normal.cdf(y) : y;
                List<Double> values = quantiles.get(j);
                if (Double.isNaN(share)) {
                    return share;
                }
                if (share - margin <= 0) {
                    return values.get(0);
                }
                if (share + margin >= 1) {
                    return values.get(values.size() - 1);
                }
                return interpolate(share, references, values, highest(references, share));
            });
        }

        private static double interpolate(double x, List<Double> from, List<Double> to, int at) {
            double low = from.get(at);
            double slope = (to.get(at + 1) - to.get(at)) / (from.get(at + 1) - low);
            return x == low ? to.get(at) : x == from.get(at + 1) ? to.get(at + 1) : slope * (x - low) + to.get(at);
        }

        /** Returns the last interval whose lower end is not above {@code x}. */
        private static int highest(List<Double> ascending, double x) {
            int low = 0;
            int high = ascending.size() - 1;
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if (ascending.get(middle) <= x) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** Returns the first interval whose upper end is not below {@code x}. */
        private static int lowest(List<Double> ascending, double x) {
            int low = 0;
            int high = ascending.size() - 1;
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if (ascending.get(middle) < x) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public int inputs() {
            return quantiles.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            return Rows.names(NAME, inputNames, inputs());
        }
    }
}
