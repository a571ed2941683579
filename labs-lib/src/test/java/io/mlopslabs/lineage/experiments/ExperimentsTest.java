// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import io.mlopslabs.engine.Architecture;
import io.mlopslabs.engine.DeviceChoice;
import io.mlopslabs.engine.Examples;
import io.mlopslabs.engine.History;
import io.mlopslabs.engine.Network;
import io.mlopslabs.engine.Optimizer;
import io.mlopslabs.engine.Training;
import io.mlopslabs.lineage.experiments.RunRecord.Artifact;
import io.mlopslabs.lineage.experiments.RunRecord.Point;
import io.mlopslabs.testing.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExperimentsTest {
    /** Stands still until it is set. */
    private static final class HandClock extends Clock {
        private long now = 1000;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }
    }

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private Experiments experiments;
    private int lastId;

    @BeforeEach
    void open() {
        experiments =
                Experiments.open(folder.resolve("deep/er/experiments.db"), clock, () -> "%032x".formatted(++lastId));
    }

    @AfterEach
    void close() {
        experiments.close();
    }

    private RunRecord only() {
        List<RunRecord> runs = experiments.runs("e");
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    @Nested
    class A_run {
        @Test
        void is_read_back_as_it_was_told() {
            Fingerprint rows = Fingerprint.of("rows");
            try (var run = experiments.start("e")) {
                run.param("rate", 0.1).params(Map.of("net/width", 64));
                clock.now = 1500;
                run.metric("loss", 0.5, 1).metric("loss", Double.NaN, 2).metric("loss", Double.NEGATIVE_INFINITY, 3);
                run.metric("recall", 0.8);
                run.tag("note", "first").tag("note", "second");
                run.data("train", rows).artifact("plots/a.txt", "hi".getBytes(StandardCharsets.UTF_8));
                assertThat(only().status()).isEqualTo(RunStatus.RUNNING);
                assertThat(only().ended()).isEmpty();
                clock.now = 2000;
            }
            RunRecord run = only();
            assertThat(run.name()).isEqualTo("run 1");
            assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
            assertThat(run.started()).isEqualTo(Instant.ofEpochMilli(1000));
            assertThat(run.ended()).contains(Instant.ofEpochMilli(2000));
            assertThat(run.params()).isEqualTo(Map.of("rate", "0.1", "net/width", "64"));
            Instant then = Instant.ofEpochMilli(1500);
            assertThat(run.metrics().get("loss"))
                    .containsExactly(
                            new Point(1, 0.5, then),
                            new Point(2, Double.NaN, then),
                            new Point(3, Double.NEGATIVE_INFINITY, then));
            assertThat(run.metric("recall")).isEqualTo(0.8);
            assertThat(run.tags()).isEqualTo(Map.of("note", "second"));
            assertThat(run.data()).isEqualTo(Map.of("train", rows.sha256()));
            assertThat(run.artifacts())
                    .isEqualTo(Map.of(
                            "plots/a.txt", new Artifact(Fingerprint.of("hi").sha256(), 2)));
            assertThat(new String(experiments.artifact(run, "plots/a.txt"), StandardCharsets.UTF_8))
                    .isEqualTo("hi");
        }

        @Test
        void notes_which_build_of_the_library_did_the_work() {
            experiments.start("e").close();
            assertThat(only().code())
                    .isEqualTo(Map.of(
                            "labs-lib",
                            Fingerprint.ofCode(Experiments.class).orElseThrow().sha256()));
        }

        @Test
        void takes_the_value_at_the_highest_step_and_there_the_last() {
            try (var run = experiments.start("e")) {
                run.metric("m", 1, 5).metric("m", 2, 9).metric("m", 3, 9).metric("m", 4, 2);
            }
            assertThat(only().metric("m")).isEqualTo(3);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> only().metric("x"))
                    .withMessage("run 1 has no metric 'x'; it has [m]");
        }

        @Test
        void may_say_the_same_again_but_nothing_else() {
            try (var run = experiments.start("e")) {
                run.param("rate", 0.1).param("rate", 0.1);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> run.param("rate", 0.2))
                        .withMessage(
                                "the parameter 'rate' of this run is 0.1 and cannot become 0.2; start another run");
                run.artifact("a", new byte[] {1}).artifact("a", new byte[] {1});
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> run.artifact("a", new byte[] {2}))
                        .withMessageStartingWith("the artifact 'a' of this run is 4bf5122f");
            }
            assertThat(only().params()).isEqualTo(Map.of("rate", "0.1"));
        }

        @Test
        void takes_nothing_more_when_it_is_over() {
            var run = experiments.start("e");
            run.close();
            clock.now = 9999;
            run.close();
            run.fail("too late");
            String message = "run 00000000000000000000000000000001 is over; start another run";
            assertThatIllegalStateException()
                    .isThrownBy(() -> run.param("a", 1))
                    .withMessage(message);
            assertThatIllegalStateException()
                    .isThrownBy(() -> run.metric("a", 1))
                    .withMessage(message);
            assertThatIllegalStateException()
                    .isThrownBy(() -> run.tag("a", "b"))
                    .withMessage(message);
            assertThatIllegalStateException()
                    .isThrownBy(() -> run.artifact("a", new byte[0]))
                    .withMessage(message);
            assertThat(only().status()).isEqualTo(RunStatus.FINISHED);
            assertThat(only().ended()).contains(Instant.ofEpochMilli(1000));
            assertThat(only().tags()).isEmpty();
        }

        @Test
        void that_throws_has_failed_with_its_reason() {
            var failure = new IllegalStateException("no luck");
            assertThatThrownBy(() -> experiments.run("e", run -> {
                        run.param("a", 1);
                        throw failure;
                    }))
                    .isSameAs(failure);
            assertThat(only().status()).isEqualTo(RunStatus.FAILED);
            assertThat(only().params()).isEqualTo(Map.of("a", "1"));
            assertThat(only().tags()).isEqualTo(Map.of("error", "java.lang.IllegalStateException: no luck"));
        }

        @Test
        void that_returns_is_finished_and_given_back() {
            RunRecord run = experiments.run("e", r -> r.metric("m", 1));
            assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
            assertThat(run).isEqualTo(only());
        }

        @Test
        void stays_running_where_nobody_closes_it() {
            var unused = experiments.start("e");
            experiments.close();
            open();
            assertThat(only().status()).isEqualTo(RunStatus.RUNNING);
        }

        @Test
        void follows_a_training() {
            Examples halves = Examples.of(
                    new float[][] {{0, 1}, {1, 0}, {0, 2}, {2, 0}}, new int[] {0, 1, 0, 1}, List.of("a", "b"));
            try (var run = experiments.start("e");
                    Network network =
                            Network.create(Architecture.mlp(), new Shape(2), List.of("a", "b"), 1, DeviceChoice.CPU)) {
                Training training = Training.of(3, 2, new Optimizer.Adam(0.1)).withDevice(DeviceChoice.CPU);
                History history = training.resume(network, halves, Optional.of(halves), run.callback());
                assertThat(only().metrics().get("train/loss"))
                        .extracting(Point::value)
                        .isEqualTo(history.epochs().stream()
                                .map(epoch -> epoch.train().loss())
                                .toList());
                assertThat(only().metric("val/accuracy"))
                        .isEqualTo(history.last().validation().orElseThrow().accuracy());
                assertThat(only().metrics().get("val/loss"))
                        .extracting(Point::step)
                        .containsExactly(1L, 2L, 3L);
            }
        }
    }

    @Nested
    class Names {
        @ParameterizedTest
        @ValueSource(strings = {"a", "val/recall", "top-5", "a b", "v1.2", "x_y", ".5", "a..b"})
        void that_mlflow_takes_are_taken(String name) {
            try (var run = experiments.start("e")) {
                run.param(name, 1).metric(name, 1).tag(name, "1").artifact(name, new byte[1]);
            }
            assertThat(only().metrics()).containsOnlyKeys(name);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/.", "ä", "a\nb", "a:b", "a\\b"})
        void that_lead_elsewhere_or_are_no_files_are_refused(String name) {
            try (var run = experiments.start("e")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> run.metric(name, 1))
                        .withMessage(
                                "the metric name '%s' is not allowed; take up to 250 letters, digits, spaces and _ - . with / between"
                                        + " parts",
                                name);
                assertThatIllegalArgumentException().isThrownBy(() -> run.artifact(name, new byte[1]));
                assertThatIllegalArgumentException().isThrownBy(() -> run.param(name, 1));
                assertThatIllegalArgumentException().isThrownBy(() -> run.tag(name, "1"));
            }
        }

        @Test
        void of_experiments_are_not_blank_and_found_again() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> experiments.start(" "))
                    .withMessage("the experiment has the name ' '; it has 1 to 250 characters, not all of them blank");
            experiments.start("b").close();
            experiments.start("a", "mine").close();
            experiments.start("a").close();
            assertThat(experiments.names()).containsExactly("b", "a");
            assertThat(experiments.runs("a")).extracting(RunRecord::name).containsExactly("mine", "run 2");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> experiments.runs("c"))
                    .withMessage("there is no experiment 'c'; there are [b, a]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> experiments.record("x"))
                    .withMessage("there is no run 'x'");
        }

        @Test
        void with_quotes_do_no_harm() {
            String hostile = "x'); DROP TABLE run; --";
            try (var run = experiments.start(hostile)) {
                run.param("a", hostile).tag("b", hostile);
            }
            assertThat(experiments.runs(hostile).get(0).params()).isEqualTo(Map.of("a", hostile));
        }
    }

    @Nested
    class Artifacts {
        @Test
        void come_from_files_and_equal_ones_are_kept_once() throws IOException {
            Path file = Files.writeString(folder.resolve("model.bin"), "weights");
            try (var one = experiments.start("e");
                    var two = experiments.start("e")) {
                one.artifact(file);
                two.artifact(file).artifact("copy", Files.readAllBytes(file)).artifact("empty", new byte[0]);
            }
            try (var kept = Files.list(folder.resolve("deep/er/experiments.db.artifacts"))) {
                assertThat(kept).hasSize(2);
            }
            assertThat(experiments.runs("e").get(1).artifacts()).containsOnlyKeys("model.bin", "copy", "empty");
        }

        @Test
        void that_are_missing_gone_or_changed_are_named() throws IOException {
            try (var run = experiments.start("e")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> run.artifact(folder.resolve("none.bin")))
                        .withMessage("there is no file %s to keep as an artifact", folder.resolve("none.bin"));
                run.artifact("a", new byte[] {1});
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> experiments.artifact(only(), "b"))
                    .withMessage("run 1 has no artifact 'b'; it has [a]");
            Path kept = folder.resolve("deep/er/experiments.db.artifacts")
                    .resolve(only().artifacts().get("a").sha256());
            Files.write(kept, new byte[] {2});
            assertThatIllegalStateException()
                    .isThrownBy(() -> experiments.artifact(only(), "a"))
                    .withMessage("the artifact 'a' was changed: %s has other bytes than its name says", kept);
            Files.delete(kept);
            assertThatIllegalStateException()
                    .isThrownBy(() -> experiments.artifact(only(), "a"))
                    .withMessage("the artifact 'a' is gone: there is no readable file %s", kept);
        }
    }

    @Nested
    class Files_ {
        @Test
        void that_are_something_else_are_refused() throws IOException {
            Path file =
                    Files.writeString(folder.resolve("notes.txt"), "no database, but long enough to be one".repeat(20));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Experiments.open(file))
                    .withMessageStartingWith("cannot open %s as an experiment file: ", file)
                    .withMessageContaining("file is not a database");
        }

        @Test
        void of_a_later_version_are_refused() throws Exception {
            Path file = folder.resolve("later.db");
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement()) {
                statement.execute("PRAGMA user_version = 7");
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Experiments.open(file))
                    .withMessage(
                            "cannot open %s as an experiment file: it has version 7 and this library knows 1", file);
        }

        @Test
        void take_runs_of_two_processes_and_two_threads_at_once(@TempDir Path log) throws Exception {
            int each = 25;
            for (int round = 0; round < 3; round++) {
                Path file = folder.resolve("shared" + round + ".db");
                List<Process> others = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    others.add(new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xshare:auto",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    WriterMain.class.getName(),
                                    file.toString(),
                                    Integer.toString(each))
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    log.resolve(round + "-" + i + ".txt").toFile())
                            .start());
                }
                IntStream.range(0, 2).parallel().forEach(thread -> WriterMain.write(file, each));
                for (Process other : others) {
                    assertThat(other.waitFor(120, TimeUnit.SECONDS))
                            .as("ends in time")
                            .isTrue();
                    assertThat(other.exitValue()).as(() -> "log in " + log).isZero();
                }
                try (var shared = Experiments.open(file)) {
                    List<RunRecord> runs = shared.runs("together");
                    assertThat(runs)
                            .extracting(RunRecord::name)
                            .isEqualTo(IntStream.rangeClosed(1, 4 * each)
                                    .mapToObj(i -> "run " + i)
                                    .toList());
                    assertThat(runs).allSatisfy(run -> {
                        assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
                        assertThat(run.metrics().get("loss")).hasSize(WriterMain.METRICS);
                    });
                }
            }
        }
    }

    @Nested
    class Comparing {
        @Test
        void shows_what_differs_and_names_what_is_shared() {
            for (int seed = 1; seed <= 2; seed++) {
                try (var run = experiments.start("e")) {
                    run.param("rate", 0.1).param("seed", seed).data("train", Fingerprint.of("rows " + seed));
                    run.data("test", Fingerprint.of("same"))
                            .metric("recall", 0.5 * seed)
                            .tag("x", "not shown");
                }
            }
            var third = experiments.start("e", "third");
            third.param("seed", 3).data("train", Fingerprint.of("rows 1")).data("test", Fingerprint.of("same"));
            third.param("rate", 0.1).metric("loss", 7).fail("diverged");
            Table table = experiments.compare("e").table();
            String library = only("labs-lib");
            assertThat(table.name())
                    .isEqualTo("e, all with code labs-lib = %s, data test = %s, rate = 0.1"
                            .formatted(library, Fingerprint.of("same").brief()));
            assertThat(table.columnNames()).containsExactly("run", "status", "data train", "seed", "loss", "recall");
            assertThat(table.stringColumn("run").asList()).containsExactly("run 1", "run 2", "third");
            assertThat(table.stringColumn("status").asList()).containsExactly("finished", "finished", "failed");
            assertThat(table.stringColumn("seed").asList()).containsExactly("1", "2", "3");
            assertThat(table.stringColumn("data train").get(2))
                    .isEqualTo(table.stringColumn("data train").get(0))
                    .isNotEqualTo(table.stringColumn("data train").get(1));
            assertThat(table.doubleColumn("recall").get(1)).isEqualTo(1);
            assertThat(table.doubleColumn("recall").isMissing(2)).isTrue();
            assertThat(experiments.compare("e").toString()).contains("third", "failed", "recall");
        }

        private String only(String code) {
            return experiments.runs("e").get(0).code().get(code).substring(0, 8);
        }

        @Test
        void keeps_a_parameter_and_a_metric_of_one_name_apart() {
            for (int width : new int[] {8, 16}) {
                try (var run = experiments.start("e")) {
                    run.param("size", width).metric("size", 100.0 * width);
                }
            }
            assertThat(experiments.compare("e").table().columnNames())
                    .containsExactly("run", "status", "size", "size (metric)");
        }

        @Test
        void shows_a_setting_that_only_some_runs_have() {
            experiments.run("e", run -> run.param("a", 1));
            experiments.run("e", run -> run.param("b", 2));
            assertThat(experiments.compare("e").table().stringColumn("a").asList())
                    .containsExactly("1", "");
        }
    }

    @Nested
    class Mlflow_export {
        @TestFactory
        Stream<DynamicTest> writes_the_files_that_mlflow_writes() {
            return Golden.read("experiments/mlflow_layout").tests(Map.of("mlflow FileStore", c -> {
                Map<String, Object> files = export();
                var names = new ArrayList<String>();
                c.expected().fieldNames().forEachRemaining(names::add);
                assertThat(files).containsOnlyKeys(names);
                return files;
            }));
        }

        /** The run of golden/experiments/make.py, as a map from file to text, or to the map that a YAML file holds. */
        private Map<String, Object> export() {
            try (var run = experiments.start("cats and dogs: \"1st\" é")) {
                run.param("rate", 0.001)
                        .param("net/width", 64)
                        .param("note", "two\nlines")
                        .param("empty", "");
                clock.now = 1001;
                run.metric("loss", 0.5, 1);
                clock.now = 1002;
                run.metric("loss", Double.NaN, 2);
                clock.now = 1003;
                run.metric("loss", Double.NEGATIVE_INFINITY, 3);
                clock.now = 1004;
                run.metric("val/recall", 0.25, 3).tag("team", "a").data("train", Fingerprint.of("rows"));
                run.artifact("model.txt", "hi".getBytes(StandardCharsets.UTF_8));
                run.artifact("plots/loss.svg", "<svg/>".getBytes(StandardCharsets.UTF_8));
                clock.now = 2000;
            }
            Path root = folder.resolve("mlruns");
            experiments.exportMlflow(root);
            String library =
                    experiments.runs("cats and dogs: \"1st\" é").get(0).code().get("labs-lib");
            var files = new TreeMap<String, Object>();
            try (var found = Files.walk(root.resolve("1"))) {
                for (Path file : found.filter(Files::isRegularFile).toList()) {
                    String name = normal(root, root.relativize(file).toString().replaceFirst("^1/", "EXPERIMENT/"));
                    String text = normal(root, Files.readString(file))
                            .replace(library, Fingerprint.of("code").sha256());
                    files.put(name, name.endsWith("meta.yaml") ? yaml(text) : text);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return files;
        }

        private String normal(Path root, String text) {
            return text.replaceAll("inputs/[0-9a-f]{32}", "inputs/INPUT")
                    .replace("file://" + root + "/1", "ROOT/EXPERIMENT")
                    .replace("%032x".formatted(1), "RUN")
                    .replace("experiment_id: \"1\"", "experiment_id: \"EXPERIMENT\"");
        }

        private Map<String, String> yaml(String text) {
            var values = new LinkedHashMap<String, String>();
            for (String line : text.split("\n", -1)) {
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    values.put(line.substring(0, colon), unquoted(line.substring(colon + 2)));
                }
            }
            return values;
        }

        private String unquoted(String value) {
            String inner = value.replaceAll("^[\"'](.*)[\"']$", "$1").replace("\\\"", "\"");
            return Pattern.compile("\\\\U([0-9a-f]{8})")
                    .matcher(inner)
                    .replaceAll(match -> Character.toString(Integer.parseInt(match.group(1), 16)));
        }

        @Test
        void needs_a_folder_that_holds_nothing() throws IOException {
            Path target = Files.createDirectories(folder.resolve("mlruns"));
            Files.createFile(target.resolve("mine"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> experiments.exportMlflow(target))
                    .withMessage("%s is not empty; export to a folder that is not there yet", target);
        }

        @Test
        void names_a_metric_that_is_both_a_file_and_a_folder() {
            experiments.run("e", run -> run.metric("loss", 1).metric("loss/train", 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> experiments.exportMlflow(folder.resolve("mlruns")))
                    .withMessageMatching(
                            "MLflow needs 1.\\w+.metrics.loss both as a file and as a folder; give one of the two names another beginning");
        }

        /** MLflow listed such a run and could not find it by its id. */
        @Test
        void gives_a_run_that_noted_nothing_the_folders_that_mlflow_looks_for() {
            experiments.start("e").close();
            experiments.exportMlflow(folder.resolve("mlruns"));
            assertThat(Stream.of("params", "metrics", "artifacts")
                            .map(folder.resolve("mlruns/1/%032x".formatted(1))::resolve))
                    .allMatch(Files::isDirectory);
        }

        @Test
        void keeps_failed_and_running_runs_apart() throws IOException {
            experiments.start("e").fail("x");
            var unused = experiments.start("e");
            experiments.exportMlflow(folder.resolve("mlruns"));
            assertThat(Files.readString(folder.resolve("mlruns/1/%032x/meta.yaml".formatted(1))))
                    .contains("status: 4\n");
            assertThat(Files.readString(folder.resolve("mlruns/1/%032x/meta.yaml".formatted(2))))
                    .contains("status: 1\n", "end_time: null\n");
        }
    }

    @Test
    void many_threads_may_share_one_run() {
        try (var run = experiments.start("e")) {
            IntStream.range(0, 200).parallel().forEach(i -> run.metric("m", i, i)
                    .param("p" + i, i));
        }
        assertThat(only().metrics().get("m")).hasSize(200);
        assertThat(only().params()).hasSize(200);
    }
}
