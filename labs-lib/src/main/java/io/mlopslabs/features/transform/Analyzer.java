// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import io.mlopslabs.statistics.Accumulator;
import java.util.List;

/**
 * An operation of the full pass: learns one statistic from all rows of its columns.
 *
 * <p>Implemented by a record whose components are its parameters, as {@link RowFunction} is. Its {@link Accumulator} makes it mergeable: any
 * partitioning of the rows gives the same statistic, and the state of a day can be kept in an {@link AnalyzerCache}.
 *
 * @param <T> what it learns
 */
public interface Analyzer<T extends Statistic> {
    /**
     * Returns the accumulator for columns of these types; {@code add} is called with a {@link Row} that must not be kept.
     *
     * @throws IllegalArgumentException if it does not take such columns: says what it takes; the caller adds the operation's and the columns' names
     */
    Accumulator<Row, ?, T> accumulator(List<Kind> inputs);
}
