// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.MalformedNotebookException;
import io.mlopslabs.grading.notebook.Notebook;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A job and its execution as the files that {@code kernel/sandbox.py} reads and writes. */
final class JobFiles {
    /** The cells with their outputs. */
    static final String NOTEBOOK = "out.ipynb";
    /** How it ended. */
    static final String ENDING = "ending.json";
    /** More than the outputs that a job may have, and its cells. */
    static final int LARGEST_NOTEBOOK = 32 << 20;

    static final int LARGEST_ENDING = 4 << 20;

    private static final JsonMapper JSON = new JsonMapper();

    private JobFiles() {}

    /** Returns the files that the job is given, by their path in its folder. */
    static Map<String, byte[]> of(Job job) {
        ObjectNode tree = job.notebook().tree();
        ((ObjectNode) tree.get("metadata")).withObject("course").put("limit", seconds(job.limit()));
        var files = new LinkedHashMap<String, byte[]>();
        files.put("in.ipynb", Notebook.of(job.name(), tree).toBytes());
        job.probes().forEach((exercise, inputs) -> files.put("probes/" + exercise + ".json", inputs));
        return files;
    }

    /**
     * Reads what came back.
     *
     * @param ending bytes of {@link #ENDING}
     * @param notebook bytes of {@link #NOTEBOOK}; what is no notebook is an execution without one
     * @param oomKilled whether the operating system ended the kernel for want of memory
     * @throws InfrastructureException if the ending says that the kernel could not be run, or is none
     */
    static Execution execution(Job job, byte[] ending, byte[] notebook, boolean oomKilled)
            throws InfrastructureException {
        JsonNode told = read(job, ending);
        String kind = told.path("ending").asText();
        if (kind.equals("infra")) {
            throw new InfrastructureException(
                    job.name() + " could not be run: " + told.path("detail").asText());
        }
        JsonNode exit = told.path("exit");
        return new Execution(
                parsed(job, notebook),
                new Ending(
                        kind(job, kind),
                        told.path("cell").asText(""),
                        exit.isInt() ? OptionalInt.of(exit.intValue()) : OptionalInt.empty(),
                        oomKilled,
                        duration(told.path("start_seconds")),
                        durations(told.path("seconds")),
                        durations(told.path("cpu_seconds"))));
    }

    private static JsonNode read(Job job, byte[] ending) throws InfrastructureException {
        try {
            JsonNode told = JSON.readTree(ending);
            if (told.path("version").asInt() == 1) {
                return told;
            }
        } catch (IOException noJson) {
            throw unknown(job, noJson);
        }
        throw unknown(job, null);
    }

    private static Ending.Kind kind(Job job, String kind) throws InfrastructureException {
        return switch (kind) {
            case "ok" -> Ending.Kind.OK;
            case "died" -> Ending.Kind.DIED;
            case "timeout" -> Ending.Kind.TIMEOUT;
            case "output" -> Ending.Kind.OUTPUT;
            default -> throw unknown(job, null);
        };
    }

    private static InfrastructureException unknown(Job job, Throwable cause) {
        return new InfrastructureException(
                "The ending of " + job.name()
                        + " is not as kernel/sandbox.py of this version writes it; set the course up anew: ./course lab --check",
                cause);
    }

    private static Optional<Notebook> parsed(Job job, byte[] notebook) {
        try {
            return Optional.of(Notebook.parse(job.name(), notebook));
        } catch (MalformedNotebookException e) {
            return Optional.empty();
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Map<String, Duration> durations(JsonNode seconds) {
        var durations = new LinkedHashMap<String, Duration>();
        seconds.properties().forEach(entry -> durations.put(entry.getKey(), duration(entry.getValue())));
        return durations;
    }

    private static Duration duration(JsonNode seconds) {
        return Duration.ofMillis(Math.round(seconds.asDouble() * 1000));
    }
}
