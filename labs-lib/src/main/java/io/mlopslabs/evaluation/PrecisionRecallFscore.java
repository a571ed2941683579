// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

/**
 * Precision, recall and F-beta of a class or of an average over classes, as {@code sklearn.metrics.precision_recall_fscore_support}.
 *
 * @param precision share of the samples predicted as the class that are of it, in {@code [0, 1]}
 * @param recall share of the samples of the class that are predicted as it, in {@code [0, 1]}
 * @param fscore F-beta, a mean of the two that the smaller one rules, in {@code [0, 1]}
 * @param support samples (or their weight) of the class; for an average those of all classes averaged over
 */
public record PrecisionRecallFscore(double precision, double recall, double fscore, double support) {}
