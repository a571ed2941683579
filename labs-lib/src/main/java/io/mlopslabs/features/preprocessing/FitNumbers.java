// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.mlopslabs.features.transform.Analyzer;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.features.transform.Titled;
import io.mlopslabs.statistics.Accumulator;
import java.util.List;

/**
 * Fits a transformer of numbers.
 *
 * @param transformer scikit-learn's name
 * @param settings as JSON, so that a cache and a reader of the graph can tell two of them apart
 * @param estimator what fits; null in a graph that was read, which has been fitted
 */
record FitNumbers(
        String transformer, String settings, @JsonIgnore NumericEstimator<?> estimator)
        implements Analyzer<FitNumbers.Learned>, Titled {
    /** A fitted transformer. */
    record Learned(FittedNumeric fitted) implements Statistic {}

    static FitNumbers of(NumericEstimator<?> estimator) {
        return new FitNumbers(name(estimator), Settings.of(estimator), estimator);
    }

    static String name(Object estimator) {
        return estimator.getClass().getSimpleName();
    }

    @Override
    public String title() {
        return transformer;
    }

    @Override
    public Accumulator<Row, ?, Learned> accumulator(List<Kind> inputs) {
        check(inputs);
        NumericEstimator<?> fitting = estimator;
        return new Collected<double[], Learned>(row -> numbers(row, inputs)) {
            private static final long serialVersionUID = 1;

            @Override
            Learned fit(List<double[]> rows) {
                return new Learned(fitting.fit(rows.toArray(new double[0][])));
            }
        };
    }

    static void check(List<Kind> inputs) {
        for (Kind input : inputs) {
            if (input.dtype() == DType.STRING) {
                throw new IllegalArgumentException("takes numbers, not " + input);
            }
        }
    }

    /** Returns a row's numbers side by side, NaN where one is missing. */
    static double[] numbers(Row row, List<Kind> inputs) {
        int width = 0;
        for (Kind input : inputs) {
            width += Math.max(1, input.width());
        }
        double[] numbers = new double[width];
        int at = 0;
        for (int c = 0; c < inputs.size(); c++) {
            int count = row.count(c);
            if (inputs.get(c).isRagged()) {
                Collected.atMostOne(count);
                numbers[at++] = count == 0 ? Double.NaN : row.number(c, 0);
            } else {
                for (int i = 0; i < count; i++) {
                    numbers[at++] = row.number(c, i);
                }
            }
        }
        return numbers;
    }
}
