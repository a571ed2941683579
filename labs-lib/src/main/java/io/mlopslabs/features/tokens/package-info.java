// SPDX-License-Identifier: Apache-2.0
/**
 * Tokens: how do texts, and ids that are no quantities, become numbers that a model learns from?
 *
 * <p>Start with {@link io.mlopslabs.features.tokens.Vocabulary}: a column of carriers or words becomes ids, and what was never seen gets an id
 * of its own. {@link io.mlopslabs.features.tokens.Hash} needs no full pass and pays with collisions, and crosses columns; {@link
 * io.mlopslabs.features.tokens.Text} makes tokens of sentences, n-grams of tokens and tf-idf of ids; {@link
 * io.mlopslabs.features.tokens.Embedding} makes vectors of ids. All are operations of {@code features.transform}, written into its graphs.
 *
 * <p>Guaranteed: the same ids, hashes and orders as TensorFlow Transform, byte for byte; a row gives in a server what it gave in training; a
 * text that no bytes can write, an id without a vector, a token twice in a vocabulary file is an error that names operation, column and row or
 * line.
 *
 * <p>Leaves out: TFT's approximate vocabularies and its TFRecord files; tokens that differ only in a space and {@code __SPACE__} stay apart,
 * where TFT mixes them when it stores frequencies.
 *
 * <p>Agrees with TensorFlow Transform 1.16 and TensorFlow's hashes; the mutual information to 1e-4, for TFT computes it in 32 bits.
 */
package io.mlopslabs.features.tokens;
