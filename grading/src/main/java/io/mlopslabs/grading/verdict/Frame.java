// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.grading.exercises.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what a probe says that its calls came to: the frame that {@code io.mlopslabs.notebook.Probe} describes.
 *
 * <p>Written next to learner's code, so nothing is taken for granted: a word that is not of the format makes the whole frame none. An array or a list
 * becomes a list, a record a map by component. A value that the probe refused becomes an exception that no reference throws.
 */
final class Frame {
    static final String MIME_TYPE = "application/vnd.mlopslabs.probe+json";
    static final Outcome NOT_ANSWERED = refused("not answered");

    private static final int DEEPEST = 20;
    private static final HexFormat HEX = HexFormat.of();

    private Frame() {}

    /** Returns the outcomes, empty unless {@code frame} is one of {@code exercise} and has {@code calls} of them. */
    static Optional<List<Outcome>> outcomes(JsonNode frame, String exercise, int calls) {
        JsonNode list = frame.path("outcomes");
        if (frame.size() != 3
                || !frame.path("version").isInt()
                || frame.path("version").intValue() != 1
                || !frame.path("exercise").asText().equals(exercise)
                || !list.isArray()
                || list.size() != calls) {
            return Optional.empty();
        }
        var outcomes = new ArrayList<Outcome>();
        try {
            list.forEach(outcome -> outcomes.add(outcome(outcome)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(Collections.unmodifiableList(outcomes));
    }

    private static Outcome outcome(JsonNode outcome) {
        String tag = tag(outcome);
        JsonNode what = outcome.get(tag);
        return switch (tag) {
            case "value" -> new Outcome.Value(value(what, 0));
            case "thrown" -> new Outcome.Thrown(text(what));
            case "refused" -> refused(text(what));
            default -> throw new IllegalArgumentException(tag);
        };
    }

    private static Outcome refused(String reason) {
        return new Outcome.Thrown("(" + reason + ")");
    }

    static boolean isRefused(Outcome outcome) {
        return outcome instanceof Outcome.Thrown thrown && thrown.type().startsWith("(");
    }

    private static Object value(JsonNode node, int depth) {
        must(depth <= DEEPEST);
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.has("record")) {
            return record(node, depth);
        }
        String tag = tag(node);
        JsonNode what = node.get(tag);
        return switch (tag) {
            case "array", "list" -> list(what, element -> value(element, depth + 1));
            case "set" ->
                Collections.unmodifiableSet(new LinkedHashSet<>(list(what, element -> value(element, depth + 1))));
            case "map" -> map(what, depth);
            case "null" -> nothing(what);
            default ->
                tag.endsWith("[]")
                        ? list(what, element -> scalar(tag.substring(0, tag.length() - 2), element))
                        : scalar(tag, what);
        };
    }

    private static Object nothing(JsonNode what) {
        must(what.isBoolean() && what.booleanValue());
        return null;
    }

    private static Object scalar(String tag, JsonNode what) {
        return switch (tag) {
            case "boolean" -> {
                must(what.isBoolean());
                yield what.booleanValue();
            }
            case "byte" -> (byte) integer(what, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case "short" -> (short) integer(what, Short.MIN_VALUE, Short.MAX_VALUE);
            case "int" -> integer(what, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "long" -> Long.parseLong(text(what));
            case "char" -> (char) bits(what, 4);
            case "float" -> Float.intBitsToFloat((int) bits(what, 8));
            case "double" -> Double.longBitsToDouble(bits(what, 16));
            case "utf16" -> utf16(text(what));
            default -> throw new IllegalArgumentException(tag);
        };
    }

    private static int integer(JsonNode node, int least, int most) {
        must(node.isInt() && node.intValue() >= least && node.intValue() <= most);
        return node.intValue();
    }

    private static long bits(JsonNode node, int digits) {
        String hex = text(node);
        must(hex.length() == digits);
        return HexFormat.fromHexDigitsToLong(hex);
    }

    private static String utf16(String hex) {
        byte[] bytes = HEX.parseHex(hex);
        must(bytes.length % 2 == 0);
        var text = new StringBuilder();
        for (int i = 0; i < bytes.length; i += 2) {
            text.append((char) (((bytes[i] & 0xFF) << 8) | (bytes[i + 1] & 0xFF)));
        }
        return text.toString();
    }

    private static List<Object> list(JsonNode node, Function<JsonNode, Object> element) {
        must(node.isArray());
        var list = new ArrayList<Object>(); // may hold null
        node.forEach(child -> list.add(element.apply(child)));
        return Collections.unmodifiableList(list);
    }

    private static Object map(JsonNode node, int depth) {
        must(node.isArray());
        var map = new LinkedHashMap<Object, Object>();
        node.forEach(entry -> {
            must(entry.isArray() && entry.size() == 2);
            map.put(value(entry.get(0), depth + 1), value(entry.get(1), depth + 1));
        });
        return Collections.unmodifiableMap(map);
    }

    private static Object record(JsonNode node, int depth) {
        must(node.size() == 2
                && node.get("record").isTextual()
                && node.path("components").isArray());
        return map(node.get("components"), depth);
    }

    private static String tag(JsonNode node) {
        must(node.isObject() && node.size() == 1);
        return node.fieldNames().next();
    }

    private static String text(JsonNode node) {
        must(node.isTextual());
        return node.textValue();
    }

    private static void must(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not of the probe's format");
        }
    }
}
