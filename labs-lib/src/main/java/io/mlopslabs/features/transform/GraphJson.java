// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.data.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of graphs: inputs, statistics with the analyzers that learned them, steps, features. */
final class GraphJson {
    private static final String FORMAT = "mlopslabs transform graph";
    /** Grows when an old reader would misread; operations are told apart by their names. */
    private static final int VERSION = 1;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
            .build();

    private static final ObjectWriter COMPACT = MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

    private GraphJson() {}

    static String write(TransformGraph graph) {
        ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT).put("version", VERSION);
        ArrayNode inputs = root.putArray("inputs");
        graph.inputs
                .columns()
                .forEach((name, kind) -> putKind(inputs.addObject().put("name", name), kind));
        ArrayNode statistics = root.putArray("statistics");
        for (int a = 0; a < graph.analyses.size(); a++) {
            Statistic statistic = graph.statistics.get(a);
            ObjectNode learned = putAnalysis(statistics.addObject(), graph.analyses.get(a));
            learned.put("statistic", Operations.key(statistic)).set("value", MAPPER.valueToTree(statistic));
        }
        ArrayNode steps = root.putArray("steps");
        graph.nodes.forEach(node -> putNode(steps.addObject(), node));
        ObjectNode outputs = root.putObject("outputs");
        graph.outputs.forEach(outputs::put);
        return text(root.put("sha256", checksum(root)));
    }

    /** Returns the SHA-256 of all fields but that one, as compact JSON: layout may change, nothing else. */
    private static String checksum(ObjectNode root) {
        try {
            JsonNode read =
                    MAPPER.readTree(COMPACT.writeValueAsBytes(root.deepCopy().without("sha256")));
            return Sha256.hex(COMPACT.writeValueAsBytes(read));
        } catch (IOException never) {
            throw new IllegalStateException(never); // a tree of our own, in memory
        }
    }

    /** Returns an analysis and all that it reads as JSON, the same text wherever it stands in a graph. */
    static String description(List<Node> nodes, Node.Analysis analysis, List<Object> statistics) {
        ObjectNode root = MAPPER.createObjectNode().put("version", VERSION);
        putAnalysis(root, analysis);
        ArrayNode steps = root.putArray("steps");
        List<Integer> needed = List.copyOf(InstancePass.needed(nodes, analysis.inputs()));
        for (int id : needed) {
            ObjectNode step = putNode(steps.addObject(), nodes.get(id));
            step.remove("statistics"); // their numbers change with the graph around; their values stand below
            renumber(step, needed);
        }
        renumber(root, needed);
        ArrayNode learned = root.putArray("learned");
        statistics.forEach(statistic -> learned.add(MAPPER.valueToTree(statistic)));
        return text(root);
    }

    private static void renumber(ObjectNode step, List<Integer> needed) {
        if (step.has("inputs")) {
            ArrayNode inputs = (ArrayNode) step.get("inputs");
            for (int i = 0; i < inputs.size(); i++) {
                inputs.set(i, needed.indexOf(inputs.get(i).intValue()));
            }
        }
    }

    private static ObjectNode putAnalysis(ObjectNode to, Node.Analysis analysis) {
        to.put("analyzer", Operations.key(analysis.analyzer()))
                .set("parameters", MAPPER.valueToTree(analysis.analyzer()));
        return putIds(to, "inputs", analysis.inputs());
    }

    private static ObjectNode putNode(ObjectNode to, Node node) {
        if (node instanceof Node.Step step) {
            to.put("function", Operations.key(step.function())).set("parameters", MAPPER.valueToTree(step.function()));
            putIds(to, "inputs", step.inputs());
            putIds(to, "statistics", step.statistics());
        } else if (node instanceof Node.Input input) {
            putKind(to.put("input", input.name()), input.kind());
        }
        return to;
    }

    private static ObjectNode putIds(ObjectNode to, String name, List<Integer> ids) {
        ArrayNode array = to.putArray(name);
        ids.forEach(array::add);
        return to;
    }

    private static void putKind(ObjectNode to, Kind kind) {
        to.put("dtype", kind.dtype().name()).put("width", kind.width());
    }

    private static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node) + "\n";
        } catch (JsonProcessingException never) {
            throw new IllegalStateException(never); // a tree of our own
        }
    }

    static TransformGraph read(String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            JsonLocation at = broken.getLocation();
            throw new IllegalArgumentException(
                    "this is no transform graph: no JSON%s: %s"
                            .formatted(
                                    at == null
                                            ? ""
                                            : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()),
                                    broken.getOriginalMessage()),
                    broken);
        }
        if (!root.path("format").asText().equals(FORMAT)) {
            throw new IllegalArgumentException("this is no transform graph: its \"format\" is %s, not \"%s\""
                    .formatted(root.path("format"), FORMAT));
        }
        if (!root.path("version").isInt() || root.get("version").intValue() < 1) {
            throw new IllegalArgumentException(
                    "this transform graph is damaged: %s is no version".formatted(root.path("version")));
        }
        if (root.get("version").intValue() > VERSION) {
            throw new IllegalArgumentException(
                    "this graph is of version %s, and this library reads versions up to %d; use the release that wrote it, or a later one"
                            .formatted(root.get("version"), VERSION));
        }
        if (!checksum((ObjectNode) root).equals(root.path("sha256").asText())) {
            throw new IllegalArgumentException(
                    "this transform graph was changed after it was written: its checksum does not fit; take the file as it was saved, or"
                            + " save the graph again");
        }
        try {
            return new Reader(root).graph();
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException broken) {
            throw new IllegalArgumentException("this transform graph is damaged: " + broken.getMessage(), broken);
        }
    }

    private record Reader(JsonNode root) {
        TransformGraph graph() {
            var inputs = new LinkedHashMap<String, Kind>();
            for (JsonNode input : array(root, "inputs")) {
                inputs.put(text(input, "name"), kind(input));
            }
            List<Node.Analysis> analyses = new ArrayList<>();
            List<Statistic> statistics = new ArrayList<>();
            for (JsonNode learned : array(root, "statistics")) {
                var analyzer = operation(text(learned, "analyzer"), learned.get("parameters"), Analyzer.class);
                analyses.add(new Node.Analysis(analyzer, ids(learned, "inputs")));
                statistics.add(operation(text(learned, "statistic"), learned.get("value"), Statistic.class));
            }
            List<Node> nodes = new ArrayList<>();
            for (JsonNode step : array(root, "steps")) {
                nodes.add(node(step, nodes, statistics.size()));
            }
            Map<String, Integer> outputs = new LinkedHashMap<>();
            root.path("outputs")
                    .properties()
                    .forEach(output -> outputs.put(
                            output.getKey(),
                            output.getValue().isInt() ? output.getValue().intValue() : -1));
            outputs.forEach((name, id) -> requireStep("feature " + name, List.of(id), nodes.size()));
            if (outputs.isEmpty()) {
                throw damaged("it has no outputs");
            }
            analyses.forEach(
                    analysis -> requireStep(Operations.name(analysis.analyzer()), analysis.inputs(), nodes.size()));
            return new TransformGraph(new FeatureSpec(inputs), nodes, analyses, statistics, outputs);
        }

        private static Node node(JsonNode step, List<Node> before, int statistics) {
            if (step.has("input")) {
                return new Node.Input(text(step, "input"), kind(step));
            }
            String name = text(step, "function");
            RowFunction function = operation(name, step.get("parameters"), RowFunction.class);
            List<Integer> inputs = ids(step, "inputs");
            List<Integer> learned = ids(step, "statistics");
            requireStep("step %d, %s,".formatted(before.size(), name), inputs, before.size());
            if (learned.stream().anyMatch(id -> id < 0 || id >= statistics)) {
                throw damaged("step %d asks for a statistic that is not there".formatted(before.size()));
            }
            return new Node.Step(function, inputs, learned, function.output(InstancePass.kinds(before, inputs)));
        }

        private static void requireStep(String who, List<Integer> ids, int steps) {
            if (ids.stream().anyMatch(id -> id < 0 || id >= steps)) {
                throw damaged("%s stands on a step that is not there before it".formatted(who));
            }
        }

        private static <T> T operation(String name, JsonNode parameters, Class<T> role) {
            Class<? extends Record> type = Operations.type(name);
            if (type == null || !role.isAssignableFrom(type)) {
                throw new IllegalArgumentException(
                        ("this graph uses the operation %s, which this library does not have; use the release that wrote it, or a later one, and"
                                        + " put the jar of the operation's package on the class path")
                                .formatted(name));
            }
            if (parameters == null) {
                throw damaged("what %s was set to or has learned is missing".formatted(name));
            }
            try {
                return role.cast(MAPPER.treeToValue(parameters, type));
            } catch (JsonProcessingException broken) {
                throw new IllegalArgumentException(
                        "this transform graph is damaged: %s: %s".formatted(name, broken.getOriginalMessage()), broken);
            }
        }

        private static JsonNode array(JsonNode of, String name) {
            if (!of.path(name).isArray()) {
                throw damaged("\"%s\" is missing".formatted(name));
            }
            return of.get(name);
        }

        private static String text(JsonNode of, String name) {
            if (!of.path(name).isTextual()) {
                throw damaged("\"%s\" is missing in %s".formatted(name, of));
            }
            return of.get(name).textValue();
        }

        private static Kind kind(JsonNode of) {
            try {
                return new Kind(
                        DType.valueOf(text(of, "dtype")), of.path("width").intValue());
            } catch (IllegalArgumentException none) {
                throw damaged("%s is no type of a column".formatted(of));
            }
        }

        private static List<Integer> ids(JsonNode of, String name) {
            List<Integer> ids = new ArrayList<>();
            array(of, name).forEach(id -> ids.add(id.isInt() ? id.intValue() : -1));
            return List.copyOf(ids);
        }

        private static IllegalArgumentException damaged(String what) {
            return new IllegalArgumentException("this transform graph is damaged: " + what);
        }
    }
}
