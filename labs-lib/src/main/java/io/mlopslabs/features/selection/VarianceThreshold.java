// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.statistics.Moments;

/**
 * Keeps the columns that vary more than a threshold; with 0, all that are not constant. The target is not asked.
 *
 * <p>A variance depends on the unit: put the columns on one scale first, or ask for 0 only.
 *
 * <p>Agrees with scikit-learn {@code VarianceThreshold}, whose {@code variances_} are {@link #variances}.
 *
 * @param threshold in squared units, from 0; a column is kept if its variance is above it
 */
public record VarianceThreshold(double threshold) {
    /**
     * Checks the threshold.
     *
     * @throws IllegalArgumentException if it is negative or NaN
     */
    public VarianceThreshold {
        if (!(threshold >= 0)) {
            throw new IllegalArgumentException(
                    "VarianceThreshold: the threshold is %s; give 0 or more".formatted(threshold));
        }
    }

    /**
     * Returns the variance of each column over all its rows (divided by their number), missing values left out; NaN for a column of nothing else.
     *
     * <p>With threshold 0, the range of a column without missing values where that is smaller: scikit-learn's guard against a constant whose
     * rounded variance is not 0.
     */
    public FeatureScores variances(FeatureTable x) {
        return Filters.scored("VarianceThreshold", x, column -> {
            Moments moments = Moments.of(column);
            double variance = moments.variance(0);
            boolean guarded = threshold == 0 && moments.nan() == 0;
            return new double[] {guarded ? Math.min(variance, moments.max() - moments.min()) : variance, Double.NaN};
        });
    }

    /**
     * Returns the columns that vary enough.
     *
     * @throws IllegalArgumentException if none does; names the one that varies most
     */
    public SelectedFeatures select(FeatureTable x) {
        FeatureScores variances = variances(x);
        boolean[] kept = new boolean[x.columns()];
        boolean any = false;
        for (int j = 0; j < kept.length; j++) {
            kept[j] = variances.values()[j] > threshold;
            any |= kept[j];
        }
        if (!any) {
            FeatureScores.Score most = variances.ranked().get(0);
            throw new IllegalArgumentException(
                    "VarianceThreshold: no column has a variance above %s; the most has '%s', %s"
                            .formatted(threshold, most.feature(), most.score()));
        }
        return SelectedFeatures.where(x.names(), kept);
    }
}
