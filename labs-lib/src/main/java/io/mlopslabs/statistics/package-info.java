// SPDX-License-Identifier: Apache-2.0
/**
 * What do these rows look like, and how sure are we of the number? Statistics that one machine or many can compute alike.
 *
 * <p>Start with {@link io.mlopslabs.statistics.Accumulator}: create, add, merge, extract, the shape of a CombineFn in Apache Beam and of the
 * analyzers of TFX. {@link io.mlopslabs.statistics.Moments}, {@link io.mlopslabs.statistics.Histogram},
 * {@link io.mlopslabs.statistics.Quantiles}, {@link io.mlopslabs.statistics.WeightedQuantileSketch},
 * {@link io.mlopslabs.statistics.DistinctCount} and {@link io.mlopslabs.statistics.FrequentItems} each offer one,
 * {@link io.mlopslabs.statistics.Accumulators} combines several over one pass, and
 * {@link io.mlopslabs.statistics.LocalExecutor} runs them over partitions in this process. For a share such as an accuracy start with
 * {@link io.mlopslabs.statistics.Proportion}: it gives the {@link io.mlopslabs.statistics.Interval} around it. For any other number there is the
 * {@link io.mlopslabs.statistics.Bootstrap}.
 *
 * <p>To compare two models on the same rows start with {@link io.mlopslabs.statistics.McNemar}, over folds of one data set with
 * {@link io.mlopslabs.statistics.TTest#correctedResampled} or {@link io.mlopslabs.statistics.FiveByTwoCv}, over independent samples with
 * {@link io.mlopslabs.statistics.TTest#welch}, {@link io.mlopslabs.statistics.MannWhitney} or
 * {@link io.mlopslabs.statistics.ProportionZTest}; whole distributions with {@link io.mlopslabs.statistics.KolmogorovSmirnov},
 * {@link io.mlopslabs.statistics.ChiSquareTest} and {@link io.mlopslabs.statistics.Wasserstein}, any other number of two samples with
 * {@link io.mlopslabs.statistics.TwoSampleResampling}; of several tests {@link io.mlopslabs.statistics.Multiplicity} adjusts the p-values.
 *
 * <p>Guarantees: merging in any order and any partitioning gives the same answer, exactly for counts, to rounding for moments, within the
 * stated error for quantiles and frequent items. No value disappears: NaN and values outside the bins have counts of their own. Nothing is
 * random but the bootstrap and its like, whose seed is an argument and gives the same draws on every machine and number of threads.
 *
 * <p>Left out: weights, but in quantiles, and tests of more than two samples.
 *
 * <p>Agrees with NumPy and SciPy for moments, histograms, t and rank tests and the bootstrap, and with statsmodels for intervals of proportions,
 * McNemar and adjusted p-values; the tests hold their numbers.
 */
package io.mlopslabs.statistics;
