// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.notebook;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runner in most of these is a few lines of shell, which can fail in ways that the real one should not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(90)
class NativeSandboxTest {
    private static final String WELL =
            "{\"version\": 1, \"ending\": \"ok\", \"cell\": null, \"exit\": null, \"start_seconds\": 1.25,"
                    + " \"seconds\": {\"b\": 0.5, \"a\": 2}, \"cpu_seconds\": {\"start\": 0.75, \"end\": 0.125}, \"detail\": \"\"}";

    @TempDir
    Path folder;

    private Path temporary;

    @BeforeEach
    void make_a_temporary_folder_that_can_be_looked_into() throws IOException {
        temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    private static Job job(Duration limit) {
        return new Job(
                "ada", notebook(code("a", "6 * 7")), Map.of("c1w1-alarm", "{\"calls\": []}".getBytes(UTF_8)), limit);
    }

    private NativeSandbox running(String shell, Duration margin) throws IOException {
        Path runner = Files.writeString(
                folder.resolve("runner.sh"),
                shell.replace("ENDING", "printf '%s' '" + WELL + "' > \"$1/ending.json\""));
        return new NativeSandbox(Path.of("/bin/sh"), runner, temporary, margin, Duration.ofSeconds(1));
    }

    private Execution execution(String shell) throws IOException, InfrastructureException {
        return running(shell, Duration.ofSeconds(60)).run(job(Duration.ofSeconds(3)));
    }

    private void fails(String shell, String message) {
        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(() -> execution(shell))
                .withMessage(message);
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }

    private static boolean lives(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private void awaitFile(Path file) {
        while (!Files.exists(file)) {
            Thread.onSpinWait(); // until the timeout of the test
        }
    }

    @AfterEach
    void nothing_is_left_of_a_job() throws IOException {
        assertThat(temporary).isEmptyDirectory();
    }

    @Nested
    class Run {
        @Test
        void hands_over_the_notebook_with_its_limit_and_the_inputs_of_the_probes() throws Exception {
            execution("cat \"$1/in.ipynb\" \"$1/probes/c1w1-alarm.json\" > " + folder.resolve("log")
                    + "; cp \"$1/in.ipynb\" \"$1/out.ipynb\"; ENDING");
            String given = String.join("\n", log());
            String inputs = "{\"calls\": []}";
            assertThat(given).endsWith(inputs);
            Notebook in = Notebook.parse(
                    "in", given.substring(0, given.length() - inputs.length()).getBytes(UTF_8));
            assertThat(in.cells().get(0).source()).isEqualTo("6 * 7");
            assertThat(in.tree().path("metadata").path("course").path("limit").asDouble())
                    .isEqualTo(3);
        }

        @Test
        void returns_the_cells_and_the_ending() throws Exception {
            Execution execution = execution("sed 's/6 . 7/42/' \"$1/in.ipynb\" > \"$1/out.ipynb\"; ENDING");
            assertThat(execution.executed().orElseThrow().cells().get(0).source())
                    .isEqualTo("42");
            assertThat(execution.ending())
                    .isEqualTo(new Ending(
                            Ending.Kind.OK,
                            "",
                            OptionalInt.empty(),
                            false,
                            Duration.ofMillis(1250),
                            Map.of("b", Duration.ofMillis(500), "a", Duration.ofSeconds(2)),
                            Map.of("start", Duration.ofMillis(750), "end", Duration.ofMillis(125))));
            assertThat(execution.ending().cells().keySet()).containsExactly("b", "a");
        }

        @Test
        void knows_every_ending() throws Exception {
            for (Ending.Kind kind : Ending.Kind.values()) {
                String told = WELL.replace("ok", kind.name().toLowerCase(Locale.ROOT))
                        .replace("\"cell\": null", "\"cell\": \"a\"")
                        .replace("\"exit\": null", "\"exit\": -9");
                Ending ending = execution(
                                "cp \"$1/in.ipynb\" \"$1/out.ipynb\"; printf '%s' '" + told + "' > \"$1/ending.json\"")
                        .ending();
                assertThat(ending.kind()).isEqualTo(kind);
                assertThat(ending.cell()).isEqualTo("a");
                assertThat(ending.exit()).hasValue(-9);
            }
        }

        @Test
        void has_an_execution_without_cells_where_what_came_back_is_no_notebook() throws Exception {
            assertThat(execution("echo no > \"$1/out.ipynb\"; ENDING").executed())
                    .isEmpty();
        }

        @Test
        void says_what_the_runner_could_not_do() {
            fails(
                    "echo more; echo the disk is full >&2; exit 1",
                    "kernel/sandbox.py ended with 1 and left no result of ada: the disk is full");
            fails("exit 0", "kernel/sandbox.py ended with 0 and left no result of ada: it said nothing");
            fails("ENDING", "kernel/sandbox.py ended with 0 and left no result of ada: it said nothing");
            fails(
                    "cp \"$1/in.ipynb\" \"$1/out.ipynb\"; ENDING; kill -9 $$",
                    "kernel/sandbox.py ended with 137 and left no result of ada: it said nothing");
        }

        @Test
        void follows_no_link_that_stands_in_the_place_of_a_result() throws IOException {
            Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "{}");
            fails(
                    "ln -s " + elsewhere + " \"$1/out.ipynb\"; ENDING",
                    "kernel/sandbox.py ended with 0 and left no result of ada: it said nothing");
            assertThat(elsewhere).hasContent("{}");
        }

        @Test
        void says_why_the_kernel_did_not_start() {
            String told =
                    WELL.replace("\"ok\"", "\"infra\"").replace("\"detail\": \"\"", "\"detail\": \"No such kernel\"");
            fails(
                    "cp \"$1/in.ipynb\" \"$1/out.ipynb\"; printf '%s' '" + told + "' > \"$1/ending.json\"",
                    "ada could not be run: No such kernel");
        }

        @Test
        void knows_when_it_does_not_understand_the_runner() {
            for (String told : List.of("{", "{}", WELL.replace("1,", "2,"), WELL.replace("ok", "well"))) {
                fails(
                        "cp \"$1/in.ipynb\" \"$1/out.ipynb\"; printf '%s' '" + told + "' > \"$1/ending.json\"",
                        "The ending of ada is not as kernel/sandbox.py of this version writes it; set the course up anew: ./course lab --check");
            }
        }

        @Test
        void says_where_there_is_no_room() throws IOException {
            temporary = folder.resolve("none");
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(() -> execution("ENDING"))
                    .withMessageMatching(
                            "ada could not be run in .*/none \\(.*none.*\\); see whether there is room and run it again");
            Files.createDirectory(temporary);
        }

        @Test
        void ends_a_runner_that_does_not_end_and_all_that_it_started() throws Exception {
            var sandbox = running(
                    "trap '' TERM; (trap '' TERM; sleep 300) & printf '%s\\n' $$ $! > " + folder.resolve("log")
                            + "; wait; sleep 300",
                    Duration.ofSeconds(1));
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(() -> sandbox.run(job(Duration.ofMillis(100))))
                    .withMessage(
                            "kernel/sandbox.py did not end ada within 1 s; run it again, and alone if this machine is busy");
            for (String pid : log()) {
                ProcessHandle.of(Long.parseLong(pid))
                        .ifPresent(process -> process.onExit().join());
                assertThat(lives(pid)).isFalse();
            }
        }

        @Test
        void removes_folders_that_a_cell_has_closed() throws Exception {
            execution(
                    "mkdir -p \"$1/a/b\"; touch \"$1/a/b/c\"; chmod 0 \"$1/a/b\" \"$1/a\"; cp \"$1/in.ipynb\" \"$1/out.ipynb\"; ENDING");
        }

        @Test
        void removes_a_link_and_not_what_it_leads_to() throws Exception {
            Path kept = Files.createDirectory(folder.resolve("kept"));
            Files.writeString(kept.resolve("file"), "");
            execution("ln -s " + kept + " \"$1/link\"; cp \"$1/in.ipynb\" \"$1/out.ipynb\"; ENDING");
            assertThat(kept.resolve("file")).exists();
        }
    }

    @Nested
    class Close {
        @Test
        void ends_what_runs_in_another_thread_and_lets_nothing_start() throws Exception {
            var sandbox = running("echo > " + folder.resolve("log") + "; exec sleep 300", Duration.ofSeconds(60));
            var run = CompletableFuture.supplyAsync(() -> {
                try {
                    return sandbox.run(job(Duration.ofSeconds(60)));
                } catch (InfrastructureException e) {
                    throw new CompletionException(e);
                }
            });
            awaitFile(folder.resolve("log"));
            sandbox.close();
            sandbox.close();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(run::get)
                    .withCauseExactlyInstanceOf(InfrastructureException.class)
                    .withStackTraceContaining("ada was stopped");
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(() -> sandbox.run(job(Duration.ofSeconds(60))))
                    .withMessage("ada was stopped");
        }

        @Test
        void is_not_needed_where_the_thread_is_interrupted() throws Exception {
            var sandbox = running("exec sleep 300", Duration.ofSeconds(60));
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(() -> sandbox.run(job(Duration.ofSeconds(60))))
                    .withMessage("ada was stopped");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Nested
    class Open {
        @Test
        void says_where_the_course_is_not_set_up() {
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(() -> NativeSandbox.open(folder))
                    .withMessage(
                            "The Java kernel is not installed in " + folder + "; ./course lab --check installs it");
        }

        @Test
        void sweeps_up_what_a_killed_grader_left_and_nothing_else() throws IOException, InterruptedException {
            Process dead = new ProcessBuilder("true").start();
            dead.waitFor();
            Path orphan = Files.createDirectories(temporary.resolve("mlopslabs-job-" + dead.pid() + "-1/home"))
                    .getParent();
            Path mine = Files.createDirectory(
                    temporary.resolve("mlopslabs-job-" + ProcessHandle.current().pid() + "-1"));
            Path other = Files.createDirectory(temporary.resolve("mlopslabs-job-of-ada"));
            JobFolder.sweep(temporary);
            assertThat(orphan).doesNotExist();
            assertThat(mine).exists();
            assertThat(other).exists();
            Files.delete(mine);
            Files.delete(other);
        }
    }

    /** With the kernel that the course's set-up installs. */
    @Nested
    class The_real_runner {
        private static final Path COURSE = Path.of("..");

        private Execution execution(Duration limit, String... cells) throws InfrastructureException {
            assumeThat(COURSE.resolve(".venv/share/jupyter/kernels/java/kernel.json"))
                    .as("the Java kernel, which ./course lab --check installs")
                    .exists();
            var nodes = new ObjectNode[cells.length];
            for (int i = 0; i < cells.length; i++) {
                nodes[i] = code("c" + i, cells[i]);
            }
            try (NativeSandbox sandbox = NativeSandbox.open(COURSE)) {
                assertThat(sandbox.name()).isEqualTo("native");
                return sandbox.run(new Job("ada", notebook(nodes), Map.of("e", """
                                {"version": 1, "exercise": "e", "types": ["int"], "calls": [[4]]}""".getBytes(UTF_8)), limit));
            }
        }

        @Test
        void runs_cells_and_probes() throws Exception {
            Execution execution = execution(
                    Duration.ofSeconds(60),
                    "int half(int n) { return n / 2; }",
                    "io.mlopslabs.notebook.Probe.calls(\"e\", a -> half((int) a[0]));");
            assertThat(execution.ending().kind()).isEqualTo(Ending.Kind.OK);
            assertThat(execution.ending().cells().keySet()).containsExactly("c0", "c1");
            assertThat(execution
                            .executed()
                            .orElseThrow()
                            .tree()
                            .at("/cells/1/outputs/0/data")
                            .path("application/vnd.mlopslabs.probe+json")
                            .toString())
                    .isEqualTo("{\"version\":1,\"exercise\":\"e\",\"outcomes\":[{\"value\":{\"int\":2}}]}");
        }

        @Test
        void ends_at_the_limit_of_the_job() throws Exception {
            Ending ending =
                    execution(Duration.ofSeconds(1), "6 * 7", "while (true);").ending();
            assertThat(ending.kind()).isEqualTo(Ending.Kind.TIMEOUT);
            assertThat(ending.cell()).isEqualTo("c1");
        }
    }
}
