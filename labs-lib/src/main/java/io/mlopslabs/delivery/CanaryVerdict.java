// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import io.mlopslabs.statistics.Interval;
import io.mlopslabs.statistics.Proportion;
import java.util.Locale;
import java.util.Objects;

/**
 * What to do with a canary, from the failures of both sides.
 *
 * <p>Looks at the 95 % interval (Newcombe) of the candidate's share of failures less the stable one's. Promote when the whole interval lies
 * below the margin: the candidate is shown to be worse by less than that, or not at all. Otherwise roll back when the whole interval lies above
 * 0: the candidate is shown to be worse. Otherwise keep going: these numbers do not tell.
 *
 * <p>For one look at the numbers, planned beforehand. Who looks again and again until a verdict comes is wrong more often than 1 in 20.
 *
 * @param decision what to do
 * @param stable the stable side's share of failures
 * @param candidate the candidate's
 * @param difference interval of the candidate's share less the stable one's
 * @param margin the loss that would be put up with
 */
public record CanaryVerdict(
        Decision decision, Proportion stable, Proportion candidate, Interval difference, double margin) {
    /** What to do with a canary. */
    public enum Decision {
        /** Give the candidate all the traffic. */
        PROMOTE("promote"),
        /** Wait for more requests, or raise the weight. */
        KEEP_GOING("keep going"),
        /** Take the candidate out. */
        ROLL_BACK("roll back");

        private final String words;

        Decision(String words) {
            this.words = words;
        }

        /** Returns the decision in words, such as {@code roll back}. */
        @Override
        public String toString() {
            return words;
        }
    }

    /** Throws a {@code NullPointerException} for a missing part. */
    public CanaryVerdict {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(stable, "stable");
        Objects.requireNonNull(candidate, "candidate");
        Objects.requireNonNull(difference, "difference");
    }

    /**
     * Returns the verdict.
     *
     * @param stable failures of the stable side
     * @param candidate failures of the candidate
     * @param margin the larger share of failures that would be put up with, such as 0.01; above 0 and below 1, as no number of requests shows
     *     that two shares are equal
     * @throws IllegalArgumentException if the margin is outside
     */
    public static CanaryVerdict of(Proportion stable, Proportion candidate, double margin) {
        if (!(margin > 0 && margin < 1)) {
            throw new IllegalArgumentException("margin is %s; it lies between 0 and 1, such as 0.01".formatted(margin));
        }
        Interval difference = candidate.minus(stable, Proportion.DifferenceMethod.NEWCOMBE, 0.95);
        Decision decision = Decision.KEEP_GOING;
        if (difference.against(margin) == Interval.Verdict.BELOW) {
            decision = Decision.PROMOTE;
        } else if (difference.against(0) == Interval.Verdict.ABOVE) {
            decision = Decision.ROLL_BACK;
        }
        return new CanaryVerdict(decision, stable, candidate, difference, margin);
    }

    /** Returns one line with the decision, both shares with their n, the interval and the margin. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: candidate failed %d of %d, stable %d of %d; difference %s, margin %s",
                decision,
                candidate.count(),
                candidate.n(),
                stable.count(),
                stable.n(),
                difference,
                margin);
    }
}
