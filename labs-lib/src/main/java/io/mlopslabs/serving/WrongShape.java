// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Thrown while numbers are read, where an instance turns out to have another shape; what shape that is is found out afterwards. */
final class WrongShape extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Pattern INSTANCE = Pattern.compile("(.*?)\\[(\\d+)](?:\\.(\\w+))?.*");
    private static final String RAGGED = "is ragged";

    private final String field;

    /** Keeps the place, and what is wrong with it. */
    WrongShape(String field, String what) {
        super(what, null, false, false);
        this.field = field;
    }

    /** Returns the refusal; reads the request a second time, up to the instance, for its shape. */
    Refusal refusal(byte[] body, JsonFactory json, Signature.Images signature) {
        Matcher instance = INSTANCE.matcher(field);
        String actual = "";
        if (instance.matches()) {
            try (JsonParser parser = json.createParser(body)) {
                skipTo(parser, instance.group(1).split("\\."), Integer.parseInt(instance.group(2)));
                if (instance.group(3) != null) {
                    parser.nextToken();
                    parser.nextToken();
                }
                actual = ", this one " + shape(parser);
            } catch (IOException malformed) {
                actual = ""; // what follows is not JSON either
            }
        }
        return Refusal.unprocessable(
                field, "%s %s: an instance has shape %s%s".formatted(field, getMessage(), signature.shape(), actual));
    }

    private static void skipTo(JsonParser parser, String[] names, int index) throws IOException {
        parser.nextToken();
        for (String name : names) {
            parser.nextToken();
            while (!parser.currentName().equals(name)) {
                parser.nextToken();
                parser.skipChildren();
                parser.nextToken();
            }
            parser.nextToken();
        }
        parser.nextToken();
        for (int i = 0; i < index; i++) {
            parser.skipChildren();
            parser.nextToken();
        }
    }

    /** Returns the shape of the value that begins here, such as {@code has [27, 28]}. */
    private static String shape(JsonParser parser) throws IOException {
        String sides = sides(parser);
        if (sides.equals(RAGGED)) {
            return RAGGED;
        }
        return sides.isEmpty() ? "is a single value" : "has [" + sides + "]";
    }

    /** Returns the sides of a nested list separated by commas, empty for a single value. */
    private static String sides(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return "";
        }
        int length = 0;
        String inner = null;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String one = sides(parser);
            if (inner == null) {
                inner = one;
            } else if (!inner.equals(one)) {
                inner = RAGGED;
            }
            length++;
        }
        if (RAGGED.equals(inner)) {
            return RAGGED;
        }
        return inner == null || inner.isEmpty() ? Integer.toString(length) : length + ", " + inner;
    }
}
