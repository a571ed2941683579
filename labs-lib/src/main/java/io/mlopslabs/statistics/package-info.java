// SPDX-License-Identifier: Apache-2.0
/**
 * What do these rows look like, and how sure are we of the number? Statistics that one machine or many can compute alike.
 *
 * <p>Start with {@link io.mlopslabs.statistics.Accumulator}: create, add, merge, extract, the shape of a CombineFn in Apache Beam and of the
 * analyzers of TFX. {@link io.mlopslabs.statistics.Moments}, {@link io.mlopslabs.statistics.Histogram} and
 * {@link io.mlopslabs.statistics.Quantiles} each offer one, {@link io.mlopslabs.statistics.Accumulators} combines several over one pass, and
 * {@link io.mlopslabs.statistics.LocalExecutor} runs them over partitions in this process. For a share such as an accuracy start with
 * {@link io.mlopslabs.statistics.Proportion}: it gives the {@link io.mlopslabs.statistics.Interval} around it.
 *
 * <p>Guarantees: merging in any order and any partitioning gives the same answer, exactly for counts, to rounding for moments, within the
 * stated rank error for quantiles. No value disappears: NaN and values outside the bins have counts of their own. Nothing here is random.
 *
 * <p>Left out: hypothesis tests, weights, and intervals for means.
 *
 * <p>Agrees with NumPy and SciPy for moments and histograms, and with statsmodels for intervals; the tests hold their numbers.
 */
package io.mlopslabs.statistics;
