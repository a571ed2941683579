// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.data.Sha256;
import io.mlopslabs.features.linear.LogisticRegressionModel;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.TransformGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A saved tabular model: {@code tabular_model.json}, and the graph and the examples, which it knows by their SHA-256. */
final class TabularFolder {
    static final String EXAMPLES = "examples.json";

    private static final String GRAPH = "transform_graph.json";
    private static final String MODEL = "tabular_model.json";
    private static final String FORMAT = "mlopslabs tabular model";
    /** Grows when an old reader would misread; kinds of models are told apart by their names. */
    private static final int VERSION = 1;

    private static final String KIND = "logistic_regression";
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private TabularFolder() {}

    /** Returns whether the folder holds a tabular model, whole or in part. */
    static boolean isOne(Path folder) {
        return Files.exists(folder.resolve(MODEL)) || Files.exists(folder.resolve(GRAPH));
    }

    static void write(Path folder, TabularModel model, Batch examples) {
        byte[] graph = model.graph().toJson().getBytes(StandardCharsets.UTF_8);
        byte[] rows = ExampleRows.json(model, examples);
        try {
            Files.createDirectories(folder);
            put(folder, GRAPH, graph);
            put(folder, EXAMPLES, rows);
            put(folder, MODEL, MAPPER.writeValueAsBytes(json(model, graph, rows)));
        } catch (IOException failure) {
            throw new UncheckedIOException("the model could not be written to %s".formatted(folder), failure);
        }
    }

    private static void put(Path folder, String name, byte[] content) throws IOException {
        Path draft = Files.createTempFile(folder, ".saving", ".json");
        try {
            Files.write(draft, content);
            Files.move(
                    draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static ObjectNode json(TabularModel model, byte[] graph, byte[] examples) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("format", FORMAT)
                .put("version", VERSION)
                .put("kind", KIND);
        model.classNames().forEach(json.putArray("class_names")::add);
        model.model().columns().forEach(json.putArray("columns")::add);
        for (double weight : model.model().coef()) {
            json.withArray("/coef").add(weight);
        }
        json.put("intercept", model.model().intercept());
        json.putObject("sha256").put(GRAPH, Sha256.hex(graph)).put(EXAMPLES, Sha256.hex(examples));
        return json;
    }

    static TabularModel read(Path folder) {
        try {
            JsonNode json = header(folder);
            // The graph speaks before its digest: that it is of a later version says more than that it is another one.
            TransformGraph graph = TransformGraph.load(present(folder, GRAPH));
            requireSaved(folder, json, GRAPH);
            requireSaved(folder, json, EXAMPLES);
            double[] coef = StreamSupport.stream(json.path("coef").spliterator(), false)
                    .mapToDouble(weight -> weight.asDouble(Double.NaN))
                    .toArray();
            return new TabularModel(
                    graph,
                    new LogisticRegressionModel(
                            texts(json, "columns"), coef, json.path("intercept").asDouble(Double.NaN)),
                    texts(json, "class_names"));
        } catch (IOException failure) {
            throw new UncheckedIOException("the model in %s could not be read".formatted(folder), failure);
        }
    }

    static byte[] examples(Path folder) {
        try {
            return Files.readAllBytes(present(folder, EXAMPLES));
        } catch (IOException failure) {
            throw new UncheckedIOException("the model in %s could not be read".formatted(folder), failure);
        }
    }

    private static JsonNode header(Path folder) throws IOException {
        JsonNode json;
        try {
            json = MAPPER.readTree(Files.readAllBytes(present(folder, MODEL)));
        } catch (JsonProcessingException damaged) {
            throw new IllegalArgumentException(
                    "the model in %s is damaged: %s cannot be read; save it again".formatted(folder, MODEL), damaged);
        }
        if (!json.path("format").asText().equals(FORMAT)) {
            throw new IllegalArgumentException("%s holds something else: the \"format\" of its %s is %s, not \"%s\""
                    .formatted(folder, MODEL, json.path("format"), FORMAT));
        }
        if (!json.path("version").isInt() || json.path("version").intValue() > VERSION) {
            throw new IllegalArgumentException(
                    "the model in %s is of version %s, and this library reads versions up to %d; use the release that wrote it, or a later one"
                            .formatted(folder, json.path("version"), VERSION));
        }
        if (!json.path("kind").asText().equals(KIND)) {
            throw new IllegalArgumentException(
                    "the model in %s is of kind %s, and this library serves %s; use the release that wrote it, or a later one"
                            .formatted(folder, json.path("kind"), KIND));
        }
        return json;
    }

    private static Path present(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "the model in %s is half written: there is no %s; give the folder that save of TabularModel wrote"
                            .formatted(folder, name));
        }
        return file;
    }

    private static void requireSaved(Path folder, JsonNode json, String name) throws IOException {
        if (!Sha256.hex(Files.readAllBytes(present(folder, name)))
                .equals(json.path("sha256").path(name).asText())) {
            throw new IllegalArgumentException(
                    "the %s in %s is not the one that was saved with %s (SHA-256 differs); a graph and its model belong together, so save both again"
                            .formatted(name, folder, MODEL));
        }
    }

    private static List<String> texts(JsonNode json, String name) {
        var texts = new ArrayList<String>();
        json.path(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
