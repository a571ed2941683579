// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import io.mlopslabs.statistics.WeightedQuantileSketch.Weighted;

record WeightedQuantileAccumulator(int size)
        implements Accumulator<Weighted, WeightedQuantileSketch, WeightedQuantileSketch> {
    @Override
    public WeightedQuantileSketch create() {
        return new WeightedQuantileSketch(size);
    }

    @Override
    public WeightedQuantileSketch add(WeightedQuantileSketch state, Weighted row) {
        state.add(row.value(), row.weight());
        return state;
    }

    @Override
    public WeightedQuantileSketch merge(WeightedQuantileSketch left, WeightedQuantileSketch right) {
        left.merge(right);
        return left;
    }

    @Override
    public WeightedQuantileSketch extract(WeightedQuantileSketch state) {
        var answer = create();
        answer.merge(state); // the state goes on being used
        return answer;
    }
}
