// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Predictions of several numbers per sample, each scored by itself; scikit-learn's {@code multioutput}.
 *
 * <p>Whatever is averaged is the finished score of an output: the root mean squared error of two outputs is the mean of two roots.
 *
 * @param outputs scores of each output, at least one
 */
public record MultiOutputScores(List<RegressionScores> outputs) {
    /**
     * Keeps an own copy.
     *
     * @throws IllegalArgumentException if there is no output
     */
    public MultiOutputScores {
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("there are no outputs; give at least one");
        }
        outputs = List.copyOf(outputs);
    }

    /**
     * Takes predictions by rows.
     *
     * @param yTrue {@code yTrue[i][j]}: true value of output j for sample i
     * @param yPred predicted values, same shape
     * @throws IllegalArgumentException if the shapes differ or {@link RegressionScores#of} refuses an output
     */
    public static MultiOutputScores of(double[][] yTrue, double[][] yPred) {
        if (yTrue.length == 0 || yTrue.length != yPred.length) {
            throw new IllegalArgumentException("yTrue has " + yTrue.length + " rows and yPred has " + yPred.length
                    + "; give one prediction per sample, and at least one sample");
        }
        int width = yTrue[0].length;
        for (int i = 0; i < yTrue.length; i++) {
            if (yTrue[i].length != width || yPred[i].length != width) {
                throw new IllegalArgumentException("row " + i + " has " + yTrue[i].length + " true and "
                        + yPred[i].length + " predicted values; row 0 has " + width + " true ones");
            }
        }
        return new MultiOutputScores(IntStream.range(0, width)
                .mapToObj(j -> RegressionScores.of(column(yTrue, j), column(yPred, j)))
                .toList());
    }

    private static double[] column(double[][] rows, int j) {
        return Arrays.stream(rows).mapToDouble(row -> row[j]).toArray();
    }

    /** Returns the metric of each output: {@code raw_values}. */
    public double[] rawValues(ToDoubleFunction<RegressionScores> metric) {
        return outputs.stream().mapToDouble(metric).toArray();
    }

    /** Returns the mean of the metric over the outputs: {@code uniform_average}. */
    public double uniformAverage(ToDoubleFunction<RegressionScores> metric) {
        return Arrays.stream(rawValues(metric)).average().orElseThrow();
    }

    /**
     * Returns the mean of the metric weighed by {@code weights}, one per output.
     *
     * @throws IllegalArgumentException if there is not one for each output, or one is negative or not finite, or all are 0
     */
    public double average(ToDoubleFunction<RegressionScores> metric, double... weights) {
        if (weights.length != outputs.size()) {
            throw new IllegalArgumentException(
                    "there are " + weights.length + " weights for " + outputs.size() + " outputs; give one for each");
        }
        return Samples.mean(rawValues(metric), Samples.weights(weights, outputs.size()));
    }

    /**
     * Returns the mean of the metric weighed by how much the truth of each output varies: {@code variance_weighted}.
     *
     * <p>The plain mean where no output varies at all, as in scikit-learn.
     */
    public double varianceWeighted(ToDoubleFunction<RegressionScores> metric) {
        double[] variances = rawValues(RegressionScores::truthSquares);
        return Arrays.stream(variances).allMatch(variance -> variance == 0)
                ? uniformAverage(metric)
                : average(metric, variances);
    }
}
