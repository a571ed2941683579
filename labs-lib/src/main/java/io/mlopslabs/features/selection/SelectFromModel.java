// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Embedded selection: one fit, and the columns on which the model leans enough.
 *
 * <p>Agrees with scikit-learn {@code SelectFromModel}; there a model with an L1 penalty has the threshold 1e-5 unless said otherwise, here it is
 * always said. Of equal importances at the border of {@code atMost} the earlier column is kept.
 *
 * @param estimator has importances
 * @param threshold the absolute importance that is enough
 * @param atMost columns to keep, those with the largest importances; at least 1
 */
public record SelectFromModel(Estimator estimator, Threshold threshold, int atMost) implements ColumnSelection {
    private static final String OPERATION = "SelectFromModel";

    /** Checks the number. */
    public SelectFromModel {
        if (atMost < 1) {
            throw new IllegalArgumentException("%s: atMost is %d; give at least 1".formatted(OPERATION, atMost));
        }
    }

    /** Returns the selection of all columns that reach the threshold. */
    public static SelectFromModel of(Estimator estimator, Threshold threshold) {
        return new SelectFromModel(estimator, threshold, Integer.MAX_VALUE);
    }

    /**
     * An absolute importance that is enough to stay.
     *
     * @param reference what {@code factor} is a multiple of
     * @param factor not NaN
     */
    public record Threshold(Reference reference, double factor) {
        /** What a threshold is measured by. */
        public enum Reference {
            /** 1: the factor is the threshold. */
            ONE,
            /** Mean of the absolute importances. */
            MEAN,
            /** Median of the absolute importances. */
            MEDIAN
        }

        /** Checks the factor. */
        public Threshold {
            if (Double.isNaN(factor)) {
                throw new IllegalArgumentException(OPERATION + ": the threshold is NaN; give a number");
            }
        }

        /** Returns this very number; negative infinity lets {@code atMost} decide alone. */
        public static Threshold of(double importance) {
            return new Threshold(Reference.ONE, importance);
        }

        /** Returns a multiple of the mean. */
        public static Threshold mean(double factor) {
            return new Threshold(Reference.MEAN, factor);
        }

        /** Returns a multiple of the median. */
        public static Threshold median(double factor) {
            return new Threshold(Reference.MEDIAN, factor);
        }

        private double of(double[] importances) {
            double[] sorted = Arrays.stream(importances).sorted().toArray();
            int n = sorted.length;
            return factor
                    * switch (reference) {
                        case ONE -> 1;
                        case MEAN -> Arrays.stream(importances).sum() / n;
                        case MEDIAN -> (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
                    };
        }
    }

    /**
     * What is left.
     *
     * @param support columns kept, ascending; none if no importance reaches the threshold
     * @param threshold that was enough
     * @param importances absolute, per column
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    public record Result(int[] support, double threshold, double[] importances) {}

    @Override
    public int[] select(double[][] x, double[] y) {
        return fit(x, y).support();
    }

    /**
     * Fits once and selects.
     *
     * @throws IllegalArgumentException if the rows do not suit; names row or column
     * @throws IllegalStateException if the model has no importances
     */
    public Result fit(double[][] x, double[] y) {
        Support.require(OPERATION, x, y, 1);
        double[] importances = Support.importances(OPERATION, estimator.fit(x, y), x[0].length);
        double enough = threshold.of(importances);
        int[] support = IntStream.range(0, importances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -importances[j]))
                .limit(atMost)
                .filter(j -> importances[j] >= enough)
                .mapToInt(j -> j)
                .sorted()
                .toArray();
        return new Result(support, enough, importances);
    }
}
