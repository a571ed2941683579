// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.serving.ServedRequest.Seen;
import io.mlopslabs.serving.ServedVersion.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The predict operation: images as numbers or rows of a table in, a probability per class out. */
final class Predict {
    private static final int BATCH = 256;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final ServerLimits limits;
    private final Turnstile turnstile;

    Predict(ServerLimits limits, Turnstile turnstile) {
        this.limits = limits;
        this.turnstile = turnstile;
    }

    Answer answer(Lease lease, byte[] body) {
        return turnstile.pass(() -> {
            Servable model = lease.servable();
            return model instanceof ServedTable table
                    ? rows(table, body, lease.number())
                    : images((ServedNetwork) model, body, lease.number());
        });
    }

    private Answer images(ServedNetwork network, byte[] body, long version) {
        PredictBody<List<float[]>> asked = PredictBody.images(body, network.signature(), limits);
        List<float[]> outputs = outputs(network, asked.instances());
        return Answer.json(json(asked.format(), outputs, Predict::write))
                .from(version, new Seen.Prediction(asked.instances(), outputs, network.classNames()));
    }

    private Answer rows(ServedTable table, byte[] body, long version) {
        PredictBody<Batch> asked = PredictBody.rows(body, table.signature(), table.mostRows(limits.instances()));
        ServedTable.Answers answers = table.answers(asked);
        return Answer.json(json(asked.format(), answers.probabilities(), Predict::write))
                .from(
                        version,
                        new Seen.Prediction(
                                floats(answers.features()), floats(answers.probabilities()), table.classNames()));
    }

    private static List<float[]> floats(List<double[]> rows) {
        var floats = new ArrayList<float[]>(rows.size());
        for (double[] row : rows) {
            float[] shorter = new float[row.length];
            for (int i = 0; i < shorter.length; i++) {
                shorter[i] = (float) row[i];
            }
            floats.add(shorter);
        }
        return floats;
    }

    private static List<float[]> outputs(ServedNetwork network, List<float[]> images) {
        var outputs = new ArrayList<float[]>(images.size());
        for (int from = 0; from < images.size(); from += BATCH) {
            List<float[]> part = images.subList(from, Math.min(images.size(), from + BATCH));
            outputs.addAll(List.of(network.probabilities(part.toArray(float[][]::new))));
        }
        return outputs;
    }

    /** Writes what a model gave back for one instance. */
    @FunctionalInterface
    private interface Writer<T> {
        void write(JsonGenerator json, T output) throws IOException;
    }

    private static <T> byte[] json(PredictBody.Format format, List<T> outputs, Writer<T> writer) {
        var bytes = new ByteArrayBuilder();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart(format.answers());
            for (T output : outputs) {
                json.writeStartArray();
                writer.write(json, output);
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the bytes lie in memory
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, float[] output) throws IOException {
        for (float probability : output) {
            if (!Float.isFinite(probability)) {
                throw new IllegalStateException("the model answered with " + probability);
            }
            json.writeNumber(probability);
        }
    }

    private static void write(JsonGenerator json, double[] output) throws IOException {
        for (double probability : output) {
            json.writeNumber(probability);
        }
    }
}
