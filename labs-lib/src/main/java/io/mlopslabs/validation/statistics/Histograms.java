// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.statistics.WeightedQuantileSketch;
import io.mlopslabs.statistics.WeightedQuantileSketch.Quantiles;
import io.mlopslabs.validation.proto.Histogram;
import java.util.Arrays;

/**
 * TFDV's histograms, which are both made from quantiles (TFDV {@code quantiles_util}).
 *
 * <p>Of equal weight: boundaries repeat where one value is frequent, and the weight of equal ones is shared, so counts are fractional. Of equal
 * width: folded from 100 times as many quantiles, with the mass of each spread evenly; buckets are (low, high], the first closed, and their
 * counts near the true ones, not equal to them.
 */
final class Histograms {
    private static final int FINER = 100;

    private final Quantiles fine;
    private final int buckets;

    Histograms(WeightedQuantileSketch sketch, int buckets) {
        this.buckets = buckets;
        fine = sketch.quantiles(FINER * buckets);
    }

    double median() {
        double[] boundaries = fine.boundaries();
        int middle = boundaries.length / 2;
        return boundaries.length % 2 == 1 ? boundaries[middle] : (boundaries[middle - 1] + boundaries[middle]) / 2;
    }

    Histogram ofEqualWeight() {
        double[] boundaries = new double[buckets + 1];
        double[] cumulative = new double[buckets + 1];
        for (int i = 0; i <= buckets; i++) {
            boundaries[i] = fine.boundaries()[FINER * i];
            cumulative[i] = fine.cumulativeWeights()[FINER * i];
        }
        return ofEqualWeight(boundaries, cumulative).build();
    }

    /** The histogram of a handful of quantiles, not a hundred times as many; TFDV takes it for the number of values. */
    static Histogram coarse(WeightedQuantileSketch sketch, int buckets) {
        Quantiles quantiles = sketch.quantiles(buckets);
        return ofEqualWeight(quantiles.boundaries(), quantiles.cumulativeWeights())
                .build();
    }

    private static Histogram.Builder ofEqualWeight(double[] boundaries, double[] cumulative) {
        int n = boundaries.length - 1;
        double[] counts = new double[n];
        for (int i = 0; i < n; i++) {
            counts[i] = cumulative[i + 1] - cumulative[i];
        }
        for (int i = 0; i < n; ) { // buckets with one upper bound share their weight
            int j = i + 1;
            while (j < n && boundaries[i + 1] == boundaries[j + 1]) {
                j++;
            }
            if (j > i + 1) {
                Arrays.fill(counts, i, j, Arrays.stream(counts, i, j).sum() / (j - i));
            }
            i = j;
        }
        int first = 0; // and those identical to the first share the weight of the least value
        while (first < n && boundaries[0] == boundaries[first] && boundaries[1] == boundaries[first + 1]) {
            first++;
        }
        for (int i = 0; i < first; i++) {
            counts[i] += cumulative[0] / first;
        }
        var made = Histogram.newBuilder().setType(Histogram.HistogramType.QUANTILES);
        for (int i = 0; i < n; i++) {
            made.addBuckets(bucket(boundaries[i], boundaries[i + 1], counts[i]));
        }
        return made;
    }

    Histogram ofEqualWidth(double least, double greatest, int width, double positiveInfinities) {
        var made = Histogram.newBuilder().setType(Histogram.HistogramType.STANDARD);
        double[] boundaries = fine.boundaries();
        double[] cumulative = fine.cumulativeWeights();
        if (!Double.isFinite(least)) { // not one finite value
            return made.addBuckets(bucket(least, greatest, cumulative[cumulative.length - 1]))
                    .build();
        }
        int from = 0;
        while (from < boundaries.length && boundaries[from] == Double.NEGATIVE_INFINITY) {
            from++;
        }
        double negative = from == 0 ? 0 : cumulative[from - 1];
        int to = boundaries.length;
        double all = cumulative[to - 1] - negative;
        while (positiveInfinities > 0 && to > 0 && boundaries[to - 1] == Double.POSITIVE_INFINITY) {
            to--;
        }
        int added = positiveInfinities > 0 ? 1 : 0; // a bucket that ends in infinity may hold finite values
        double[] finite = Arrays.copyOfRange(boundaries, from, to + added);
        double[] weights = new double[finite.length];
        for (int i = from; i < to; i++) {
            weights[i - from] = cumulative[i] - negative;
        }
        if (added == 1) {
            finite[finite.length - 1] = greatest;
            weights[weights.length - 1] = all - positiveInfinities;
        }
        if (negative > 0) {
            made.addBuckets(bucket(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, negative));
        }
        fold(ofEqualWeight(finite, weights), least, greatest, width, made);
        if (positiveInfinities > 0) {
            made.addBuckets(bucket(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, positiveInfinities));
        }
        return made.build();
    }

    private static void fold(Histogram.Builder fine, double least, double greatest, int width, Histogram.Builder made) {
        int count = least == greatest ? 1 : width;
        double step = (greatest - least) / count;
        if (Double.isInfinite(step)) {
            return; // the range is no double: TFDV gives no buckets either
        }
        int start = 0;
        for (int i = 0; i < count; i++) {
            double low = least + i * step;
            double high = i == count - 1 ? greatest : least + (i + 1) * step;
            double sum = 0;
            for (int j = start; j < fine.getBucketsCount(); j++) {
                Histogram.Bucket b = fine.getBuckets(j);
                if (b.getLowValue() > high) {
                    break;
                }
                boolean pointAtEdge = b.getLowValue() == low && b.getHighValue() == low;
                if (b.getHighValue() < low || (pointAtEdge && i > 0)) {
                    start = j;
                } else {
                    sum += pointAtEdge ? b.getSampleCount() : overlap(b, low, high) * b.getSampleCount();
                }
            }
            made.addBuckets(bucket(low, high, sum));
        }
    }

    /** The share of a bucket that lies between two bounds, its mass taken as spread evenly. */
    private static double overlap(Histogram.Bucket b, double low, double high) {
        double inside = Math.min(high, b.getHighValue()) - Math.max(low, b.getLowValue());
        return low <= b.getLowValue() && high >= b.getHighValue() ? 1 : inside / (b.getHighValue() - b.getLowValue());
    }

    private static Histogram.Bucket bucket(double low, double high, double count) {
        return Histogram.Bucket.newBuilder()
                .setLowValue(low)
                .setHighValue(high)
                .setSampleCount(count)
                .build();
    }
}
