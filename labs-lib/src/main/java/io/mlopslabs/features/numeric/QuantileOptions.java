// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Column;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How quantiles are found; immutable.
 *
 * @param epsilon the largest error of a rank, as a share of the weight, between 0 and 1; TFT's default, where it is empty, is 0.01, or one
 *     bucket if there are more than a hundred
 * @param weights how much each value counts: one for each value, or one for all of a row
 * @param elements whether each position has its own
 */
public record QuantileOptions(OptionalDouble epsilon, Optional<Column> weights, Elements elements) {
    /** Returns TFT's defaults: 0.01, no weights, all values together. */
    public static QuantileOptions standard() {
        return new QuantileOptions(OptionalDouble.empty(), Optional.empty(), Elements.TOGETHER);
    }

    /** Returns these with another error. */
    public QuantileOptions epsilon(double error) {
        return new QuantileOptions(OptionalDouble.of(error), weights, elements);
    }

    /** Returns these with weights, of which none may be negative or infinite; a value whose weight is 0 or NaN is left out. */
    public QuantileOptions weights(Column column) {
        return new QuantileOptions(epsilon, Optional.of(column), elements);
    }

    /** Returns these with another choice of elements; buckets per key take no notice of it. */
    public QuantileOptions elements(Elements choice) {
        return new QuantileOptions(epsilon, weights, choice);
    }

    double epsilonFor(int numBuckets) {
        return epsilon.orElse(Math.min(0.01, 1.0 / numBuckets));
    }

    Column[] with(Column... columns) {
        return Stream.concat(Stream.of(columns), weights.stream()).toArray(Column[]::new);
    }
}
