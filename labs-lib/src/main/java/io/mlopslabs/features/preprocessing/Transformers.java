// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.Deferred;
import java.util.List;

/**
 * Puts scikit-learn's transformers into a preprocessing: fitted in the full pass, applied row by row, written with the graph.
 *
 * <p>{@code out.put("delay", Transformers.apply(new RobustScaler(), in.column("delay")))}. All the numbers that a transformer makes of a row stand
 * side by side in one column, as many in each row, in the order of {@code outputNames}.
 */
public final class Transformers {
    private Transformers() {}

    /**
     * Returns what {@code estimator}, fitted on all rows, makes of the numbers of some columns.
     *
     * <p>A missing value is NaN there; which transformers take that is said with each.
     *
     * @param columns of numbers; one of vectors counts for as many columns as it is wide
     * @throws IllegalArgumentException if a column holds texts; when rows come, if the transformer refuses them, or a row has several values in a
     *     ragged column: names the transformer and the columns
     */
    public static Column apply(NumericEstimator<?> estimator, Column... columns) {
        Deferred<FitNumbers.Learned> fitted = Deferred.analyze(FitNumbers.of(estimator), columns);
        return Column.map(new ApplyNumbers(FitNumbers.name(estimator)), List.of(columns), fitted);
    }

    /**
     * Returns what {@code estimator}, fitted on all rows, makes of the categories of some columns.
     *
     * <p>A missing value, and NaN, is the category null.
     *
     * @param columns of texts or numbers, at most one value per row
     * @throws IllegalArgumentException if a column is of vectors; when rows come, if the encoder refuses them, such as an unknown category, or a
     *     row has several values: names the encoder and the columns
     */
    public static Column encode(CategoricalEstimator<?> estimator, Column... columns) {
        Deferred<FitCategories.Learned> fitted = Deferred.analyze(FitCategories.of(estimator), columns);
        return Column.map(new ApplyCategories(FitNumbers.name(estimator)), List.of(columns), fitted);
    }
}
