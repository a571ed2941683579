// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import io.mlopslabs.grading.exercises.Outcome;
import io.mlopslabs.grading.sandbox.Ending;
import io.mlopslabs.grading.sandbox.Execution;
import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.sandbox.Job;
import io.mlopslabs.grading.sandbox.Sandbox;
import io.mlopslabs.grading.submission.Fault;
import io.mlopslabs.grading.submission.Limits;
import io.mlopslabs.grading.submission.Rebuild;
import io.mlopslabs.grading.submission.Response;
import io.mlopslabs.grading.submission.Submission;
import io.mlopslabs.grading.submission.Task;
import io.mlopslabs.grading.submission.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Grades the submissions of one week, all with the same inputs.
 *
 * <p>The instructor's own answers run once, at the start; what they come to is what an answer is compared with, and their times set the limits. Of a
 * submission all answers run together; if anything happens in that run that a right answer would not do, each answer without all points runs once more
 * alone, and that run decides. So one fault costs one exercise. A run that this machine fails is made once more, and then not scored.
 *
 * <p>May be used by several threads.
 */
public final class Grader {
    static final String ALL = "all";

    private static final Limits REFERENCE_LIMITS = new Limits(Map.of(), Duration.ofSeconds(60), Duration.ofMinutes(5));
    private static final Duration LEAST_CELL = Duration.ofSeconds(10);
    private static final Duration LEAST_JOB = Duration.ofSeconds(15); // one cell at its limit, and the others
    private static final int CELL_FACTOR = 5;
    private static final int JOB_FACTOR = 4;
    private static final int ATTEMPTS = 2;

    private final Template template;
    private final Sandbox sandbox;
    private final Map<String, Plan> plans = new LinkedHashMap<>();
    private final Map<String, byte[]> inputs = new HashMap<>();
    private final Map<String, List<Outcome>> reference = new HashMap<>();
    private Limits limits = REFERENCE_LIMITS;

    private Grader(Template template, Sandbox sandbox, long seed) {
        this.template = template;
        this.sandbox = sandbox;
        for (Task task : template.tasks()) {
            Plan plan = Plan.of(task, seed);
            plans.put(task.id(), plan);
            inputs.put(task.id(), plan.inputs());
        }
    }

    /**
     * Runs the instructor's own answers.
     *
     * @param sandbox where they and all submissions run
     * @param seed what the inputs are drawn from
     * @throws InfrastructureException if this machine cannot run them, not at the second attempt either
     * @throws UnfitReferenceException if they run and do not earn all their points
     */
    public static Grader start(Template template, Sandbox sandbox, long seed)
            throws InfrastructureException, UnfitReferenceException {
        var grader = new Grader(template, sandbox, seed);
        grader.readReference();
        return grader;
    }

    private void readReference() throws InfrastructureException, UnfitReferenceException {
        var answers = new HashMap<String, String>();
        template.tasks().forEach(task -> answers.put(task.id(), task.reference()));
        Execution execution;
        try {
            execution = attempt("reference", answers);
        } catch (InfrastructureException e) {
            execution = attempt("reference", answers);
        }
        for (Plan plan : plans.values()) {
            Evidence evidence = Evidence.of(plan, execution, ALL);
            List<Outcome> outcomes = evidence.outcomes().orElseThrow(() -> unfit(plan, "did not come to a result"));
            if (outcomes.stream().anyMatch(Frame::isRefused)) {
                throw unfit(plan, "returns what a probe cannot hand out");
            }
            var misses = plan.misses(outcomes, outcomes);
            for (var entry : misses.entrySet()) {
                if (!entry.getValue().isEmpty()) {
                    throw unfit(plan, "misses the probe `" + entry.getKey().name() + "`");
                }
            }
            reference.put(plan.task().id(), outcomes);
        }
        limits = limits(execution.ending());
    }

    private UnfitReferenceException unfit(Plan plan, String problem) {
        return new UnfitReferenceException(template.name() + ": the instructor's own answer to "
                + plan.task().id() + " " + problem + "; run `./course test` and mend notebook or exercise.yaml");
    }

    private static Limits limits(Ending ending) {
        var cells = new HashMap<String, Duration>();
        ending.cells().forEach((cell, took) -> cells.put(cell, longer(LEAST_CELL, took.multipliedBy(CELL_FACTOR))));
        Duration all = ending.cells().values().stream().reduce(Duration.ZERO, Duration::plus);
        return new Limits(cells, LEAST_CELL, longer(LEAST_JOB, all.multipliedBy(JOB_FACTOR)));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Grades one submission; whatever is in it, there is a verdict. */
    public Verdict grade(Submission submission) {
        if (submission.fault().isPresent()) {
            return refused(submission, submission.fault().get());
        }
        return new Grading(submission).verdict();
    }

    private Verdict refused(Submission submission, Fault fault) {
        List<ExerciseVerdict> exercises = template.tasks().stream()
                .map(task -> fault.kind() == Fault.Kind.INVALID
                        ? Judgement.invalid(task, fault.sentence())
                        : Judgement.unscored(task, Optional.empty(), fault.sentence()))
                .toList();
        return new Verdict(
                template.week(), submission.student(), fault.sentence(), exercises, List.of(), List.of(), List.of());
    }

    private Execution attempt(String name, Map<String, String> answers) throws InfrastructureException {
        var wanted = new HashMap<>(inputs);
        wanted.keySet().retainAll(answers.keySet());
        return sandbox.run(
                new Job(name, Rebuild.of(template, answers, Rebuild.Trial.PROBE, limits), wanted, limits.job()));
    }

    /** The runs of one submission. */
    private final class Grading {
        private final Submission submission;
        private final Map<String, String> answers;
        private final Map<String, ExerciseVerdict> verdicts = new HashMap<>();
        private final List<Incident> incidents = new ArrayList<>();
        private final List<Run> runs = new ArrayList<>();

        Grading(Submission submission) {
            this.submission = submission;
            this.answers = submission.answers();
        }

        Verdict verdict() {
            if (!answers.isEmpty()) {
                together();
            }
            var exercises = new ArrayList<ExerciseVerdict>();
            for (Response response : submission.responses()) {
                ExerciseVerdict verdict = verdicts.get(response.gradeId());
                exercises.add(
                        verdict != null
                                ? verdict
                                : Judgement.notRun(plans.get(response.gradeId()).task(), response));
            }
            return new Verdict(
                    template.week(), submission.student(), "", exercises, submission.extras(), incidents, runs);
        }

        private void together() {
            List<Response> all = submission.responses().stream()
                    .filter(response -> answers.containsKey(response.gradeId()))
                    .toList();
            boolean quiet = run(ALL, all);
            if (quiet || all.size() == 1) {
                return;
            }
            for (Response response : all) {
                Status status = verdicts.get(response.gradeId()).status();
                if (status != Status.OK && status != Status.INFRA_ERROR) {
                    run(response.gradeId(), List.of(response));
                }
            }
        }

        /** Runs some answers and judges each; returns true if nothing happened that a right answer would not do. */
        private boolean run(String name, List<Response> responses) {
            var chosen = new HashMap<>(answers);
            chosen.keySet().retainAll(responses.stream().map(Response::gradeId).toList());
            Execution execution;
            try {
                execution = execution(name, chosen);
            } catch (Unscored e) {
                for (Response response : responses) {
                    Task task = plans.get(response.gradeId()).task();
                    verdicts.put(task.id(), Judgement.unscored(task, Optional.of(response), e.getMessage()));
                }
                return true;
            }
            boolean quiet = execution.ending().kind() == Ending.Kind.OK;
            for (Response response : responses) {
                Plan plan = plans.get(response.gradeId());
                Evidence evidence = Evidence.of(plan, execution, name);
                incidents.addAll(evidence.incidents());
                quiet &= evidence.incidents().isEmpty();
                verdicts.put(
                        plan.task().id(),
                        Judgement.of(
                                plan,
                                response,
                                evidence,
                                reference.get(plan.task().id())));
            }
            return quiet;
        }

        private Execution execution(String name, Map<String, String> chosen) throws Unscored {
            String why = "";
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                long began = System.nanoTime();
                try {
                    Execution execution = attempt(submission.student() + " " + name, chosen);
                    Ending ending = execution.ending();
                    if (!isBeforeAnyAnswer(ending, chosen)) {
                        runs.add(new Run(
                                name,
                                Duration.ofNanos(System.nanoTime() - began),
                                ending.start(),
                                ending.cells(),
                                ending.cpu()));
                        return execution;
                    }
                    why = "the kernel ended before the first answer; grade again";
                } catch (InfrastructureException e) {
                    why = e.getMessage();
                }
            }
            throw new Unscored(why);
        }
    }

    /** Until an answer of the learner's has run, nothing that happens is the learner's doing. */
    private static boolean isBeforeAnyAnswer(Ending ending, Map<String, String> answers) {
        return ending.kind() != Ending.Kind.OK
                && !ending.cell().isEmpty()
                && !answers.containsKey(ending.cell())
                && answers.keySet().stream().noneMatch(ending.cells()::containsKey);
    }

    /** This machine failed twice. */
    private static final class Unscored extends Exception {
        private static final long serialVersionUID = 1;

        Unscored(String why) {
            super(why, null, false, false);
        }
    }
}
