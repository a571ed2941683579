// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.testing.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The export to the files that MLflow reads. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MlflowExportTest extends ExperimentsFixture {
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
