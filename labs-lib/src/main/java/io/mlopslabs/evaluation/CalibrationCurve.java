// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Predicted probability against what happened, bin by bin: of the samples given 0.8, are 80 % positive?
 *
 * <p>Bins are closed on the right, as scikit-learn's and unlike many texts': a probability on an inner edge belongs to the lower bin. Empty
 * bins do not count. The errors depend on the bins, and shrink with wider ones: compare models by the same bins only, and do not take an error
 * near 0 for a good model; a constant prediction of the base rate has one of 0.
 *
 * <p>Agrees with {@code sklearn.calibration.calibration_curve}.
 *
 * @param bins all of them, from the lowest, empty ones too
 */
public record CalibrationCurve(List<Bin> bins) {
    /** How the edges of the bins are laid. */
    public enum Strategy {
        /** Equally wide over 0 to 1. */
        UNIFORM,
        /** Equally many samples in each, as far as ties allow: edges are linearly interpolated quantiles. */
        QUANTILE
    }

    /**
     * One bin.
     *
     * @param lower edge that the bin does not hold, except the first one's
     * @param upper edge that it holds
     * @param count samples
     * @param meanPredicted mean predicted probability, scikit-learn's {@code prob_pred}; NaN without samples
     * @param meanTrue share of positives, scikit-learn's {@code prob_true}; NaN without samples
     */
    public record Bin(double lower, double upper, long count, double meanPredicted, double meanTrue) {
        double gap() {
            return Math.abs(meanTrue - meanPredicted);
        }
    }

    /** Keeps an own copy of the bins. */
    public CalibrationCurve {
        bins = List.copyOf(bins);
    }

    static CalibrationCurve of(boolean[] yTrue, double[] probabilities, int bins, Strategy strategy) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins is " + bins + "; give at least 1, such as 10");
        }
        double[] edges = edges(probabilities, bins, strategy);
        var counts = new long[bins];
        var predicted = new double[bins];
        var positives = new double[bins];
        for (int i = 0; i < probabilities.length; i++) {
            int bin = bin(edges, probabilities[i]);
            counts[bin]++;
            predicted[bin] += probabilities[i];
            positives[bin] += yTrue[i] ? 1 : 0;
        }
        return new CalibrationCurve(IntStream.range(0, bins)
                .mapToObj(b ->
                        new Bin(edges[b], edges[b + 1], counts[b], predicted[b] / counts[b], positives[b] / counts[b]))
                .toList());
    }

    /** Returns the bins that hold samples, the points of the curve. */
    public List<Bin> points() {
        return bins.stream().filter(bin -> bin.count() > 0).toList();
    }

    /** Returns the number of inner edges below {@code p}. */
    private static int bin(double[] edges, double p) {
        int low = 1;
        for (int high = edges.length - 1; low < high; ) {
            int middle = (low + high) >>> 1;
            if (edges[middle] < p) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private static double[] edges(double[] probabilities, int bins, Strategy strategy) {
        var edges = new double[bins + 1];
        if (strategy == Strategy.UNIFORM) {
            // numpy.linspace multiplies a step; i / bins would round otherwise and move a sample that lies on an edge.
            double step = 1.0 / bins;
            Arrays.setAll(edges, i -> i == bins ? 1 : i * step);
            return edges;
        }
        double[] ascending = probabilities.clone();
        Arrays.sort(ascending);
        double step = 1.0 / bins;
        Arrays.setAll(edges, i -> quantile(ascending, i == bins ? 1 : i * step));
        return edges;
    }

    private static double quantile(double[] ascending, double q) {
        double place = q * (ascending.length - 1);
        int below = (int) Math.floor(place);
        if (below >= ascending.length - 1) {
            return ascending[ascending.length - 1];
        }
        // numpy's linear interpolation: from the nearer end, for the last digit.
        double share = place - below;
        double step = ascending[below + 1] - ascending[below];
        return share >= 0.5 ? ascending[below + 1] - step * (1 - share) : ascending[below] + step * share;
    }

    /** Returns the number of samples. */
    public long count() {
        return bins.stream().mapToLong(Bin::count).sum();
    }

    /** Returns the mean gap between predicted and true, weighed by samples, in {@code [0, 1]}: ECE. Naeini et al. 2015. */
    public double expectedCalibrationError() {
        return weighed(Bin::gap);
    }

    /** Returns the largest gap of a bin, in {@code [0, 1]}: MCE. */
    public double maximumCalibrationError() {
        return points().stream().mapToDouble(Bin::gap).max().orElseThrow();
    }

    /** Returns the root of the mean squared gap, weighed by samples, in {@code [0, 1]}. */
    public double rootMeanSquaredCalibrationError() {
        return Math.sqrt(weighed(bin -> bin.gap() * bin.gap()));
    }

    private double weighed(ToDoubleFunction<Bin> value) {
        return points().stream()
                        .mapToDouble(bin -> bin.count() * value.applyAsDouble(bin))
                        .sum()
                / count();
    }
}
