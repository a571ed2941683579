// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.List;

/**
 * The calls of one probe and what they came to, in the same order.
 *
 * @param calls the calls, with their arguments as they were before an answer could change them
 * @param actual outcomes of the learner's answer
 * @param expected outcomes of the reference
 */
public record Trial(List<Call> calls, List<Outcome> actual, List<Outcome> expected) {
    /** @throws IllegalArgumentException if the three do not have the same length */
    public Trial {
        calls = List.copyOf(calls);
        actual = List.copyOf(actual);
        expected = List.copyOf(expected);
        if (actual.size() != calls.size() || expected.size() != calls.size()) {
            throw new IllegalArgumentException(calls.size() + " calls have " + actual.size()
                    + " outcomes of the answer and " + expected.size() + " of the reference; give one each");
        }
    }
}
