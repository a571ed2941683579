// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a person reads them, the same in every locale. */
final class Digits {
    private Digits() {}

    /** Returns {@code x} with at most six significant digits and no trailing zeros. */
    static String six(double x) {
        if (!Double.isFinite(x)) {
            return Double.toString(x);
        }
        BigDecimal rounded = BigDecimal.valueOf(x).round(new MathContext(6)).stripTrailingZeros();
        return Math.abs(rounded.precision() - rounded.scale()) > 9 ? rounded.toString() : rounded.toPlainString();
    }
}
