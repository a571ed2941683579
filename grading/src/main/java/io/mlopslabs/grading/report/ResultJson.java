// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.submission.Extra;
import io.mlopslabs.grading.verdict.ExerciseVerdict;
import io.mlopslabs.grading.verdict.Incident;
import io.mlopslabs.grading.verdict.ProbeVerdict;
import io.mlopslabs.grading.verdict.Run;
import io.mlopslabs.grading.verdict.Status;
import io.mlopslabs.grading.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** One verdict as {@code result.json}, which {@code result.schema.json} describes; all that depends on the machine stands in {@code timings}. */
final class ResultJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int VERSION = 1;

    private ResultJson() {}

    static byte[] write(Verdict verdict) {
        ObjectNode result = JSON.createObjectNode()
                .put("version", VERSION)
                .put("week", verdict.week())
                .put("student", verdict.student())
                .put("status", verdict.status().name())
                .put("sentence", verdict.sentence());
        score(result, verdict.score()).put("max", verdict.max());
        var exercises = result.putArray("exercises");
        verdict.exercises().forEach(exercise -> exercise(exercises.addObject(), exercise));
        var extras = result.putArray("extras");
        verdict.extras()
                .forEach(extra -> extras.addObject().put("type", extra.type()).put("source", extra.source()));
        var incidents = result.putArray("incidents");
        verdict.incidents().forEach(incident -> incidents
                .addObject()
                .put("run", incident.run())
                .put("cell", incident.cell())
                .put("kind", incident.kind().word()));
        var timings = result.putArray("timings");
        verdict.runs().forEach(run -> timing(timings.addObject(), run));
        return bytes(result);
    }

    static byte[] bytes(JsonNode node) {
        try {
            return (JSON.writeValueAsString(node) + "\n").getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree without cycles can be written", e);
        }
    }

    private static void exercise(ObjectNode node, ExerciseVerdict exercise) {
        node.put("id", exercise.id()).put("status", exercise.status().name()).put("sentence", exercise.sentence());
        score(node, exercise.points()).put("max", exercise.max());
        var probes = node.putArray("probes");
        exercise.probes().forEach(probe -> probes.addObject()
                .put("name", probe.name())
                .put("score", probe.points())
                .put("max", probe.max()));
        node.put("answer", exercise.answer()).put("output", exercise.output());
    }

    private static ObjectNode score(ObjectNode node, OptionalDouble score) {
        return score.isPresent() ? node.put("score", score.getAsDouble()) : node.putNull("score");
    }

    private static void timing(ObjectNode node, Run run) {
        node.put("run", run.name()).put("wall_seconds", seconds(run.wall())).put("start_seconds", seconds(run.start()));
        ObjectNode cells = node.putObject("cell_seconds");
        run.cells().forEach((cell, took) -> cells.put(cell, seconds(took)));
        ObjectNode cpu = node.putObject("cpu_seconds");
        run.cpu().forEach((stage, took) -> cpu.put(stage, seconds(took)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Reads what {@link #write} wrote; a file of another version or with anything amiss is an {@link IOException}. */
    static Verdict read(byte[] bytes) throws IOException {
        JsonNode result = JSON.readTree(bytes);
        try {
            if (result.required("version").asInt() != VERSION) {
                throw new IOException("result of another version");
            }
            return new Verdict(
                    text(result, "week"),
                    text(result, "student"),
                    text(result, "sentence"),
                    list(result, "exercises", ResultJson::exercise),
                    list(result, "extras", extra -> new Extra(text(extra, "type"), text(extra, "source"))),
                    list(result, "incidents", ResultJson::incident),
                    list(result, "timings", ResultJson::run));
        } catch (IllegalArgumentException e) {
            throw new IOException("not a result: " + e.getMessage(), e);
        }
    }

    private static ExerciseVerdict exercise(JsonNode node) {
        return new ExerciseVerdict(
                text(node, "id"),
                Status.valueOf(text(node, "status")),
                node.required("score").isNull()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(node.required("score").asDouble()),
                node.required("max").asDouble(),
                text(node, "sentence"),
                list(
                        node,
                        "probes",
                        probe -> new ProbeVerdict(
                                text(probe, "name"),
                                probe.required("score").asDouble(),
                                probe.required("max").asDouble())),
                text(node, "answer"),
                text(node, "output"));
    }

    private static Incident incident(JsonNode node) {
        return new Incident(
                text(node, "run"),
                text(node, "cell"),
                Incident.Kind.valueOf(text(node, "kind").toUpperCase(Locale.ROOT)));
    }

    private static Run run(JsonNode node) {
        return new Run(
                text(node, "run"),
                duration(node.required("wall_seconds")),
                duration(node.required("start_seconds")),
                durations(node.required("cell_seconds")),
                durations(node.required("cpu_seconds")));
    }

    private static Map<String, Duration> durations(JsonNode seconds) {
        var durations = new LinkedHashMap<String, Duration>();
        seconds.properties().forEach(entry -> durations.put(entry.getKey(), duration(entry.getValue())));
        return durations;
    }

    private static Duration duration(JsonNode seconds) {
        return Duration.ofMillis(Math.round(seconds.asDouble() * 1000));
    }

    private static String text(JsonNode node, String key) {
        return node.required(key).asText();
    }

    private static <T> List<T> list(JsonNode node, String key, Function<JsonNode, T> element) {
        return node.required(key).valueStream().map(element).toList();
    }
}
