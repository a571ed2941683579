// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.transform.OperationCatalogue;
import java.util.Map;

/** Names this package's operations for the JSON of graphs. */
public final class ScikitLearnOperations implements OperationCatalogue {
    @Override
    public Map<String, Class<? extends Record>> operations() {
        return Map.of(
                "sklearn_fit", FitNumbers.class,
                "sklearn_transform", ApplyNumbers.class,
                "sklearn_fitted", FitNumbers.Learned.class,
                "sklearn_fit_categories", FitCategories.class,
                "sklearn_transform_categories", ApplyCategories.class,
                "sklearn_fitted_categories", FitCategories.Learned.class);
    }
}
