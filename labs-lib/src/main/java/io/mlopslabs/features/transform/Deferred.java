// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;

/**
 * The promise of a statistic: an analyzer will learn it in the full pass. Operations of the instance pass take it; nobody can look into it
 * before, nor make one by hand.
 *
 * @param <T> what is learned
 */
@SuppressWarnings("UnusedTypeParameter") // the compiler reads it: a function of numbers takes no vocabulary
public final class Deferred<T extends Statistic> {
    final GraphBuilder graph;
    final int analysis;

    Deferred(GraphBuilder graph, int analysis) {
        this.graph = graph;
        this.analysis = analysis;
    }

    /**
     * Returns what {@code analyzer} will learn from all rows of {@code columns}; this is how analyzers are used.
     *
     * @throws IllegalArgumentException if the analyzer does not take columns of these types; names analyzer and columns
     */
    public static <T extends Statistic> Deferred<T> analyze(Analyzer<T> analyzer, Column... columns) {
        return columns[0].graph.analyze(analyzer, List.of(columns));
    }
}
