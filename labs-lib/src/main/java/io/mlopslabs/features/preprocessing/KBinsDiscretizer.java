// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Cuts each column into bins.
 *
 * <p>A value on an edge goes up, and the last bin holds its upper edge; what lies outside the fitted range goes to the end bins. Bins no wider than
 * 1e-8 vanish, as happens to quantiles of a column with few values: look at {@link Fitted#nBins}. A constant column has one bin, from minus to plus
 * infinity. Missing values are refused. Agrees with scikit-learn {@code KBinsDiscretizer} with {@code subsample=None}.
 *
 * @param nBins bins per column, 2 or more
 * @param strategy where the edges lie
 * @param encode what a bin becomes
 * @param quantileMethod which quantiles, for {@link Strategy#QUANTILE}
 */
public record KBinsDiscretizer(int nBins, Strategy strategy, Encode encode, QuantileMethod quantileMethod)
        implements NumericEstimator<KBinsDiscretizer.Fitted> {
    private static final String NAME = "KBinsDiscretizer";
    private static final double NARROW = 1e-8;

    /** Where the edges lie. */
    public enum Strategy {
        /** All bins of a column are of one width. */
        UNIFORM,
        /** All bins of a column have the same number of rows, up to ties. */
        QUANTILE,
        /**
         * In the middle between the centres of k-means, which start in the middles of uniform bins; one that gets no rows goes to the row farthest
         * from its centre, of two the larger, where scikit-learn lets rounding decide.
         */
        KMEANS
    }

    /** What a bin becomes. */
    public enum Encode {
        /** A column of its own, 1 for the rows in it. */
        ONEHOT,
        /** Its number, from 0. */
        ORDINAL
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there are fewer than 2 bins
     */
    public KBinsDiscretizer {
        if (nBins < 2) {
            throw new IllegalArgumentException("%s: %d bins; give 2 or more".formatted(NAME, nBins));
        }
    }

    /** Five bins by quantiles, one-hot, scikit-learn's defaults. */
    public KBinsDiscretizer() {
        this(5, Strategy.QUANTILE, Encode.ONEHOT, QuantileMethod.AVERAGED_INVERTED_CDF);
    }

    /** Returns the same with more or fewer bins. */
    public KBinsDiscretizer nBins(int bins) {
        return new KBinsDiscretizer(bins, strategy, encode, quantileMethod);
    }

    /** Returns the same with other edges. */
    public KBinsDiscretizer strategy(Strategy edges) {
        return new KBinsDiscretizer(nBins, edges, encode, quantileMethod);
    }

    /** Returns the same with another encoding. */
    public KBinsDiscretizer encode(Encode bins) {
        return new KBinsDiscretizer(nBins, strategy, bins, quantileMethod);
    }

    /** Returns the same with other quantiles. */
    public KBinsDiscretizer quantileMethod(QuantileMethod method) {
        return new KBinsDiscretizer(nBins, strategy, encode, method);
    }

    @Override
    public Fitted fit(double[][] rows) {
        return fit(rows, null);
    }

    /**
     * Learns from rows that count {@code sampleWeight} times each; of weight 0, not at all, whereas scikit-learn's k-means still moves centres
     * to them.
     *
     * @throws IllegalArgumentException if rows or weights break the rules, or the method of the quantiles takes no weights
     */
    public Fitted fit(double[][] rows, double[] sampleWeight) {
        int columns = Rows.fit(NAME, rows, Missing.REFUSED);
        if (sampleWeight != null) {
            Rows.weights(NAME, sampleWeight, rows.length);
            if (strategy == Strategy.QUANTILE && !quantileMethod.takesWeights()) {
                throw new IllegalArgumentException(
                        "%s.fit: quantiles by %s take no weights; take INVERTED_CDF or AVERAGED_INVERTED_CDF"
                                .formatted(NAME, quantileMethod));
            }
        }
        return new Fitted(
                encode,
                IntStream.range(0, columns)
                        .mapToObj(j -> Rows.list(edges(Rows.column(rows, j), sampleWeight)))
                        .toList());
    }

    private double[] edges(double[] column, double[] weights) {
        // Quantiles of a weighted column ask the weights themselves, and so does scikit-learn for a constant one.
        boolean ignoresZeros = weights != null && strategy != Strategy.QUANTILE;
        int[] order = IntStream.range(0, column.length)
                .filter(i -> !ignoresZeros || weights[i] > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(column[a], column[b]))
                .mapToInt(i -> i)
                .toArray();
        double[] sorted = Arrays.stream(order).mapToDouble(i -> column[i] + 0.0).toArray();
        double min = sorted[0];
        double max = sorted[sorted.length - 1];
        if (min == max) {
            return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        }
        double[] uniform = QuantileTransformer.linspace(min, max, nBins + 1);
        return switch (strategy) {
            case UNIFORM -> uniform;
            case QUANTILE -> withoutNarrow(quantiles(column, sorted, weights));
            case KMEANS -> {
                double[] sortedWeights = weights == null
                        ? Rows.ones(order.length)
                        : Arrays.stream(order).mapToDouble(i -> weights[i]).toArray();
                double[] centers = new KMeans(sorted, sortedWeights).centers(middles(uniform));
                yield withoutNarrow(DoubleStream.concat(
                                DoubleStream.concat(DoubleStream.of(min), Arrays.stream(middles(centers))),
                                DoubleStream.of(max))
                        .toArray());
            }
        };
    }

    private double[] quantiles(double[] column, double[] sorted, double[] weights) {
        double[] levels = Arrays.stream(QuantileTransformer.linspace(0, 100, nBins + 1))
                .map(percent -> percent / 100) // as NumPy comes by them, to the last bit: it decides on averages
                .toArray();
        return weights == null
                ? Arrays.stream(levels).map(q -> quantileMethod.of(sorted, q)).toArray()
                : quantileMethod.of(column, weights, levels);
    }

    private static double[] middles(double[] values) {
        return IntStream.range(0, values.length - 1)
                .mapToDouble(i -> (values[i] + values[i + 1]) * 0.5)
                .toArray();
    }

    private static double[] withoutNarrow(double[] edges) {
        return IntStream.range(0, edges.length)
                .filter(i -> i == 0 || edges[i] - edges[i - 1] > NARROW)
                .mapToDouble(i -> edges[i])
                .toArray();
    }

    /**
     * A fitted discretizer.
     *
     * @param encode what a bin becomes
     * @param binEdges per column, ascending, one more than bins
     */
    public record Fitted(Encode encode, List<List<Double>> binEdges) implements FittedNumeric {
        /** Copies the lists. */
        public Fitted {
            binEdges = Rows.copy(binEdges);
        }

        /** Returns the number of bins per column. */
        public List<Integer> nBins() {
            return binEdges.stream().map(edges -> edges.size() - 1).toList();
        }

        @Override
        public double[][] transform(double[][] rows) {
            double[][] bins =
                    Rows.map(NAME + ".transform", rows, inputs(), Missing.REFUSED, (x, j) -> bin(binEdges.get(j), x));
            if (encode == Encode.ORDINAL) {
                return bins;
            }
            int width = nBins().stream().mapToInt(n -> n).sum();
            double[][] result = new double[rows.length][width];
            for (int i = 0; i < rows.length; i++) {
                int start = 0;
                for (int j = 0; j < inputs(); j++) {
                    result[i][start + (int) bins[i][j]] = 1;
                    start += binEdges.get(j).size() - 1;
                }
            }
            return result;
        }

        /** Returns how many inner edges are at or below a value. */
        private static int bin(List<Double> edges, double x) {
            int low = 0;
            int high = edges.size() - 1;
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if (edges.get(middle) <= x) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /**
         * Returns the middles of bins; NaN for the one bin of a constant column.
         *
         * @param rows numbers of bins, whatever {@code encode} is
         * @throws IllegalArgumentException if a number is none of a bin; names row and column
         */
        public double[][] inverseTransform(double[][] rows) {
            String operation = NAME + ".inverseTransform";
            Rows.transform(operation, rows, inputs(), Missing.REFUSED);
            double[][] result = new double[rows.length][inputs()];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < inputs(); j++) {
                    int bin = (int) rows[i][j];
                    List<Double> edges = binEdges.get(j);
                    if (bin != rows[i][j] || bin < 0 || bin > edges.size() - 2) {
                        throw new IllegalArgumentException("%s: column %d is %s in row %d; it has bins 0 to %d"
                                .formatted(operation, j, rows[i][j], i, edges.size() - 2));
                    }
                    result[i][j] = (edges.get(bin) + edges.get(bin + 1)) * 0.5;
                }
            }
            return result;
        }

        @Override
        public int inputs() {
            return binEdges.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            Rows.names(NAME, inputNames, inputs());
            if (encode == Encode.ORDINAL) {
                return List.copyOf(inputNames);
            }
            List<String> names = new ArrayList<>();
            for (int j = 0; j < inputs(); j++) {
                for (int bin = 0; bin < binEdges.get(j).size() - 1; bin++) {
                    names.add(inputNames.get(j) + "_" + (double) bin);
                }
            }
            return List.copyOf(names);
        }
    }
}
