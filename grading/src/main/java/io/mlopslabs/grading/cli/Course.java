// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import io.mlopslabs.grading.copies.LearnerCopies;
import io.mlopslabs.grading.copies.Placement;
import io.mlopslabs.grading.copies.Placement.Outcome;
import io.mlopslabs.grading.copies.WholeFile;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Leak;
import io.mlopslabs.grading.release.Secrets;
import io.mlopslabs.grading.release.Severity;
import io.mlopslabs.grading.release.Weeks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands behind {@code ./course}; releases and learners' copies are here, the others in classes of their own. */
@Command(
        name = "course",
        description = "Releases the course's notebooks, keeps learners' copies, packs what they hand in and grades it.",
        subcommands = Submit.class)
public final class Course {
    /** The folders that keeping copies is about. */
    static final class Places {
        @Option(names = "--notebooks", required = true, paramLabel = "DIR", description = "the instructor's sources")
        Path notebooks;

        @Option(names = "--exercises", required = true, paramLabel = "DIR", description = "what answers are judged by")
        Path exercises;

        @Option(names = "--work", required = true, paramLabel = "DIR", description = "where the learner works")
        Path work;

        @Option(names = "--state", required = true, paramLabel = "FILE", description = "what each copy came from")
        Path state;
    }

    @Spec
    private CommandSpec spec;

    private Course() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Returns the commands, ready to execute. */
    static CommandLine commandLine() {
        return commandLine(new RealSandboxes());
    }

    /** Returns the commands, running learners' code in {@code sandboxes}. */
    static CommandLine commandLine(Sandboxes sandboxes) {
        return new CommandLine(new Course())
                .addSubcommand(new Validate(sandboxes))
                .addSubcommand(new Grade(sandboxes))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    if (!(exception instanceof IOException failure)) {
                        throw exception;
                    }
                    command.getErr().println(sentence(failure));
                    return ExitCode.FINDING;
                });
    }

    @Command(name = "copies", description = "Places the newest release of every week where the learner works.")
    int copies(@Mixin Places places) throws IOException {
        Releases releases = Releases.of(Weeks.in(places.notebooks), places.exercises);
        LearnerCopies copies = open(places);
        int code = ExitCode.OK;
        for (Path source : releases.sources()) {
            Optional<Notebook> released = released(releases, source);
            if (released.isEmpty()) {
                code = ExitCode.FINDING;
                continue;
            }
            try {
                code = Math.max(code, say(copies.place(name(source), released.get())));
            } catch (IOException e) {
                err().println(sentence(e));
                code = ExitCode.FINDING;
            }
        }
        return code;
    }

    @Command(name = "reset", description = "Brings the original of one week back and keeps your file.")
    int reset(
            @Parameters(paramLabel = "WEEK", description = "a week such as c1w1, or a file name") String week,
            @Mixin Places places)
            throws IOException {
        Weeks weeks = Weeks.in(places.notebooks);
        Path source;
        try {
            source = weeks.source(week);
        } catch (NoSuchElementException e) {
            err().println(e.getMessage());
            return ExitCode.USAGE;
        }
        Optional<Notebook> released = released(Releases.of(weeks, places.exercises), source);
        if (released.isEmpty()) {
            return ExitCode.FINDING;
        }
        Placement placement = open(places).reset(name(source), released.get());
        if (placement.outcome() == Outcome.CURRENT) {
            out().println(name(source) + ": it is the original already");
        }
        return say(placement);
    }

    @Command(
            name = "release",
            description =
                    "Writes the learner's copy of every week into a folder, if nothing in it gives an answer away.")
    int release(
            @Option(
                            names = "--notebooks",
                            required = true,
                            paramLabel = "DIR",
                            description = "the instructor's sources")
                    Path notebooks,
            @Option(
                            names = "--exercises",
                            required = true,
                            paramLabel = "DIR",
                            description = "what answers are judged by")
                    Path exercises,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "DIR",
                            description = "where the released notebooks go")
                    Path out)
            throws IOException {
        Weeks weeks = Weeks.in(notebooks);
        if (Files.exists(out) && Files.isSameFile(notebooks, out)) {
            throw new ParameterException(
                    spec.subcommands().get("release"),
                    "--out is the folder of the sources, which the release would overwrite; name another folder");
        }
        Releases releases = Releases.of(weeks, exercises);
        int code = ExitCode.OK;
        for (Path source : releases.sources()) {
            Releases.Outcome outcome = releases.outcome(source);
            outcome.problems(Severity.WARNING).forEach(err()::println);
            Path file = out.resolve(name(source));
            if (outcome.copy().isPresent()) {
                WholeFile.write(file, outcome.copy().get().toBytes());
                out().println(name(source) + ": released");
            } else {
                Files.deleteIfExists(file); // what an earlier release left there was not asked for
            }
            code = outcome.problems(Severity.WARNING).isEmpty() ? code : ExitCode.FINDING;
        }
        return code;
    }

    @Command(
            name = "scan",
            description =
                    "Reads every file of a folder that is to be published, and names those that give an answer away.")
    int scan(
            @Option(
                            names = "--notebooks",
                            required = true,
                            paramLabel = "DIR",
                            description = "the instructor's sources")
                    Path notebooks,
            @Option(
                            names = "--exercises",
                            required = true,
                            paramLabel = "DIR",
                            description = "what answers are judged by")
                    Path exercises,
            @Parameters(paramLabel = "DIR", description = "what is to be published") Path folder)
            throws IOException {
        List<Leak> leaks =
                new Publication(folder).leaks(Secrets.of(Weeks.in(notebooks).read(), exercises));
        leaks.stream().map(Leak::message).forEach(err()::println);
        return leaks.isEmpty() ? ExitCode.OK : ExitCode.FINDING;
    }

    private LearnerCopies open(Places places) throws IOException {
        LearnerCopies copies = LearnerCopies.open(places.work, places.state);
        if (copies.stateWasLost()) {
            err().println(places.state
                    + " cannot be read and is started afresh; copies that differ from the release count as edited");
        }
        return copies;
    }

    /** A learner hears of what stops a week, not of what an author should tidy. */
    private Optional<Notebook> released(Releases releases, Path source) {
        Releases.Outcome outcome = releases.outcome(source);
        outcome.problems(Severity.ERROR).forEach(err()::println);
        return outcome.copy();
    }

    private int say(Placement placement) {
        boolean problem = placement.outcome() == Outcome.UNREADABLE;
        if (!placement.message().isEmpty()) {
            (problem ? err() : out()).println(placement.message());
        }
        return problem ? ExitCode.FINDING : ExitCode.OK;
    }

    /** Java's own messages for files name the file and nothing else. */
    static String sentence(IOException e) {
        if (!(e instanceof FileSystemException failure)) {
            return e.getMessage(); // written in this module, a sentence already
        }
        if (e instanceof AccessDeniedException) {
            return failure.getFile()
                    + ": access denied; give yourself the right to read and write there, then run the command again";
        }
        String reason = failure.getReason() == null ? e.getClass().getSimpleName() : failure.getReason();
        return failure.getFile() + ": " + reason + "; mend that, then run the command again";
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
