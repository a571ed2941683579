// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.mlopslabs.features.transform.Analyzer;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.features.transform.Titled;
import io.mlopslabs.statistics.Accumulator;
import java.util.List;

/**
 * Fits an encoder of categories; the components are {@link FitNumbers}'.
 */
record FitCategories(
        String transformer, String settings, @JsonIgnore CategoricalEstimator<?> estimator)
        implements Analyzer<FitCategories.Learned>, Titled {
    /** A fitted encoder. */
    record Learned(FittedCategorical fitted) implements Statistic {}

    static FitCategories of(CategoricalEstimator<?> estimator) {
        return new FitCategories(FitNumbers.name(estimator), Settings.of(estimator), estimator);
    }

    @Override
    public String title() {
        return transformer;
    }

    @Override
    public Accumulator<Row, ?, Learned> accumulator(List<Kind> inputs) {
        check(inputs);
        CategoricalEstimator<?> fitting = estimator;
        return new Collected<Object[], Learned>(row -> categories(row, inputs)) {
            private static final long serialVersionUID = 1;

            @Override
            Learned fit(List<Object[]> rows) {
                return new Learned(fitting.fit(rows.toArray(new Object[0][])));
            }
        };
    }

    static void check(List<Kind> inputs) {
        for (Kind input : inputs) {
            if (input.width() > 1) {
                throw new IllegalArgumentException("takes one category per row, not " + input);
            }
        }
    }

    /** Returns a row's categories, null where one is missing. */
    static Object[] categories(Row row, List<Kind> inputs) {
        Object[] categories = new Object[inputs.size()];
        for (int c = 0; c < categories.length; c++) {
            Collected.atMostOne(row.count(c));
            if (row.count(c) == 1) {
                categories[c] = switch (inputs.get(c).dtype()) {
                    case STRING -> row.text(c, 0);
                    case INT64 -> row.integer(c, 0);
                    case FLOAT32, FLOAT64 -> Double.isNaN(row.number(c, 0)) ? null : (Double) row.number(c, 0);
                };
            }
        }
        return categories;
    }
}
