// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * A rule that votes for the class of a row, or abstains: cheap, noisy, and wrong in ways that its name should admit.
 *
 * <p>Classes are {@code 0, 1, 2 ...}. A rule that has nothing to say returns {@link #ABSTAIN}; guessing instead is what ruins a vote.
 *
 * <p>Same idea and same {@code -1} as Snorkel's {@code labeling_function}.
 *
 * @param name how analyses and errors call the rule; not blank, unique among the rules that are applied together
 * @param rule the class of a row, or {@link #ABSTAIN}
 * @param <T> row
 * @see "Ratner et al. 2017, Snorkel: rapid training data creation with weak supervision, doi:10.14778/3157794.3157797"
 */
public record LabelingFunction<T>(String name, ToIntFunction<? super T> rule) {
    /** The vote of a rule that says nothing about a row. */
    public static final int ABSTAIN = -1;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public LabelingFunction {
        Objects.requireNonNull(rule, "rule");
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "a labelling function needs a name; analyses and errors call it by that");
        }
    }

    /**
     * Returns the vote on this row.
     *
     * @param row the row's place, for the error
     * @throws IllegalArgumentException if the rule throws, or votes for no class of {@code cardinality}; names rule and row
     */
    int vote(T value, int row, int cardinality) {
        int vote;
        try {
            vote = rule.applyAsInt(value);
        } catch (RuntimeException failure) {
            throw new IllegalArgumentException(
                    "labelling function \"%s\" failed on row %d: %s; return ABSTAIN where the rule has nothing to say"
                            .formatted(name, row, failure),
                    failure);
        }
        return LabelMatrix.checked(vote, name, row, cardinality);
    }
}
