// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The inputs of one exercise's probe as {@link Probe} describes their file; arguments are made anew each time they are asked for. */
final class ProbeInputs {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Class<?>> ELEMENTS = Map.of(
            "boolean", boolean.class,
            "int", int.class,
            "long", long.class,
            "double", double.class,
            "String", String.class);

    private final Path file;
    private final Class<?>[] types;
    private final JsonNode calls;

    private ProbeInputs(Path file, String exercise, JsonNode root) {
        this.file = file;
        require(root.path("version").asInt() == 1, "version", root.path("version"), "1");
        require(
                root.path("exercise").asText().equals(exercise),
                "exercise",
                root.path("exercise"),
                "\"" + exercise + "\"");
        JsonNode names = root.path("types");
        require(names.isArray(), "types", names, "a list");
        this.types = new Class<?>[names.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = type("types[" + i + "]", names.get(i));
        }
        this.calls = root.path("calls");
        require(calls.isArray(), "calls", calls, "a list");
    }

    /** @throws IllegalStateException if the file is missing or its head is not as it must be */
    static ProbeInputs read(Path folder, String exercise) {
        Path file = folder.resolve(exercise + ".json");
        try {
            return new ProbeInputs(file, exercise, JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The inputs in " + file + " are no JSON.", e);
        } catch (IOException e) {
            throw new IllegalStateException("The inputs of " + exercise + " cannot be read from " + file + ".", e);
        }
    }

    int size() {
        return calls.size();
    }

    /**
     * Returns the arguments of one call, objects that no one else has.
     *
     * @throws IllegalStateException if one does not fit its type; names it
     */
    Object[] arguments(int call) {
        String at = "calls[" + call + "]";
        JsonNode inputs = calls.get(call);
        require(inputs.isArray() && inputs.size() == types.length, at, inputs, "a list of " + types.length);
        var arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = value(at + "[" + i + "]", inputs.get(i), types[i]);
        }
        return arguments;
    }

    private Class<?> type(String at, JsonNode name) {
        String element = name.asText().replaceFirst("(\\[\\])+$", "");
        require(ELEMENTS.containsKey(element), at, name, "boolean, int, long, double, String or arrays of them");
        Class<?> type = ELEMENTS.get(element);
        for (int brackets = name.asText().length() - element.length(); brackets > 0; brackets -= 2) {
            type = type.arrayType();
        }
        return type;
    }

    private Object value(String at, JsonNode input, Class<?> type) {
        if (type.isArray()) {
            require(input.isArray(), at, input, "a list");
            Object array = Array.newInstance(type.componentType(), input.size());
            for (int i = 0; i < input.size(); i++) {
                Array.set(array, i, value(at + "[" + i + "]", input.get(i), type.componentType()));
            }
            return array;
        }
        if (type == boolean.class) {
            require(input.isBoolean(), at, input, "true or false");
            return input.booleanValue();
        }
        if (type == int.class) {
            require(input.isInt(), at, input, "an int");
            return input.intValue();
        }
        if (type == long.class) {
            require(input.isInt() || input.isLong(), at, input, "a long");
            return input.longValue();
        }
        if (type == String.class) {
            require(input.isTextual(), at, input, "a text");
            return input.textValue();
        }
        return number(at, input);
    }

    private double number(String at, JsonNode input) {
        if (input.isNumber()) {
            return input.doubleValue();
        }
        String word = input.asText();
        require(
                input.isTextual() && word.matches("NaN|-?Infinity|0x[0-9a-f]{16}"),
                at,
                input,
                "a number, NaN, Infinity or 16 hex digits after 0x");
        return word.startsWith("0x")
                ? Double.longBitsToDouble(Long.parseUnsignedLong(word.substring(2), 16))
                : Double.parseDouble(word);
    }

    private void require(boolean holds, String at, JsonNode found, String wanted) {
        if (!holds) {
            throw new IllegalStateException("The inputs in " + file + " have at " + at + " "
                    + (found.isMissingNode() ? "nothing" : Excerpt.cut(found.toString())) + "; it must be " + wanted
                    + ".");
        }
    }
}
