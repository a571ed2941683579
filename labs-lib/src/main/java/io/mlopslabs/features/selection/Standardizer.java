// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.statistics.Moments;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Brings columns to the mean 0 and population standard deviation 1 that some rows have; a column constant there becomes 0. */
@SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
record Standardizer(Moments[] moments) {
    static Standardizer of(double[][] x) {
        return new Standardizer(IntStream.range(0, x[0].length)
                .mapToObj(j ->
                        Moments.of(Arrays.stream(x).mapToDouble(row -> row[j]).toArray()))
                .toArray(Moments[]::new));
    }

    double[][] apply(double[][] x) {
        double[][] scaled = new double[x.length][moments.length];
        for (int j = 0; j < moments.length; j++) {
            boolean constant = moments[j].min() == moments[j].max();
            double mean = moments[j].mean();
            double deviation = moments[j].standardDeviation(0);
            for (int i = 0; i < x.length; i++) {
                scaled[i][j] = constant ? 0 : (x[i][j] - mean) / deviation;
            }
        }
        return scaled;
    }
}
