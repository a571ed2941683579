// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.grading.testing.ResultFiles;
import io.mlopslabs.grading.testing.Week;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A grader in a process of its own, with the real kernel, killed as nothing can be caught. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(240)
class KilledGraderTest {
    private static final int STUDENTS = 6;

    @TempDir
    private Path folder;

    private Path submissions;
    private Path temporary;

    @BeforeEach
    void six_submissions() throws Exception {
        Week.nativeSandbox().close(); // skips where there is no kernel
        submissions = Files.createDirectory(folder.resolve("submissions"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
        Map<String, String> right = Week.C1W1.references();
        List<String> ids = List.copyOf(right.keySet());
        for (int i = 0; i < STUDENTS; i++) {
            String id = ids.get(i % ids.size());
            String exits = right.get(id).replaceFirst("\\{", "{ if (true) System.exit(0);");
            Map<String, String> answers = i == 1 ? Map.of(id, exits) : Map.of(id, right.get(id));
            Files.write(
                    submissions.resolve("student-" + i + ".ipynb"),
                    Week.C1W1.answered(answers).toBytes());
        }
    }

    private Process grader(Path out) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + temporary));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Course.class.getName()));
        command.addAll(List.of("grade", submissions.toString(), "--course", Week.COURSE.toString()));
        command.addAll(List.of("--runner", "native", "--jobs", "2", "--seed", "11", "--out", out.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private String graded(Path out) throws IOException, InterruptedException {
        assertThat(grader(out).waitFor())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
        return Files.readString(folder.resolve("log"), UTF_8);
    }

    private static long done(Path out) {
        try (var walked = Files.walk(out)) {
            return walked.filter(path -> path.endsWith(".key")).count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // not there yet, or a file of it was just renamed
        }
    }

    @Test
    void half_way_leaves_no_process_and_the_next_run_comes_to_the_same_files() throws Exception {
        Path out = folder.resolve("out");
        Process grader = grader(out);
        while (done(out) < 2) {
            assertThat(grader.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
        }
        List<ProcessHandle> family = grader.descendants().toList();
        assertThat(family).isNotEmpty();
        grader.destroyForcibly().waitFor();
        assertThat(done(out)).isLessThan(STUDENTS);
        for (ProcessHandle one : family) {
            one.onExit().get(30, TimeUnit.SECONDS);
        }
        String log = graded(out);
        assertThat(log.lines().filter(line -> line.endsWith("as before"))).hasSizeGreaterThanOrEqualTo(2);
        Path whole = folder.resolve("whole");
        graded(whole);
        assertThat(ResultFiles.in(out)).isEqualTo(ResultFiles.in(whole));
        assertThat(temporary).isEmptyDirectory();
    }
}
