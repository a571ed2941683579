// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

/**
 * How far apart two distributions over the same bins are: the definitions to take where TFDV's names are not asked for.
 *
 * <p>Two samples of the same distribution are never at 0: {@link NoiseBand} says what chance makes of each. None says whether a difference
 * matters; {@link ContingencyTable} brings the bins.
 */
public enum Divergence {
    /**
     * Largest difference of a share, 0 to 1. As {@link TfdvComparators#lInfinity}, but over all values, and for binned numbers too; a change that
     * is spread over many bins stays small.
     */
    L_INFINITY("L-infinity") {
        @Override
        double part(double p, double q) {
            return Math.abs(p - q);
        }

        @Override
        double joined(double sum, double part) {
            return Math.max(sum, part);
        }
    },
    /** Half the sum of all differences, 0 to 1: the share of rows that would have to change their bin. */
    TOTAL_VARIATION("total variation") {
        @Override
        double part(double p, double q) {
            return Math.abs(p - q) / 2;
        }
    },
    /**
     * Jensen-Shannon divergence, in bits, 0 to 1 (1: no bin in common). As TFDV's for text, but over all values; for numbers TFDV's depends on
     * how each side was bucketed, this one has the same bins on both sides. SciPy {@code jensenshannon} is its square root, in nats by default.
     * Lin 1991.
     */
    JENSEN_SHANNON("Jensen-Shannon") {
        @Override
        double part(double p, double q) {
            return jensenShannonPart(p, q);
        }
    },
    /**
     * Population stability index, from 0 without an upper end: the sum of {@code (q - p) ln(q / p)}, a share of 0 taken as 0.0001 (Evidently's
     * floor; without one it is infinite). Banks read below 0.1 as stable and above 0.25 as changed. That convention knows no sample size: without
     * any drift the index is about {@code (bins - 1) (1/n + 1/m)}, which is 0.18 for ten bins and 100 rows on each side.
     */
    POPULATION_STABILITY_INDEX("PSI") {
        @Override
        double part(double p, double q) {
            double from = p > 0 ? p : FLOOR;
            double to = q > 0 ? q : FLOOR;
            return p == q ? 0 : (to - from) * Math.log(to / from);
        }
    };

    private static final double FLOOR = 1e-4;
    private static final double LOG_2 = Math.log(2);

    private final String label;

    Divergence(String label) {
        this.label = label;
    }

    /** Returns what a bin with shares p and q adds. */
    abstract double part(double p, double q);

    double joined(double sum, double part) {
        return sum + part;
    }

    /** Tells whether this is a norm of the difference of the shares. */
    boolean isNorm() {
        return this == L_INFINITY || this == TOTAL_VARIATION;
    }

    /**
     * Returns the divergence of {@code q} from {@code p}.
     *
     * <p>Counts and shares both work: each side is scaled to sum to 1. A bin that both sides leave empty adds nothing.
     *
     * @param p mass per bin; finite, none negative, sum above 0
     * @param q mass per bin, same bins in the same order as {@code p}
     * @throws IllegalArgumentException if the lengths differ or a side breaks the rules above; names the side and the bin
     */
    public double of(double[] p, double[] q) {
        if (p.length != q.length) {
            throw new IllegalArgumentException(
                    "p has " + p.length + " bins and q has " + q.length + "; give both over the same bins");
        }
        double allP = requireMass("p", p);
        double allQ = requireMass("q", q);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum = joined(sum, part(p[i] / allP, q[i] / allQ));
        }
        return sum;
    }

    /** As {@link #of(double[], double[])}, of counts that are known to be in order. */
    double ofCounts(int[] p, int[] q) {
        double allP = 0;
        double allQ = 0;
        for (int i = 0; i < p.length; i++) {
            allP += p[i];
            allQ += q[i];
        }
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum = joined(sum, part(p[i] / allP, q[i] / allQ));
        }
        return sum;
    }

    private static double requireMass(String side, double[] mass) {
        double sum = 0;
        for (int i = 0; i < mass.length; i++) {
            if (!(mass[i] >= 0 && mass[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        side + "[" + i + "] is " + mass[i] + "; a mass is finite and not negative");
            }
            sum += mass[i];
        }
        if (sum == 0) {
            throw new IllegalArgumentException(side + " has no mass in any bin; there is nothing to compare");
        }
        return sum;
    }

    /** Returns what one bin adds to the Jensen-Shannon divergence, in bits. */
    static double jensenShannonPart(double p, double q) {
        double m = (p + q) / 2;
        return ((p > 0 ? p * Math.log(p / m) : 0) + (q > 0 ? q * Math.log(q / m) : 0)) / 2 / LOG_2;
    }

    /** Returns the name as a report prints it. */
    @Override
    public String toString() {
        return label;
    }
}
