// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.statistics.WeightedQuantileSketch;
import java.io.Serializable;

/** What TFDV keeps of the numbers of one column; NaN is counted and otherwise left out. */
final class NumberStatistics implements Serializable {
    private static final long serialVersionUID = 1;

    private final double epsilon;
    private final boolean weighted;
    long zeros;
    long nan;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double finiteMin = Double.POSITIVE_INFINITY;
    double finiteMax = Double.NEGATIVE_INFINITY;
    final Moments plain = new Moments();
    final Moments byWeight = new Moments();
    double positiveInfinities;
    double weightOfPositiveInfinities;
    private final WeightedQuantileSketch quantiles;
    private final WeightedQuantileSketch weightedQuantiles; // null where nothing is weighted

    NumberStatistics(double epsilon, boolean weighted) {
        this.epsilon = epsilon;
        this.weighted = weighted;
        quantiles = new WeightedQuantileSketch(epsilon);
        weightedQuantiles = weighted ? new WeightedQuantileSketch(epsilon) : null;
    }

    /** Weighted mean and sum of squared deviations. */
    static final class Moments implements Serializable {
        private static final long serialVersionUID = 1;

        double weight;
        double mean;
        private double squares;

        void add(double value, double w) {
            if (w == 0) {
                return;
            }
            weight += w;
            double delta = value - mean;
            mean += delta * w / weight;
            squares += w * delta * (value - mean);
        }

        void merge(Moments other) {
            if (other.weight == 0) {
                return;
            }
            if (weight == 0) { // not to be rounded for nothing
                weight = other.weight;
                mean = other.mean;
                squares = other.squares;
                return;
            }
            double sum = weight + other.weight;
            double delta = other.mean - mean;
            mean += delta * other.weight / sum;
            squares += other.squares + delta * delta * weight * other.weight / sum;
            weight = sum;
        }

        /** By n, not n - 1; 0 where an infinity has made it meaningless, as in TFDV. */
        double standardDeviation() {
            double variance = squares / weight;
            return variance > 0 ? Math.sqrt(variance) : 0;
        }
    }

    void add(double value, long count, double weight) {
        if (Double.isNaN(value)) {
            nan += count;
            return;
        }
        min = Math.min(min, value);
        max = Math.max(max, value);
        if (Double.isInfinite(value)) {
            if (value > 0) {
                positiveInfinities += count;
                weightOfPositiveInfinities += weight;
            }
        } else {
            finiteMin = Math.min(finiteMin, value);
            finiteMax = Math.max(finiteMax, value);
        }
        if (value == 0) {
            zeros += count;
        }
        plain.add(value, (double) count);
        quantiles.add(value, (double) count);
        if (weighted) {
            byWeight.add(value, weight);
            weightedQuantiles.add(value, weight);
        }
    }

    void merge(NumberStatistics other) {
        zeros += other.zeros;
        nan += other.nan;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        finiteMin = Math.min(finiteMin, other.finiteMin);
        finiteMax = Math.max(finiteMax, other.finiteMax);
        positiveInfinities += other.positiveInfinities;
        weightOfPositiveInfinities += other.weightOfPositiveInfinities;
        plain.merge(other.plain);
        quantiles.merge(other.quantiles);
        if (weighted) {
            byWeight.merge(other.byWeight);
            weightedQuantiles.merge(other.weightedQuantiles);
        }
    }

    NumberStatistics copy() {
        var copy = new NumberStatistics(epsilon, weighted);
        copy.merge(this);
        return copy;
    }

    WeightedQuantileSketch quantiles() {
        return quantiles;
    }

    WeightedQuantileSketch weightedQuantiles() {
        return weightedQuantiles;
    }
}
