// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import io.mlopslabs.grading.exercises.Miss;
import io.mlopslabs.grading.exercises.Outcome;
import io.mlopslabs.grading.exercises.Probe;
import io.mlopslabs.grading.notebook.PlainText;
import io.mlopslabs.grading.sandbox.Ending;
import io.mlopslabs.grading.submission.Response;
import io.mlopslabs.grading.submission.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** From what was seen of an answer to its points, its status and the sentence that its author reads. */
final class Judgement {
    static final String NOT_ANSWERED =
            "There is no answer yet. Write it into the answer cell, in place of the line that throws.";

    private static final int JVM_OUT_OF_MEMORY = 3; // ExitOnOutOfMemoryError's
    private static final int LONGEST_ANSWER = 20_000;
    private static final String UNRESOLVED =
            "SPIResolutionException"; // JShell's, where a method's body names what is not there

    private final Task task;
    private final Response response;
    private final String output;

    private Judgement(Task task, Response response, String output) {
        this.task = task;
        this.response = response;
        this.output = output;
    }

    /** Judges an answer that was run. */
    static ExerciseVerdict of(Plan plan, Response response, Evidence evidence, List<Outcome> expected) {
        var judgement = new Judgement(plan.task(), response, evidence.seen().output());
        return judgement.fault(evidence).orElseGet(() -> judgement.judged(plan, evidence, expected));
    }

    /** Judges an answer that there is nothing to run of. */
    static ExerciseVerdict notRun(Task task, Response response) {
        var judgement = new Judgement(task, response, "");
        return switch (response.state()) {
            case ANSWERED -> throw new IllegalArgumentException(response.gradeId() + " has an answer, which runs");
            case UNANSWERED -> judgement.notAnswered();
            case MISSING ->
                judgement.none(
                        Status.TAMPERED_CELLS,
                        "The answer cell is gone. Copy your answer into the answer cell of a fresh copy of the notebook and hand that in.");
            case SEVERAL ->
                judgement.none(
                        Status.TAMPERED_CELLS,
                        "The answer cell is there more than once. Delete all but one and hand in again.");
            case NOT_CODE ->
                judgement.none(
                        Status.TAMPERED_CELLS,
                        "The answer cell is no code cell any more. Turn it back into one (select it, press Y) and hand in again.");
            case TOO_LONG ->
                judgement.none(
                        Status.COMPILE_ERROR,
                        "The answer is longer than 256 kB. Keep what the exercise asks for and hand in again.");
        };
    }

    /** What was handed in cannot be graded at all; {@code sentence} says why for all of it. */
    static ExerciseVerdict invalid(Task task, String sentence) {
        return nothing(task).none(Status.INVALID_NOTEBOOK, sentence);
    }

    /** This machine could not run it. */
    static ExerciseVerdict unscored(Task task, Optional<Response> response, String why) {
        return new Judgement(task, response.orElse(new Response(task.id(), Response.State.MISSING, "")), "")
                .verdict(Status.INFRA_ERROR, OptionalDouble.empty(), why, List.of());
    }

    private static Judgement nothing(Task task) {
        return new Judgement(task, new Response(task.id(), Response.State.MISSING, ""), "");
    }

    private ExerciseVerdict notAnswered() {
        return none(Status.NO_RESPONSE, NOT_ANSWERED);
    }

    /** Judges an answer of which there are no results: by how its run ended, or by the errors of its cells. */
    static ExerciseVerdict broken(Task task, Response response, Seen seen) {
        return new Judgement(task, response, seen.output()).broken(seen);
    }

    private ExerciseVerdict broken(Seen seen) {
        return seen.end()
                .map(this::ended)
                .or(() -> seen.answerError().map(this::broken))
                .or(() -> seen.trialError().map(this::notCallable))
                .orElseGet(
                        () -> none(
                                Status.RUNTIME_ERROR,
                                "What the answer did kept its results from being read. Display less, and leave the kernel's own objects alone."));
    }

    private Optional<ExerciseVerdict> fault(Evidence evidence) {
        if (evidence.seen().end().isEmpty() && evidence.isForged()) {
            return Optional.of(
                    none(
                            Status.TAMPERED_CELLS,
                            "The answer displays results in the grader's place, so none of them counts. Return a value, and display nothing of that kind."));
        }
        return evidence.seen().end().isPresent() || evidence.outcomes().isEmpty()
                ? Optional.of(broken(evidence.seen()))
                : Optional.empty();
    }

    private ExerciseVerdict ended(Ending end) {
        boolean memory = end.oomKilled() || end.exit().orElse(0) == JVM_OUT_OF_MEMORY;
        return switch (end.kind()) {
            case DIED ->
                memory
                        ? none(
                                Status.OOM,
                                "The answer needs more memory than there is. Look for a collection that grows without end, or an array that is far too large.")
                        : none(
                                Status.KERNEL_EXITED,
                                "The answer ended the Java program. Return a value or throw an exception, and call neither System.exit nor halt.");
            case TIMEOUT ->
                none(
                        Status.TIMEOUT,
                        "The answer did not end in time. Look for a loop whose condition stays true, and for work that is done again and again.");
            case OUTPUT ->
                none(
                        Status.OUTPUT_LIMIT,
                        "The answer prints far too much. Remove the printing, or the loop around it.");
            case OK -> throw new IllegalArgumentException("a run that went through has no culprit");
        };
    }

    private ExerciseVerdict broken(CellError error) {
        return error.isOfCompiler()
                ? none(Status.COMPILE_ERROR, "The answer does not compile: " + error.message())
                : none(Status.RUNTIME_ERROR, "The answer cell itself throws " + error.message());
    }

    private ExerciseVerdict notCallable(CellError error) {
        return error.isOfCompiler()
                ? none(
                        Status.COMPILE_ERROR,
                        "The answer compiles, but `" + task.exercise().entry().signature()
                                + "` cannot be called. Keep the method's name, parameters and return type, and give no variable the name io.")
                : none(
                        Status.RUNTIME_ERROR,
                        "The answer makes it impossible to call its method. Leave the kernel's own objects alone.");
    }

    private ExerciseVerdict judged(Plan plan, Evidence evidence, List<Outcome> expected) {
        List<Outcome> actual = evidence.outcomes().orElseThrow();
        var probes = new ArrayList<ProbeVerdict>();
        var misses = new ArrayList<Miss>();
        double points = 0;
        for (Map.Entry<Probe, List<Miss>> entry : plan.misses(actual, expected).entrySet()) {
            Probe probe = entry.getKey();
            double earned = entry.getValue().isEmpty() ? probe.points() : 0;
            probes.add(new ProbeVerdict(probe.name(), earned, probe.points()));
            misses.addAll(entry.getValue());
            points += earned;
        }
        if (misses.isEmpty()) {
            return verdict(Status.OK, OptionalDouble.of(points), "", probes);
        }
        if (points > 0) {
            return verdict(
                    Status.PARTIAL, OptionalDouble.of(points), task.exercise().hint(misses), probes);
        }
        return evidence.seen()
                .answerError()
                .map(this::broken)
                .or(() -> alike(actual))
                .orElseGet(() -> verdict(
                        Status.WRONG, OptionalDouble.of(0), task.exercise().hint(misses), probes));
    }

    /** Every call came to the same end, which says more than any hint. */
    private Optional<ExerciseVerdict> alike(List<Outcome> actual) {
        if (!(actual.stream().distinct().count() == 1 && actual.get(0) instanceof Outcome.Thrown thrown)) {
            return Optional.empty();
        }
        if (thrown.equals(Frame.NOT_ANSWERED)) {
            return Optional.of(notAnswered());
        }
        if (thrown.type().equals(UNRESOLVED)) {
            return Optional.of(none(
                    Status.COMPILE_ERROR,
                    "The answer uses a name that is defined nowhere in it. Helpers belong into the answer cell."));
        }
        return Frame.isRefused(thrown)
                ? Optional.of(none(
                        Status.WRONG,
                        "The answer returns something else than the exercise asks for. Keep `"
                                + task.exercise().entry().signature() + "`."))
                : Optional.of(
                        none(
                                Status.RUNTIME_ERROR,
                                "Every call throws " + PlainText.line(thrown.type(), 100)
                                        + ". Call the method with the numbers of the visible checks and follow the first stack line."));
    }

    private ExerciseVerdict none(Status status, String sentence) {
        List<ProbeVerdict> probes = task.exercise().probes().stream()
                .map(probe -> new ProbeVerdict(probe.name(), 0, probe.points()))
                .toList();
        return verdict(status, OptionalDouble.of(0), sentence, probes);
    }

    private ExerciseVerdict verdict(Status status, OptionalDouble points, String sentence, List<ProbeVerdict> probes) {
        return new ExerciseVerdict(
                task.id(),
                status,
                points,
                task.exercise().points(),
                sentence,
                probes,
                PlainText.of(response.source(), LONGEST_ANSWER),
                output);
    }
}
