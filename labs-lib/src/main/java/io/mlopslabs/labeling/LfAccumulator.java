// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import io.mlopslabs.statistics.Accumulator;
import java.util.List;

/** Counts votes row by row; the counts are whole numbers, so parts merge exactly. */
record LfAccumulator(List<String> functions, int cardinality)
        implements Accumulator<LfAnalysis.Row, LfCounts, LfAnalysis> {
    LfAccumulator {
        functions = List.copyOf(functions);
    }

    @Override
    public LfCounts create() {
        return new LfCounts(functions.size(), cardinality);
    }

    @Override
    public LfCounts add(LfCounts state, LfAnalysis.Row row) {
        long place = state.rows;
        int[] votes = row.votes().stream().mapToInt(Integer::intValue).toArray();
        if (votes.length != functions.size()) {
            throw new IllegalArgumentException(
                    "row %d has %d votes for %d labelling functions".formatted(place, votes.length, functions.size()));
        }
        for (int f = 0; f < votes.length; f++) {
            LabelMatrix.checked(votes[f], functions.get(f), place, cardinality);
        }
        if (row.truth() != null) {
            LabelMatrix.requireClass(row.truth(), place, cardinality);
        }
        state.add(votes, row.truth() == null ? cardinality : row.truth());
        return state;
    }

    @Override
    public LfCounts merge(LfCounts left, LfCounts right) {
        left.add(right);
        return left;
    }

    @Override
    public LfAnalysis extract(LfCounts state) {
        if (state.rows == 0) {
            throw new IllegalArgumentException("there are no rows; an analysis needs at least one");
        }
        var frozen = new LfCounts(functions.size(), cardinality);
        frozen.add(state);
        return new LfAnalysis(functions, cardinality, frozen);
    }
}
