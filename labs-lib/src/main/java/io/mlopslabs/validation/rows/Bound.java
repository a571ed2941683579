// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import java.io.Serializable;

/**
 * The numbers that a check accepts, both ends included.
 *
 * <p>Deequ takes a function of the number instead, which a report cannot print.
 *
 * @param low lower end, or minus infinity
 * @param high upper end, or infinity; at least {@code low}
 */
public record Bound(double low, double high) implements Serializable {
    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException unless {@code low <= high}
     */
    public Bound {
        if (!(low <= high)) {
            throw new IllegalArgumentException("low is " + low + " and high is " + high + "; give low <= high");
        }
    }

    /** Returns the numbers from {@code low} up. */
    public static Bound atLeast(double low) {
        return new Bound(low, Double.POSITIVE_INFINITY);
    }

    /** Returns the numbers up to {@code high}. */
    public static Bound atMost(double high) {
        return new Bound(Double.NEGATIVE_INFINITY, high);
    }

    /** Returns the numbers from {@code low} to {@code high}. */
    public static Bound between(double low, double high) {
        return new Bound(low, high);
    }

    /** Returns one number. */
    public static Bound exactly(double number) {
        return new Bound(number, number);
    }

    /** Tells whether {@code number} is accepted; NaN never is. */
    public boolean contains(double number) {
        return low <= number && number <= high;
    }

    /** Returns the words that made it, such as {@code at least 0.9}. */
    @Override
    public String toString() {
        if (low == high) {
            return "exactly " + CheckReport.number(low);
        }
        if (high == Double.POSITIVE_INFINITY) {
            return "at least " + CheckReport.number(low);
        }
        return low == Double.NEGATIVE_INFINITY
                ? "at most " + CheckReport.number(high)
                : "between %s and %s".formatted(CheckReport.number(low), CheckReport.number(high));
    }
}
