// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import static io.mlopslabs.features.transform.Deferred.analyze;

import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.Deferred;
import io.mlopslabs.features.transform.Integers;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.PerKey;
import java.util.List;

/**
 * TFT's analyzers of numbers: statistics of all rows, for features of your own such as {@code x.minus(Analyzers.mean(x))}.
 *
 * <p>Missing values count nowhere. Each takes columns of numbers and refuses texts with an {@code IllegalArgumentException} that names column and
 * operation. With {@link Elements#EACH} a statistic has one number for each position in a row, as many as the longest row has values.
 */
public final class Analyzers {
    private Analyzers() {}

    /**
     * Returns the mean of the finite values; 0 if there is none. {@code tft.mean}.
     *
     * <p>In 64 bits, whatever the column's type. Values of FLOAT64 so far apart that their distance overflows are an error.
     */
    public static Deferred<Numbers> mean(Column column) {
        return mean(column, Elements.TOGETHER);
    }

    /** Returns the mean, or the means of all positions; see {@link #mean(Column)}. */
    public static Deferred<Numbers> mean(Column column, Elements elements) {
        return analyze(new MomentAnalyses.Mean(elements), column);
    }

    /**
     * Returns the population variance of the finite values, divided by n; 0 of one value or none. {@code tft.var}.
     *
     * <p>One that TFT's type cannot hold is, as there, that type's greatest number: 3.4028235e38 unless the column is FLOAT64. One that
     * underflows 32 bits is right here, and 0 there.
     */
    public static Deferred<Numbers> var(Column column) {
        return var(column, Elements.TOGETHER);
    }

    /** Returns the variance, or the variances of all positions; see {@link #var(Column)}. */
    public static Deferred<Numbers> var(Column column, Elements elements) {
        return analyze(new MomentAnalyses.Var(elements), column);
    }

    /**
     * Returns mean and population variance of the finite values of each key, two numbers, never rounded to 32 bits; 0 and 0 if all are NaN.
     *
     * @param keys STRING or INT64, one for each value of {@code column} or one for all in its row
     */
    public static Deferred<PerKey> meanAndVarPerKey(Column column, Column keys) {
        return analyze(new MomentAnalyses.MeanAndVarPerKey(), column, keys);
    }

    /** Returns the least value: NaN if one is NaN, infinity if there is none. {@code tft.min}; see {@link #minInt64} for whole numbers. */
    public static Deferred<Numbers> min(Column column) {
        return min(column, Elements.TOGETHER);
    }

    /** Returns the least value, or that of each position; see {@link #min(Column)}. */
    public static Deferred<Numbers> min(Column column, Elements elements) {
        return analyze(new ExtremeAnalyses.Min(elements), column);
    }

    /** Returns the greatest value: NaN if one is NaN, -infinity if there is none. {@code tft.max}; see {@link #maxInt64} for whole numbers. */
    public static Deferred<Numbers> max(Column column) {
        return max(column, Elements.TOGETHER);
    }

    /** Returns the greatest value, or that of each position; see {@link #max(Column)}. */
    public static Deferred<Numbers> max(Column column, Elements elements) {
        return analyze(new ExtremeAnalyses.Max(elements), column);
    }

    /** Returns least and greatest value of each key, two numbers, as {@link #min} and {@link #max} say; keys as in {@link #meanAndVarPerKey}. */
    public static Deferred<PerKey> minAndMaxPerKey(Column column, Column keys) {
        return analyze(new ExtremeAnalyses.MinAndMaxPerKey(), column, keys);
    }

    /**
     * Returns the sum in 64 bits with compensation; 0 of no value, NaN and infinities go through. {@code tft.sum}; see {@link #sumInt64} for whole
     * numbers.
     */
    public static Deferred<Numbers> sum(Column column) {
        return sum(column, Elements.TOGETHER);
    }

    /** Returns the sum, or those of all positions; see {@link #sum(Column)}. */
    public static Deferred<Numbers> sum(Column column, Elements elements) {
        return analyze(new ExtremeAnalyses.Total(elements), column);
    }

    /** Returns the number of values, NaN among them, missing ones not. {@code tft.size}; takes texts too. */
    public static Deferred<Integers> size(Column column) {
        return size(column, Elements.TOGETHER);
    }

    /** Returns the number of values, or those of all positions; see {@link #size(Column)}. */
    public static Deferred<Integers> size(Column column, Elements elements) {
        return analyze(new ExtremeAnalyses.Count(elements), column);
    }

    /** Returns the least whole number, exact; {@code Long.MAX_VALUE} if there is none. {@code tft.min} of an INT64 column. */
    public static Deferred<Integers> minInt64(Column column, Elements elements) {
        return analyze(new ExtremeAnalyses.MinInt64(elements), column);
    }

    /** Returns the greatest whole number, exact; {@code -Long.MAX_VALUE} if there is none. {@code tft.max} of an INT64 column. */
    public static Deferred<Integers> maxInt64(Column column, Elements elements) {
        return analyze(new ExtremeAnalyses.MaxInt64(elements), column);
    }

    /**
     * Returns the sum of whole numbers, exact, and wrapped around where it leaves 64 bits, as TFT's does; {@link #sum} does not wrap. {@code
     * tft.sum} of an INT64 column.
     */
    public static Deferred<Integers> sumInt64(Column column, Elements elements) {
        return analyze(new ExtremeAnalyses.SumInt64(elements), column);
    }

    /**
     * Returns how often each key occurs, one number per key. {@code tft.count_per_key}, and {@code tft.histogram} with {@code categorical}.
     *
     * @param keys STRING or INT64, which counts as its decimal text; the empty text is a key
     */
    public static Deferred<PerKey> countPerKey(Column keys) {
        return analyze(new ExtremeAnalyses.CountPerKey(), keys);
    }

    /**
     * Returns how many values fall between boundaries; values outside count in the first and the last bin, NaN in none. {@code tft.histogram}.
     *
     * <p>Boundaries are lowered by 0.0001 and rounded to 32 bits, as TFT does; after that, a value on a boundary counts below it.
     *
     * @param boundaries ascending; one bin less than there are of them
     * @throws IllegalArgumentException if there are fewer than two or they do not ascend
     */
    public static Histogram histogram(Column column, List<Double> boundaries) {
        return histogram(column, boundaries.size(), boundaries);
    }

    /**
     * Returns how many values fall between boundaries at equal distances from the least to the greatest value; see {@link #histogram(Column,
     * List)}.
     *
     * @param boundaries how many; one bin less
     * @throws IllegalArgumentException if there are fewer than two, or, in the full pass, if a value is NaN or infinite, or all are missing
     */
    public static Histogram histogram(Column column, int boundaries) {
        return histogram(column, boundaries, List.of());
    }

    static Histogram histogram(Column column, int count, List<Double> given) {
        Deferred<Numbers> boundaries = analyze(new Histograms.HistogramBoundaries(count, given), column);
        Column bins = column.map(new Histograms.HistogramBins(), boundaries);
        return new Histogram(boundaries, analyze(new Histograms.CountBins(count - 1), bins));
    }

    /**
     * Returns location, scale, left h and right h of the Tukey HH distribution that has the L-moments of the finite values. {@code
     * tft.tukey_location}, {@code tft.tukey_scale} and {@code tft.tukey_h_params}.
     *
     * <p>Both h are 0 where the L-kurtosis is below a normal column's, 0.1226, and with fewer than four values; the scale is 1 where all values
     * are equal or missing. TFT averages the L-moments of batches, so that they depend on how rows are batched; here they come from all values,
     * exact up to 40,000 distinct ones and to a rank error of 0.001 beyond. The search stops where TFT's stops.
     *
     * @see "Headrick and Pant 2012, Characterizing Tukey h and hh-distributions through L-moments and the L-correlation, doi:10.5402/2012/980153"
     */
    public static Deferred<Numbers> tukeyParameters(Column column, Elements elements) {
        return analyze(new Gaussian.TukeyParameters(elements), column);
    }
}
