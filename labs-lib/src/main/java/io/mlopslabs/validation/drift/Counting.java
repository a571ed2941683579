// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

/**
 * Whether rows count once each or by their weight.
 *
 * <p>TFDV takes the weighted numbers as soon as the data set and each of its columns have them, and only then.
 */
public enum Counting {
    /** Each value counts 1. */
    UNWEIGHTED,
    /** Each value counts the weight of its row: {@code weighted_string_stats} and {@code weighted_numeric_stats} of the messages. */
    WEIGHTED
}
