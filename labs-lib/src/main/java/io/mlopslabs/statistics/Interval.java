// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * A range that should hold the true value, how often it should, and what it rests on.
 *
 * <p>Of many intervals made this way at level 0.95 about 95 % hold the true value; this one does or does not. It speaks of sampling noise
 * only, not of biased samples or wrong labels.
 *
 * @param low lower end
 * @param high upper end, at least {@code low}
 * @param level confidence, strictly between 0 and 1
 * @param basis method and sample size as a person reads them, such as {@code Wilson, n = 1000}
 */
public record Interval(double low, double high, double level, String basis) {
    /** Where an interval lies from a number it is held against. */
    public enum Verdict {
        /** The whole interval lies below the number. */
        BELOW,
        /** The interval holds the number: the data do not decide. */
        UNDECIDED,
        /** The whole interval lies above the number. */
        ABOVE
    }

    /**
     * Checks the ends and the level.
     *
     * @throws IllegalArgumentException if {@code low <= high} does not hold or the level is not between 0 and 1
     */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("low is " + low + " and high is " + high + "; give low <= high");
        }
        requireLevel(level);
        Objects.requireNonNull(basis, "basis");
    }

    static void requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "level is " + level + "; give a confidence between 0 and 1, such as 0.95");
        }
    }

    /** Returns {@code high - low}. */
    public double width() {
        return high - low;
    }

    /** Tells whether {@code x} lies in the interval, ends included. */
    public boolean contains(double x) {
        return low <= x && x <= high;
    }

    /**
     * Returns the decision about {@code reference}: is the true value below it, above it, or can these data not tell?
     *
     * <p>The reference is a fixed number, such as a requirement. To compare two models, take the interval of their difference and hold it
     * against 0: whether two separate intervals overlap is not a test.
     *
     * @throws IllegalArgumentException if {@code reference} is NaN
     */
    public Verdict against(double reference) {
        if (Double.isNaN(reference)) {
            throw new IllegalArgumentException("reference is NaN; give the number to decide about");
        }
        if (contains(reference)) {
            return Verdict.UNDECIDED;
        }
        return high < reference ? Verdict.BELOW : Verdict.ABOVE;
    }

    /**
     * Returns the interval as a notebook prints it: {@code 0.871 to 0.911 (95 % Wilson, n = 1000)}.
     *
     * <p>Two significant digits of the width decide the number of decimals; further ones would be noise.
     */
    @Override
    public String toString() {
        String percent = BigDecimal.valueOf(level)
                .movePointRight(2)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
        return end(low) + " to " + end(high) + " (" + percent + " %" + (basis.isEmpty() ? "" : " " + basis) + ")";
    }

    private String end(double x) {
        if (!Double.isFinite(width()) || width() == 0) {
            return Digits.six(x);
        }
        int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(width())));
        return BigDecimal.valueOf(x).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }
}
