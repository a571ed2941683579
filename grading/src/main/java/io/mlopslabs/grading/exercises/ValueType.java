// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Java type that can stand in an entry point: a primitive, a text, or arrays of them.
 *
 * @param element the type's name without brackets
 * @param dimensions how many pairs of brackets follow it
 */
record ValueType(String element, int dimensions) {
    private static final Map<String, Class<?>> ELEMENTS = Map.of(
            "boolean", boolean.class,
            "int", int.class,
            "long", long.class,
            "double", double.class,
            "String", String.class);

    static Optional<ValueType> of(String name) {
        String element = name.replace("[]", "");
        int dimensions = (name.length() - element.length()) / 2;
        return ELEMENTS.containsKey(element) && name.equals(element + "[]".repeat(dimensions))
                ? Optional.of(new ValueType(element, dimensions))
                : Optional.empty();
    }

    static String known() {
        return "boolean, int, long, double, String and arrays of them";
    }

    /** Returns the value of {@code field} as this type. YAML has no sign for them that Jackson reads, so NaN and Infinity are words. */
    Object read(Field field) throws MalformedExerciseException {
        if (dimensions == 0) {
            return scalar(field);
        }
        List<Field> fields = field.list();
        var part = new ValueType(element, dimensions - 1);
        Object array = Array.newInstance(part.type(), fields.size());
        for (int i = 0; i < fields.size(); i++) {
            Array.set(array, i, part.read(fields.get(i)));
        }
        return array;
    }

    private Object scalar(Field field) throws MalformedExerciseException {
        JsonNode value = field.value();
        Optional<Object> read =
                switch (element) {
                    case "boolean" ->
                        Optional.of(value).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
                    case "int" -> Optional.of(value).filter(JsonNode::isInt).map(JsonNode::intValue);
                    case "long" ->
                        Optional.of(value).filter(v -> v.isInt() || v.isLong()).map(JsonNode::longValue);
                    case "double" -> number(value).map(number -> number);
                    default -> Optional.of(value).filter(JsonNode::isTextual).map(JsonNode::textValue);
                };
        return read.orElseThrow(() -> field.wrong("is " + field.shown() + "; write a value of type " + element));
    }

    /** Returns the number that stands there, the words NaN, Infinity and -Infinity too. */
    static Optional<Double> number(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(value.textValue())
                    .filter(word -> word.matches("NaN|-?Infinity"))
                    .map(Double::valueOf);
        }
        return Optional.of(value).filter(JsonNode::isNumber).map(JsonNode::doubleValue);
    }

    private Class<?> type() {
        Class<?> type = ELEMENTS.get(element);
        for (int i = 0; i < dimensions; i++) {
            type = type.arrayType();
        }
        return type;
    }

    @Override
    public String toString() {
        return element + "[]".repeat(dimensions);
    }
}
