// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** How a report writes things. */
final class Report {
    private Report() {}

    /** Returns three significant digits, plain where that is short; a dash for what is not known. */
    static String number(double x) {
        if (!Double.isFinite(x)) {
            return Double.isNaN(x) ? "-" : Double.toString(x);
        }
        BigDecimal rounded = BigDecimal.valueOf(x).round(new MathContext(3)).stripTrailingZeros();
        return rounded.scale() > 7 ? rounded.toString() : rounded.toPlainString();
    }

    /** Returns a value in quotes, so that spaces can be seen, cut where it is long; nothing for none. */
    static String shortened(String value) {
        if (value.isEmpty()) {
            return "";
        }
        int most = 24;
        return value.codePointCount(0, value.length()) <= most
                ? "'" + value + "'"
                : "'" + value.substring(0, value.offsetByCodePoints(0, most - 1)) + "…'";
    }

    /** Returns the rows below each other, each on a line of its own, columns as wide as they must be. */
    static String table(List<List<String>> rows) {
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder("\n");
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(other -> other.get(at).length())
                        .max()
                        .orElse(0);
                line.append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length() + 2));
            }
            text.append(line.toString().stripTrailing());
        }
        return text.toString();
    }
}
