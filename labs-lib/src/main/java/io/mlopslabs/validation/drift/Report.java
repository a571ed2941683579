// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import java.math.BigDecimal;
import java.math.MathContext;

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
}
