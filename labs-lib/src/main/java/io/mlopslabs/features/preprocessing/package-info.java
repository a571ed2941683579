// SPDX-License-Identifier: Apache-2.0
/**
 * Preprocessing: how do columns of numbers and categories become what a model takes, in scikit-learn's names and numbers?
 *
 * <p>Start with {@link io.mlopslabs.features.preprocessing.StandardScaler}: {@code new StandardScaler().fit(trainRows)} learns, and what it returns
 * transforms any rows. Settings are records with scikit-learn's parameters and defaults; what is fitted is another record with scikit-learn's
 * attributes, without the underscore.
 *
 * <p>Numbers come as rows of {@code double}, NaN where one is missing; categories as rows of text or numbers, null where one is missing.
 *
 * <p>Guaranteed: a fitted transformer cannot change, treats every row by itself, and comes back from JSON as it was, so that serving does what
 * training did. Fitting does not depend on the order of the rows beyond rounding.
 *
 * <p>Left out: sparse output, subsampling, transformers that need a model of their own ({@code IterativeImputer}). Fitting takes all rows in memory;
 * what can be merged from parts is in {@code features.numeric} and {@code features.tokens}.
 *
 * <p>Agrees with scikit-learn 1.9, {@code sklearn.preprocessing}, {@code sklearn.impute} and {@code FeatureHasher}.
 */
package io.mlopslabs.features.preprocessing;
