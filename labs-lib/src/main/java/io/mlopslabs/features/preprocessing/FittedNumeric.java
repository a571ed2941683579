// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * A transformer of numbers that has learned all it needs: a value that cannot change.
 *
 * <p>A row's result depends on that row alone. Jackson writes it as JSON and reads it back without loss, NaN and infinities included; {@code
 * transformer} names the type by scikit-learn's name, and stays when classes move.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "transformer")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "StandardScaler", value = StandardScaler.Fitted.class),
    @JsonSubTypes.Type(name = "MinMaxScaler", value = MinMaxScaler.Fitted.class),
    @JsonSubTypes.Type(name = "MaxAbsScaler", value = MaxAbsScaler.Fitted.class),
    @JsonSubTypes.Type(name = "RobustScaler", value = RobustScaler.Fitted.class),
    @JsonSubTypes.Type(name = "Normalizer", value = Normalizer.Fitted.class),
    @JsonSubTypes.Type(name = "Binarizer", value = Binarizer.Fitted.class),
    @JsonSubTypes.Type(name = "QuantileTransformer", value = QuantileTransformer.Fitted.class),
    @JsonSubTypes.Type(name = "PowerTransformer", value = PowerTransformer.Fitted.class),
    @JsonSubTypes.Type(name = "KBinsDiscretizer", value = KBinsDiscretizer.Fitted.class),
    @JsonSubTypes.Type(name = "PolynomialFeatures", value = PolynomialFeatures.Fitted.class),
    @JsonSubTypes.Type(name = "SplineTransformer", value = SplineTransformer.Fitted.class),
    @JsonSubTypes.Type(name = "CyclicalFeatures", value = CyclicalFeatures.Fitted.class),
    @JsonSubTypes.Type(name = "SimpleImputer", value = SimpleImputer.Fitted.class),
    @JsonSubTypes.Type(name = "KNNImputer", value = KNNImputer.Fitted.class),
    @JsonSubTypes.Type(name = "MissingIndicator", value = MissingIndicator.Fitted.class),
})
public sealed interface FittedNumeric
        permits StandardScaler.Fitted,
                MinMaxScaler.Fitted,
                MaxAbsScaler.Fitted,
                RobustScaler.Fitted,
                Normalizer.Fitted,
                Binarizer.Fitted,
                QuantileTransformer.Fitted,
                PowerTransformer.Fitted,
                KBinsDiscretizer.Fitted,
                PolynomialFeatures.Fitted,
                SplineTransformer.Fitted,
                CyclicalFeatures.Fitted,
                SimpleImputer.Fitted,
                KNNImputer.Fitted,
                MissingIndicator.Fitted {
    /**
     * Returns the transformed rows; the rows given stay as they are.
     *
     * @param rows of {@link #inputs} values each, none infinite; NaN is a missing value, which some transformers refuse; may be none
     * @throws IllegalArgumentException if the rows break these rules; names operation, row and column
     */
    double[][] transform(double[][] rows);

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
