// SPDX-License-Identifier: Apache-2.0
/**
 * Data: what is there to learn from, and which rows may a model see?
 *
 * <p>Start with {@link io.mlopslabs.data.Datasets}: {@code Datasets.load("adult")} returns a Tablesaw table, {@code
 * Datasets.load("nycflights13", "weather")} one that is to be joined to it, {@code Datasets.images("fashion-4k")} returns a train and a test {@link io.mlopslabs.data.ImageSet}, and a {@link io.mlopslabs.data.DatasetCard}
 * says where the data come from and what one may do with them; {@link io.mlopslabs.data.ImageFolder} reads pictures of one's own and names each file
 * that is none. Then divide the rows with {@link io.mlopslabs.data.Splits}, by what could leak:
 * random, stratified, by group, by hash of an id, or in time; {@link io.mlopslabs.data.Folds} and {@link
 * io.mlopslabs.data.TimeSeriesSplit} divide several times over. Whether a split leaks is for {@code data.leakage} to say, and {@link
 * io.mlopslabs.data.Provenance} keeps where each row comes from and what was done to it.
 *
 * <p>Guaranteed: data come from the jar, never from a network, and each file is checked against its SHA-256 before use; a table belongs to
 * its caller and an image set cannot change; a split is disjoint and complete, and a seed gives the same split on each Java version.
 *
 * <p>Your own pictures, one folder a class, are read by {@link io.mlopslabs.data.ImageFolder}, which names each file that is none.
 *
 * <p>Left out: cleaning and statistics, which other rooms do on purpose and in the open. Text values stay as the publisher wrote them, spaces
 * and question marks included.
 *
 * <p>Agrees with: pandas {@code read_csv} in values, scikit-learn {@code train_test_split}, {@code StratifiedShuffleSplit} and {@code
 * GroupShuffleSplit} in sizes (not in which rows a seed picks), {@code KFold}, {@code StratifiedKFold}, {@code GroupKFold}, {@code
 * StratifiedGroupKFold}, {@code LeaveOneGroupOut} and {@code TimeSeriesSplit} row by row, TFX's ExampleGen in hashing ids with SHA-256.
 */
package io.mlopslabs.data;
