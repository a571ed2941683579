// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

/** What a score becomes whose denominator is 0, such as the precision of a class that is never predicted. */
public enum ZeroDivision {
    /** 0, what scikit-learn gives by default, with a warning there. */
    ZERO(0),
    /** 1. */
    ONE(1),
    /** NaN, and an average leaves the class out. */
    NAN(Double.NaN);

    final double value;

    ZeroDivision(double value) {
        this.value = value;
    }

    double divide(double numerator, double denominator) {
        return denominator == 0 ? value : numerator / denominator;
    }
}
