// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.function.DoubleUnaryOperator;

/** What a test holds against the null hypothesis; choose it before looking at the data. */
public enum Alternative {
    /** The two differ, in whichever direction: the one to take unless a difference the other way would be no finding. */
    TWO_SIDED,
    /** The first is smaller. */
    LESS,
    /** The first is larger. */
    GREATER;

    /** Returns the p-value of a statistic that is symmetric about 0 under the null; {@code tail} gives the chance to exceed a value. */
    double pValue(double statistic, DoubleUnaryOperator tail) {
        return switch (this) {
            case TWO_SIDED -> 2 * tail.applyAsDouble(Math.abs(statistic));
            case LESS -> tail.applyAsDouble(-statistic);
            case GREATER -> tail.applyAsDouble(statistic);
        };
    }
}
