// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.notebook.PlainText;
import io.mlopslabs.grading.sandbox.Execution;
import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.sandbox.Job;
import io.mlopslabs.grading.sandbox.Sandbox;
import io.mlopslabs.grading.submission.Limits;
import io.mlopslabs.grading.submission.Rebuild;
import io.mlopslabs.grading.submission.Response;
import io.mlopslabs.grading.submission.Submission;
import io.mlopslabs.grading.submission.Task;
import io.mlopslabs.grading.submission.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A learner's own look at a notebook before handing it in: the visible checks, rebuilt and run as a grading run does it, without a probe.
 *
 * <p>Promises nothing about points: a grading run tries other inputs.
 */
public final class Validation {
    private static final String REPORT = "application/vnd.mlopslabs.check+json";
    private static final String FAILED = "  not yet  ";
    private static final String HINT = "hint: ";
    private static final int LONGEST = 300;
    /** One check stops by itself after 10 seconds; an answer cell does not. */
    private static final Limits LIMITS = new Limits(Map.of(), Duration.ofSeconds(11), Duration.ofSeconds(13));

    private Validation() {}

    /**
     * Runs the visible checks of every answer.
     *
     * @return one for each exercise in the order of the notebook
     * @throws InfrastructureException if this machine cannot run them
     */
    public static List<SelfCheck> of(Template template, Submission submission, Sandbox sandbox)
            throws InfrastructureException {
        var found = new HashMap<String, SelfCheck>();
        Map<String, String> answers = submission.answers();
        if (!answers.isEmpty()) {
            run(template, submission, answers, sandbox, found);
        }
        // what one answer did to the kernel must not hide what another is worth
        for (Task task : template.tasks()) {
            if (answers.containsKey(task.id()) && !found.containsKey(task.id())) {
                run(template, submission, Map.of(task.id(), answers.get(task.id())), sandbox, found);
            }
        }
        var checks = new ArrayList<SelfCheck>();
        for (int i = 0; i < template.tasks().size(); i++) {
            Task task = template.tasks().get(i);
            SelfCheck check = found.get(task.id());
            checks.add(
                    check != null ? check : notRun(task, submission.responses().get(i)));
        }
        return checks;
    }

    private static void run(
            Template template,
            Submission submission,
            Map<String, String> answers,
            Sandbox sandbox,
            Map<String, SelfCheck> found)
            throws InfrastructureException {
        Notebook notebook = Rebuild.of(template, answers, Rebuild.Trial.VISIBLE_CHECKS, LIMITS);
        Execution execution = sandbox.run(new Job("validate", notebook, Map.of(), LIMITS.job()));
        for (int i = 0; i < template.tasks().size(); i++) {
            Task task = template.tasks().get(i);
            if (!answers.containsKey(task.id())) {
                continue;
            }
            Seen seen = Seen.of(task, task.checksCell(), execution);
            Optional<SelfCheck> report = execution.executed().flatMap(executed -> report(task, executed));
            boolean culprit = seen.end().isPresent() || seen.answerError().isPresent() || answers.size() == 1;
            if (report.isPresent() && seen.end().isEmpty()) {
                found.put(task.id(), report.get());
            } else if (culprit) {
                ExerciseVerdict verdict =
                        Judgement.broken(task, submission.responses().get(i), seen);
                found.put(task.id(), new SelfCheck(task.id(), SelfCheck.State.NOT_YET, verdict.sentence(), ""));
            }
        }
    }

    private static SelfCheck notRun(Task task, Response response) {
        SelfCheck.State state =
                response.state() == Response.State.UNANSWERED ? SelfCheck.State.NOT_ANSWERED : SelfCheck.State.NOT_YET;
        return new SelfCheck(task.id(), state, Judgement.notRun(task, response).sentence(), "");
    }

    /** Reads what {@code io.mlopslabs.notebook.Check} displays; empty if the cell displayed no report of this exercise. */
    private static Optional<SelfCheck> report(Task task, Notebook executed) {
        List<JsonNode> reports = Seen.forms(executed, task.checksCell(), REPORT);
        List<JsonNode> texts = Seen.forms(executed, task.checksCell(), "text/plain");
        if (reports.size() != 1
                || texts.isEmpty()
                || !reports.get(0).path("exercise").asText().equals(task.id())) {
            return Optional.empty();
        }
        JsonNode report = reports.get(0);
        String counted =
                report.path("passed").asInt() + " of " + report.path("total").asInt() + " checks";
        return Optional.of(
                switch (report.path("status").asText()) {
                    case "passed" -> new SelfCheck(task.id(), SelfCheck.State.PASSED, counted, "");
                    case "not_answered" ->
                        new SelfCheck(task.id(), SelfCheck.State.NOT_ANSWERED, Judgement.NOT_ANSWERED, "");
                    default -> failed(task, counted, Seen.text(texts.get(0)));
                });
    }

    private static SelfCheck failed(Task task, String counted, String text) {
        String property = "";
        String hint = "";
        for (String line : text.split("\n", -1)) {
            if (property.isEmpty() && line.startsWith(FAILED)) {
                property = line.substring(FAILED.length());
            } else if (!property.isEmpty() && hint.isEmpty() && line.strip().startsWith(HINT)) {
                hint = line.strip().substring(HINT.length());
            }
        }
        return new SelfCheck(
                task.id(),
                SelfCheck.State.NOT_YET,
                counted + "; not yet: " + PlainText.line(property, LONGEST),
                PlainText.line(hint, LONGEST));
    }
}
