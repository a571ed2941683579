// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one exercise gave.
 *
 * @param id its {@code grade_id}
 * @param status how the answer fared
 * @param points what it earned; empty if this machine failed
 * @param max what it is worth
 * @param sentence what to look at next, for the learner; empty for a right answer
 * @param probes what each probe gave; without points where the probes could not be judged
 * @param answer text of the answer cell as plain text
 * @param output what the answer cell printed, as plain text; what the probes' calls printed is not in it
 */
public record ExerciseVerdict(
        String id,
        Status status,
        OptionalDouble points,
        double max,
        String sentence,
        List<ProbeVerdict> probes,
        String answer,
        String output) {
    public ExerciseVerdict {
        probes = List.copyOf(probes);
    }
}
