// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import io.mlopslabs.statistics.Bootstrap;
import java.util.Arrays;

/** Samples of a two-class problem from the highest score down: what every threshold calls positive is a prefix. */
final class ThresholdSweep {
    private final double[] positiveWeights; // by descending score; 0 for a negative sample
    private final double[] negativeWeights;
    private final int[] ends; // of each group of equal scores, exclusive
    private final double[] thresholds;
    private final double[] tps;
    private final double[] fps;

    ThresholdSweep(boolean[] yTrue, double[] yScore, double[] weights) {
        int[] order = descending(yScore, weights);
        positiveWeights = new double[order.length];
        negativeWeights = new double[order.length];
        var groupEnds = new int[order.length];
        int groups = 0;
        for (int i = 0; i < order.length; i++) {
            int row = order[i];
            (yTrue[row] ? positiveWeights : negativeWeights)[i] = weights[row];
            if (i + 1 == order.length || yScore[order[i + 1]] != yScore[row]) {
                groupEnds[groups++] = i + 1;
            }
        }
        ends = Arrays.copyOf(groupEnds, groups);
        thresholds = new double[groups];
        tps = new double[groups];
        fps = new double[groups];
        double tp = 0;
        double fp = 0;
        int from = 0;
        for (int g = 0; g < groups; g++) {
            for (int i = from; i < ends[g]; i++) {
                tp += positiveWeights[i];
                fp += negativeWeights[i];
            }
            from = ends[g];
            thresholds[g] = yScore[order[from - 1]];
            tps[g] = tp;
            fps[g] = fp;
        }
    }

    /** Returns the samples that count, highest score first; primitive keys, because boxing a million rows takes longer than all the rest. */
    private static int[] descending(double[] yScore, double[] weights) {
        int kept = 0;
        var rows = new int[yScore.length];
        for (int i = 0; i < yScore.length; i++) {
            if (weights[i] > 0) {
                rows[kept++] = i;
            }
        }
        var keys = new double[kept];
        for (int i = 0; i < kept; i++) {
            keys[i] = -yScore[rows[i]];
        }
        return sorted(Arrays.copyOf(rows, kept), keys);
    }

    private static int[] sorted(int[] rows, double[] keys) {
        // Bottom-up merge sort of rows by key: stable, and no objects.
        int n = rows.length;
        int[] from = rows;
        double[] fromKeys = keys;
        int[] to = new int[n];
        double[] toKeys = new double[n];
        for (int width = 1; width < n; width *= 2) {
            for (int low = 0; low < n; low += 2 * width) {
                int middle = Math.min(low + width, n);
                int high = Math.min(low + 2 * width, n);
                int a = low;
                int b = middle;
                for (int k = low; k < high; k++) {
                    boolean first = a < middle && (b >= high || fromKeys[a] <= fromKeys[b]);
                    int at = first ? a++ : b++;
                    to[k] = from[at];
                    toKeys[k] = fromKeys[at];
                }
            }
            int[] rowsNow = to;
            to = from;
            from = rowsNow;
            double[] keysNow = toKeys;
            toKeys = fromKeys;
            fromKeys = keysNow;
        }
        return from;
    }

    /** Returns the number of different scores. */
    int size() {
        return thresholds.length;
    }

    /** Returns the number of samples that count. */
    int samples() {
        return positiveWeights.length;
    }

    double threshold(int g) {
        return thresholds[g];
    }

    double tp(int g) {
        return tps[g];
    }

    double fp(int g) {
        return fps[g];
    }

    double positives() {
        return tps[tps.length - 1];
    }

    double negatives() {
        return fps[fps.length - 1];
    }

    /** Returns the counts where scores of group {@code g} and above are called positive; none are for -1. */
    OneVsRest counts(int g) {
        double tp = g < 0 ? 0 : tps[g];
        double fp = g < 0 ? 0 : fps[g];
        return new OneVsRest(tp, fp, positives() - tp, negatives() - fp);
    }

    /** Returns the last group whose scores reach {@code threshold}, -1 if none does. */
    int lastAtLeast(double threshold) {
        int low = 0;
        for (int high = size(); low < high; ) {
            int middle = (low + high) >>> 1;
            if (thresholds[middle] >= threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Returns the area under the ROC curve; NaN without positives or without negatives. */
    double rocAuc() {
        double area = 0;
        double tp = 0;
        double fp = 0;
        for (int g = 0; g < size(); g++) {
            area += (fps[g] - fp) * (tps[g] + tp);
            tp = tps[g];
            fp = fps[g];
        }
        return area / (2 * tp * fp);
    }

    /** The area for samples counted as often as they were drawn, in this sweep's order. */
    Bootstrap.Statistic rocAucOfCounts() {
        return counts -> {
            double area = 0;
            double tp = 0;
            double fp = 0;
            int from = 0;
            for (int end : ends) {
                double positive = 0;
                double negative = 0;
                for (int i = from; i < end; i++) {
                    positive += counts[i] * positiveWeights[i];
                    negative += counts[i] * negativeWeights[i];
                }
                area += negative * (2 * tp + positive);
                tp += positive;
                fp += negative;
                from = end;
            }
            return area / (2 * tp * fp);
        };
    }

    /** Returns the average precision; 0 without positives. */
    double averagePrecision() {
        if (positives() == 0) {
            return 0;
        }
        double sum = 0;
        double tp = 0;
        for (int g = 0; g < size(); g++) {
            sum += (tps[g] - tp) * tps[g] / (tps[g] + fps[g]);
            tp = tps[g];
        }
        return sum / positives();
    }

    /** The average precision for samples counted as often as they were drawn; NaN where no positive was. */
    Bootstrap.Statistic averagePrecisionOfCounts() {
        return counts -> {
            double sum = 0;
            double tp = 0;
            double all = 0;
            int from = 0;
            for (int end : ends) {
                double positive = 0;
                for (int i = from; i < end; i++) {
                    positive += counts[i] * positiveWeights[i];
                    all += counts[i] * (positiveWeights[i] + negativeWeights[i]);
                }
                tp += positive;
                sum += positive > 0 ? positive * tp / all : 0;
                from = end;
            }
            return sum / tp;
        };
    }
}
