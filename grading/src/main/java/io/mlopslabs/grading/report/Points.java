// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.report;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/** Points as a person writes them: 7.5 and 10, never 10.0. */
final class Points {
    private Points() {}

    static String text(double points) {
        return BigDecimal.valueOf(points).stripTrailingZeros().toPlainString();
    }

    static String text(OptionalDouble points, String none) {
        return points.isPresent() ? text(points.getAsDouble()) : none;
    }
}
