// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.mlopslabs.features.transform.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a predict request asks, read from its bytes straight into arrays.
 *
 * @param format whether instances came in rows or in columns; the answer takes the same form
 * @param instances what the model is asked about: the pixels of each image, row by row, or the rows of a table
 */
record PredictBody<T>(Format format, T instances) {
    /** TensorFlow Serving's two forms of a request, and of its answer. */
    enum Format {
        ROW("instances", "predictions"),
        COLUMNAR("inputs", "outputs");

        private final String asks;
        private final String answers;

        Format(String asks, String answers) {
            this.asks = asks;
            this.answers = answers;
        }

        String asks() {
            return asks;
        }

        String answers() {
            return answers;
        }
    }

    static final int DEEPEST = 32;
    static final int LONGEST_NUMBER = 100;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(JsonFactory.Feature.CHARSET_DETECTION) // UTF-8 and nothing else, as RFC 8259 says
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // the names are the client's
            .build();

    /** Reads the value of {@code instances} or {@code inputs}, from where a parser stands. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(JsonParser parser, Format format) throws IOException;
    }

    /** Reads a request for a model of images; refuses as {@link #read} does. */
    static PredictBody<List<float[]>> images(byte[] body, Signature.Images signature, ServerLimits limits) {
        try {
            return read(body, (parser, format) -> new InstanceReader(parser, signature, limits).images(format));
        } catch (WrongShape wrong) {
            throw wrong.refusal(body, JSON, signature);
        }
    }

    /** Reads a request for a model of at most {@code most} rows of a table; refuses as {@link #read} does. */
    static PredictBody<Batch> rows(byte[] body, Signature.Table signature, int most) {
        return read(body, (parser, format) -> new TableReader(parser, signature, most).rows(format));
    }

    /** A refusal says 400 where the bytes cannot be read, and 422 where they ask for the wrong thing. */
    private static <T> PredictBody<T> read(byte[] body, Reader<T> reader) {
        Utf8.require(body);
        try (JsonParser parser = JSON.createParser(body)) {
            try {
                return request(parser, reader);
            } catch (StreamConstraintsException tooMuch) {
                throw Refusal.malformed(JsonField.of(parser), limit(tooMuch));
            } catch (JsonProcessingException malformed) {
                throw Refusal.malformed(
                        JsonField.of(parser),
                        "the request is not JSON: %s at line %d, column %d"
                                .formatted(
                                        reason(malformed),
                                        malformed.getLocation().getLineNr(),
                                        malformed.getLocation().getColumnNr()));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the bytes lie in memory
        }
    }

    private static <T> PredictBody<T> request(JsonParser parser, Reader<T> reader) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw Refusal.malformed("", "the request has no body; send a JSON object with instances");
        }
        if (first != JsonToken.START_OBJECT) {
            throw Refusal.unprocessable(
                    "", "the request is %s; it is an object with instances or inputs".formatted(JsonField.kind(first)));
        }
        PredictBody<T> found = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("signature_name")) {
                requireSignature(parser);
            } else if (name.equals(Format.ROW.asks) || name.equals(Format.COLUMNAR.asks)) {
                if (found != null) {
                    throw Refusal.unprocessable(name, "the request has both instances and inputs; send one");
                }
                Format format = name.equals(Format.ROW.asks) ? Format.ROW : Format.COLUMNAR;
                found = new PredictBody<>(format, reader.read(parser, format));
            } else {
                parser.skipChildren();
            }
        }
        JsonToken more = parser.nextToken();
        if (more != null) {
            throw Refusal.malformed("", "the request goes on after its object, with " + JsonField.kind(more));
        }
        if (found == null) {
            throw Refusal.unprocessable("instances", "the request has neither instances nor inputs");
        }
        return found;
    }

    private static void requireSignature(JsonParser parser) throws IOException {
        String name = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
        if (name == null || !(name.isEmpty() || name.equals(Signature.NAME))) {
            throw Refusal.unprocessable(
                    "signature_name",
                    "signature_name is %s; the model has one, \"%s\""
                            .formatted(
                                    name == null ? JsonField.kind(parser.currentToken()) : '"' + name + '"',
                                    Signature.NAME));
        }
    }

    private static String limit(StreamConstraintsException tooMuch) {
        String message = tooMuch.getOriginalMessage();
        if (message.contains("nesting depth")) {
            return "lists and objects lie more than %d deep".formatted(DEEPEST);
        }
        return message.contains("Number")
                ? "a number has more than %d digits".formatted(LONGEST_NUMBER)
                : "a text is too long";
    }

    /** Returns the first words of Jackson's message; the rest talks of Jackson's settings. */
    private static String reason(JsonProcessingException malformed) {
        String message = malformed.getOriginalMessage();
        int end = message.indexOf(": ");
        return end < 0 ? message : message.substring(0, end);
    }
}
