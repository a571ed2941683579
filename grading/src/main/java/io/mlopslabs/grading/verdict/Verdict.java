// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import io.mlopslabs.grading.submission.Extra;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one submission gave.
 *
 * @param week the week's id
 * @param student the name it was handed in under
 * @param sentence why nothing in it could be graded; empty where that is not so
 * @param exercises one for each exercise, in the order of the notebook
 * @param extras the cells that the learner added
 * @param incidents what was seen in the runs, in order
 * @param runs what they took; nothing else here depends on the machine's speed
 */
public record Verdict(
        String week,
        String student,
        String sentence,
        List<ExerciseVerdict> exercises,
        List<Extra> extras,
        List<Incident> incidents,
        List<Run> runs) {
    public Verdict {
        exercises = List.copyOf(exercises);
        extras = List.copyOf(extras);
        incidents = List.copyOf(incidents);
        runs = List.copyOf(runs);
    }

    /** Returns the sum of the points, empty if this machine failed for any exercise: half a score would be taken for a whole one. */
    public OptionalDouble score() {
        return exercises.stream().anyMatch(exercise -> exercise.points().isEmpty())
                ? OptionalDouble.empty()
                : OptionalDouble.of(exercises.stream()
                        .mapToDouble(exercise -> exercise.points().getAsDouble())
                        .sum());
    }

    /** Returns what all exercises are worth. */
    public double max() {
        return exercises.stream().mapToDouble(ExerciseVerdict::max).sum();
    }

    /**
     * Returns how the submission fared: what all exercises have in common, else {@link Status#INFRA_ERROR} if any has it, else by its points
     * {@link Status#PARTIAL} or {@link Status#WRONG}.
     */
    public Status status() {
        List<Status> all =
                exercises.stream().map(ExerciseVerdict::status).distinct().toList();
        if (all.size() == 1) {
            return all.get(0);
        }
        if (score().isEmpty()) {
            return Status.INFRA_ERROR;
        }
        return score().getAsDouble() > 0 ? Status.PARTIAL : Status.WRONG;
    }
}
