// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

/** What {@code min_domain_mass} does with a column whose share of unlisted values lies exactly at the limit. */
public enum OffDomainLimit {
    /**
     * TFDV's test, the default: the share is held against {@code 1 - min_domain_mass} in binary.
     *
     * <p>{@code 1 - 0.9} is {@code 0.09999999999999998} there, so exactly 10 % are reported; {@code 1 - 0.75} is a quarter, so exactly 25 %
     * are not.
     */
    TFDV {
        @Override
        boolean isPassed(double offDomain, double minDomainMass) {
            return offDomain > 1 - minDomainMass;
        }
    },
    /** The limit as it is written in the schema: a share that differs from it by rounding only is inside, whatever the number. */
    INCLUSIVE {
        @Override
        boolean isPassed(double offDomain, double minDomainMass) {
            return offDomain > 1 - minDomainMass + ROUNDING;
        }
    };

    private static final double ROUNDING = 1e-12; // shares of up to 1e11 values that differ are further apart

    abstract boolean isPassed(double offDomain, double minDomainMass);
}
