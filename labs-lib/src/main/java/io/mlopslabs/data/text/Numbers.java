// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Numbers {
    /** Written out below this size, and as a power of ten from it on. */
    public static final double LARGE = 1e9;

    private static final double SMALL = 1e-4;

    private Numbers() {}

    /** Returns {@code value} to four significant digits, thousands grouped: {@code 0.1235}, {@code 12,346}, {@code 1.2e-7}. */
    public static String shortened(double value) {
        if (value == Math.rint(value) && Math.abs(value) < LARGE) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        if (Math.abs(value) >= 1000 && Math.abs(value) < LARGE) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        return digits(value, 4);
    }

    /** Returns {@code value} to {@code significant} digits without grouping; whole parts are never rounded away below {@link #LARGE}. */
    public static String digits(double value, int significant) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        var exact = new BigDecimal(Double.toString(value));
        int whole = Math.max(1, exact.precision() - exact.scale());
        double size = Math.abs(value);
        if (size != 0 && (size < SMALL || size >= LARGE)) {
            return scientific(exact, significant);
        }
        return stripped(exact.round(new MathContext(Math.max(significant, whole), RoundingMode.HALF_EVEN)))
                .toPlainString();
    }

    /** Returns a length in pixels to a hundredth, as SVG attributes take it. */
    public static String pixels(double value) {
        return stripped(BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN))
                .toPlainString();
    }

    /** Returns {@code value} as a power of ten: {@code 2.5e-6}. */
    public static String scientific(BigDecimal value, int significant) {
        BigDecimal rounded = stripped(value.round(new MathContext(significant, RoundingMode.HALF_EVEN)));
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.signum() == 0
                ? "0"
                : rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** Returns {@code count} and the noun in its number: {@code 1 point}, {@code 2 points}. */
    public static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private static BigDecimal stripped(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
