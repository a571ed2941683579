// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

/** What one value of a column is. */
public enum DType {
    /** A number of 32 bits: kept in a {@code double} that is rounded to {@code float} when it is written. */
    FLOAT32,
    /** A number of 64 bits. */
    FLOAT64,
    /** A whole number of 64 bits. */
    INT64,
    /** A text. */
    STRING;

    /** Returns whether values of this type are read by {@link Row#number(int, int)}: all but texts. */
    public boolean isNumeric() {
        return this != STRING;
    }

    /** Returns whether this is {@code FLOAT32} or {@code FLOAT64}. */
    public boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64;
    }
}
