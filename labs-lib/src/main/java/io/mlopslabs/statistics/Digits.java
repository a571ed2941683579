// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a person reads them, the same in every locale. */
final class Digits {
    private Digits() {}

    /** Returns {@code x} with at most six significant digits and no trailing zeros. */
    static String six(double x) {
        return of(x, 6);
    }

    /** Returns {@code x} with at most {@code digits} significant digits and no trailing zeros. */
    static String of(double x, int digits) {
        if (!Double.isFinite(x)) {
            return Double.toString(x);
        }
        BigDecimal rounded =
                BigDecimal.valueOf(x).round(new MathContext(digits)).stripTrailingZeros();
        return Math.abs(rounded.precision() - rounded.scale()) > 9 ? rounded.toString() : rounded.toPlainString();
    }
}
