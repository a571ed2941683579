// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Values;
import io.mlopslabs.serving.PredictBody.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A few rows that a tabular model was saved with, as a request that any client may send, and the answer that it must get. */
final class ExampleRows {
    static final int MOST = 10;

    /**
     * The furthest that an answer may lie from the saved one. Another machine's exp and log may end in another last bit, which shifts a
     * 32-bit feature by 1e-7 of itself; anything larger comes from other features.
     */
    static final double SAME = 1e-6;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ExampleRows() {}

    /** Returns the first rows of {@code examples} and what the model answers to them. */
    static byte[] json(TabularModel model, Batch examples) {
        model.graph().inputs().check(examples);
        var instances = new ArrayList<String>();
        for (int row = 0; row < examples.rows() && instances.size() < MOST; row++) {
            if (isFinite(examples, row)) {
                instances.add(instance(model.graph().inputs().columns().keySet(), examples, row));
            }
        }
        if (instances.isEmpty()) {
            throw new IllegalArgumentException(
                    examples.rows() == 0
                            ? "there is no example row; give one or more that a client might send"
                            : "every example row holds NaN or infinity, which no client can send; a missing value is a row without values, in a ragged column");
        }
        String request = list(Format.ROW.asks(), instances);
        var predictions = new ArrayList<String>();
        for (double[] answer : model.probabilities(received(model, "{" + request + "}"))) {
            predictions.add(NODES.arrayNode().add(answer[0]).add(answer[1]).toString());
        }
        return "{%s,\n%s}\n"
                .formatted(request, list(Format.ROW.answers(), predictions))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String list(String name, List<String> lines) {
        return "\"%s\":[\n %s]".formatted(name, String.join(",\n ", lines));
    }

    /** Returns the rows as a server will see them. */
    private static Batch received(TabularModel model, String request) {
        try {
            return PredictBody.rows(
                            request.getBytes(StandardCharsets.UTF_8),
                            new Signature.Table(model.graph().inputs()),
                            MOST)
                    .instances();
        } catch (Refusal refused) {
            throw new IllegalArgumentException("a server would refuse the examples: " + refused.getMessage(), refused);
        }
    }

    private static String instance(Set<String> columns, Batch examples, int row) {
        ObjectNode instance = NODES.objectNode();
        for (String name : columns) {
            instance.set(name, json(examples.column(name), row));
        }
        return instance.toString();
    }

    private static boolean isFinite(Batch examples, int row) {
        return examples.columns().values().stream().allMatch(values -> {
            boolean finite = true;
            for (int i = values.start(row);
                    i < values.end(row) && values.kind().dtype().isFloat();
                    i++) {
                finite &= Double.isFinite(values.number(i));
            }
            return finite;
        });
    }

    private static JsonNode json(Values values, int row) {
        int start = values.start(row);
        if (values.kind().width() == 1) {
            return json(values.kind().dtype(), values, start);
        }
        ArrayNode list = NODES.arrayNode();
        for (int i = start; i < values.end(row); i++) {
            list.add(json(values.kind().dtype(), values, i));
        }
        return list.isEmpty() ? NODES.nullNode() : list;
    }

    private static JsonNode json(DType dtype, Values values, int i) {
        return switch (dtype) {
            case STRING -> NODES.textNode(values.text(i));
            case INT64 -> NODES.numberNode(values.integer(i));
            case FLOAT32 -> NODES.numberNode((float) values.number(i));
            case FLOAT64 -> NODES.numberNode(values.number(i));
        };
    }

    /** Sends a model the examples of its folder; a refusal says which of them it answers otherwise than when it was saved. */
    static void check(ServedTable table, Path folder) {
        byte[] examples = TabularFolder.examples(folder);
        try {
            PredictBody<Batch> asked = PredictBody.rows(examples, table.signature(), MOST);
            List<double[]> answers = table.answers(asked).probabilities();
            JsonNode expected = MAPPER.readTree(examples).path(Format.ROW.answers());
            for (int row = 0; row < answers.size(); row++) {
                double before = expected.path(row).path(1).asDouble(Double.NaN);
                double now = answers.get(row)[1];
                if (!(Math.abs(before - now) <= SAME)) {
                    throw new IllegalArgumentException(
                            "the model in %s answers example %d with %s for %s; when it was saved it was %s: this release makes other features of it, so fit and save it again"
                                    .formatted(
                                            folder, row, now, table.classNames().get(1), before));
                }
            }
        } catch (Refusal refused) {
            throw new IllegalArgumentException(
                    "the model in %s refuses its own examples: %s".formatted(folder, refused.getMessage()), refused);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the bytes lie in memory, and were read above
        }
    }
}
