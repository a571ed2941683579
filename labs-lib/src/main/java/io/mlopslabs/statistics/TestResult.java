// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.Objects;

/**
 * What a hypothesis test says: how surprising the data would be if nothing were going on.
 *
 * <p>The p-value is the chance of a statistic at least this extreme under the null hypothesis. It is not the chance that the null is true, and
 * says nothing about the size of a difference: read it beside an {@link Interval}. Both numbers are NaN where the data leave the statistic
 * undefined (0/0).
 *
 * @param statistic value of the test statistic, in its own unit
 * @param pValue in {@code [0, 1]}, or NaN
 * @param basis test and sample size as a person reads them, such as {@code McNemar exact, n = 100}
 */
public record TestResult(double statistic, double pValue, String basis) {
    /** Checks that the basis is there. */
    public TestResult {
        Objects.requireNonNull(basis, "basis");
    }

    /**
     * Tells whether the null hypothesis is rejected: {@code pValue <= alpha}; never for NaN.
     *
     * <p>For several tests adjust their p-values first, with {@link Multiplicity}.
     *
     * @param alpha share of false alarms that is accepted, strictly between 0 and 1
     * @throws IllegalArgumentException if {@code alpha} is not between 0 and 1
     */
    public boolean rejects(double alpha) {
        Multiplicity.requireAlpha(alpha);
        return pValue <= alpha;
    }

    /** Returns the result as a notebook prints it: {@code p = 0.0391, statistic 1 (McNemar exact, n = 61)}. */
    @Override
    public String toString() {
        return "p = " + Digits.of(pValue, 3) + ", statistic " + Digits.of(statistic, 4) + " (" + basis + ")";
    }
}
