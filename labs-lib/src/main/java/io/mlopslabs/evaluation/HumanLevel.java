// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import io.mlopslabs.statistics.Interval;
import io.mlopslabs.statistics.Proportion;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How often a person gives the label that counts as right: a ceiling for what labels can teach, and a goal only where labels are facts.
 *
 * <p>Where the label itself is another person's opinion, this measures agreement. A model can then pass it by taking over the labeller's habits,
 * and be no better for anybody.
 *
 * @param who whom it was measured on, such as {@code two students, 100 photos each}
 * @param right answers that agree with the label, of all answers; independent cases
 */
public record HumanLevel(String who, Proportion right) {
    public HumanLevel {
        Objects.requireNonNull(right, "right");
        if (who.isBlank()) {
            throw new IllegalArgumentException("who is blank; say whom the human level was measured on");
        }
    }

    /**
     * Returns the level of who gave {@code answers} where {@code labels} count as right.
     *
     * @throws IllegalArgumentException if the lengths differ, there are none, or an entry is missing; names the row
     */
    public static <L> HumanLevel of(String who, List<L> labels, List<L> answers) {
        if (labels.size() != answers.size()) {
            throw new IllegalArgumentException("there are %d labels and %d answers; give one answer per label"
                    .formatted(labels.size(), answers.size()));
        }
        long right = 0;
        for (int row = 0; row < labels.size(); row++) {
            if (labels.get(row) == null || answers.get(row) == null) {
                throw new IllegalArgumentException("row %d has no %s; leave out what was not answered, on both sides"
                        .formatted(row, labels.get(row) == null ? "label" : "answer"));
            }
            if (labels.get(row).equals(answers.get(row))) {
                right++;
            }
        }
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("there are no answers; a human level needs at least 1");
        }
        return new HumanLevel(who, new Proportion(right, labels.size()));
    }

    /** Returns the 95 % Wilson interval of the true share. */
    public Interval interval() {
        return right.wilson();
    }

    /**
     * Returns the 95 % Newcombe interval of human level minus model, in accuracy: the gap that error analysis may close.
     *
     * <p>For answers and predictions on different cases. On the same cases the two are paired: take a paired test.
     */
    public Interval gapTo(Proportion model) {
        return right.minus(model, Proportion.DifferenceMethod.NEWCOMBE, 0.95);
    }

    /** Returns what a notebook prints: {@code human level (two students) 0.9600 (96 of 100), 0.902 to 0.984 (95 % Wilson, n = 100)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "human level (%s) %s", who, right);
    }
}
