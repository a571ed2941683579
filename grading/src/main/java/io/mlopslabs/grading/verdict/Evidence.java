// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.grading.exercises.Outcome;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.notebook.PlainText;
import io.mlopslabs.grading.sandbox.Ending;
import io.mlopslabs.grading.sandbox.Execution;
import io.mlopslabs.grading.submission.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one run shows of one exercise.
 *
 * @param end how the run ended, if it ended in one of the exercise's two cells; empty if it went on past them or never came there
 * @param outcomes what the probe's calls came to; empty unless the probe's own cell holds exactly one frame, and that one is well formed
 * @param answerError the error of the answer cell
 * @param probeError the error of the probe cell
 * @param output what the answer cell printed and displayed, as plain text
 * @param incidents what was seen in the two cells
 */
record Evidence(
        Optional<Ending> end,
        Optional<List<Outcome>> outcomes,
        Optional<CellError> answerError,
        Optional<CellError> probeError,
        String output,
        List<Incident> incidents) {
    private static final int LONGEST_OUTPUT = 4_000;

    static Evidence of(Plan plan, Execution execution, String run) {
        Task task = plan.task();
        var incidents = new ArrayList<Incident>();
        Optional<Ending> end = Optional.of(execution.ending())
                .filter(ending -> ending.kind() != Ending.Kind.OK)
                .filter(ending ->
                        ending.cell().equals(task.id()) || ending.cell().equals(task.probeCell()));
        end.ifPresent(ending -> incidents.add(new Incident(run, ending.cell(), kind(ending))));
        if (execution.executed().isEmpty()) {
            incidents.add(new Incident(run, task.probeCell(), Incident.Kind.UNREADABLE));
            return new Evidence(end, Optional.empty(), Optional.empty(), Optional.empty(), "", incidents);
        }
        Notebook executed = execution.executed().get();
        Optional<CellError> answerError = error(executed, task.id());
        Optional<CellError> probeError = error(executed, task.probeCell());
        answerError.ifPresent(error -> incidents.add(new Incident(run, task.id(), Incident.Kind.ERROR)));
        probeError.ifPresent(error -> incidents.add(new Incident(run, task.probeCell(), Incident.Kind.ERROR)));
        if (!frames(executed, task.id()).isEmpty()) {
            incidents.add(new Incident(run, task.id(), Incident.Kind.FOREIGN_FRAME));
        }
        List<JsonNode> frames = frames(executed, task.probeCell());
        Optional<List<Outcome>> outcomes = Optional.empty();
        Optional<Incident.Kind> fault = fault(frames, task.id());
        if (fault.isEmpty()) {
            outcomes = Frame.outcomes(frames.get(0), task.id(), plan.size());
            fault = outcomes.isPresent() ? fault : Optional.of(Incident.Kind.MALFORMED_FRAME);
        }
        boolean ran = execution.ending().cells().containsKey(task.probeCell()) && end.isEmpty() && probeError.isEmpty();
        fault.filter(kind -> kind != Incident.Kind.MISSING_FRAME || ran) // else something above says why it is missing
                .ifPresent(kind -> incidents.add(new Incident(run, task.probeCell(), kind)));
        return new Evidence(end, outcomes, answerError, probeError, output(executed, task.id()), incidents);
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
                .filter(incident -> incident.cell().startsWith("probe-"))
                .anyMatch(incident -> switch (incident.kind()) {
                    case DUPLICATE_FRAME, FOREIGN_FRAME, MALFORMED_FRAME -> true;
                    default -> false;
                });
    }

    static Incident.Kind kind(Ending ending) {
        return switch (ending.kind()) {
            case DIED -> Incident.Kind.DIED;
            case TIMEOUT -> Incident.Kind.TIMEOUT;
            case OUTPUT -> Incident.Kind.OUTPUT;
            case OK -> throw new IllegalArgumentException("a run that went through is no incident");
        };
    }

    private static Stream<JsonNode> outputs(Notebook executed, String cell) {
        return executed.cells().stream()
                .filter(candidate -> candidate.id().equals(cell))
                .map(Cell::json)
                .flatMap(json -> json.path("outputs").valueStream());
    }

    private static List<JsonNode> frames(Notebook executed, String cell) {
        return outputs(executed, cell)
                .map(output -> output.path("data").path(Frame.MIME_TYPE))
                .filter(frame -> !frame.isMissingNode())
                .toList();
    }

    private static Optional<CellError> error(Notebook executed, String cell) {
        return outputs(executed, cell)
                .filter(output -> output.path("output_type").asText().equals("error"))
                .findFirst()
                .map(CellError::of);
    }

    private static String output(Notebook executed, String cell) {
        var text = new StringBuilder();
        outputs(executed, cell)
                .takeWhile(output -> text.length() <= LONGEST_OUTPUT)
                .map(output -> output.path("output_type").asText().equals("stream")
                        ? output.path("text")
                        : output.path("data").path("text/plain"))
                .forEach(said -> {
                    text.append(said.asText());
                    said.forEach(line -> text.append(line.asText()));
                });
        return PlainText.of(text.toString(), LONGEST_OUTPUT);
    }
}
