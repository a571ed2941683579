// SPDX-License-Identifier: Apache-2.0
/**
 * Transform: how do raw columns become features, the same in training and in serving?
 *
 * <p>Start with {@link io.mlopslabs.features.transform.Preprocessing}: a function says once how columns become features; {@code analyze} goes
 * through all rows and learns what the function asks for (the full pass); the {@link io.mlopslabs.features.transform.TransformGraph} it
 * returns makes features of single rows (the instance pass), is written as JSON, and does in a server what it did in training.
 *
 * <p>The two passes are kept apart by types. A preprocessing function sees {@link io.mlopslabs.features.transform.Column}s, which have no
 * values, and {@link io.mlopslabs.features.transform.Deferred} statistics, which only analyzers make. An operation of the instance pass is a
 * {@link io.mlopslabs.features.transform.Kernel}, which is shown one {@link io.mlopslabs.features.transform.Row}: it cannot take the mean of
 * the batch it happens to be in, which is the fault that this design is there to prevent.
 *
 * <p>Guaranteed: any partitioning of the rows gives the same statistics, up to what each states; a batch of one row gives the features it has
 * among thousands; a graph that was written and read gives the same features, bit by bit; what a graph cannot take is refused by column and
 * operation, and never becomes a zero.
 *
 * <p>Operations live next door: {@code features.numeric} and {@code features.tokens} have TensorFlow Transform's, {@code
 * features.preprocessing} scikit-learn's. Write your own as a record that implements {@link io.mlopslabs.features.transform.RowFunction} or
 * {@link io.mlopslabs.features.transform.Analyzer}, and name it in an {@link io.mlopslabs.features.transform.OperationCatalogue}.
 *
 * <p>Agrees with TensorFlow Transform 1.16 ({@code AnalyzeDataset}, {@code AnalyzeDatasetWithCache}, {@code TransformDataset}).
 */
package io.mlopslabs.features.transform;
