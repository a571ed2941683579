// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * How two JSON documents differ: field by field whatever their order, element by element, numbers by their distance.
 *
 * <p>Text, booleans and null are equal or not; a missing field, another length or another type is a difference of the documents.
 */
final class JsonDifference {
    private final double tolerance;
    private final Set<String> ignored;
    private String first;
    private double largest;

    private JsonDifference(double tolerance, Set<String> ignored) {
        this.tolerance = tolerance;
        this.ignored = ignored;
    }

    static JsonDifference between(JsonNode left, JsonNode right, double tolerance, Set<String> ignored) {
        var difference = new JsonDifference(tolerance, ignored);
        difference.walk("", left, right);
        return difference;
    }

    /** Returns the place of the first difference beyond the tolerance as an RFC 6901 pointer, {@code null} without one. */
    String first() {
        return first;
    }

    /** Returns the largest distance of two numbers in the same place, also of those that count as equal. */
    double largest() {
        return largest;
    }

    private void walk(String at, JsonNode left, JsonNode right) {
        if (ignored.contains(at)) {
            return;
        }
        if (left.isNumber() && right.isNumber()) {
            numbers(at, left, right);
        } else if (left.isArray() && right.isArray()) {
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                walk(at + "/" + i, left.get(i), right.get(i));
            }
            if (left.size() != right.size()) {
                note(at + "/" + Math.min(left.size(), right.size()));
            }
        } else if (left.isObject() && right.isObject()) {
            for (Map.Entry<String, JsonNode> field : left.properties()) {
                JsonNode other = right.get(field.getKey());
                if (other == null) {
                    note(below(at, field.getKey()));
                } else {
                    walk(below(at, field.getKey()), field.getValue(), other);
                }
            }
            for (Map.Entry<String, JsonNode> field : right.properties()) {
                if (!left.has(field.getKey())) {
                    note(below(at, field.getKey()));
                }
            }
        } else if (!left.equals(right)) {
            note(at);
        }
    }

    private static String below(String at, String field) {
        return at + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    private void numbers(String at, JsonNode left, JsonNode right) {
        if (left.equals(right)) {
            return;
        }
        double distance = Math.abs(left.doubleValue() - right.doubleValue());
        if (Double.isNaN(distance)) {
            distance = Double.POSITIVE_INFINITY; // two numbers too large for a double, and not the same
        }
        largest = Math.max(largest, distance);
        if (distance > tolerance) {
            note(at);
        }
    }

    private void note(String at) {
        if (first == null && !ignored.contains(at)) {
            first = at;
        }
    }
}
