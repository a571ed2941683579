// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Text of one value, read as a number the way TFDV's CSV path does (Python's {@code int()} and {@code float()}). */
final class Cell {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+(_\\d+)*");
    private static final Pattern DECIMAL = Pattern.compile(
            "[+-]?((\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+)?|(?i:nan|inf|infinity))");

    private Cell() {}

    /** An integer of 64 bits; {@code 1_000}, {@code " 7 "} and {@code 007} are some. */
    static OptionalLong integer(String text) {
        String trimmed = text.strip();
        if (!INTEGER.matcher(trimmed).matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(trimmed.replace("_", "")));
        } catch (NumberFormatException beyond64Bits) {
            return OptionalLong.empty();
        }
    }

    /** A number, {@code nan} and {@code inf} too; integers of any length. */
    static OptionalDouble number(String text) {
        String trimmed = text.strip();
        if (!DECIMAL.matcher(trimmed).matches()) {
            return OptionalDouble.empty();
        }
        char last = Character.toLowerCase(trimmed.charAt(trimmed.length() - 1));
        if (last == 'n') {
            return OptionalDouble.of(Double.NaN);
        }
        if (last == 'f' || last == 'y') {
            return OptionalDouble.of(trimmed.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return OptionalDouble.of(Double.parseDouble(trimmed.replace("_", "")));
    }
}
