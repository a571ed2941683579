// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * An encoder that has learned its categories: a value that cannot change.
 *
 * <p>A row's result depends on that row alone. Jackson writes it as JSON and reads it back without loss; {@code transformer} names the type by
 * scikit-learn's name, and stays when classes move. Categories are text, {@code Long} or {@code Double}, sorted; null, what is missing, is last.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "transformer")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "OneHotEncoder", value = OneHotEncoder.Fitted.class),
    @JsonSubTypes.Type(name = "OrdinalEncoder", value = OrdinalEncoder.Fitted.class),
    @JsonSubTypes.Type(name = "TargetEncoder", value = TargetEncoder.Fitted.class),
})
public sealed interface FittedCategorical permits OneHotEncoder.Fitted, OrdinalEncoder.Fitted, TargetEncoder.Fitted {
    /**
     * Returns the encoded rows.
     *
     * @param rows of {@link #inputs} values each, which are text, numbers, or null where one is missing; may be none
     * @throws IllegalArgumentException if a row has more or fewer values, a value is of another kind, or a category is unknown and unknown ones
     *     are refused; names operation and column
     */
    double[][] transform(Object[][] rows);

    /** Returns the number of columns that were fitted. */
    int inputs();

    /**
     * Returns the names of the columns that {@link #transform} returns, as scikit-learn makes them.
     *
     * @param inputNames one per fitted column
     * @throws IllegalArgumentException if there are more or fewer
     */
    List<String> outputNames(List<String> inputNames);
}
