// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

/**
 * The z test of one proportion, or of two from independent samples; large samples only.
 *
 * <p>Not for two models scored on the same rows, which are paired: see {@link McNemar}. Agrees with statsmodels {@code proportions_ztest}.
 */
public final class ProportionZTest {
    private ProportionZTest() {}

    /** Whose variance stands in the denominator of a test of one proportion. */
    public enum Variance {
        /** That of the sample, {@code p (1 - p) / n}: statsmodels' default. Of 0 or of n successes it is 0. */
        OF_THE_SAMPLE,
        /** That of the hypothesis, {@code p0 (1 - p0) / n}: the textbook's score test, {@code prop_var=value} in statsmodels. */
        OF_THE_HYPOTHESIS
    }

    /**
     * Tests whether the true share is {@code hypothesis}.
     *
     * @param hypothesis share under the null hypothesis, in {@code [0, 1]}
     * @throws IllegalArgumentException if {@code hypothesis} is outside {@code [0, 1]}
     */
    public static TestResult test(Proportion sample, double hypothesis, Variance variance, Alternative alternative) {
        if (!(hypothesis >= 0 && hypothesis <= 1)) {
            throw new IllegalArgumentException("the hypothesis is " + hypothesis + "; a share lies in 0 to 1");
        }
        double p = variance == Variance.OF_THE_SAMPLE ? sample.estimate() : hypothesis;
        double z = (sample.estimate() - hypothesis) / Math.sqrt(p * (1 - p) / sample.n());
        return new TestResult(
                z, alternative.pValue(z, Distributions::normalTail), "z test of a proportion, n = " + sample.n());
    }

    /** Tests whether two independent samples have the same true share: {@link #test(Proportion, Proportion, double, Alternative)} for 0. */
    public static TestResult test(Proportion first, Proportion second, Alternative alternative) {
        return test(first, second, 0, alternative);
    }

    /**
     * Tests whether the true shares of two independent samples differ by {@code hypothesis}, with the pooled variance.
     *
     * <p>Statistic and p-value are NaN if both have no success or both no failure.
     *
     * @param hypothesis {@code first - second} under the null hypothesis, in {@code [-1, 1]}
     * @throws IllegalArgumentException if {@code hypothesis} is outside {@code [-1, 1]}
     */
    public static TestResult test(Proportion first, Proportion second, double hypothesis, Alternative alternative) {
        if (!(hypothesis >= -1 && hypothesis <= 1)) {
            throw new IllegalArgumentException(
                    "the hypothesis is " + hypothesis + "; a difference of shares lies in -1 to 1");
        }
        double pooled = ((double) first.count() + second.count()) / ((double) first.n() + second.n());
        double z = (first.estimate() - second.estimate() - hypothesis)
                / Math.sqrt(pooled * (1 - pooled) * (1.0 / first.n() + 1.0 / second.n()));
        return new TestResult(
                z,
                alternative.pValue(z, Distributions::normalTail),
                "z test of two proportions, n = " + first.n() + " and " + second.n());
    }
}
