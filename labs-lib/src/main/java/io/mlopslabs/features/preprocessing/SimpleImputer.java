// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fills in what is missing with one number per column.
 *
 * <p>A column without any value is dropped, unless {@code keepEmptyFeatures} fills it with 0, or the constant: look at {@link Fitted#outputNames}.
 * Agrees with scikit-learn {@code SimpleImputer}; for text there is {@link CategoricalImputer}.
 *
 * @param strategy which number
 * @param fillValue the number for {@link Strategy#CONSTANT}
 * @param addIndicator whether a column of zeros and ones is added for each column that misses something in the fitted rows, 1 where it does
 * @param keepEmptyFeatures whether columns without any value stay
 */
public record SimpleImputer(Strategy strategy, double fillValue, boolean addIndicator, boolean keepEmptyFeatures)
        implements NumericEstimator<SimpleImputer.Fitted> {
    private static final String NAME = "SimpleImputer";

    /** Which number is filled in. */
    public enum Strategy {
        /** The mean. */
        MEAN,
        /** The median; the mean of the middle two of an even number. */
        MEDIAN,
        /** The value seen most often; of several, the smallest. */
        MOST_FREQUENT,
        /** A given number. */
        CONSTANT
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if {@code fillValue} is NaN or infinite
     */
    public SimpleImputer {
        if (!Double.isFinite(fillValue)) {
            throw new IllegalArgumentException(
                    "%s: a fill value of %s; give a finite number".formatted(NAME, fillValue));
        }
    }

    /** The mean, scikit-learn's default. */
    public SimpleImputer() {
        this(Strategy.MEAN, 0, false, false);
    }

    /** Returns the same with another number. */
    public SimpleImputer strategy(Strategy number) {
        return new SimpleImputer(number, fillValue, addIndicator, keepEmptyFeatures);
    }

    /** Returns an imputer that fills in {@code number}. */
    public SimpleImputer constant(double number) {
        return new SimpleImputer(Strategy.CONSTANT, number, addIndicator, keepEmptyFeatures);
    }

    /** Returns the same with or without columns that say what was missing. */
    public SimpleImputer addIndicator(boolean add) {
        return new SimpleImputer(strategy, fillValue, add, keepEmptyFeatures);
    }

    /** Returns the same with or without columns that are empty. */
    public SimpleImputer keepEmptyFeatures(boolean keep) {
        return new SimpleImputer(strategy, fillValue, addIndicator, keep);
    }

    @Override
    public Fitted fit(double[][] rows) {
        int columns = Rows.fit(NAME, rows, Missing.ALLOWED);
        return new Fitted(
                Rows.perColumn(columns, j -> statistic(Rows.sorted(rows, j))),
                addIndicator ? MissingIndicator.missing(rows) : List.of());
    }

    private double statistic(double[] sorted) {
        if (sorted.length == 0) {
            double kept = strategy == Strategy.CONSTANT ? fillValue : 0;
            return keepEmptyFeatures ? kept : Double.NaN;
        }
        return switch (strategy) {
            case MEAN -> Arrays.stream(sorted).average().orElseThrow();
            case MEDIAN -> (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
            case MOST_FREQUENT -> mode(sorted);
            case CONSTANT -> fillValue;
        };
    }

    private static double mode(double[] sorted) {
        double mode = sorted[0];
        int most = 0;
        int start = 0;
        for (int i = 0; i < sorted.length; i++) {
            start = sorted[i] == sorted[start] ? start : i;
            if (i - start + 1 > most) {
                most = i - start + 1;
                mode = sorted[i];
            }
        }
        return mode;
    }

    /**
     * A fitted imputer.
     *
     * @param statistics what is filled in, per column; NaN for one that is dropped
     * @param indicatorFeatures columns that get an indicator, ascending
     */
    public record Fitted(List<Double> statistics, List<Integer> indicatorFeatures) implements FittedNumeric {
        /** Copies the lists. */
        public Fitted {
            statistics = List.copyOf(statistics);
            indicatorFeatures = List.copyOf(indicatorFeatures);
        }

        @Override
        public double[][] transform(double[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs(), Missing.ALLOWED);
            int[] kept = kept();
            double[][] result = new double[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                double[] row = rows[i];
                double[] filled = IntStream.of(kept)
                        .mapToDouble(j -> Double.isNaN(row[j]) ? statistics.get(j) : row[j])
                        .toArray();
                result[i] = MissingIndicator.append(filled, row, indicatorFeatures);
            }
            return result;
        }

        private int[] kept() {
            return IntStream.range(0, inputs())
                    .filter(j -> !Double.isNaN(statistics.get(j)))
                    .toArray();
        }

        @Override
        public int inputs() {
            return statistics.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            Rows.names(NAME, inputNames, inputs());
            List<String> names = new ArrayList<>();
            IntStream.of(kept()).forEach(j -> names.add(inputNames.get(j)));
            names.addAll(MissingIndicator.names(inputNames, indicatorFeatures));
            return List.copyOf(names);
        }
    }
}
