// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.submission.HandedIn;
import io.mlopslabs.grading.submission.Intake;
import io.mlopslabs.grading.submission.Submission;
import io.mlopslabs.grading.submission.Template;
import io.mlopslabs.grading.verdict.SelfCheck;
import io.mlopslabs.grading.verdict.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./course validate}: what a learner sees before handing in. */
@Command(
        name = "validate",
        description = "Runs the visible checks of a notebook, as a grading run rebuilds it.",
        mixinStandardHelpOptions = true)
final class Validate implements Callable<Integer> {
    private static final int WIDTH = 24;

    @Parameters(paramLabel = "NOTEBOOK", description = "the notebook to look at")
    private Path notebook;

    @Mixin
    private CourseFolder course;

    @Mixin
    private RunnerOptions runner;

    @Spec
    private CommandSpec spec;

    private final Sandboxes sandboxes;

    Validate(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            if (!Files.exists(notebook)) {
                err.println(notebook + " is not there; name a notebook of work/");
                return ExitCode.USAGE;
            }
            List<Template> templates = course.templates();
            var handedIn = new HandedIn(notebook.getFileName().toString(), List.of(notebook));
            Template template =
                    Intake.weeks(handedIn, templates).stream().findFirst().orElse(templates.get(0));
            Submission submission = Intake.read(handedIn, template);
            if (submission.fault().isPresent()) {
                err.println(submission.fault().get().sentence());
                return ExitCode.FINDING;
            }
            try (var sandbox = sandboxes.open(course, runner).sandbox()) {
                return say(Validation.of(template, submission, sandbox));
            }
        } catch (IOException | InfrastructureException e) {
            err.println(e.getMessage());
            return ExitCode.INFRASTRUCTURE;
        }
    }

    private int say(List<SelfCheck> checks) {
        PrintWriter out = spec.commandLine().getOut();
        boolean all = true;
        for (SelfCheck check : checks) {
            boolean passed = check.state() == SelfCheck.State.PASSED;
            all &= passed;
            String state = check.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            out.println(String.format("%-" + WIDTH + "s %-12s  %s", check.id(), state, check.words()));
            if (!check.hint().isEmpty()) {
                out.println(" ".repeat(WIDTH + 1) + "hint: " + check.hint());
            }
        }
        out.println(
                all
                        ? "All visible checks passed. Grading tries other inputs too."
                        : "Not all visible checks passed yet.");
        return all ? ExitCode.OK : ExitCode.FINDING;
    }
}
