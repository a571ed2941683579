// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The nine sample quantiles of Hyndman and Fan, by NumPy's names and in their numbering.
 *
 * @see "Hyndman and Fan 1996, Sample quantiles in statistical packages, doi:10.1080/00031305.1996.10473566"
 */
public enum QuantileMethod {
    /** The smallest value whose share of rows at or below is no less than asked for. */
    INVERTED_CDF(0, 0),
    /** The same, but the mean of two values where the share is met exactly: scikit-learn's default for bins since 1.9. */
    AVERAGED_INVERTED_CDF(0, 0),
    /** The value whose rank is the nearest. */
    CLOSEST_OBSERVATION(0, 0),
    /** Between the values of {@link #INVERTED_CDF}. */
    INTERPOLATED_INVERTED_CDF(0, 1),
    /** Values stand in the middle of their steps. */
    HAZEN(0.5, 0.5),
    /** Values stand at {@code i / (n + 1)}. */
    WEIBULL(0, 0),
    /** Values stand at {@code (i - 1) / (n - 1)}: the default of NumPy and of spreadsheets. */
    LINEAR(1, 1),
    /** Unbiased for the median, whatever the distribution; up to approximation. */
    MEDIAN_UNBIASED(1 / 3.0, 1 / 3.0),
    /** Unbiased for normal data; up to approximation. */
    NORMAL_UNBIASED(3 / 8.0, 3 / 8.0);

    private final double alpha;
    private final double beta;

    QuantileMethod(double alpha, double beta) {
        this.alpha = alpha;
        this.beta = beta;
    }

    /** Tells whether the method is defined for rows that count more or less than once. */
    boolean takesWeights() {
        return this == INVERTED_CDF || this == AVERAGED_INVERTED_CDF;
    }

    /** Returns a quantile of ascending values. */
    double of(double[] sorted, double q) {
        int n = sorted.length;
        if (n == 0) {
            return Double.NaN;
        }
        double at =
                switch (this) {
                    case INVERTED_CDF, AVERAGED_INVERTED_CDF -> n * q - 1;
                    case CLOSEST_OBSERVATION -> n * q - 1.5;
                    default -> n * q + (alpha + q * (1 - alpha - beta)) - 1;
                };
        double below = Math.floor(at);
        double gamma = at - below;
        double step =
                switch (this) {
                    case INVERTED_CDF -> gamma == 0 ? 0 : 1;
                    case AVERAGED_INVERTED_CDF -> gamma == 0 ? 0.5 : 1;
                    case CLOSEST_OBSERVATION -> gamma == 0 && Math.floorMod((long) below, 2) == 1 ? 0 : 1;
                    default -> gamma;
                };
        double low = sorted[(int) Math.min(Math.max(below, 0), n - 1)];
        double high = sorted[(int) Math.min(Math.max(below + 1, 0), n - 1)];
        return between(low, high, step);
    }

    /** Returns quantiles of values that count {@code weights} times each; NaN counts for nothing. */
    double[] of(double[] values, double[] weights, double[] levels) {
        int[] order = IntStream.range(0, values.length)
                .filter(i -> weights[i] > 0 && !Double.isNaN(values[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] cumulative = new double[order.length];
        double sum = 0;
        for (int i = 0; i < order.length; i++) {
            sum += weights[order[i]];
            cumulative[i] = sum;
        }
        double all = sum;
        return Arrays.stream(levels)
                .map(q -> of(values, order, cumulative, q * all))
                .toArray();
    }

    private double of(double[] values, int[] order, double[] cumulative, double rank) {
        int last = order.length - 1;
        int at = 0;
        while (at < last && cumulative[at] < rank) {
            at++;
        }
        boolean met = rank > 0 && cumulative[at] - rank <= Math.ulp(1.0);
        int next = this == AVERAGED_INVERTED_CDF && met ? Math.min(at + 1, last) : at;
        return (values[order[at]] + values[order[next]]) / 2;
    }

    /** Goes {@code step} of the way, and exactly there at both ends. */
    static double between(double low, double high, double step) {
        return step >= 0.5 ? high - (high - low) * (1 - step) : low + (high - low) * step;
    }
}
