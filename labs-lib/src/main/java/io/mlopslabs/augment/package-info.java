// SPDX-License-Identifier: Apache-2.0
/**
 * Augment: can more or other training rows be made from those there are, without changing what they mean?
 *
 * <p>Start with {@link io.mlopslabs.augment.ImageAugmenter} for pictures: it draws an {@link io.mlopslabs.augment.ImageOperation} for each row
 * and keeps the label. {@link io.mlopslabs.augment.MixUp} blends two pictures and both labels. For a table with a rare class take a {@link
 * io.mlopslabs.augment.Resampler}: drop rows, repeat rows, or invent rows between neighbours (SMOTE and its kin).
 *
 * <p>Guarantee: the same seed gives the same rows on each Java version; what happens to a row depends on the seed and its place, not on the
 * other rows; a label is never changed, and each resampled row says which rows it comes from.
 *
 * <p>Whether an operation keeps a label is a fact about the world and not about the code: a mirrored shoe is a shoe, a mirrored {@code 2} is
 * not a {@code 2}. Augment training rows only. A test row that was resampled measures something that will never be met.
 *
 * <p>Left out: text, sound and series; learned policies.
 *
 * <p>Agrees with: Pillow, and so torchvision on Pillow images, to 1 brightness level; imbalanced-learn in definitions and in the rows made from
 * the same draws, not in what a seed draws.
 */
package io.mlopslabs.augment;
