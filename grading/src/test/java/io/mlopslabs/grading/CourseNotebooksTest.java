// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Digests;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Release;
import io.mlopslabs.grading.release.Weeks;
import io.mlopslabs.grading.sandbox.ContainerSandbox;
import io.mlopslabs.grading.sandbox.Ending;
import io.mlopslabs.grading.sandbox.Engines;
import io.mlopslabs.grading.sandbox.Execution;
import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.sandbox.Job;
import io.mlopslabs.grading.sandbox.Sandbox;
import io.mlopslabs.grading.testing.Week;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every notebook of the course, whole and once per run of all tests, in the sandbox that grading uses: a container where an engine answers.
 *
 * <p>What came out lies in {@code target/notebooks} with a key beside it, for whatever else wants outputs: {@code strict} holds the instructor's run,
 * {@code report} the learner's.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("notebooks") // ./course test --fast leaves it out
@Timeout(600)
class CourseNotebooksTest {
    /** A week may take 90 seconds on two quiet cores; this is the limit for a machine that does other things beside. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final String CHECK = "application/vnd.mlopslabs.check+json";
    private static final Path OUT = Week.COURSE.resolve("target/notebooks");
    private static final Path LIBRARY = Week.COURSE.resolve(".course/lib/labs-lib.jar");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Sandbox sandbox;

    @BeforeAll
    void open() throws InfrastructureException {
        sandbox = Engines.answers() ? ContainerSandbox.open(Engines.image()) : Week.nativeSandbox();
    }

    @AfterAll
    void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    static List<Path> sources() throws IOException {
        return Weeks.in(Week.COURSE.resolve("notebooks")).sources();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void of_the_instructor_runs_through_and_passes_every_check(Path source) throws Exception {
        Notebook executed = run("strict", source, Notebook.read(source));
        assertThat(checks(executed)).isNotEmpty().allSatisfy(check -> assertThat(
                        check.path("status").asText())
                .as(check.path("exercise").asText())
                .isEqualTo("passed"));
        keep("strict", source, executed);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void of_the_learner_runs_through_and_leaves_every_exercise_open(Path source) throws Exception {
        Notebook copy = Release.of(Notebook.read(source)).learnerCopy().orElseThrow();
        Notebook executed = run("report", source, copy);
        assertThat(checks(executed)).isNotEmpty().allSatisfy(check -> assertThat(
                        check.path("status").asText())
                .as(check.path("exercise").asText())
                .isEqualTo("not_answered"));
        keep("report", source, executed);
    }

    private Notebook run(String mode, Path source, Notebook notebook) throws Exception {
        Execution execution = sandbox.run(new Job(notebook.name(), notebook, Map.of(), LIMIT));
        Notebook executed = execution.executed().orElseThrow();
        Path folder = Files.createDirectories(OUT.resolve(mode));
        Files.deleteIfExists(record(mode, source));
        Files.write(folder.resolve(source.getFileName()), executed.toBytes());
        assertThat(execution.ending().kind()).as(execution.ending().toString()).isEqualTo(Ending.Kind.OK);
        assertThat(errors(executed)).isEmpty();
        return executed;
    }

    private static Path record(String mode, Path source) {
        return OUT.resolve(mode).resolve(source.getFileName().toString().replaceFirst("\\.ipynb$", ".run.json"));
    }

    /** Notes what the outputs came from, as kernel/executed.py does: they are good for others. */
    private void keep(String mode, Path source, Notebook executed) throws IOException, InterruptedException {
        ObjectNode key = JSON.createObjectNode();
        key.put("notebook", sha256(source));
        key.put("library", Files.exists(LIBRARY) ? sha256(LIBRARY) : "");
        key.put("jdk", executed.tree().at("/metadata/language_info/version").asText());
        key.put("runner", sandbox.name());
        key.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        key.put("commit", commit());
        Files.writeString(record(mode, source), key.toPrettyString() + "\n");
    }

    /** Returns what lies in this checkout, or nothing where git does not know. */
    private static String commit() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "rev-parse", "--short=10", "HEAD")
                .directory(Week.COURSE.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
        return git.waitFor() == 0 ? said : "";
    }

    private static String sha256(Path file) throws IOException {
        return Digests.sha256(Files.readAllBytes(file));
    }

    private static List<JsonNode> checks(Notebook executed) {
        return outputs(executed)
                .map(output -> output.path("data").path(CHECK))
                .filter(JsonNode::isObject)
                .toList();
    }

    private static List<String> errors(Notebook executed) {
        var errors = new ArrayList<String>();
        outputs(executed)
                .filter(output -> output.path("output_type").asText().equals("error"))
                .forEach(output -> errors.add(output.path("ename").asText() + ": "
                        + output.path("evalue").asText()));
        return errors;
    }

    private static Stream<JsonNode> outputs(Notebook executed) {
        return StreamSupport.stream(executed.tree().get("cells").spliterator(), false)
                .flatMap(cell -> StreamSupport.stream(cell.path("outputs").spliterator(), false));
    }
}
