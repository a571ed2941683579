// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.trees;

import java.util.Arrays;

/**
 * The impurity of any node of a fit, times its rows.
 *
 * @param logs {@code n ln n} for each number of rows: the logarithms are most of the work of growing; null for the Gini impurity
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
record Mixture(double[] logs) {
    static Mixture of(RandomForest.Impurity impurity, int rows) {
        if (impurity == RandomForest.Impurity.GINI) {
            return new Mixture(null);
        }
        double[] logs = new double[rows + 1];
        Arrays.setAll(logs, n -> n == 0 ? 0 : n * Math.log(n));
        return new Mixture(logs);
    }

    double ofRows(int rows, int ones) {
        return logs == null ? 2.0 * ones * (rows - ones) / rows : logs[rows] - logs[ones] - logs[rows - ones];
    }
}
