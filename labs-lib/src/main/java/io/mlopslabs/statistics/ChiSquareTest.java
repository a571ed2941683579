// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

/**
 * Pearson's test of homogeneity: could the counts of both samples come from the same shares?
 *
 * <p>The p-value is of the chi-square distribution, which the statistic follows only where enough rows are expected everywhere. Cochran's rule:
 * none below 1 and at most 20 % of them below 5; {@link #approximates} says whether it holds. Where not, {@link TwoSampleResampling#permuted}
 * has the exact distribution. Agrees with SciPy {@code chi2_contingency([first, second], correction=...)}; kinds that neither sample has are left
 * out, where SciPy refuses them.
 *
 * @param result statistic and p-value; both NaN where there is only one kind
 * @param degreesOfFreedom kinds that a sample has, less 1
 * @param smallestExpected the least number of rows expected for a kind and sample
 * @param shareBelowFive share of kinds and samples with fewer than 5 rows expected
 * @see "Cochran 1954, Some methods for strengthening the common chi-square tests, Biometrics 10"
 */
public record ChiSquareTest(TestResult result, int degreesOfFreedom, double smallestExpected, double shareBelowFive) {
    private static final double ENOUGH = 5;
    private static final double ACCEPTED_SHARE = 0.2;

    /** Whether the gaps of two kinds are made smaller by half a row (Yates), which only a table of two kinds knows. */
    public enum Continuity {
        /** As they are: {@code correction=False}. */
        NONE,
        /** Smaller by up to half a row if there are two kinds: SciPy's default. Errs towards no finding. */
        YATES
    }

    /**
     * Tests the counts of {@code first} against those of {@code second}.
     *
     * @param first rows of each kind; none negative, at least one
     * @param second rows of the same kinds, in the same order
     * @throws IllegalArgumentException if the lengths differ, a count is negative or a sample has no rows; names it
     */
    public static ChiSquareTest homogeneity(long[] first, long[] second, Continuity continuity) {
        Samples.requirePairs("first", first.length, "second", second.length);
        double n = TwoSampleResampling.requireRows("first", first);
        double m = TwoSampleResampling.requireRows("second", second);
        int kinds = 0;
        for (int i = 0; i < first.length; i++) {
            kinds += first[i] + second[i] > 0 ? 1 : 0;
        }
        double statistic = 0;
        double smallest = Double.POSITIVE_INFINITY;
        int few = 0;
        for (int i = 0; i < first.length; i++) {
            double both = (double) first[i] + second[i];
            if (both == 0) {
                continue;
            }
            double ofFirst = both * n / (n + m);
            double ofSecond = both * m / (n + m);
            double gap = Math.abs(first[i] - ofFirst);
            if (continuity == Continuity.YATES && kinds == 2) {
                gap -= Math.min(0.5, gap);
            }
            statistic += gap * gap / ofFirst + gap * gap / ofSecond;
            smallest = Math.min(smallest, Math.min(ofFirst, ofSecond));
            few += (ofFirst < ENOUGH ? 1 : 0) + (ofSecond < ENOUGH ? 1 : 0);
        }
        boolean one = kinds == 1;
        return new ChiSquareTest(
                new TestResult(
                        one ? Double.NaN : statistic,
                        one ? Double.NaN : Distributions.chiSquareTail(statistic, kinds - 1),
                        "chi-square, " + kinds + " values, n = " + (long) n + " and " + (long) m),
                kinds - 1,
                smallest,
                few / (2.0 * kinds));
    }

    /** Tells whether enough rows are expected for the p-value to be read: Cochran's rule. */
    public boolean approximates() {
        return smallestExpected >= 1 && shareBelowFive <= ACCEPTED_SHARE;
    }

    /** Returns the result as a notebook prints it, with a warning where too few rows are expected. */
    @Override
    public String toString() {
        return result
                + (approximates()
                        ? ""
                        : "; as few as " + Digits.of(smallestExpected, 2) + " rows expected, "
                                + Math.round(100 * shareBelowFive)
                                + " % below 5: the chi-square distribution does not hold, permute instead");
    }
}
