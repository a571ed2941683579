// SPDX-License-Identifier: Apache-2.0
/**
 * Feature selection: which of the columns that one has does a model need, and is the difference more than noise?
 *
 * <p>Start with {@link io.mlopslabs.features.selection.FeatureTable}, the named columns, and a filter: {@code Filters.fClassif(x,
 * labels).select(new SelectKBest(20)).transform(x)} scores each column by itself, keeps the best and gives back their table. Then ask more, in this
 * order, each step dearer than the one before:
 *
 * <ol>
 *   <li><b>Filters</b> train nothing. {@link io.mlopslabs.features.selection.VarianceThreshold} does not even ask the target. {@link
 *       io.mlopslabs.features.selection.Filters} and {@link io.mlopslabs.features.selection.Correlation} see straight lines, differences of means and
 *       orders; {@link io.mlopslabs.features.selection.MutualInformation} sees any shape, at the price of an estimate. A {@link
 *       io.mlopslabs.features.selection.ScoreSelector} makes a choice of the scores. All judge one column at a time, so that copies of a good column
 *       all look good: {@link io.mlopslabs.features.selection.CorrelationMatrix} finds pairs, {@link
 *       io.mlopslabs.features.selection.VarianceInflation} what several columns say together, and an {@link
 *       io.mlopslabs.features.selection.InformationCriterion} (mRMR, JMI, CMIM) asks what a column adds to those chosen already.
 *   <li><b>Wrappers</b> train a model on every candidate set: recursive elimination and forward or backward search find what helps this model, and
 *       what chance made look helpful.
 *   <li><b>Embedded</b> selection is read off a model trained once: weights that an L1 penalty set to 0, importances of trees. Stability selection
 *       repeats it on halves of the rows and keeps what is chosen again and again.
 *   <li><b>Evidence</b>: nested cross-validation chooses within each training part, and a paired test over the same splits says whether one set of
 *       columns beats another or the table of accuracies is noise.
 * </ol>
 *
 * <p>Guaranteed: a score does not depend on the order of the rows, nor (but for the criteria, whose matter that is) on the other columns; what is
 * random takes a seed; a missing, infinite or negative value that an operation cannot take is refused by column and row; what has no answer, such
 * as a constant column's correlation, is NaN and never a silent 0, save where scikit-learn's default says 0 and the javadoc says so.
 *
 * <p>Not guaranteed by any of it: that a choice made on all rows holds on new ones. Choose on the training part only. On pure noise, choosing first
 * and splitting later showed an accuracy of .92 where .48 was honest.
 *
 * <p>Left out: sparse matrices, multi-label targets, and causes. A column that predicts need not be one that acts.
 *
 * <p>Agrees with scikit-learn 1.9's {@code feature_selection}, pandas' {@code corr} and statsmodels' {@code variance_inflation_factor}; the
 * criteria are Tribuo's.
 */
package io.mlopslabs.features.selection;
