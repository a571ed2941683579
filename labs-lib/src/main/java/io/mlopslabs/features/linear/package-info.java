// SPDX-License-Identifier: Apache-2.0
/**
 * Linear models: which weighted sum of the columns tells a class or a number, and which columns does it need?
 *
 * <p>Start with {@link io.mlopslabs.features.linear.LogisticRegression} for two classes: {@code LogisticRegression.l2(1).fit(x, y)} returns a {@link
 * io.mlopslabs.features.linear.LogisticRegressionModel}, a record that goes to JSON and back. For numbers there are {@link
 * io.mlopslabs.features.linear.LinearRegression} and {@link io.mlopslabs.features.linear.ElasticNet}, the lasso among them, and both return a
 * {@link io.mlopslabs.features.linear.LinearModel}. {@link io.mlopslabs.features.linear.LassoPath} and {@link
 * io.mlopslabs.features.linear.LarsPath} show in which order columns come in as the penalty falls.
 *
 * <p>Guaranteed: what is fitted is the minimum, to rounding, whatever the order of the rows; a fit that does not get there says so. No value that
 * is not finite gets in: the message names the operation, the row and the column. A penalised model gives a constant column coefficient 0;
 * least squares, which has no answer then, refuses it by name.
 *
 * <p>Left out: more than two classes, row weights, sparse rows, and scaling, which belongs to what comes before the model.
 *
 * <p>Agrees with scikit-learn's {@code LogisticRegression}, {@code LinearRegression}, {@code Lasso}, {@code ElasticNet}, {@code lasso_path} and
 * {@code lars_path}. Why not Tribuo: its logistic regression ends after some passes of stochastic gradient descent, not at the minimum; its
 * elastic net has scikit-learn's objective, and keeps quiet when it has not converged; its least angle regression gives the last model and no
 * path, by inverting normal equations. What all of these need here, coordinate descent and one triangular solver, is less than a hundred lines.
 */
package io.mlopslabs.features.linear;
