// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.function.Function;

/** A model of another room as a selection sees it; {@code weights} is null if it has none. */
@SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
record Learned(Function<double[][], double[]> predicts, Function<double[][], double[]> ranks, double[] weights)
        implements Estimator.Fitted {
    @Override
    public double[] predict(double[][] x) {
        return predicts.apply(x);
    }

    @Override
    public double[] scores(double[][] x) {
        return ranks.apply(x);
    }

    @Override
    public double[] importances() {
        return weights == null ? Estimator.Fitted.super.importances() : weights.clone();
    }
}
