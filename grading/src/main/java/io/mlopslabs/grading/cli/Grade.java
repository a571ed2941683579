// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import io.mlopslabs.grading.notebook.PlainText;
import io.mlopslabs.grading.report.ResultsFolder;
import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.submission.HandedIn;
import io.mlopslabs.grading.submission.Intake;
import io.mlopslabs.grading.submission.Roster;
import io.mlopslabs.grading.submission.Template;
import io.mlopslabs.grading.verdict.GradingKey;
import io.mlopslabs.grading.verdict.Status;
import io.mlopslabs.grading.verdict.UnfitReferenceException;
import io.mlopslabs.grading.verdict.Verdict;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./course grade}: a folder of submissions in, a verdict for each out. */
@Command(
        name = "grade",
        description = "Grades every notebook, folder and zip in a folder; student = its name.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Grade implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "the folder with a notebook, folder or zip for each student")
    private Path submissions;

    @Option(
            names = "--week",
            paramLabel = "WEEK",
            description = "the week to grade (default: the one that was handed in)")
    private String week;

    @Option(
            names = "--roster",
            paramLabel = "CSV",
            description = "columns submission and student: who stands behind a name")
    private Path roster;

    @Option(names = "--jobs", paramLabel = "N", description = "submissions at a time (default: half of the processors)")
    private Integer jobs;

    @Option(names = "--out", paramLabel = "DIR", description = "where results go (default: target/grades)")
    private Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "what inputs are drawn from (default: the folder's, or a new one)")
    private Long seed;

    @Mixin
    private CourseFolder course;

    @Mixin
    private RunnerOptions runner;

    @Spec
    private CommandSpec spec;

    private final Sandboxes sandboxes;

    Grade(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Override
    public Integer call() throws InterruptedException {
        out = out == null ? course.root.resolve("target/grades") : out;
        List<HandedIn> handedIn;
        Template template;
        Roster names;
        String judgedBy;
        try {
            handedIn = Intake.list(submissions, out);
            names = roster == null ? Roster.NONE : Roster.read(roster);
            refuseNamesakes(handedIn, names);
            template = template(handedIn);
            judgedBy = course.digest(template);
        } catch (IOException e) {
            return said(e.getMessage(), ExitCode.USAGE);
        }
        OptionalLong wanted = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
        try (var results = ResultsFolder.open(out, template.week(), wanted, new SecureRandom()::nextLong)) {
            return graded(template, handedIn, names, judgedBy, results);
        } catch (IOException | InfrastructureException | UnfitReferenceException e) {
            return said(e.getMessage(), ExitCode.INFRASTRUCTURE);
        }
    }

    private int graded(Template template, List<HandedIn> handedIn, Roster names, String judgedBy, ResultsFolder results)
            throws IOException, InfrastructureException, UnfitReferenceException, InterruptedException {
        int many = jobs != null ? jobs : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        if (many < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs is " + many + "; write a number from 1 on");
        }
        Sandboxes.Opened opened = sandboxes.open(course, runner);
        try (var sandbox = opened.sandbox()) {
            if (runner.runner() == RunnerOptions.Runner.NATIVE) {
                spec.commandLine()
                        .getErr()
                        .println("native runner: what is handed in runs as you do; for trusted work only");
            }
            var stop = new Thread(sandbox::close);
            Runtime.getRuntime().addShutdownHook(stop); // Ctrl-C ends what runs
            var key = new GradingKey(List.of(
                    template.week(),
                    judgedBy,
                    sandbox.name(),
                    opened.edition(),
                    graderEdition(),
                    String.valueOf(results.seed())));
            var progress = new Progress(spec.commandLine().getErr(), handedIn.size());
            List<Verdict> verdicts =
                    new GradingRun(template, names, sandbox, results, key, progress).grade(handedIn, many);
            Runtime.getRuntime().removeShutdownHook(stop);
            Set<String> present = handedIn.stream().map(HandedIn::student).collect(Collectors.toSet());
            List<String> absent = names.absent(present);
            List<String> ids = template.tasks().stream().map(task -> task.id()).toList();
            results.finish(ids, template.points(), verdicts, absent);
            return summary(verdicts, absent);
        }
    }

    private int summary(List<Verdict> verdicts, List<String> absent) {
        long unscored =
                verdicts.stream().filter(verdict -> verdict.score().isEmpty()).count();
        long invalid = verdicts.stream()
                .filter(verdict -> verdict.status() == Status.INVALID_NOTEBOOK)
                .count();
        var line = new StringBuilder(verdicts.size() + (verdicts.size() == 1 ? " submission" : " submissions") + ": "
                + (verdicts.size() - invalid - unscored) + " graded");
        append(line, invalid, "not to be graded");
        append(line, unscored, "not scored, this machine failed: grade again");
        append(line, absent.size(), "of the roster handed in nothing");
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().println("scores: " + out.resolve("grades.csv"));
        spec.commandLine().getOut().println("class:  " + out.resolve("class.html"));
        return unscored > 0 ? ExitCode.INFRASTRUCTURE : invalid > 0 ? ExitCode.FINDING : ExitCode.OK;
    }

    private static void append(StringBuilder line, long count, String what) {
        if (count > 0) {
            line.append(", ").append(count).append(' ').append(what);
        }
    }

    private Template template(List<HandedIn> handedIn) throws IOException {
        List<Template> templates = course.templates();
        List<String> known = templates.stream().map(Template::week).toList();
        if (week != null) {
            return templates.stream()
                    .filter(template -> template.week().equals(week))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no week `" + week + "` with exercises; known weeks: "
                            + String.join(", ", known)));
        }
        if (templates.size() == 1) {
            return templates.get(0);
        }
        for (HandedIn one : handedIn) {
            List<Template> found = Intake.weeks(one, templates);
            if (found.size() == 1) {
                return found.get(0);
            }
        }
        throw new IOException(
                "it cannot be seen which week was handed in; say it with --week, one of " + String.join(", ", known));
    }

    private static void refuseNamesakes(List<HandedIn> handedIn, Roster names) throws IOException {
        var seen = new HashMap<String, String>();
        for (HandedIn one : handedIn) {
            String student = names.student(one.student());
            String other = seen.put(student, one.student());
            if (other != null) {
                throw new IOException(PlainText.line(
                        other + " and " + one.student() + " are both the work of " + student
                                + "; mend the roster or keep one of them",
                        500));
            }
        }
    }

    /** A digest of this program, so that another one grades anew. */
    private static String graderEdition() throws IOException {
        try {
            Path place = Path.of(Grade.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(place) ? GradingKey.digest(Files.readAllBytes(place)) : "unpacked";
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private int said(String sentence, int code) {
        spec.commandLine().getErr().println(sentence);
        return code;
    }
}
