// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import io.mlopslabs.grading.report.ResultsFolder;
import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.sandbox.Sandbox;
import io.mlopslabs.grading.submission.HandedIn;
import io.mlopslabs.grading.submission.Intake;
import io.mlopslabs.grading.submission.Roster;
import io.mlopslabs.grading.submission.Submission;
import io.mlopslabs.grading.submission.Template;
import io.mlopslabs.grading.verdict.Grader;
import io.mlopslabs.grading.verdict.GradingKey;
import io.mlopslabs.grading.verdict.UnfitReferenceException;
import io.mlopslabs.grading.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** All submissions of one folder, several at a time; what an earlier run has graded and nothing has changed is kept. */
final class GradingRun {
    private final Template template;
    private final Roster roster;
    private final Sandbox sandbox;
    private final ResultsFolder results;
    private final GradingKey key;
    private final Progress progress;
    /** Not before something is to be graded, for the instructor's answers take as long as a learner's. */
    private final FutureTask<Grader> reference;

    private volatile boolean stopped;

    GradingRun(
            Template template,
            Roster roster,
            Sandbox sandbox,
            ResultsFolder results,
            GradingKey key,
            Progress progress) {
        this.template = template;
        this.roster = roster;
        this.sandbox = sandbox;
        this.results = results;
        this.key = key;
        this.progress = progress;
        this.reference = new FutureTask<>(() -> Grader.start(template, sandbox, results.seed()));
    }

    /**
     * Grades all.
     *
     * @param jobs how many at a time
     * @return the verdicts in the order of {@code handedIn}
     * @throws InfrastructureException if this machine cannot run the instructor's own answers
     */
    List<Verdict> grade(List<HandedIn> handedIn, int jobs)
            throws IOException, InfrastructureException, UnfitReferenceException, InterruptedException {
        var workers = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<Verdict>> running = handedIn.stream()
                    .map(one -> workers.submit(() -> grade(one)))
                    .toList();
            var verdicts = new ArrayList<Verdict>();
            for (Future<Verdict> one : running) {
                verdicts.add(one.get());
            }
            return verdicts;
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            workers.shutdownNow();
            workers.awaitTermination(1, TimeUnit.MINUTES); // nobody writes into a folder that is closed
        }
    }

    private static IllegalStateException unwrapped(ExecutionException e)
            throws IOException, InfrastructureException, UnfitReferenceException {
        Throwable cause = e.getCause();
        while (cause instanceof ExecutionException wrapped) { // of the reference, in that of a worker
            cause = wrapped.getCause();
        }
        if (cause instanceof IOException failure) {
            throw failure;
        }
        if (cause instanceof InfrastructureException failure) {
            throw failure;
        }
        if (cause instanceof UnfitReferenceException failure) {
            throw failure;
        }
        return new IllegalStateException(cause);
    }

    /** Ends what runs. Nothing more is written: a sandbox that is being closed looks like a fault of this machine. */
    void stop() {
        stopped = true;
        sandbox.close();
    }

    private Verdict grade(HandedIn one) throws IOException, ExecutionException, InterruptedException {
        String student = roster.student(one.student());
        Submission submission;
        try {
            submission = Intake.read(one, template).by(student);
        } catch (RuntimeException | StackOverflowError e) {
            submission = failed(student, e);
        }
        String ofThis = key.of(submission);
        Optional<Verdict> kept = results.kept(student, ofThis);
        if (kept.isPresent()) {
            progress.kept(kept.get());
            return kept.get();
        }
        reference.run(); // the first who comes here; the others wait for what it comes to
        Grader grader = reference.get();
        Verdict verdict;
        try {
            verdict = grader.grade(submission);
        } catch (RuntimeException | StackOverflowError e) {
            verdict = grader.grade(failed(student, e));
        }
        if (stopped) {
            throw new InterruptedException();
        }
        results.write(verdict, ofThis);
        progress.graded(verdict);
        return verdict;
    }

    /** No submission may end the run for the others, not even by a fault of ours. */
    private static Submission failed(String student, Throwable e) {
        return Submission.unreadable(
                student, "the grader itself failed (" + e.getClass().getSimpleName() + "); report this submission");
    }
}
