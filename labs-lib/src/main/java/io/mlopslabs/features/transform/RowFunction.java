// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;

/**
 * An operation of the instance pass: per row, from the row's values and the statistics of analyzers.
 *
 * <p>Implemented by a record whose components are its parameters (numbers, texts, enums, lists of these): they are written to the graph's JSON,
 * under the name that an {@link OperationCatalogue} gives the class. It has no way to other rows: what it must know of them comes from an
 * {@link Analyzer}, as a {@link Statistic}.
 */
public interface RowFunction {
    /**
     * Returns what the operation makes of columns of these types.
     *
     * @throws IllegalArgumentException if it does not take them: says what it takes; the caller adds the operation's and the columns' names
     */
    Kind output(List<Kind> inputs);

    /**
     * Returns what the operation makes now that its statistics are known, where that says more than {@link #output}: one-hot codes have as many
     * numbers as categories were learned. Only features that go out of a graph are told so; other operations go on taking {@code output}.
     */
    default Kind output(List<Kind> inputs, List<Statistic> statistics) {
        return output(inputs);
    }

    /** Returns the operation with its statistics put in, in the order in which it was given them; may build look-up tables. */
    Kernel bind(List<Kind> inputs, List<Statistic> statistics);
}
