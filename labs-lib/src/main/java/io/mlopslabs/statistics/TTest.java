// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A t test of a mean difference, with its interval: what scores of two models over seeds, folds or days are compared by.
 *
 * <p>Folds of one data set share training rows and are not independent: take {@link #correctedResampled} for them, never
 * {@link #paired}. A result without variance is infinite, or NaN where the difference is 0 too.
 *
 * @param estimate mean of the first minus mean of the second, in the unit of the scores
 * @param df degrees of freedom
 * @param result t statistic and p-value
 * @param interval for the true difference, open to the side that a one-sided test does not look at
 */
public record TTest(double estimate, double df, TestResult result, Interval interval) {
    private static final double LEVEL = 0.95;

    /**
     * Compares the means of two independent samples that may differ in spread: Welch's test.
     *
     * <p>Agrees with SciPy {@code ttest_ind(a, b, equal_var=False)}; two constant samples have one degree of freedom, as there.
     *
     * @param a at least two finite values
     * @param b at least two finite values
     * @throws IllegalArgumentException if a sample breaks the rule; names the sample and the value
     */
    public static TTest welch(double[] a, double[] b, Alternative alternative) {
        Moments first = Moments.of(Samples.require("a", a, 2));
        Moments second = Moments.of(Samples.require("b", b, 2));
        double u = first.variance(1) / a.length;
        double v = second.variance(1) / b.length;
        double df = u + v == 0 ? 1 : (u + v) * (u + v) / (u * u / (a.length - 1) + v * v / (b.length - 1));
        return of(
                first.mean() - second.mean(),
                Math.sqrt(u + v),
                df,
                alternative,
                "Welch t, n = " + a.length + " and " + b.length);
    }

    /**
     * Compares the means of two independent samples of equal spread: Student's test, pooled variance.
     *
     * <p>Agrees with SciPy {@code ttest_ind(a, b)}. Where the spreads may differ take {@link #welch}.
     *
     * @throws IllegalArgumentException as {@link #welch}
     */
    public static TTest student(double[] a, double[] b, Alternative alternative) {
        Moments first = Moments.of(Samples.require("a", a, 2));
        Moments second = Moments.of(Samples.require("b", b, 2));
        double df = a.length + b.length - 2.0;
        double pooled = ((a.length - 1) * first.variance(1) + (b.length - 1) * second.variance(1)) / df;
        return of(
                first.mean() - second.mean(),
                Math.sqrt(pooled * (1.0 / a.length + 1.0 / b.length)),
                df,
                alternative,
                "Student t, n = " + a.length + " and " + b.length);
    }

    /**
     * Compares two scores of the same independent units, such as two models over the same days: the paired test.
     *
     * <p>Agrees with SciPy {@code ttest_rel(a, b)}.
     *
     * @throws IllegalArgumentException if the lengths differ, or a sample breaks the rule of {@link #welch}
     */
    public static TTest paired(double[] a, double[] b, Alternative alternative) {
        Samples.requirePairs("a", a.length, "b", b.length);
        Samples.require("a", a, 2);
        Samples.require("b", b, 2);
        var differences = new double[a.length];
        Arrays.setAll(differences, i -> a[i] - b[i]);
        Moments moments = Moments.of(differences);
        return of(
                moments.mean(),
                Math.sqrt(moments.variance(1) / a.length),
                a.length - 1.0,
                alternative,
                "paired t, n = " + a.length);
    }

    /**
     * Tests score differences over folds or repeated splits of one data set, two-sided, allowing for the rows that splits share.
     *
     * <p>{@code t = mean / sqrt((1/J + testRows/trainRows) variance)} with J - 1 degrees of freedom: the variance of a plain paired test would
     * be far too small. Only the ratio of the rows matters.
     *
     * @param differences score of the first model minus that of the second on each of J splits, at least two
     * @param trainRows rows a model is trained on in each split, at least 1
     * @param testRows rows it is scored on, at least 1
     * @throws IllegalArgumentException if an argument breaks its rule
     * @see "Nadeau and Bengio 2003, Inference for the generalization error, Machine Learning 52"
     */
    public static TTest correctedResampled(double[] differences, long trainRows, long testRows) {
        if (trainRows < 1 || testRows < 1) {
            throw new IllegalArgumentException(
                    "there are " + trainRows + " train rows and " + testRows + " test rows; give at least 1 of each");
        }
        int splits = Samples.require("differences", differences, 2).length;
        Moments moments = Moments.of(differences);
        return of(
                moments.mean(),
                Math.sqrt((1.0 / splits + (double) testRows / trainRows) * moments.variance(1)),
                splits - 1.0,
                Alternative.TWO_SIDED,
                "corrected resampled t, n = " + splits + " splits");
    }

    private static TTest of(double difference, double error, double df, Alternative alternative, String basis) {
        double t = difference / error;
        DoubleUnaryOperator tail = x -> Distributions.studentTail(x, df);
        double share = alternative == Alternative.TWO_SIDED ? (1 - LEVEL) / 2 : 1 - LEVEL;
        double half = Distributions.studentQuantile(share, df) * error;
        double low = alternative == Alternative.LESS ? Double.NEGATIVE_INFINITY : difference - half;
        double high = alternative == Alternative.GREATER ? Double.POSITIVE_INFINITY : difference + half;
        return new TTest(
                difference,
                df,
                new TestResult(t, alternative.pValue(t, tail), basis),
                new Interval(low, high, LEVEL, basis));
    }

    /** Returns difference, interval and p-value in one line: {@code 0.017, 0.001 to 0.033 (95 % corrected resampled t, n = 10 splits), p = 0.0352}. */
    @Override
    public String toString() {
        return Digits.of(estimate, 4) + ", " + interval + ", p = " + Digits.of(result.pValue(), 3);
    }
}
