// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

/**
 * What each outcome of a yes-no decision costs, in any one unit; negative for a gain.
 *
 * @param falsePositive cost of a false alarm
 * @param falseNegative cost of a miss
 * @param truePositive cost of a hit, such as handling it
 * @param trueNegative cost of rightly doing nothing
 */
public record Costs(double falsePositive, double falseNegative, double truePositive, double trueNegative) {
    /**
     * Checks the costs.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    public Costs {
        if (!Double.isFinite(falsePositive + falseNegative + truePositive + trueNegative)) {
            throw new IllegalArgumentException("the costs are " + falsePositive + ", " + falseNegative + ", "
                    + truePositive + " and " + trueNegative + "; give finite numbers");
        }
    }

    /** Makes costs of the two errors; being right costs nothing. */
    public Costs(double falsePositive, double falseNegative) {
        this(falsePositive, falseNegative, 0, 0);
    }

    /**
     * Returns the threshold on a calibrated probability above which saying yes costs less: {@code (fp - tn) / ((fp - tn) + (fn - tp))}.
     *
     * <p>For probabilities that are not calibrated choose one on data, with {@link BinaryScores#costByThreshold}.
     *
     * @throws IllegalStateException if an error does not cost more than its right counterpart: then one answer is always better
     * @see "Elkan 2001, The foundations of cost-sensitive learning, IJCAI"
     */
    public double bayesThreshold() {
        double alarm = falsePositive - trueNegative;
        double miss = falseNegative - truePositive;
        if (alarm < 0 || miss < 0 || alarm + miss == 0) {
            throw new IllegalStateException("a false alarm costs " + alarm + " and a miss " + miss
                    + " more than being right; without two errors that cost something one answer is always best");
        }
        return alarm / (alarm + miss);
    }

    double mean(OneVsRest counts) {
        return (falsePositive * counts.fp()
                        + falseNegative * counts.fn()
                        + truePositive * counts.tp()
                        + trueNegative * counts.tn())
                / (counts.tp() + counts.fp() + counts.fn() + counts.tn());
    }
}
