// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

/**
 * Settings of a transformer of numbers; {@link #fit} learns the rest from rows.
 *
 * <p>Fitting is a full pass over all rows in memory: exact quantiles and modes need them. It does not depend on the order of the rows beyond
 * rounding. What can be merged from parts is in {@code features.numeric}.
 *
 * @param <F> what is fitted
 */
public interface NumericEstimator<F extends FittedNumeric> {
    /**
     * Learns from some rows, those to train on and no others.
     *
     * @param rows at least one, all of one length, none infinite; NaN is a missing value, which some transformers refuse
     * @throws IllegalArgumentException if the rows break these rules; names operation, row and column
     */
    F fit(double[][] rows);

    /** Returns {@code fit(rows).transform(rows)}. */
    default double[][] fitTransform(double[][] rows) {
        return fit(rows).transform(rows);
    }
}
