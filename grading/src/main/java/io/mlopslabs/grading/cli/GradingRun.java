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

/** All submissions of one folder, several at a time; what an earlier run has graded and nothing has changed is kept. */
final class GradingRun {
    private final Template template;
    private final Roster roster;
    private final Sandbox sandbox;
    private final ResultsFolder results;
    private final GradingKey key;
    private final Progress progress;
    private Grader grader;

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
        }
    }

    private static IllegalStateException unwrapped(ExecutionException e)
            throws IOException, InfrastructureException, UnfitReferenceException {
        Throwable cause = e.getCause();
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

    private Verdict grade(HandedIn one) throws IOException, InfrastructureException, UnfitReferenceException {
        Submission submission = Intake.read(one, template).by(roster.student(one.student()));
        String ofThis = key.of(submission);
        Optional<Verdict> kept = results.kept(submission.student(), ofThis);
        if (kept.isPresent()) {
            progress.kept(kept.get());
            return kept.get();
        }
        Verdict verdict = grader().grade(submission);
        results.write(verdict, ofThis);
        progress.graded(verdict);
        return verdict;
    }

    /** Not before something is to be graded, for the instructor's answers take as long as a learner's. */
    private synchronized Grader grader() throws InfrastructureException, UnfitReferenceException {
        if (grader == null) {
            grader = Grader.start(template, sandbox, results.seed());
        }
        return grader;
    }
}
