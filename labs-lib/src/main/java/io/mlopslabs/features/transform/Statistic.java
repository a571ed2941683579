// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

/**
 * What an analyzer learned from the full pass: a record of numbers and texts, written to the graph's JSON.
 *
 * <p>{@link Numbers}, {@link Integers}, {@link Tokens} and {@link PerKey} serve most operations; others register their own record in an
 * {@link OperationCatalogue}.
 */
public interface Statistic {}
