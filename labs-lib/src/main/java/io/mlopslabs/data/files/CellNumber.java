// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.files;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * CellNumber as Python's {@code int()} and {@code float()} do, which is how TFDV tells the types of CSV columns apart.
 *
 * <p>Blanks around a number, a plus sign, leading zeros and single underscores between digits are part of one; {@code nan}, {@code inf} and
 * {@code infinity} in any case are floats; {@code 0x10} is text. An integer beyond 64 bits is told apart.
 */
public final class CellNumber implements Serializable {
    private static final long serialVersionUID = 1;

    /** What a text is; {@link #value} and {@link #integer} hold the number of the last {@link #parse}. */
    public enum Kind {
        /** A whole number of 64 bits. */
        INT,
        /** Any other number, NaN and the infinities included. */
        FLOAT,
        /** An integer beyond 64 bits: text where types are found out, a number where FLOAT was declared, as in Python. */
        LONGER,
        /** No number. */
        STRING
    }

    private static final Pattern UNDERSCORE = Pattern.compile("(?<=[0-9])_(?=[0-9])");
    private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?");
    private static final double[] POWERS = new double[23]; // exact as doubles

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private double value;
    private long integer;

    /** Returns the number read last, as a double. */
    public double value() {
        return value;
    }

    /** Returns the number read last, where it was an integer. */
    public long integer() {
        return integer;
    }

    /** Reads a cell and says what it is. */
    public Kind parse(byte[] bytes, int start, int length) {
        int from = start;
        int to = start + length;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        if (from == to) {
            return Kind.STRING;
        }
        int i = bytes[from] == '-' || bytes[from] == '+' ? from + 1 : from;
        boolean negative = bytes[from] == '-';
        long digits = 0;
        int significant = 0;
        int fraction = -1; // digits after the point
        boolean afterDigit = false;
        boolean plain = true; // no exponent, underscores only where Python takes them
        int any = 0;
        for (; i < to; i++) {
            byte b = bytes[i];
            if (b >= '0' && b <= '9') {
                any++;
                if (significant > 0 || b != '0') {
                    significant++;
                }
                if (significant <= 18) {
                    digits = 10 * digits + (b - '0');
                }
                if (fraction >= 0) {
                    fraction++;
                }
                afterDigit = true;
            } else if (b == '.' && fraction < 0 && (afterDigit || any == 0)) {
                fraction = 0;
                afterDigit = false;
            } else if (b == '_' && afterDigit && i + 1 < to && bytes[i + 1] >= '0' && bytes[i + 1] <= '9') {
                afterDigit = false;
            } else {
                plain = false;
                break;
            }
        }
        if (plain && any > 0) {
            if (significant <= 18) {
                return fraction < 0
                        ? exactInteger(negative ? -digits : digits)
                        : decimal(digits, fraction, negative, bytes, from, to);
            }
            return fraction < 0 ? longInteger(text(bytes, from, to)) : nearest(text(bytes, from, to));
        }
        return any > 0 || isWord(bytes, from, to) ? other(text(bytes, from, to)) : Kind.STRING;
    }

    private Kind exactInteger(long number) {
        integer = number;
        value = number;
        return Kind.INT;
    }

    private Kind decimal(long digits, int fraction, boolean negative, byte[] bytes, int from, int to) {
        if (fraction >= POWERS.length) {
            return nearest(text(bytes, from, to));
        }
        double power = POWERS[fraction];
        double number = digits / power; // both exact up to 2^53, so the quotient is the nearest double
        if (digits > 1L << 53) {
            double high = digits;
            number = high / power;
            double rest =
                    (Math.fma(-number, power, high) + (digits - (long) high)) / power; // the quotient's next 50 bits
            double sum = number + rest;
            double left = rest - (sum - number);
            if (Math.abs(Math.abs(left) - Math.ulp(sum) / 2)
                    < Math.ulp(sum) * 1e-6) { // halfway between two doubles, or nearly
                return nearest(text(bytes, from, to));
            }
            number = sum;
        }
        value = negative ? -number : number;
        return Kind.FLOAT;
    }

    private static String text(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf('_') < 0 ? text : UNDERSCORE.matcher(text).replaceAll("");
    }

    private Kind nearest(String text) {
        value = Double.parseDouble(text);
        return Kind.FLOAT;
    }

    private Kind longInteger(String text) {
        try {
            return exactInteger(Long.parseLong(text));
        } catch (NumberFormatException beyond64Bits) {
            value = Double.parseDouble(text);
            return Kind.LONGER;
        }
    }

    /** With an exponent, or a word. */
    private Kind other(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String word = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
        if (word.equals("nan")) {
            value = Double.NaN;
            return Kind.FLOAT;
        }
        if (word.equals("inf") || word.equals("infinity")) {
            value = lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            return Kind.FLOAT;
        }
        return SCIENTIFIC.matcher(lower).matches() ? nearest(text) : Kind.STRING; // Java takes more: 1d, 0x1p3
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private static boolean isWord(byte[] bytes, int from, int to) { // nan, inf, infinity, with or without a sign
        int length = to - from;
        int at = bytes[from] == '-' || bytes[from] == '+' ? from + 1 : from;
        int first = at < to ? bytes[at] | 0x20 : 0;
        return length <= 9 && (first == 'n' || first == 'i');
    }
}
