// SPDX-License-Identifier: Apache-2.0
/**
 * Linear models: which weighted sum of the columns tells a class or a number, and which columns does it need?
 *
 * <p>Start with {@link io.mlopslabs.features.linear.LogisticRegression}.
 */
package io.mlopslabs.features.linear;
