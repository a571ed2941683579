// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mlopslabs.serving.PredictBody.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the images of one predict request from where its parser stands. */
final class InstanceReader {
    private final JsonParser parser;
    private final ServerLimits limits;
    private final int height;
    private final int width;

    InstanceReader(JsonParser parser, Signature.Images signature, ServerLimits limits) {
        this.parser = parser;
        this.limits = limits;
        this.height = signature.height();
        this.width = signature.width();
    }

    /** Reads the value of {@code instances} or of {@code inputs}. */
    List<float[]> images(Format format) throws IOException {
        if (format == Format.ROW || parser.currentToken() != JsonToken.START_OBJECT) {
            return list(format);
        }
        List<float[]> images = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            requireInput();
            parser.nextToken();
            images = list(format);
        }
        if (images == null) {
            throw Refusal.unprocessable(JsonField.of(parser), "inputs lacks \"%s\"".formatted(Signature.Images.INPUT));
        }
        return images;
    }

    private List<float[]> list(Format format) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrongKind("a list of instances");
        }
        var images = new ArrayList<float[]>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (images.size() == limits.instances()) {
                throw Refusal.unprocessable(
                        JsonField.of(parser),
                        "there are more than %,d instances; send them in several requests"
                                .formatted(limits.instances()));
            }
            boolean named = format == Format.ROW && parser.currentToken() == JsonToken.START_OBJECT;
            images.add(named ? named() : numbers());
        }
        if (images.isEmpty()) {
            throw Refusal.unprocessable(JsonField.of(parser), "the list of instances is empty");
        }
        return images;
    }

    /** Reads an instance that names the input. */
    private float[] named() throws IOException {
        float[] image = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            requireInput();
            parser.nextToken();
            image = numbers();
        }
        if (image == null) {
            throw Refusal.unprocessable(
                    JsonField.of(parser), "the instance is empty; it lacks \"%s\"".formatted(Signature.Images.INPUT));
        }
        return image;
    }

    private void requireInput() throws IOException {
        if (!parser.currentName().equals(Signature.Images.INPUT)) {
            throw Refusal.unprocessable(
                    JsonField.of(parser),
                    "the model has no input \"%s\"; it has \"%s\""
                            .formatted(parser.currentName(), Signature.Images.INPUT));
        }
    }

    private float[] numbers() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrongShape("is %s".formatted(JsonField.kind(parser.currentToken())));
        }
        float[] image = new float[height * width];
        int rows = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw wrongShape("is %s instead of a list of %d numbers"
                        .formatted(JsonField.kind(parser.currentToken()), width));
            }
            if (rows == height) {
                throw tooMany(height);
            }
            row(image, rows * width);
            rows++;
        }
        requireLength(rows, height);
        return image;
    }

    private void row(float[] image, int from) throws IOException {
        int columns = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (!token.isNumeric()) {
                throw wrongShape("is %s instead of a number".formatted(JsonField.kind(token)));
            }
            if (columns == width) {
                throw tooMany(width);
            }
            image[from + columns] = number();
            columns++;
        }
        requireLength(columns, width);
    }

    private float number() throws IOException {
        float value = parser.getFloatValue();
        if (Math.abs(value) > Signature.Images.LARGEST) {
            String field = JsonField.of(parser);
            if (Float.isInfinite(value)) {
                throw Refusal.malformed(
                        field, "%s is %s, which a 32-bit number cannot hold".formatted(field, parser.getText()));
            }
            throw Refusal.unprocessable(
                    field,
                    "%s is %s; a pixel is a number from -%3$,.0f to %3$,.0f, black 0 and white 1"
                            .formatted(field, parser.getText(), Signature.Images.LARGEST));
        }
        return value;
    }

    private void requireLength(int length, int expected) {
        if (length < expected) {
            throw wrongShape("has %d element%s instead of %d".formatted(length, length == 1 ? "" : "s", expected));
        }
    }

    private WrongShape tooMany(int expected) {
        String list = JsonField.of(parser).replaceAll("\\[\\d+]$", "");
        return new WrongShape(list, "has more than %d elements".formatted(expected));
    }

    private WrongShape wrongShape(String what) {
        return new WrongShape(JsonField.of(parser), what);
    }

    private Refusal wrongKind(String expected) {
        String field = JsonField.of(parser);
        return Refusal.unprocessable(
                field, "%s is %s instead of %s".formatted(field, JsonField.kind(parser.currentToken()), expected));
    }
}
