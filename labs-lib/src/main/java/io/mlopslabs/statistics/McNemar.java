// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

/**
 * Two models on the same rows: how often each alone is right, and whether that is more than chance.
 *
 * <p>Only the rows on which they disagree tell them apart; for {@link #exact} a hundred thousand rows on which both are right change nothing.
 * Rows must be independent.
 *
 * @param bothRight rows that both get right
 * @param onlyFirst rows that only the first gets right
 * @param onlySecond rows that only the second gets right
 * @param bothWrong rows that neither gets right
 * @see "McNemar 1947, Note on the sampling error of the difference between correlated proportions or percentages, Psychometrika 12"
 */
public record McNemar(long bothRight, long onlyFirst, long onlySecond, long bothWrong) {
    /** Whether the chi-square statistic is corrected for counts being whole. */
    public enum Continuity {
        /** {@code (|b - c| - 1)^2 / (b + c)}: statsmodels' default; 1/(b + c), not 0, where b = c. */
        CORRECTED,
        /** {@code (b - c)^2 / (b + c)}. */
        UNCORRECTED
    }

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if one is negative or there is no row
     */
    public McNemar {
        if (bothRight < 0 || onlyFirst < 0 || onlySecond < 0 || bothWrong < 0) {
            throw new IllegalArgumentException("the counts are " + bothRight + ", " + onlyFirst + ", " + onlySecond
                    + " and " + bothWrong + "; none may be negative");
        }
        if (bothRight + onlyFirst + onlySecond + bothWrong == 0) {
            throw new IllegalArgumentException("all counts are 0; give at least one row that both models answered");
        }
    }

    /**
     * Counts rows by which model is right.
     *
     * @param first whether the first model is right, one per row
     * @param second the same for the second model, same rows in the same order
     * @throws IllegalArgumentException if the lengths differ or there is no row
     */
    public static McNemar of(boolean[] first, boolean[] second) {
        Samples.requirePairs("first", first.length, "second", second.length);
        var counts = new long[4];
        for (int i = 0; i < first.length; i++) {
            counts[(first[i] ? 0 : 2) + (second[i] ? 0 : 1)]++;
        }
        return new McNemar(counts[0], counts[1], counts[2], counts[3]);
    }

    /** Returns the number of rows. */
    public long n() {
        return bothRight + onlyFirst + onlySecond + bothWrong;
    }

    /** Returns the accuracy of the first model minus that of the second, in {@code [-1, 1]}. */
    public double difference() {
        return ((double) onlyFirst - onlySecond) / n();
    }

    /**
     * Returns the bootstrap distribution of {@link #difference}, whole rows resampled, so that the pairing is kept.
     *
     * <p>Without a disagreement every resample says 0, and the interval is that point.
     */
    public BootstrapDistribution difference(Bootstrap bootstrap) {
        return bootstrap.kinds(
                new long[] {onlyFirst, onlySecond, bothRight + bothWrong},
                counts -> ((double) counts[0] - counts[1]) / ((double) counts[0] + counts[1] + counts[2]));
    }

    /**
     * Returns the exact test, two-sided: of the rows that tell the models apart, is each right equally often?
     *
     * <p>The statistic is the smaller of the two counts; p is at most 1, and 1 where the models never disagree. The one to take: computing is
     * cheap, and it holds for small counts. Agrees with statsmodels {@code mcnemar(table, exact=True)}.
     */
    public TestResult exact() {
        long fewer = Math.min(onlyFirst, onlySecond);
        double p = Math.min(1, 2 * Distributions.fairCoin(fewer, onlyFirst + onlySecond));
        return new TestResult(fewer, p, "McNemar exact, n = " + n());
    }

    /**
     * Returns the chi-square test, one degree of freedom.
     *
     * <p>Where the models never disagree it is undefined: uncorrected NaN, corrected infinite with p = 0, as in statsmodels
     * {@code mcnemar(table, exact=False)}. Take {@link #exact} there.
     */
    public TestResult chiSquare(Continuity continuity) {
        double gap = Math.abs((double) onlyFirst - onlySecond) - (continuity == Continuity.CORRECTED ? 1 : 0);
        double statistic = gap * gap / ((double) onlyFirst + onlySecond);
        return new TestResult(statistic, Distributions.chiSquareTail(statistic), "McNemar chi-square, n = " + n());
    }
}
