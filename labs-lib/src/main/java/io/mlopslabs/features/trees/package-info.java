// SPDX-License-Identifier: Apache-2.0
/**
 * Trees: what do columns tell that no weighted sum does, and which of them does a forest use?
 *
 * <p>Start with {@link io.mlopslabs.features.trees.RandomForest}: {@code new RandomForest(100, Impurity.ENTROPY, seed).fit(x, y)} returns a {@link
 * io.mlopslabs.features.trees.RandomForestModel} that says probabilities and importances.
 *
 * <p>Guaranteed: the same seed gives the same forest on every machine and number of threads.
 *
 * <p>Why not Tribuo's forest: on 455 rows of 30 columns it takes more than ten times as long, and a table of noise wants some hundred forests; its
 * importances count splits, where scikit-learn adds up what each lowers; and its forest needs the ONNX classes.
 *
 * <p>Left out: more than two classes, regression, boosting, limits of depth and leaf.
 *
 * <p>Agrees with scikit-learn's {@code RandomForestClassifier} in definition, not in digits: no two implementations draw alike.
 */
package io.mlopslabs.features.trees;
