// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

/**
 * Settings of an encoder of categories; {@link #fit} learns the rest from rows.
 *
 * <p>A value is text, a number, or null where it is missing; a column holds text or numbers and never both. {@code 2} and {@code 2.0} are the
 * same number. NaN is missing too. Text sorts by code point and numbers by size, as NumPy does, and what is missing comes last.
 *
 * @param <F> what is fitted
 */
public interface CategoricalEstimator<F extends FittedCategorical> {
    /**
     * Learns from some rows, those to train on and no others.
     *
     * @param rows at least one, all of one length; a {@code String[][]} will do
     * @throws IllegalArgumentException if there is no row, a row has another length than the first, or a column mixes text and numbers; names
     *     operation, row and column
     */
    F fit(Object[][] rows);

    /** Returns {@code fit(rows).transform(rows)}. */
    default double[][] fitTransform(Object[][] rows) {
        return fit(rows).transform(rows);
    }
}
