// SPDX-License-Identifier: Apache-2.0
/**
 * How good are these predictions, for which classes, and how sure are we?
 *
 * <p>Start with {@link io.mlopslabs.evaluation.ConfusionMatrix}: rows are the true classes, columns the predicted ones, and accuracy,
 * precision, recall, F-beta, Matthews correlation and kappa all come out of it. It offers an accumulator, so an evaluation may stream over
 * partitions. Where there are scores and not only labels, {@link io.mlopslabs.evaluation.BinaryScores} and
 * {@link io.mlopslabs.evaluation.MulticlassScores} hold areas, losses, calibration, thresholds and costs;
 * {@link io.mlopslabs.evaluation.RegressionScores} is for predicted numbers. All give bootstrap intervals, and
 * {@link io.mlopslabs.evaluation.PairedPredictions} that of a difference of two models.
 *
 * <p>{@link io.mlopslabs.evaluation.CoverageCurve} asks how much a model may decide alone when it may leave its doubtful cases to people.
 *
 * <p>Guarantees: no sample disappears in silence, a wrong length, label or weight is refused by name, and the choices that change a number
 * (averaging, what 0/0 becomes, what the matrix is divided by) are enums on the call.
 *
 * <p>Left out: slices, and metrics of several labels per sample. Where predictions go wrong is the question of
 * {@link io.mlopslabs.evaluation.errors}.
 *
 * <p>Agrees with scikit-learn's {@code sklearn.metrics}; the tests hold its numbers.
 */
package io.mlopslabs.evaluation;
