// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.notebook;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Notebook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that do what a hostile submission can do; after each, the engine holds what it held before. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class ContainerSandboxTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(15); // for a runner that does not end by itself

    private static ContainerEngine engine;
    private static ContainerSandbox sandbox;

    @BeforeEach
    void open() throws InfrastructureException {
        String image = Engines.image();
        if (sandbox == null) {
            engine = ContainerEngine.connect();
            sandbox = ContainerSandbox.open(image, MARGIN);
        }
    }

    @AfterEach
    void nothing_is_left_of_a_job() throws InfrastructureException {
        if (engine != null) {
            assertThat(held(Owner.self())).isEmpty();
        }
    }

    @AfterAll
    static void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    /** Returns the containers and volumes of a process; others may be grading on this engine too. */
    private static List<String> held(Owner owner) throws InfrastructureException {
        String label = Owner.LABEL + "=" + owner.label();
        var held = new ArrayList<String>();
        engine.labelled(label).forEach(container -> held.add(container.getId()));
        engine.ask("list its volumes", () -> engine.client()
                        .listVolumesCmd()
                        .withFilter("label", List.of(label))
                        .exec())
                .getVolumes()
                .forEach(volume -> held.add(volume.getName()));
        return held;
    }

    private static Job job(String... sources) {
        var cells = new ObjectNode[sources.length];
        for (int i = 0; i < sources.length; i++) {
            cells[i] = code("c" + i, sources[i]);
        }
        byte[] inputs = "{\"version\": 1, \"exercise\": \"e\", \"types\": [\"int\"], \"calls\": [[4]]}".getBytes(UTF_8);
        return new Job("ada", notebook(cells), Map.of("e", inputs), LIMIT);
    }

    /** The same, whose first cell may take {@code seconds}. */
    private static Job job(int seconds, String... sources) {
        ObjectNode tree = job(sources).notebook().tree();
        ((ObjectNode) tree.at("/cells/0/metadata")).putObject("course").put("limit", seconds);
        return new Job("ada", Notebook.of("ada", tree), Map.of(), LIMIT);
    }

    /** A cell that runs a line of shell beside the kernel, and shows its exit code. */
    private static String shell(String line) {
        return "new ProcessBuilder(\"sh\", \"-c\", \"\"\"\n" + line + "\"\"\").start().waitFor()";
    }

    /** What the cell said: its result, the text of its streams, or its error. */
    private static String said(Execution execution, int cell) {
        var said = new StringBuilder();
        for (JsonNode output : execution.executed().orElseThrow().tree().at("/cells/" + cell + "/outputs")) {
            JsonNode text = output.has("data") ? output.at("/data/text~1plain") : output.path("text");
            said.append(
                            text.isArray()
                                    ? text.valueStream().map(JsonNode::asText).collect(Collectors.joining())
                                    : text.asText())
                    .append(output.path("evalue").asText());
        }
        return said.toString();
    }

    private static void assertEnded(Execution execution, Ending.Kind kind, String cell) {
        assertThat(execution.ending().kind()).as(execution.toString()).isEqualTo(kind);
        assertThat(execution.ending().cell()).isEqualTo(cell);
    }

    /** The job went through, and a cell after the one that did its worst still works. */
    private static void assertUnharmed(Execution execution) {
        assertEnded(execution, Ending.Kind.OK, "");
        assertThat(said(execution, execution.executed().orElseThrow().cells().size() - 1))
                .isEqualTo("42");
    }

    @Nested
    class Run {
        @Test
        void returns_the_cells_the_frame_of_a_probe_and_the_ending() throws Exception {
            Execution execution = sandbox.run(job(
                    "int half(int n) { return n / 2; }",
                    "System.out.println(\"said\"); half(8)",
                    "io.mlopslabs.notebook.Probe.calls(\"e\", a -> half((int) a[0]));"));
            assertEnded(execution, Ending.Kind.OK, "");
            assertThat(said(execution, 1)).isEqualTo("said\n4");
            assertThat(execution
                            .executed()
                            .orElseThrow()
                            .tree()
                            .at("/cells/2/outputs/0/data")
                            .path("application/vnd.mlopslabs.probe+json")
                            .toString())
                    .isEqualTo("{\"version\":1,\"exercise\":\"e\",\"outcomes\":[{\"value\":{\"int\":2}}]}");
            assertThat(execution.ending().cells().keySet()).containsExactly("c0", "c1", "c2");
            assertThat(execution.ending().start()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(60));
            assertThat(execution.ending().oomKilled()).isFalse();
        }

        @Test
        void gives_cells_no_network_no_writable_disk_and_nothing_of_this_machine() throws Exception {
            Execution execution = sandbox.run(
                    job(
                            "new java.net.Socket(\"192.0.2.1\", 80)",
                            "java.net.InetAddress.getByName(\"localhost.example\")",
                            "java.nio.file.Files.writeString(java.nio.file.Path.of(\"/opt/course/kernel/sandbox.py\"), \"\")",
                            "java.nio.file.Files.writeString(java.nio.file.Path.of(System.getProperty(\"user.home\"), \"own\"), \"own\")",
                            "System.getProperty(\"user.name\") + System.getenv(\"COURSE_SANDBOX_IMAGE\") + java.nio.file.Files.exists(java.nio.file.Path.of(\"/var/run/docker.sock\"))"));
            assertThat(said(execution, 0)).contains("Network is unreachable");
            assertThat(said(execution, 1)).contains("UnknownHostException");
            assertThat(said(execution, 2)).contains("Read-only file system");
            assertThat(said(execution, 3)).isEqualTo("/work/home/own");
            assertThat(said(execution, 4)).isEqualTo("learnernullfalse");
        }

        @Test
        void runs_several_jobs_at_a_time() throws Exception {
            var other = CompletableFuture.supplyAsync(() -> {
                try {
                    return sandbox.run(job("int n = 6;", "n * 7"));
                } catch (InfrastructureException e) {
                    throw new CompletionException(e);
                }
            });
            assertThat(said(sandbox.run(job("int n = 7;", "n * 7")), 1)).isEqualTo("49");
            assertThat(said(other.get(), 1)).isEqualTo("42");
        }
    }

    static List<Arguments> endings() {
        var none = OptionalInt.empty();
        return List.of(
                arguments("6 * 7", Ending.Kind.OK, none),
                arguments(
                        "System.out.print(\"said\"); throw new IllegalStateException(\"sad\");", Ending.Kind.OK, none),
                arguments("int n = \"no number\";", Ending.Kind.OK, none),
                arguments("int deep(int n) { return 1 + deep(n + 1); } deep(0)", Ending.Kind.OK, none),
                arguments("System.setOut(null); System.setErr(null); 6 * 7", Ending.Kind.OK, none),
                arguments("System.out.print(\"said\"); System.exit(7);", Ending.Kind.DIED, OptionalInt.of(7)),
                arguments("Runtime.getRuntime().halt(0);", Ending.Kind.DIED, OptionalInt.of(0)),
                arguments(
                        "var all = new ArrayList<long[]>(); while (true) all.add(new long[1_000_000]);",
                        Ending.Kind.DIED,
                        OptionalInt.of(3)),
                arguments("while (true);", Ending.Kind.TIMEOUT, none),
                arguments("while (true) System.out.println(\"spam \".repeat(100));", Ending.Kind.OUTPUT, none));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void ends_as_told_by_exit_codes_and_clocks_and_the_native_sandbox_agrees(
            String cell, Ending.Kind kind, OptionalInt exit) throws Exception {
        Path course = Path.of("..");
        assumeTrue(
                Files.exists(course.resolve(".venv/share/jupyter/kernels/java/kernel.json")),
                "SKIPPED: the Java kernel is not installed; ./course lab --check installs it");
        Job job = job(3, cell, "6 * 7");
        Execution here = sandbox.run(job);
        assertEnded(here, kind, kind == Ending.Kind.OK ? "" : "c0");
        assertThat(here.ending().exit()).isEqualTo(exit);
        assertThat(here.ending().oomKilled()).isFalse();
        try (var natively = NativeSandbox.open(course)) {
            Execution there = natively.run(job);
            assertEnded(there, kind, here.ending().cell());
            assertThat(there.ending().exit()).isEqualTo(exit);
            if (kind != Ending.Kind.OUTPUT) { // how far a flood came is chance
                assertThat(said(here, 0)).isEqualTo(said(there, 0));
                assertThat(said(here, 1)).isEqualTo(said(there, 1));
            }
        }
    }

    @Test
    void tells_that_the_operating_system_ended_the_kernel_for_want_of_memory() throws Exception {
        Execution execution = sandbox.run(job("6 * 7", """
                var field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
                field.setAccessible(true);
                var unsafe = (sun.misc.Unsafe) field.get(null);
                while (true) unsafe.setMemory(unsafe.allocateMemory(1 << 26), 1 << 26, (byte) 1);"""));
        assertEnded(execution, Ending.Kind.DIED, "c1");
        assertThat(said(execution, 0)).isEqualTo("42");
        assertThat(execution.ending().exit()).hasValue(-9);
        assertThat(execution.ending().oomKilled()).isTrue();
    }

    @Nested
    class Bears {
        @Test
        void threads_without_end() throws Exception {
            Execution execution = sandbox.run(job(
                    "while (true) { var t = new Thread(() -> { while (true) java.util.concurrent.locks.LockSupport.park(); }); t.setDaemon(true); t.start(); }",
                    "6 * 7"));
            assertThat(said(execution, 0)).contains("unable to create native thread");
            assertUnharmed(execution);
        }

        @Test
        void processes_without_end() throws Exception {
            assertUnharmed(sandbox.run(job(shell("for i in $(seq 400); do sleep 1000 & done"), "6 * 7")));
        }

        @Test
        void processes_that_hide_from_their_parent() throws Exception {
            assertUnharmed(sandbox.run(
                    job(shell("setsid nohup sh -c 'while :; do sleep 1; done' >/dev/null 2>&1 &"), "6 * 7")));
        }

        @Test
        void full_disks() throws Exception {
            assertUnharmed(sandbox.run(job(
                    shell(
                            "for d in /work /work/home /tmp /home/learner /dev/shm; do head -c 1G /dev/zero >$d/full; done"),
                    "6 * 7")));
        }

        @Test
        void closed_folders_and_files_in_the_place_of_the_results() throws Exception {
            assertUnharmed(sandbox.run(job(shell("""
                          cd /work && rm in.ipynb && mkdir -p out.ipynb/a/b home/c && ln -s /etc/passwd ending.json && truncate -s 10T sparse
                          chmod 0 out.ipynb/a/b out.ipynb/a out.ipynb home/c home tmp .
                          """), "6 * 7")));
        }
    }

    /** The cells run as the same user as the runner that watches them; what they do to it is not this machine's fault. */
    @Nested
    class Is_not_fooled_by {
        private static final String RUNNER = "$(cut -d ' ' -f 4 /proc/$PPID/stat)"; // the parent of the shell's parent

        @Test
        void the_end_of_its_runner_and_forged_results() throws Exception {
            Execution execution = sandbox.run(job("""
                    var work = java.nio.file.Path.of("/work");
                    java.nio.file.Files.copy(work.resolve("in.ipynb"), work.resolve("out.ipynb"));
                    java.nio.file.Files.writeString(work.resolve("ending.json"), "{\\"version\\": 1, \\"ending\\": \\"ok\\"}");
                    ProcessHandle.current().parent().get().destroyForcibly();"""));
            assertThat(execution)
                    .isEqualTo(new Execution(
                            Optional.empty(),
                            new Ending(
                                    Ending.Kind.DIED,
                                    "",
                                    OptionalInt.empty(),
                                    false,
                                    Duration.ZERO,
                                    Map.of(),
                                    Map.of())));
        }

        @Test
        void a_runner_that_was_halted() throws Exception {
            Execution execution = sandbox.run(
                    new Job("ada", job(shell("kill -STOP " + RUNNER)).notebook(), Map.of(), Duration.ofSeconds(1)));
            assertEnded(execution, Ending.Kind.TIMEOUT, "");
            assertThat(execution.executed()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"--nofile=3", "--fsize=0", "--as=1", "--nproc=1"})
        void limits_that_were_set_on_its_runner(String limit) throws Exception {
            Execution execution = sandbox.run(job(shell("prlimit " + limit + " --pid " + RUNNER), "6 * 7"));
            assertThat(execution.ending().kind()).isIn(Ending.Kind.OK, Ending.Kind.DIED, Ending.Kind.OUTPUT);
        }
    }

    @Nested
    class Open {
        @Test
        void says_that_there_is_no_such_image_and_asks_no_registry_for_one() {
            long start = System.nanoTime();
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(() -> ContainerSandbox.open("mlops-labs-sandbox:none"))
                    .withMessage("There is no image mlops-labs-sandbox:none; docker/image.sh sandbox builds it");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(10)); // a pull takes minutes to fail
        }

        @Test
        void removes_what_a_killed_grader_left_and_leaves_the_living_alone(@TempDir Path home) throws Exception {
            ProcessBuilder grader = grader("-Duser.home=" + home);
            grader.environment().remove("DOCKER_HOST"); // by which Testcontainers would need no notes
            Process process = grader.start();
            Owner owner = Owner.of(process.toHandle());
            try (var says = process.inputReader()) {
                assertThat(says.readLine()).isEqualTo("running");
                ContainerSandbox.open(Engines.image()).close();
                assertThat(held(owner)).as("a container and its volume").hasSize(2);
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(held(owner)).hasSize(2);
            ContainerSandbox.open(Engines.image()).close();
            assertThat(held(owner)).isEmpty();
            assertThat(home.resolve(".testcontainers.properties")).doesNotExist();
        }

        @ParameterizedTest
        @ValueSource(strings = {"TESTCONTAINERS_RYUK_DISABLED", "TESTCONTAINERS_HOST_OVERRIDE"})
        void refuses_to_let_testcontainers_pull_an_image_of_its_own(String setting) throws Exception {
            ProcessBuilder grader = grader("-Dnothing");
            grader.environment().remove(setting);
            assertThat(said(grader))
                    .isEqualTo(setting
                            + " is not set, and Testcontainers would pull an image of its own; ./course sets it\n");
        }

        @Test
        void takes_no_other_engine_than_the_one_that_was_asked_for() throws Exception {
            ProcessBuilder grader = grader("-Dnothing");
            grader.environment().put("DOCKER_HOST", "unix:///nowhere.sock");
            assertThat(said(grader)).startsWith("DOCKER_HOST names unix:///nowhere.sock, and nothing answers there; ");
        }

        private static String said(ProcessBuilder grader) throws Exception {
            return new String(grader.start().getInputStream().readAllBytes(), UTF_8);
        }

        private static ProcessBuilder grader(String property) {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            property,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Abandoned.class.getName(),
                            Engines.image())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
        }
    }

    @Nested
    class Close {
        @Test
        void ends_what_runs_in_another_thread_and_lets_nothing_start() throws Exception {
            var own = ContainerSandbox.open(Engines.image());
            var endless = new Endless(own);
            own.close();
            own.close();
            endless.join();
            assertThat(endless.stopped).hasMessage("ada was stopped");
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(() -> own.run(job("6 * 7")))
                    .withMessage("ada was stopped");
        }

        @Test
        void is_not_needed_where_the_thread_is_interrupted() throws Exception {
            var endless = new Endless(sandbox);
            endless.interrupt();
            endless.join();
            assertThat(endless.stopped).hasMessage("ada was stopped");
            assertThat(endless.wasInterrupted).isTrue();
        }
    }

    /** A job that does not end by itself, in a thread of its own; when this is made, its container is there. */
    private static final class Endless extends Thread {
        private final ContainerSandbox own;
        private volatile InfrastructureException stopped;
        private volatile boolean wasInterrupted;

        Endless(ContainerSandbox own) throws InfrastructureException {
            this.own = own;
            start();
            while (held(Owner.self()).isEmpty() && isAlive()) {
                Thread.onSpinWait(); // until the timeout of the test
            }
        }

        @Override
        public void run() {
            try {
                own.run(job("while (true);"));
            } catch (InfrastructureException e) {
                stopped = e;
                wasInterrupted = isInterrupted();
            }
        }
    }

    /** A grader that is killed in the middle of a job. */
    static final class Abandoned {
        private Abandoned() {}

        public static void main(String[] arguments) throws InterruptedException {
            try {
                engine = ContainerEngine.connect();
                var endless = new Endless(ContainerSandbox.open(arguments[0]));
                System.out.println("running");
                endless.join();
            } catch (InfrastructureException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
