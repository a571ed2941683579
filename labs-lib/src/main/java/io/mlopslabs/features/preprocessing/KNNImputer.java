// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fills in what is missing with the mean of the nearest fitted rows that have it.
 *
 * <p>The distance of two rows is Euclid's over the columns that both have, scaled up to all columns. Rows that share no column with a row are no
 * neighbours of it; if there are none at all, the column's mean is taken. Columns should be scaled first: the one with the largest numbers decides
 * who is near. A column without any value is dropped, unless {@code keepEmptyFeatures} fills it with 0.
 *
 * <p>What is fitted keeps all rows, and so does its JSON; a row takes time in proportion to them. Agrees with scikit-learn {@code KNNImputer}; among
 * donors of one distance at the cut, where scikit-learn takes any, the one with the smallest value goes first.
 *
 * @param nNeighbors number of neighbours, 1 or more
 * @param weights what a neighbour counts
 * @param addIndicator whether a column of zeros and ones is added for each column that misses something in the fitted rows
 * @param keepEmptyFeatures whether columns without any value stay
 * @see "Troyanskaya et al. 2001, Missing value estimation methods for DNA microarrays, doi:10.1093/bioinformatics/17.6.520"
 */
public record KNNImputer(int nNeighbors, Weights weights, boolean addIndicator, boolean keepEmptyFeatures)
        implements NumericEstimator<KNNImputer.Fitted> {
    private static final String NAME = "KNNImputer";

    /** What a neighbour counts. */
    public enum Weights {
        /** All alike. */
        UNIFORM,
        /** One over its distance; at distance 0 the others do not count. */
        DISTANCE
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no neighbour
     */
    public KNNImputer {
        if (nNeighbors < 1) {
            throw new IllegalArgumentException("%s: %d neighbours; give 1 or more".formatted(NAME, nNeighbors));
        }
    }

    /** Five neighbours, all alike, scikit-learn's defaults. */
    public KNNImputer() {
        this(5, Weights.UNIFORM, false, false);
    }

    /** Returns the same with more or fewer neighbours. */
    public KNNImputer nNeighbors(int neighbours) {
        return new KNNImputer(neighbours, weights, addIndicator, keepEmptyFeatures);
    }

    /** Returns the same with other weights. */
    public KNNImputer weights(Weights each) {
        return new KNNImputer(nNeighbors, each, addIndicator, keepEmptyFeatures);
    }

    /** Returns the same with or without columns that say what was missing. */
    public KNNImputer addIndicator(boolean add) {
        return new KNNImputer(nNeighbors, weights, add, keepEmptyFeatures);
    }

    /** Returns the same with or without columns that are empty. */
    public KNNImputer keepEmptyFeatures(boolean keep) {
        return new KNNImputer(nNeighbors, weights, addIndicator, keep);
    }

    @Override
    public Fitted fit(double[][] rows) {
        Rows.fit(NAME, rows, Missing.ALLOWED);
        return new Fitted(
                nNeighbors,
                weights,
                keepEmptyFeatures,
                Arrays.stream(rows).map(Rows::list).toList(),
                addIndicator ? MissingIndicator.missing(rows) : List.of());
    }

    /** Returns the distance of two rows by the columns that both have; NaN if there is none. */
    static double distance(double[] a, double[] b) {
        double squares = 0;
        int both = 0;
        for (int j = 0; j < a.length; j++) {
            double distance = a[j] - b[j];
            if (!Double.isNaN(distance)) {
                squares += distance * distance;
                both++;
            }
        }
        return Math.sqrt((double) a.length / both * squares);
    }

    /**
     * A fitted imputer.
     *
     * @param nNeighbors number of neighbours
     * @param weights what a neighbour counts
     * @param keepEmptyFeatures whether columns without any value stay
     * @param fitX the fitted rows
     * @param indicatorFeatures columns that get an indicator, ascending
     */
    public record Fitted(
            int nNeighbors,
            Weights weights,
            boolean keepEmptyFeatures,
            List<List<Double>> fitX,
            List<Integer> indicatorFeatures)
            implements FittedNumeric {
        private record Donor(double distance, double value) {
            static final Comparator<Donor> NEAREST =
                    Comparator.comparingDouble(Donor::distance).thenComparingDouble(Donor::value);
        }

        /** Copies the lists. */
        public Fitted {
            fitX = Rows.copy(fitX);
            indicatorFeatures = List.copyOf(indicatorFeatures);
        }

        @Override
        public double[][] transform(double[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs(), Missing.ALLOWED);
            double[][] fitted = fitX.stream()
                    .map(row -> row.stream().mapToDouble(x -> x).toArray())
                    .toArray(double[][]::new);
            int[] kept = kept(fitted);
            double[][] result = new double[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                result[i] = MissingIndicator.append(fill(rows[i], fitted, kept), rows[i], indicatorFeatures);
            }
            return result;
        }

        private double[] fill(double[] row, double[][] fitted, int[] kept) {
            boolean whole = Arrays.stream(row).noneMatch(Double::isNaN);
            double[] distances = whole
                    ? new double[0]
                    : Arrays.stream(fitted)
                            .mapToDouble(other -> distance(row, other))
                            .toArray();
            return IntStream.of(kept)
                    .mapToDouble(j -> Double.isNaN(row[j]) ? value(j, fitted, distances) : row[j])
                    .toArray();
        }

        private double value(int j, double[][] fitted, double[] distances) {
            double[] there = Rows.sorted(fitted, j);
            if (there.length == 0) {
                return 0;
            }
            List<Donor> donors = IntStream.range(0, fitted.length)
                    .filter(i -> !Double.isNaN(fitted[i][j]) && !Double.isNaN(distances[i]))
                    .mapToObj(i -> new Donor(distances[i], fitted[i][j]))
                    .sorted(Donor.NEAREST)
                    .limit(nNeighbors)
                    .toList();
            if (donors.isEmpty()) {
                return Arrays.stream(there).average().orElseThrow();
            }
            boolean touches = donors.get(0).distance == 0;
            double sum = 0;
            double all = 0;
            for (Donor donor : donors) {
                double nearness = touches ? (donor.distance == 0 ? 1 : 0) : 1 / donor.distance;
                double weight = weights == Weights.UNIFORM ? 1 : nearness;
                sum += weight * donor.value;
                all += weight;
            }
            return sum / all;
        }

        private int[] kept(double[][] fitted) {
            return IntStream.range(0, inputs())
                    .filter(j -> keepEmptyFeatures || Arrays.stream(fitted).anyMatch(row -> !Double.isNaN(row[j])))
                    .toArray();
        }

        @Override
        public int inputs() {
            return fitX.get(0).size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            Rows.names(NAME, inputNames, inputs());
            List<String> names = new ArrayList<>();
            for (int j = 0; j < inputs(); j++) {
                int column = j;
                if (keepEmptyFeatures || fitX.stream().anyMatch(row -> !Double.isNaN(row.get(column)))) {
                    names.add(inputNames.get(j));
                }
            }
            names.addAll(MissingIndicator.names(inputNames, indicatorFeatures));
            return List.copyOf(names);
        }
    }
}
