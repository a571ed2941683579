// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import static io.mlopslabs.features.transform.Deferred.analyze;

import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.RowFunction;
import java.util.List;

/**
 * TFT's scalers: columns on one scale, by what all rows were found to be.
 *
 * <p>NaN stays NaN, a missing value stays missing, and nothing is clipped: a value beyond those of training lands beyond their scale. Each takes
 * columns of numbers and refuses texts with an {@code IllegalArgumentException} that names column and operation.
 *
 * <p>Keys of the methods {@code PerKey} are STRING or INT64: one for each value, or one for all values of a row.
 */
public final class Scale {
    private Scale() {}

    /**
     * Returns each value less the mean, divided by the population standard deviation: of mean 0 and variance 1. {@code tft.scale_to_z_score}.
     *
     * <p>NaN and infinities are left out of both. A constant column gives {@code x - mean}, one without values {@code x}. FLOAT64 stays so, all
     * else becomes FLOAT32; cast first for more.
     */
    public static Column toZScore(Column column) {
        return toZScore(column, Elements.TOGETHER);
    }

    /** Returns the z-score over all values or over each position; see {@link #toZScore(Column)}. */
    public static Column toZScore(Column column, Elements elements) {
        var scaler = new Scaling.ScaleToZScore(elements);
        Column.check(scaler, List.of(column));
        return column.map(scaler, analyze(new MomentAnalyses.MeanAndVar(elements), column));
    }

    /**
     * Returns the z-score among the values of the same key; a key that training never saw gives {@code x}. {@code tft.scale_to_z_score_per_key};
     * see {@link #toZScore(Column)}.
     */
    public static Column toZScorePerKey(Column column, Column keys) {
        var scaler = new Scaling.ScaleToZScorePerKey();
        Column.check(scaler, List.of(column, keys));
        return Column.map(scaler, List.of(column, keys), Analyzers.meanAndVarPerKey(column, keys));
    }

    /**
     * Returns {@code (x - min) / (max - min)}, FLOAT32. {@code tft.scale_to_0_1}.
     *
     * <p>A column that is constant, without values or has a NaN gives the sigmoid of x. An infinite value among those analyzed is an error when
     * the graph is made, for all finite ones would become one number.
     */
    public static Column to01(Column column) {
        return to01(column, Elements.TOGETHER);
    }

    /** Returns values from 0 to 1 over all values or over each position; see {@link #to01(Column)}. */
    public static Column to01(Column column, Elements elements) {
        return byMinMax(column, elements, new Scaling.ScaleTo01(elements));
    }

    /** Returns values from 0 to 1 among those of the same key; a key that training never saw gives the sigmoid of x. {@code tft.scale_to_0_1_per_key}. */
    public static Column to01PerKey(Column column, Column keys) {
        return byMinMaxPerKey(column, keys, new Scaling.ScaleTo01PerKey());
    }

    /**
     * Returns {@link #to01(Column)} stretched to another range, FLOAT32; so is the sigmoid, where it takes its place. {@code
     * tft.scale_by_min_max}.
     *
     * @throws IllegalArgumentException if {@code outputMin} is not below {@code outputMax}
     */
    public static Column byMinMax(Column column, double outputMin, double outputMax) {
        return byMinMax(column, outputMin, outputMax, Elements.TOGETHER);
    }

    /** Returns a range over all values or over each position; see {@link #byMinMax(Column, double, double)}. */
    public static Column byMinMax(Column column, double outputMin, double outputMax, Elements elements) {
        return byMinMax(column, elements, new Scaling.ScaleByMinMax(outputMin, outputMax, elements));
    }

    /** Returns a range among values of the same key; see {@link #to01PerKey}. {@code tft.scale_by_min_max_per_key}. */
    public static Column byMinMaxPerKey(Column column, Column keys, double outputMin, double outputMax) {
        return byMinMaxPerKey(column, keys, new Scaling.ScaleByMinMaxPerKey(outputMin, outputMax));
    }

    private static Column byMinMax(Column column, Elements elements, RowFunction scaler) {
        Column.check(scaler, List.of(column));
        return column.map(scaler, analyze(new ExtremeAnalyses.MinAndMax(elements), column));
    }

    private static Column byMinMaxPerKey(Column column, Column keys, RowFunction scaler) {
        Column.check(scaler, List.of(column, keys));
        return Column.map(scaler, List.of(column, keys), Analyzers.minAndMaxPerKey(column, keys));
    }

    /**
     * Returns a column whose heavy tails are drawn in, each by its own measure, until it is about normal. {@code tft.scale_to_gaussian}.
     *
     * <p>The z-score where {@link Analyzers#tukeyParameters} finds the tails of both sides no heavier than normal ones, and with fewer than four
     * values; FLOAT64 stays so, all else becomes FLOAT32. Unlike TFT's, the result does not depend on batches.
     */
    public static Column toGaussian(Column column) {
        return toGaussian(column, Elements.TOGETHER);
    }

    /** Returns a normal column, over all values or over each position; see {@link #toGaussian(Column)}. */
    public static Column toGaussian(Column column, Elements elements) {
        var scaler = new Gaussian.ScaleToGaussian(elements);
        Column.check(scaler, List.of(column));
        return column.map(
                scaler,
                Analyzers.tukeyParameters(column, elements),
                analyze(new MomentAnalyses.MeanAndVar(elements), column));
    }
}
