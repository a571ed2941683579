// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;

/**
 * A statistic of numbers: a scalar, a list, or the rows of a matrix one after the other.
 *
 * @param values the numbers; NaN and infinities may be among them
 */
public record Numbers(List<Double> values) implements Statistic {
    /** Keeps a copy. */
    public Numbers {
        values = List.copyOf(values);
    }

    /** Returns a statistic of these numbers. */
    public static Numbers of(double... values) {
        return new Numbers(java.util.Arrays.stream(values).boxed().toList());
    }

    /** Returns number {@code i}. */
    public double get(int i) {
        return values.get(i);
    }

    /** Returns all numbers as a new array, for kernels. */
    public double[] toArray() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
