// SPDX-License-Identifier: Apache-2.0
/**
 * Leakage: does the test part know something of the train part that the future will not?
 *
 * <p>Start with {@link io.mlopslabs.data.leakage.LeakageReport}: it looks at a split for copies, near-copies, groups on both sides and rows of
 * the future in the train part, and says what to do. {@link io.mlopslabs.data.leakage.Duplicates} finds the copies, exactly or, for texts, by
 * the share of word sequences in common ({@link io.mlopslabs.data.leakage.Shingles}), and makes splits that keep them together.
 *
 * <p>Guaranteed: pairs above the threshold are found all, unless {@link io.mlopslabs.data.leakage.MinHashLsh} is asked to be quick; it states the
 * probability to find one. Nothing is dropped: what to do about a finding is the caller's decision.
 *
 * <p>Left out: leakage through features, such as one that is only known after the label; no look at the rows shows it.
 *
 * <p>Agrees with plain Python written from the definition (golden {@code near_duplicates}).
 */
package io.mlopslabs.data.leakage;
