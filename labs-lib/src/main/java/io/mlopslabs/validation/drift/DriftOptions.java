// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.statistics.Multiplicity;
import io.mlopslabs.statistics.TwoSampleResampling;
import java.util.Objects;

/**
 * How a {@link DriftReport} decides.
 *
 * @param alpha false alarms that are accepted: of the findings under {@link Multiplicity#BENJAMINI_HOCHBERG}, at all under
 *     {@link Multiplicity#HOLM}; strictly between 0 and 1
 * @param multiplicity how the p-values of all columns are adjusted
 * @param resampling of the noise bands, and of the p-values where too few rows are expected for chi-square
 * @param bins of numbers, quantiles of the reference; at least 2
 * @param counting whether rows of statistics count by weight; weighted values come without a test
 */
public record DriftOptions(
        double alpha, Multiplicity multiplicity, TwoSampleResampling resampling, int bins, Counting counting) {
    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if alpha or the bins break their rule
     */
    public DriftOptions {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "alpha is " + alpha + "; give an accepted share of false alarms between 0 and 1, such as 0.05");
        }
        if (bins < 2) {
            throw new IllegalArgumentException("bins is " + bins + "; give at least 2, 10 is usual");
        }
        Objects.requireNonNull(multiplicity, "multiplicity");
        Objects.requireNonNull(resampling, "resampling");
        Objects.requireNonNull(counting, "counting");
    }

    /** Returns 5 % false findings by Benjamini-Hochberg, 1,000 resamples of seed 1, ten bins, no weights. */
    public static DriftOptions defaults() {
        return new DriftOptions(
                0.05, Multiplicity.BENJAMINI_HOCHBERG, new TwoSampleResampling(1000, 1), 10, Counting.UNWEIGHTED);
    }

    /** Returns these options with another adjustment. */
    public DriftOptions with(double newAlpha, Multiplicity newMultiplicity) {
        return new DriftOptions(newAlpha, newMultiplicity, resampling, bins, counting);
    }

    /** Returns these options with another resampling. */
    public DriftOptions with(TwoSampleResampling newResampling) {
        return new DriftOptions(alpha, multiplicity, newResampling, bins, counting);
    }

    /** Returns these options with another counting. */
    public DriftOptions with(Counting newCounting) {
        return new DriftOptions(alpha, multiplicity, resampling, bins, newCounting);
    }
}
