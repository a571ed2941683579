// SPDX-License-Identifier: Apache-2.0
/**
 * Has the data changed, and by more than chance? Distances between a reference and new data, what each comes to without any change, and a
 * decision over all columns.
 *
 * <p>Start with {@link io.mlopslabs.validation.drift.DriftReport}, over two tables or two lists of statistics. To choose the threshold of a schema take
 * {@link io.mlopslabs.validation.drift.NoiseBand#expected}: it says which value a comparator stays below, in 95 or 99 of 100 batches, although nothing
 * changed. For one column there is {@link io.mlopslabs.validation.drift.ContingencyTable}, with
 * {@link io.mlopslabs.validation.drift.NumericBins} for numbers and {@link io.mlopslabs.validation.drift.Divergence} for the distances.
 *
 * <p>{@link io.mlopslabs.validation.drift.TfdvComparators} holds the three comparators of a TFDV schema as TFDV computes them, oddities included; its
 * javadoc lists them. A value is always returned, below and above any threshold.
 *
 * <p>Guarantees: no row, column or slice is left out unsaid; a threshold or p-value made by dealing the rows of both sides anew has the false
 * alarms it promises, for any sizes and shares; all draws are seeded.
 *
 * <p>Left out: drift of several columns together, streams (the room {@code monitoring}), and whether a change matters to a model.
 *
 * <p>Agrees with TensorFlow Data Validation 1.16.1 for the comparators and with SciPy for divergences and tests.
 */
package io.mlopslabs.validation.drift;
