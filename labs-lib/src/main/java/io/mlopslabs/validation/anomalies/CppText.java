// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import com.google.protobuf.Message;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers and text as the C++ of TFDV reads and writes them; its descriptions are kept word for word. */
final class CppText {
    private static final int SIX = 6;
    private static final int FIFTEEN = 15; // as many as protobuf tries before 17
    private static final int PRINTABLE_FROM = 0x20;
    private static final int DELETE = 0x7f;
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** A field of a printed message that has a point or an exponent; texts are in quotes. */
    private static final Pattern DECIMAL_FIELD =
            Pattern.compile("^( *\\w+: )(-?\\d+\\.\\d+(?:E-?\\d+)?)$", Pattern.MULTILINE);

    private CppText() {}

    /** Writes six significant digits, as {@code absl::SixDigits} and {@code %g}: {@code 0.3}, {@code -1.23457e+06}, {@code inf}. */
    static String sixDigits(double value) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return general(new BigDecimal(value).round(new MathContext(SIX, RoundingMode.HALF_EVEN)), SIX);
    }

    /** Writes a message as C++'s text format does: {@code 1} and {@code 1e-05} where Java has {@code 1.0} and {@code 1.0E-5}. */
    static String message(Message message) {
        return DECIMAL_FIELD
                .matcher(message.toString())
                .replaceAll(field -> field.group(1) + general(new BigDecimal(field.group(2)), FIFTEEN));
    }

    /** Writes {@code %g} of a number that is rounded already. */
    private static String general(BigDecimal rounded, int digits) {
        BigDecimal value = rounded.stripTrailingZeros();
        int exponent = value.precision() - value.scale() - 1;
        if (value.signum() == 0 || (exponent >= -4 && exponent < digits)) {
            return value.toPlainString();
        }
        String mantissa = value.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return String.format(Locale.ROOT, "%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** Writes six decimals, as {@code %f}. */
    static String sixDecimals(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).setScale(SIX, RoundingMode.HALF_EVEN).toPlainString()
                : notFinite(value);
    }

    /** Writes control characters, quotes and backslashes as C does, and leaves the rest of Unicode alone. */
    static String escaped(String text) {
        var escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '"', '\'', '\\' -> escaped.append('\\').append(c);
                default -> {
                    if (c < PRINTABLE_FROM || c == DELETE) {
                        escaped.append(String.format(Locale.ROOT, "\\%03o", (int) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }

    /** Reads an int64; empty for any other text. */
    static Optional<Long> asInt64(String text) {
        String trimmed = text.strip();
        try {
            return INTEGER.matcher(trimmed).matches() ? Optional.of(Long.valueOf(trimmed)) : Optional.empty();
        } catch (NumberFormatException beyondInt64) {
            return Optional.empty();
        }
    }

    /** Reads a float, {@code inf} and {@code nan} in any case too; empty for any other text. */
    static Optional<Float> asFloat(String text) {
        String trimmed = text.strip();
        if (DECIMAL.matcher(trimmed).matches()) {
            return Optional.of(Float.valueOf(trimmed));
        }
        boolean negative = trimmed.startsWith("-");
        String unsigned = negative || trimmed.startsWith("+") ? trimmed.substring(1) : trimmed;
        return switch (unsigned.toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> Optional.of(negative ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY);
            case "nan" -> Optional.of(Float.NaN);
            default -> Optional.empty();
        };
    }

    private static String notFinite(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        return value < 0 ? "-inf" : "inf";
    }
}
