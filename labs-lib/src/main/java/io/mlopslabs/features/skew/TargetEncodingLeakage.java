// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.skew;

import io.mlopslabs.features.preprocessing.TargetEncoder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * How much a target encoding seems to tell of the target, where each row's number knows the row's own target, and where it does not.
 *
 * <p>Encoded in-fold ({@code fit}, then {@code transform} of the same rows), a category of one row is its target: the more categories, the
 * better the feature looks, with nothing behind it. Out of fold ({@code fitTransform}), each row is encoded by the folds that it is not in; rows
 * that the encoder never saw show what is true. Correlations are Pearson's, in {@code [-1, 1]}; that of a constant encoding is 0.
 *
 * <p>Out of fold can come out a little below the truth, and below 0 where there is nothing: a row's own target, left out, moves the mean of
 * the others away from it.
 *
 * @param rows rows the encoder was fitted on
 * @param categories different categories in them
 * @param heldOutRows rows that it never saw
 * @param inFold correlation of encoding and target over the fitted rows, encoded by all of them
 * @param outOfFold the same, each row encoded by the other folds
 * @param heldOut correlation over the rows that it never saw
 * @see "Micci-Barreca 2001, A preprocessing scheme for high-cardinality categorical attributes, doi:10.1145/507533.507538"
 */
public record TargetEncodingLeakage(
        int rows, int categories, int heldOutRows, double inFold, double outOfFold, double heldOut) {
    /**
     * Encodes one column three ways.
     *
     * @param encoder its folds and smoothing
     * @param categories the column of the rows to fit on
     * @param target their target: a number, such as 1 for a late flight and 0 for another
     * @param heldOutCategories the column of other rows
     * @param heldOutTarget the target of the other rows
     * @throws IllegalArgumentException if a column and its target differ in length, there are no rows, or the encoder refuses them
     */
    public static TargetEncodingLeakage of(
            TargetEncoder encoder,
            List<String> categories,
            double[] target,
            List<String> heldOutCategories,
            double[] heldOutTarget) {
        Object[][] fitted = column("rows to fit on", categories, target);
        Object[][] other = column("held-out rows", heldOutCategories, heldOutTarget);
        TargetEncoder.Fitted known = encoder.fit(fitted, target);
        return new TargetEncodingLeakage(
                fitted.length,
                new HashSet<>(categories).size(),
                other.length,
                correlation(known.transform(fitted), target),
                correlation(encoder.fitTransform(fitted, target), target),
                correlation(known.transform(other), heldOutTarget));
    }

    private static Object[][] column(String what, List<String> categories, double[] target) {
        if (categories.isEmpty() || categories.size() != target.length) {
            throw new IllegalArgumentException(
                    "target encoding: the %s have %,d categories and %,d targets; give one of each per row, and a row at least"
                            .formatted(what, categories.size(), target.length));
        }
        return categories.stream().map(category -> new Object[] {category}).toArray(Object[][]::new);
    }

    private static double correlation(double[][] encoded, double[] target) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < target.length; i++) {
            meanX += encoded[i][0] / target.length;
            meanY += target[i] / target.length;
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < target.length; i++) {
            double x = encoded[i][0] - meanX;
            double y = target[i] - meanY;
            xx += x * x;
            yy += y * y;
            xy += x * y;
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
    }

    /** Returns how much of what the in-fold encoding seems to tell is not true of other rows: the difference of the two correlations. */
    public double leak() {
        return inFold - heldOut;
    }

    /** Returns all of it in a sentence. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d categories over %,d rows: correlation with the target %.3f in-fold, %.3f out of fold, %.3f on %,d held-out rows; %.3f of the first is leakage",
                categories,
                rows,
                inFold,
                outOfFold,
                heldOut,
                heldOutRows,
                leak());
    }
}
