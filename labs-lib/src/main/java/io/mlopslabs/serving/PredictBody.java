// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a predict request asks, read from its bytes straight into one array per instance.
 *
 * @param format whether instances came in rows or in columns; the answer takes the same form
 * @param images the pixels of each image, row by row
 */
record PredictBody(Format format, List<float[]> images) {
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

        String answers() {
            return answers;
        }
    }

    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER =
            100; // digits; the longest exact decimal form that printf gives a pixel is shorter
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(JsonFactory.Feature.CHARSET_DETECTION) // UTF-8 and nothing else, as RFC 8259 says
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // names are the client's
            .build();

    /** Reads a request for a model. */
    static PredictBody read(byte[] body, Signature signature, int most) {
        if (body.length == 0) {
            throw Refusal.malformed("", "the request has no body; send a JSON object with instances");
        }
        Utf8.require(body);
        try (JsonParser parser = JSON.createParser(body)) {
            try {
                return new Reader(parser, signature, most).request();
            } catch (StreamConstraintsException tooMuch) {
                throw Refusal.malformed(field(parser), tooMuch.getOriginalMessage());
            } catch (JsonProcessingException malformed) {
                throw Refusal.malformed(
                        field(parser),
                        "the request is not JSON: %s (line %d, column %d)"
                                .formatted(
                                        malformed.getOriginalMessage(),
                                        malformed.getLocation().getLineNr(),
                                        malformed.getLocation().getColumnNr()));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the bytes lie in memory
        }
    }

    /** Returns where the parser stands, such as {@code instances[3][2]}; empty for the whole request. */
    private static String field(JsonParser parser) {
        var path = new StringBuilder();
        for (JsonStreamContext at = parser.getParsingContext(); at != null; at = at.getParent()) {
            if (at.inArray() && at.hasCurrentIndex()) {
                path.insert(0, "[" + at.getCurrentIndex() + "]");
            } else if (at.inObject() && at.getCurrentName() != null) {
                path.insert(0, (at.getParent().inRoot() ? "" : ".") + at.getCurrentName());
            }
        }
        return path.toString();
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_NULL -> "null";
            default -> "a truth value";
        };
    }

    /** The reading of one request. */
    private static final class Reader {
        private final JsonParser parser;
        private final Signature signature;
        private final int most;

        Reader(JsonParser parser, Signature signature, int most) {
            this.parser = parser;
            this.signature = signature;
            this.most = most;
        }

        PredictBody request() throws IOException {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw Refusal.malformed("", "the request has no body; send a JSON object with instances");
            }
            if (first != JsonToken.START_OBJECT) {
                throw Refusal.unprocessable(
                        "", "the request is %s; it is an object with instances or inputs".formatted(kind(first)));
            }
            PredictBody found = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("signature_name")) {
                    requireSignature(value);
                } else if (name.equals(Format.ROW.asks) || name.equals(Format.COLUMNAR.asks)) {
                    if (found != null) {
                        throw Refusal.unprocessable(name, "the request has both instances and inputs; send one");
                    }
                    Format format = name.equals(Format.ROW.asks) ? Format.ROW : Format.COLUMNAR;
                    found = new PredictBody(format, format == Format.ROW ? images() : column());
                } else {
                    parser.skipChildren();
                }
            }
            JsonToken more = parser.nextToken();
            if (more != null) {
                throw Refusal.malformed("", "the request goes on after its object with " + kind(more));
            }
            if (found == null) {
                throw Refusal.unprocessable("instances", "the request has neither instances nor inputs");
            }
            return found;
        }

        private void requireSignature(JsonToken value) throws IOException {
            String name = value == JsonToken.VALUE_STRING ? parser.getText() : null;
            if (name == null || !(name.isEmpty() || name.equals(Signature.NAME))) {
                throw Refusal.unprocessable(
                        "signature_name",
                        "signature_name is %s; the model has one, \"%s\""
                                .formatted(name == null ? kind(value) : '"' + name + '"', Signature.NAME));
            }
        }

        private List<float[]> column() throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return images();
            }
            List<float[]> images = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                requireInput();
                parser.nextToken();
                images = images();
            }
            if (images == null) {
                throw Refusal.unprocessable(field(parser), "inputs lacks \"%s\"".formatted(Signature.INPUT));
            }
            return images;
        }

        private List<float[]> images() throws IOException {
            requireList(() -> "a list of instances, each of shape " + signature.shape());
            var images = new ArrayList<float[]>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (images.size() == most) {
                    throw Refusal.unprocessable(
                            field(parser), "more than %,d instances; send them in several requests".formatted(most));
                }
                images.add(image());
            }
            if (images.isEmpty()) {
                throw Refusal.unprocessable(field(parser), "the list of instances is empty");
            }
            return images;
        }

        private float[] image() throws IOException {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                if (parser.nextToken() != JsonToken.FIELD_NAME) {
                    throw Refusal.unprocessable(
                            field(parser), "the instance is empty; it has \"%s\"".formatted(Signature.INPUT));
                }
                requireInput();
                parser.nextToken();
                float[] image = rows();
                if (parser.nextToken() != JsonToken.END_OBJECT) {
                    requireInput();
                }
                return image;
            }
            return rows();
        }

        private void requireInput() throws IOException {
            if (!parser.currentName().equals(Signature.INPUT)) {
                throw Refusal.unprocessable(
                        field(parser),
                        "the model has no input \"%s\"; its one input is \"%s\""
                                .formatted(parser.currentName(), Signature.INPUT));
            }
        }

        private float[] rows() throws IOException {
            requireList(() ->
                    "a list of %d rows: an instance has shape %s".formatted(signature.height(), signature.shape()));
            float[] image = new float[signature.height() * signature.width()];
            int row = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                requireList(() -> "a list of %d numbers: an instance has shape %s"
                        .formatted(signature.width(), signature.shape()));
                if (row == signature.height()) {
                    throw tooMany(signature.height());
                }
                row(image, row * signature.width());
                row++;
            }
            requireLength(row, signature.height());
            return image;
        }

        private void row(float[] image, int from) throws IOException {
            int column = 0;
            JsonToken token = parser.nextToken();
            while (token != JsonToken.END_ARRAY) {
                if (!token.isNumeric()) {
                    throw wrongKind("a number");
                }
                if (column == signature.width()) {
                    throw tooMany(signature.width());
                }
                float value = parser.getFloatValue();
                if (Float.isInfinite(value)) {
                    throw Refusal.malformed(
                            field(parser),
                            "%s is %s, which a 32-bit number cannot hold".formatted(field(parser), parser.getText()));
                }
                image[from + column] = value;
                column++;
                token = parser.nextToken();
            }
            requireLength(column, signature.width());
        }

        private void requireLength(int length, int expected) {
            if (length < expected) {
                throw Refusal.unprocessable(
                        field(parser),
                        "%s has %d elements instead of %d: an instance has shape %s"
                                .formatted(field(parser), length, expected, signature.shape()));
            }
        }

        private Refusal tooMany(int expected) {
            String list = field(parser).replaceAll("\\[\\d+]$", "");
            return Refusal.unprocessable(
                    list,
                    "%s has more than %d elements: an instance has shape %s"
                            .formatted(list, expected, signature.shape()));
        }

        private void requireList(java.util.function.Supplier<String> expected) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw wrongKind(expected.get());
            }
        }

        private Refusal wrongKind(String expected) {
            return Refusal.unprocessable(
                    field(parser),
                    "%s is %s; expected %s".formatted(field(parser), kind(parser.currentToken()), expected));
        }
    }
}
