// SPDX-License-Identifier: Apache-2.0
/**
 * Feature-space coverage: which rows lie where the training rows never were?
 *
 * <p>Start with {@link io.mlopslabs.features.coverage.FeatureSpace}: {@code FeatureSpace.of(training).pair("hour", "carrier").coverage(served)}
 * divides each column into its categories or ten quantile cells, each pair into the cells of both, and counts: how many of the cells that
 * training knows the rows visit, and how many rows lie outside all of them. The {@link io.mlopslabs.features.coverage.CoverageReport} reads as
 * a text table, and its lines go into a notebook's tables.
 *
 * <p>A model's answer to a row outside is extrapolation, however good its scores on held-out rows are: those come from inside.
 *
 * <p>Guaranteed: shares come with intervals that hold for all lines together, and a decision that says when rows are too few to decide.
 * Missing values, NaN and values that no training row had are cells or findings, never dropped. Left out: distances in many dimensions
 * (every row is far from every other there), and whether a shift matters; {@code validation.drift} tests for shifts inside the space.
 */
package io.mlopslabs.features.coverage;
