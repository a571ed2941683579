// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.features.transform.Titled;
import java.util.Collections;
import java.util.List;

/** Applies a fitted encoder of categories; {@code transformer} is scikit-learn's name. */
record ApplyCategories(String transformer) implements RowFunction, Titled {
    @Override
    public String title() {
        return transformer;
    }

    @Override
    public Kind output(List<Kind> inputs) {
        FitCategories.check(inputs);
        return Kind.ragged(DType.FLOAT64); // how many there are is known when it has been fitted
    }

    @Override
    public Kind output(List<Kind> inputs, List<Statistic> statistics) {
        var fitted = ((FitCategories.Learned) statistics.get(0)).fitted();
        int width =
                fitted.outputNames(Collections.nCopies(fitted.inputs(), "x")).size();
        return width == 0 ? output(inputs) : new Kind(DType.FLOAT64, width);
    }

    @Override
    public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
        FittedCategorical fitted = ((FitCategories.Learned) statistics.get(0)).fitted();
        return (row, out) -> {
            for (double number : fitted.transform(new Object[][] {FitCategories.categories(row, inputs)})[0]) {
                out.number(number);
            }
        };
    }
}
