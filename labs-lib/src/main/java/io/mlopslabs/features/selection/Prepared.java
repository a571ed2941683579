// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.function.UnaryOperator;

/** A model that sees rows after something else has been done to them. */
record Prepared(Estimator.Fitted model, UnaryOperator<double[][]> preparation) implements Estimator.Fitted {
    @Override
    public double[] predict(double[][] x) {
        return model.predict(preparation.apply(x));
    }

    @Override
    public double[] scores(double[][] x) {
        return model.scores(preparation.apply(x));
    }

    @Override
    public double[] importances() {
        return model.importances();
    }
}
