// SPDX-License-Identifier: Apache-2.0
/**
 * Where do labels come from, who disagrees about them, and which of them are wrong?
 *
 * <p>Start with {@link io.mlopslabs.labeling.LabelingFunction} where rules label: they vote or abstain, a
 * {@link io.mlopslabs.labeling.LabelMatrix} holds the votes, {@link io.mlopslabs.labeling.LfAnalysis} tells which rules cover, overlap and
 * conflict, and {@link io.mlopslabs.labeling.MajorityVoter} or {@link io.mlopslabs.labeling.LabelModel} make one label of them.
 *
 * <p>Start with {@link io.mlopslabs.labeling.Ratings} where people label: {@link io.mlopslabs.labeling.Agreement} measures how far they
 * agree beyond chance, {@link io.mlopslabs.labeling.DawidSkene} estimates the truth and each annotator's errors together.
 *
 * <p>Where the labels are there but not trusted, {@link io.mlopslabs.labeling.ConfidentLearning} finds the ones that a model contradicts
 * and {@link io.mlopslabs.labeling.LabelQuality} ranks them.
 *
 * <p>Guarantees: an abstention or a missing rating is never a class; what was left out is counted in the result; a broken rule, vote,
 * rating or probability is refused by name and row.
 *
 * <p>Left out, so far: active and semi-supervised learning.
 *
 * <p>Agrees with Snorkel, cleanlab, scikit-learn, statsmodels and krippendorff, each on its part; the tests hold their numbers.
 */
package io.mlopslabs.labeling;
