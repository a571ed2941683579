// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.mlopslabs.serving.ServedRequest.Seen;
import io.mlopslabs.serving.ServedVersion.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The predict operation: images as numbers in, a probability per class out. */
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
            ServedNetwork network = lease.network();
            PredictBody asked = PredictBody.read(body, Signature.of(network), limits);
            List<float[]> outputs = outputs(network, asked.images());
            return Answer.json(json(asked.format(), outputs))
                    .from(lease.number(), new Seen.Prediction(asked.images(), outputs, network.classNames()));
        });
    }

    private static List<float[]> outputs(ServedNetwork network, List<float[]> images) {
        var outputs = new ArrayList<float[]>(images.size());
        for (int from = 0; from < images.size(); from += BATCH) {
            List<float[]> part = images.subList(from, Math.min(images.size(), from + BATCH));
            outputs.addAll(List.of(network.probabilities(part.toArray(float[][]::new))));
        }
        return outputs;
    }

    private static byte[] json(PredictBody.Format format, List<float[]> outputs) {
        var bytes = new ByteArrayBuilder();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart(format.answers());
            for (float[] output : outputs) {
                json.writeStartArray();
                for (float probability : output) {
                    if (!Float.isFinite(probability)) {
                        throw new IllegalStateException("the model answered with " + probability);
                    }
                    json.writeNumber(probability);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the bytes lie in memory
        }
        return bytes.toByteArray();
    }
}
