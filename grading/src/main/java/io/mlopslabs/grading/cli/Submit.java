// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mlopslabs.grading.copies.LearnerCopies;
import io.mlopslabs.grading.copies.WholeFile;
import io.mlopslabs.grading.handin.Gap;
import io.mlopslabs.grading.handin.HandIn;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Finding;
import io.mlopslabs.grading.release.Release;
import io.mlopslabs.grading.release.Weeks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Packs what a learner made of a week, and says what is still open in it. */
@Command(name = "submit", description = "Packs a week's notebook for whoever grades it; the notebook stays as it is.")
final class Submit implements Callable<Integer> {
    @Parameters(paramLabel = "WEEK", description = "a week such as c1w1, or a file name")
    private String week;

    @Mixin
    private Course.Places places;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Path source;
        try {
            source = Weeks.in(places.notebooks).source(week);
        } catch (NoSuchElementException e) {
            err.println(e.getMessage());
            return ExitCode.USAGE;
        }
        Path copy = places.work.resolve(source.getFileName());
        if (!Files.isRegularFile(copy)) {
            err.println(copy + " is not there, so there is nothing to submit; `./course lab` brings the week");
            return ExitCode.FINDING;
        }
        Release release = Release.of(Notebook.read(source));
        if (release.learnerCopy().isEmpty()) {
            release.findings().stream().map(Finding::message).forEach(err::println);
            return ExitCode.FINDING;
        }
        Path zip = places.work.resolve(Weeks.id(source) + "-submission.zip");
        HandIn handIn = HandIn.of(
                origin(source), Files.readAllBytes(copy), release.learnerCopy().get());
        WholeFile.write(zip, handIn.zip());
        say(zip, copy, handIn);
        return ExitCode.OK;
    }

    private HandIn.Origin origin(Path source) throws IOException {
        String file = source.getFileName().toString();
        Optional<String> release = LearnerCopies.open(places.work, places.state).release(file);
        return new HandIn.Origin(Weeks.id(source), file, release, "mlops-labs " + version(), Instant.now());
    }

    private void say(Path zip, Path copy, HandIn handIn) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        var saved = LocalDateTime.ofInstant(Files.getLastModifiedTime(copy).toInstant(), ZoneId.systemDefault());
        out.println(zip);
        out.println("  holds " + copy.getFileName() + " as it was saved on "
                + saved.format(DateTimeFormatter.ofPattern("yyyy-MM-dd 'at' HH:mm")) + "; answered: "
                + (handIn.exercises() - handIn.gaps().size()) + " of " + handIn.exercises());
        handIn.gaps().stream().map(Gap::message).forEach(gap -> out.println("  " + gap));
    }

    private static String version() throws IOException {
        try (var in = Submit.class.getResourceAsStream("version.txt")) {
            return new String(in.readAllBytes(), UTF_8).strip();
        }
    }
}
