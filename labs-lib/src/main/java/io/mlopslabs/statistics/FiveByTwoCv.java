// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

/**
 * The tests of two learners on five repetitions of two-fold cross-validation: the halves of one repetition share no training row.
 *
 * <p>{@code t} looks at the very first difference only, so its sign and size hang on the order of the folds; {@code f} uses all ten and is the
 * one to take. Without variance both are infinite, or NaN where all differences are 0.
 *
 * @param t Dietterich's statistic, 5 degrees of freedom, two-sided
 * @param f Alpaydin's statistic, 10 and 5 degrees of freedom, upper tail
 * @see "Dietterich 1998, Approximate statistical tests for comparing supervised classification learning algorithms, Neural Computation 10"
 * @see "Alpaydin 1999, Combined 5x2 cv F test, Neural Computation 11"
 */
public record FiveByTwoCv(TestResult t, TestResult f) {
    private static final int REPETITIONS = 5;

    /**
     * Returns both tests.
     *
     * @param differences {@code differences[i][j]}: score of the first learner minus that of the second on fold j of repetition i; 5 times 2
     * @throws IllegalArgumentException if the shape is another or a difference is not finite; names the repetition
     */
    public static FiveByTwoCv of(double[][] differences) {
        if (differences.length != REPETITIONS) {
            throw new IllegalArgumentException(
                    "there are " + differences.length + " repetitions; 5x2 cross-validation has 5 of 2 folds each");
        }
        double squares = 0;
        double variances = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            double[] folds = Samples.require("differences[" + i + "]", differences[i], 2);
            if (folds.length != 2) {
                throw new IllegalArgumentException("differences[" + i + "] has " + folds.length
                        + " folds; 5x2 cross-validation has 5 repetitions of 2 folds each");
            }
            double mean = (folds[0] + folds[1]) / 2;
            variances += (folds[0] - mean) * (folds[0] - mean) + (folds[1] - mean) * (folds[1] - mean);
            squares += folds[0] * folds[0] + folds[1] * folds[1];
        }
        double t = differences[0][0] / Math.sqrt(variances / REPETITIONS);
        double f = squares / (2 * variances);
        return new FiveByTwoCv(
                new TestResult(t, 2 * Distributions.studentTail(Math.abs(t), REPETITIONS), "5x2 cv t, 5 df"),
                new TestResult(f, Distributions.fTail(f, 10, REPETITIONS), "5x2 cv F, 10 and 5 df"));
    }
}
