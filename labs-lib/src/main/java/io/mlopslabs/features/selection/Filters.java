// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.features.selection.FeatureScores.Score;
import io.mlopslabs.statistics.Distributions;
import io.mlopslabs.statistics.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores of each column against the target, one column at a time, by a test: quick, blind to what columns say together, and no model is trained.
 *
 * <p>Agrees with {@code sklearn.feature_selection} 1.9 under its names. The p-values take each test's assumptions for granted (normal values of
 * equal spread for F, counts for chi-square) and are those of one column; {@link ScoreSelector} says what to do with many.
 */
public final class Filters {
    /** What the columns and the target are measured from; scikit-learn's {@code center}. */
    public enum Center {
        /** Their means: the score is Pearson's r. */
        MEAN,
        /** Zero: the score is a cosine, and there is one more degree of freedom. */
        ORIGIN
    }

    /** What a formula that divides by 0 answers, for a constant column or target; scikit-learn's {@code force_finite}. */
    public enum Constant {
        /** r and F are 0 and p is 1, and the F of a perfect line is the largest double: scikit-learn's default. */
        FORCED_FINITE,
        /** NaN, and infinity for the F of a perfect line. */
        AS_DIVIDED
    }

    private Filters() {}

    /**
     * Returns F of the one-way analysis of variance: spread between the classes over spread within them, and its p-value.
     *
     * <p>A constant column gives NaN; one that is constant within each class and differs between them gives infinity and p 0. Sees only
     * differences of means: two classes with one centre and another spread look alike.
     *
     * <p>scikit-learn {@code f_classif}, which subtracts large sums and so gives a constant column NaN or a number without meaning.
     *
     * @param x no value missing
     * @param labels class of each row, at least two classes, and fewer than rows; equal labels are one class
     * @throws IllegalArgumentException if x or labels break these rules; names the column or row
     */
    public static FeatureScores fClassif(FeatureTable x, List<?> labels) {
        String operation = "f_classif";
        Targets.Classes classes = Targets.classes(operation, labels, x.rows(), 2);
        if (classes.count() == x.rows()) {
            throw new IllegalArgumentException(
                    "%s: each of the %d rows is a class of its own; give classes of several rows"
                            .formatted(operation, x.rows()));
        }
        x.full(operation);
        int between = classes.count() - 1;
        int within = x.rows() - classes.count();
        return scored(operation, x, column -> {
            double[][] parts = parts(column, classes);
            double mean = Moments.of(column).mean();
            double outer = 0;
            double inner = 0;
            for (double[] part : parts) {
                Moments moments = Moments.of(part);
                outer += part.length * (moments.mean() - mean) * (moments.mean() - mean);
                inner += part.length * moments.variance(0);
            }
            double f = outer / between / (inner / within); // of a constant 0 / 0: Moments rounds nothing there
            return new double[] {f, Distributions.fTail(f, between, within)};
        });
    }

    /**
     * Returns the chi-square statistic of counts per class against the class's share of all counts, and its p-value with classes - 1 degrees of
     * freedom.
     *
     * <p>Columns are counts, such as of words: the score grows with the unit, so that a length in millimetres scores ten times as high as in
     * centimetres, and only columns of one unit can be compared. A column of zeros gives NaN.
     *
     * <p>scikit-learn {@code chi2}.
     *
     * @param x none negative, none missing
     * @param labels class of each row, at least two classes; equal labels are one class
     * @throws IllegalArgumentException if x or labels break these rules; names the column and row
     */
    public static FeatureScores chi2(FeatureTable x, List<?> labels) {
        String operation = "chi2";
        Targets.Classes classes = Targets.classes(operation, labels, x.rows(), 2);
        x.full(operation);
        for (int j = 0; j < x.columns(); j++) {
            for (int i = 0; i < x.rows(); i++) {
                if (x.column(j)[i] < 0) {
                    throw new IllegalArgumentException("%s: column '%s', row %d is %s; chi2 takes counts, none negative"
                            .formatted(operation, x.names().get(j), i, x.column(j)[i]));
                }
            }
        }
        return scored(operation, x, column -> {
            double all = Arrays.stream(column).sum();
            double statistic = 0;
            for (double[] part : parts(column, classes)) {
                double expected = all * part.length / column.length;
                double gap = Arrays.stream(part).sum() - expected;
                statistic += gap * gap / expected;
            }
            return new double[] {statistic, Distributions.chiSquareTail(statistic, classes.count() - 1)};
        });
    }

    /** Same as {@link #rRegression(FeatureTable, double[], Center, Constant)} from the means, and 0 for a constant column. */
    public static FeatureScores rRegression(FeatureTable x, double[] y) {
        return rRegression(x, y, Center.MEAN, Constant.FORCED_FINITE);
    }

    /**
     * Returns the correlation of each column with the target, -1 to 1; no p-values, which {@link #fRegression} gives.
     *
     * <p>scikit-learn {@code r_regression}.
     *
     * @param x no value missing
     * @param y one finite number per row
     * @throws IllegalArgumentException if x or y break these rules; names the column or row
     */
    public static FeatureScores rRegression(FeatureTable x, double[] y, Center center, Constant constant) {
        String operation = "r_regression";
        double[] target = centred(Targets.finite(operation, y, x.rows()), center);
        return scored(operation, x.full(operation), column -> {
            double r = cosine(centred(column, center), target);
            return new double[] {Double.isNaN(r) && constant == Constant.FORCED_FINITE ? 0 : r, Double.NaN};
        });
    }

    /** Same as {@link #fRegression(FeatureTable, double[], Center, Constant)} from the means, and 0 with p 1 for a constant column. */
    public static FeatureScores fRegression(FeatureTable x, double[] y) {
        return fRegression(x, y, Center.MEAN, Constant.FORCED_FINITE);
    }

    /**
     * Returns F of a straight line through each column and the target, {@code r^2 / (1 - r^2)} times the degrees of freedom, and its p-value.
     *
     * <p>Sees straight lines only: a parabola about the mean scores 0.
     *
     * <p>scikit-learn {@code f_regression}.
     *
     * @param x at least three rows from the means and two from the origin, no value missing
     * @param y one finite number per row
     * @throws IllegalArgumentException if x or y break these rules; names the column or row
     */
    public static FeatureScores fRegression(FeatureTable x, double[] y, Center center, Constant constant) {
        String operation = "f_regression";
        double[] target = centred(Targets.finite(operation, y, x.rows()), center);
        int freedom = x.rows() - (center == Center.MEAN ? 2 : 1);
        if (freedom < 1) {
            throw new IllegalArgumentException("%s: there are %d rows; a line through the %s needs at least %d"
                    .formatted(
                            operation, x.rows(), center == Center.MEAN ? "means" : "origin", x.rows() - freedom + 1));
        }
        return scored(operation, x.full(operation), column -> {
            double r = cosine(centred(column, center), target);
            double f = r * r / (1 - r * r) * freedom;
            boolean forced = constant == Constant.FORCED_FINITE;
            if (forced && Double.isNaN(f)) {
                return new double[] {0, 1};
            }
            return new double[] {
                forced && Double.isInfinite(f) ? Double.MAX_VALUE : f, Distributions.fTail(f, 1, freedom)
            };
        });
    }

    /** A filter's score and p-value of one column. */
    @FunctionalInterface
    interface Judge {
        double[] scoreAndP(double[] column);
    }

    static FeatureScores scored(String filter, FeatureTable x, Judge judge) {
        List<Score> scores = new ArrayList<>();
        for (int j = 0; j < x.columns(); j++) {
            double[] found = judge.scoreAndP(x.column(j));
            scores.add(new Score(x.names().get(j), found[0], found[1]));
        }
        return new FeatureScores(filter, scores);
    }

    // By range: the mean of equal values is not always the value itself.
    static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }

    private static double[][] parts(double[] column, Targets.Classes classes) {
        double[][] parts =
                classes.sizes().stream().map(size -> new double[size]).toArray(double[][]::new);
        int[] filled = new int[parts.length];
        IntStream.range(0, column.length).forEach(i -> {
            int c = classes.ofRow().get(i);
            parts[c][filled[c]++] = column[i];
        });
        return parts;
    }

    private static double[] centred(double[] values, Center center) {
        if (center == Center.ORIGIN) {
            return values;
        }
        if (isConstant(values)) {
            return new double[values.length];
        }
        double mean = Arrays.stream(values).sum() / values.length;
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    /** Returns the cosine of two columns, -1 to 1; NaN if one is all zero. */
    static double cosine(double[] a, double[] b) {
        double widthA = widest(a); // squares of numbers beyond 1e154 or below 1e-162 have no double
        double widthB = widest(b);
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            double x = a[i] / widthA;
            double y = b[i] / widthB;
            product += x * y;
            first += x * x;
            second += y * y;
        }
        return Math.max(-1, Math.min(1, product / Math.sqrt(first * second)));
    }

    private static double widest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
