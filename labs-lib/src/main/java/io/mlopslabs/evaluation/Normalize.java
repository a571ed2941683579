// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

/** What each cell of a confusion matrix is divided by; 0/0 gives 0. */
public enum Normalize {
    /** Nothing: counts, or sums of weights. */
    NONE,
    /** The row's sum, the samples of that true class: the diagonal is the recall. scikit-learn's {@code "true"}. */
    TRUE,
    /** The column's sum, the samples of that predicted class: the diagonal is the precision. scikit-learn's {@code "pred"}. */
    PREDICTED,
    /** The sum of all cells shown. scikit-learn's {@code "all"}. */
    ALL
}
