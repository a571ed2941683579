// SPDX-License-Identifier: Apache-2.0
/**
 * Numeric features: how do numbers become numbers on one scale, or buckets, the same in training and in serving?
 *
 * <p>Start with {@link io.mlopslabs.features.numeric.Scale} and {@link io.mlopslabs.features.numeric.Buckets}: each method learns what it needs
 * from all rows and returns the new column. {@link io.mlopslabs.features.numeric.Analyzers} has the statistics alone, for features of your own,
 * and {@link io.mlopslabs.features.numeric.Matrix} covariances and principal components.
 *
 * <p>Guaranteed: counts, minima, maxima and sums of whole numbers do not depend on how rows are split into batches; sums, means and variances do by
 * their rounding in 64 bits, about 1e-15 of the largest value; quantiles are exact up to 8192 distinct values, and beyond that wrong by no more
 * than epsilon in rank. A missing value stays missing. What a constant column, an empty one, NaN or a key that training never saw becomes is
 * said at each operation.
 *
 * <p>Agrees with TensorFlow Transform 1.16, by its names in camel case, except where that is wrong: covariances far from zero, buckets per key
 * in two. It calculates in 32 bits, this package in 64, rounding the feature at the end: where 32 bits underflow or overflow they differ, and
 * are otherwise a few units in the last place apart. Takes no float16, and no whole numbers but those of 64 bits.
 */
package io.mlopslabs.features.numeric;
