// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import static io.mlopslabs.features.transform.Deferred.analyze;

import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.Deferred;
import io.mlopslabs.features.transform.Numbers;
import java.util.List;

/**
 * TFT's buckets: which part of the ordered values a value belongs to, as a number from 0.
 *
 * <p>Bucket of x = the number of boundaries that are not above x: a value on a boundary belongs to the upper bucket, so that a constant column
 * lands in the last one, and so does NaN. A missing value stays missing. Each method takes columns of numbers and refuses texts with an {@code
 * IllegalArgumentException} that names column and operation.
 *
 * <p>Boundaries are kept in 64 bits; TFT rounds them, and whole numbers held against them, to 32, so that the two may differ by a bucket where
 * distinct values of 64 bits are one of 32.
 */
public final class Buckets {
    private Buckets() {}

    /** Returns the boundaries of {@code numBuckets} buckets, by the standard options; see {@link #quantiles(Column, int, QuantileOptions)}. */
    public static Deferred<Numbers> quantiles(Column column, int numBuckets) {
        return quantiles(column, numBuckets, QuantileOptions.standard());
    }

    /**
     * Returns the boundaries of {@code numBuckets} buckets of about equal weight: one less than there are buckets, of each position in turn.
     * {@code tft.quantiles}.
     *
     * <p>Boundary k of q is the smallest value whose cumulative weight is more than k/q of all weight: a value that occurs, never one between
     * two; boundaries repeat where many values are equal. NaN is left out, infinities are not. Exact for up to 65,536 values without weights and
     * for up to 8192 distinct ones with or without; beyond, wrong in rank by at most epsilon, in memory that does not grow with the rows.
     *
     * @throws IllegalArgumentException if {@code numBuckets} is below 2 or epsilon not between 0 and 1; in the full pass, if there is no value or
     *     a weight is negative or infinite
     */
    public static Deferred<Numbers> quantiles(Column column, int numBuckets, QuantileOptions options) {
        return analyze(
                new QuantileAnalyses.Quantiles(numBuckets, options.epsilonFor(numBuckets), options.elements()),
                options.with(column));
    }

    /** Returns the bucket of each value among {@code numBuckets}, by the standard options; see {@link #bucketize(Column, int, QuantileOptions)}. */
    public static Column bucketize(Column column, int numBuckets) {
        return bucketize(column, numBuckets, QuantileOptions.standard());
    }

    /**
     * Returns the bucket of each value by {@link #quantiles(Column, int, QuantileOptions)}, INT64. {@code tft.bucketize}.
     *
     * <p>Where boundaries coincide, the buckets between them stay empty. A position that no row of the training had gives -1.
     *
     * @throws IllegalArgumentException as {@link #quantiles(Column, int, QuantileOptions)} does
     */
    public static Column bucketize(Column column, int numBuckets, QuantileOptions options) {
        var buckets = new Bucketing.Bucketize(numBuckets, options.elements());
        Column.check(buckets, List.of(column));
        return column.map(buckets, quantiles(column, numBuckets, options));
    }

    /** Returns the bucket of each value among those of its key; see {@link #bucketizePerKey(Column, Column, int, QuantileOptions)}. */
    public static Column bucketizePerKey(Column column, Column keys, int numBuckets) {
        return bucketizePerKey(column, keys, numBuckets, QuantileOptions.standard());
    }

    /**
     * Returns the bucket of each value among those of its key, INT64; -1 for a key that training never saw, or saw without a number. {@code
     * tft.bucketize_per_key}.
     *
     * <p>Unlike those of {@link #bucketize}, boundaries that coincide are pushed apart, by a millionth of the key's range or by 1e-6, so that a
     * constant key lands in bucket 1. With two buckets TFT 1.16 puts the boundary of the i-th key too low by i; this does not.
     *
     * @param keys STRING or INT64: one for each value, or one for all values of a row
     * @throws IllegalArgumentException as {@link #quantiles(Column, int, QuantileOptions)} does
     */
    public static Column bucketizePerKey(Column column, Column keys, int numBuckets, QuantileOptions options) {
        var buckets = new Bucketing.BucketizePerKey(numBuckets);
        List<Column> columns = List.of(column, keys);
        Column.check(buckets, columns);
        return Column.map(
                buckets,
                columns,
                analyze(
                        new QuantileAnalyses.QuantilesPerKey(numBuckets, options.epsilonFor(numBuckets)),
                        options.with(column, keys)));
    }

    /**
     * Returns the bucket of each value by boundaries that are given, INT64. {@code tft.apply_buckets}.
     *
     * @param boundaries ascending; infinities may be among them
     * @throws IllegalArgumentException if they do not ascend, or one is NaN
     */
    public static Column applyBuckets(Column column, List<Double> boundaries) {
        return column.map(new Bucketing.ApplyBuckets(boundaries));
    }

    /** Returns the bucket of each value by boundaries that were learned, such as another column's {@link #quantiles(Column, int)}; INT64. */
    public static Column applyBuckets(Column column, Deferred<Numbers> boundaries) {
        return column.map(new Bucketing.ApplyBuckets(List.of()), boundaries);
    }

    /**
     * Returns where each value lies between the first and the last boundary, from 0 to 1 in steps of equal size from one boundary to the next,
     * and linear between them; FLOAT32. {@code tft.apply_buckets_with_interpolation}.
     *
     * <p>0 below the first, 1 from the last on, 0.5 for NaN. Infinite boundaries are left out; of one boundary, 0 is below it, 1 all else.
     *
     * @param boundaries ascending, one of them finite
     * @throws IllegalArgumentException if they do not ascend, one is NaN or none finite
     */
    public static Column applyBucketsWithInterpolation(Column column, List<Double> boundaries) {
        return column.map(new Bucketing.ApplyBucketsWithInterpolation(boundaries));
    }

    /** Returns where each value lies between boundaries that were learned; see {@link #applyBucketsWithInterpolation(Column, List)}. */
    public static Column applyBucketsWithInterpolation(Column column, Deferred<Numbers> boundaries) {
        return column.map(new Bucketing.ApplyBucketsWithInterpolation(List.of()), boundaries);
    }

    /**
     * Returns how dense the analyzed values are around each value, FLOAT32: the share of its bin, divided by the average width of the bins. {@code
     * tft.estimated_probability_density}.
     *
     * <p>TFT's definition: with bins of unlike widths it does not integrate to 1. NaN gives NaN. Bins as in {@link Analyzers#histogram(Column,
     * List)}.
     *
     * @throws IllegalArgumentException if there are fewer than two boundaries or they do not ascend
     */
    public static Column estimatedProbabilityDensity(Column column, List<Double> boundaries) {
        var density = new Histograms.EstimatedProbabilityDensity(boundaries.size(), boundaries);
        Column.check(density, List.of(column));
        Histogram histogram = Analyzers.histogram(column, boundaries);
        return column.map(density, histogram.boundaries(), histogram.counts());
    }
}
