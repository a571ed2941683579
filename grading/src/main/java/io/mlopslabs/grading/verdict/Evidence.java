// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.grading.exercises.Outcome;
import io.mlopslabs.grading.sandbox.Ending;
import io.mlopslabs.grading.sandbox.Execution;
import io.mlopslabs.grading.submission.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one run with probes shows of one exercise.
 *
 * @param seen what its two cells show
 * @param outcomes what the probe's calls came to; empty unless the probe's own cell holds exactly one frame, and that one is well formed
 * @param incidents what no right answer leaves in the two cells
 */
record Evidence(Seen seen, Optional<List<Outcome>> outcomes, List<Incident> incidents) {
    static Evidence of(Plan plan, Execution execution, String run) {
        Task task = plan.task();
        String probe = task.probeCell();
        Seen seen = Seen.of(task, probe, execution);
        var incidents = new ArrayList<Incident>();
        seen.end()
                .ifPresent(ending -> incidents.add(
                        new Incident(run, ending.cell().isEmpty() ? probe : ending.cell(), kind(ending))));
        if (execution.executed().isEmpty()) {
            incidents.add(new Incident(run, probe, Incident.Kind.UNREADABLE));
            return new Evidence(seen, Optional.empty(), incidents);
        }
        seen.answerError().ifPresent(error -> incidents.add(new Incident(run, task.id(), Incident.Kind.ERROR)));
        seen.trialError().ifPresent(error -> incidents.add(new Incident(run, probe, Incident.Kind.ERROR)));
        if (!Seen.forms(execution.executed().get(), task.id(), Frame.MIME_TYPE).isEmpty()) {
            incidents.add(new Incident(run, task.id(), Incident.Kind.FOREIGN_FRAME));
        }
        List<JsonNode> frames = Seen.forms(execution.executed().get(), probe, Frame.MIME_TYPE);
        Optional<List<Outcome>> outcomes = Optional.empty();
        Optional<Incident.Kind> fault = fault(frames, task.id());
        if (fault.isEmpty()) {
            outcomes = Frame.outcomes(frames.get(0), task.id(), plan.size());
            fault = outcomes.isPresent() ? fault : Optional.of(Incident.Kind.MALFORMED_FRAME);
        }
        boolean ranThrough = execution.ending().cells().containsKey(probe)
                && seen.end().isEmpty()
                && seen.trialError().isEmpty();
        fault.filter(kind -> kind != Incident.Kind.MISSING_FRAME || ranThrough) // else it is known why it is missing
                .ifPresent(kind -> incidents.add(new Incident(run, probe, kind)));
        return new Evidence(seen, outcomes, incidents);
    }

    private static Optional<Incident.Kind> fault(List<JsonNode> frames, String exercise) {
        if (frames.isEmpty()) {
            return Optional.of(Incident.Kind.MISSING_FRAME);
        }
        if (frames.stream().anyMatch(frame -> !frame.path("exercise").asText().equals(exercise))) {
            return Optional.of(Incident.Kind.FOREIGN_FRAME);
        }
        return frames.size() > 1 ? Optional.of(Incident.Kind.DUPLICATE_FRAME) : Optional.empty();
    }

    /** Returns true if what stands in the probe's cell is not, or not only, the probe's. */
    boolean isForged() {
        return incidents.stream()
                .filter(incident -> incident.cell().startsWith(Task.PROBE))
                .anyMatch(incident -> switch (incident.kind()) {
                    case DUPLICATE_FRAME, FOREIGN_FRAME, MALFORMED_FRAME -> true;
                    default -> false;
                });
    }

    private static Incident.Kind kind(Ending ending) {
        return switch (ending.kind()) {
            case DIED -> Incident.Kind.DIED;
            case TIMEOUT -> Incident.Kind.TIMEOUT;
            case OUTPUT -> Incident.Kind.OUTPUT;
            case OK -> throw new IllegalArgumentException("a run that went through is no incident");
        };
    }
}
