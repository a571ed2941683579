// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Reference numbers of a Python library, read from {@code golden/*.json} on the test class path.
 *
 * <p>A file holds {@code topic}, {@code library} (with its version) and {@code cases}. A number passes if it is within
 * {@code abs + rel * |expected|} of the expected one; "NaN", "Infinity" and "-Infinity" stand for the doubles; an expected null is not
 * compared; a case whose expected value says {@code raises} passes if the call is refused with an IllegalArgumentException.
 *
 * <p>Usual use: {@code @TestFactory Stream<DynamicTest> golden() { return Golden.read("metrics/accuracy").tests(Map.of(function, call)); }}.
 * Functions without a call are reported as skipped, by name; {@link #names} lets a test pin which those are.
 */
public record Golden(String library, List<Case> cases) {
    /** One call of the reference library and its answer. */
    public record Case(String name, String function, JsonNode arguments, JsonNode expected, JsonNode tolerance) {
        /** Tells whether the argument is given; what is absent has the library's default. */
        public boolean has(String argument) {
            return arguments.has(argument);
        }

        /** Returns a number argument, or {@code absent}. */
        public double number(String argument, double absent) {
            return has(argument) ? toDouble(arguments.get(argument)) : absent;
        }

        /** Returns a text argument, or {@code absent}. */
        public String text(String argument, String absent) {
            return has(argument) ? arguments.get(argument).asText() : absent;
        }

        /** Returns an argument that is a list of numbers. */
        public double[] doubles(String argument) {
            return elements(argument).mapToDouble(Golden::toDouble).toArray();
        }

        /** Returns an argument that is a list. */
        public Stream<JsonNode> elements(String argument) {
            return StreamSupport.stream(arguments.get(argument).spliterator(), false);
        }

        /** Runs {@code call} on this case and compares what it returns: a number, text, list, array or map of these. */
        public void check(Function<Case, Object> call) {
            if (expected.has("raises")) {
                assertThatThrownBy(() -> call.apply(this)).isInstanceOf(IllegalArgumentException.class);
            } else {
                compare(name, JSON.valueToTree(call.apply(this)), expected);
            }
        }

        private void compare(String where, JsonNode actual, JsonNode wanted) {
            if (wanted.isNull()) {
                return;
            }
            assertThat(actual).as(where).isNotNull();
            if (wanted.isArray()) {
                assertThat(actual.size()).as(where + ": length").isEqualTo(wanted.size());
                IntStream.range(0, wanted.size())
                        .forEach(i -> compare(where + "[" + i + "]", actual.get(i), wanted.get(i)));
            } else if (wanted.isObject()) {
                wanted.fieldNames()
                        .forEachRemaining(key -> compare(where + "." + key, actual.get(key), wanted.get(key)));
            } else if (isNumber(wanted)) {
                double goal = toDouble(wanted);
                double allowed = tolerance.path("abs").asDouble()
                        + (Double.isFinite(goal) ? tolerance.path("rel").asDouble() * Math.abs(goal) : 0);
                double found = toDouble(actual);
                assertThat(Double.compare(found + 0.0, goal + 0.0) == 0 || Math.abs(found - goal) <= allowed)
                        .as("%s: %s is not within %s of %s", where, found, allowed, goal)
                        .isTrue();
            } else {
                assertThat(actual.asText()).as(where).isEqualTo(wanted.asText());
            }
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads {@code golden/<topic>.json}, such as {@code metrics/accuracy}. */
    public static Golden read(String topic) {
        try (var in = Golden.class.getResourceAsStream("/golden/" + topic + ".json")) {
            JsonNode file = JSON.readTree(in);
            return new Golden(
                    file.get("library").asText(),
                    StreamSupport.stream(file.get("cases").spliterator(), false)
                            .map(c -> new Case(
                                    c.get("name").asText(),
                                    c.get("function").asText(),
                                    c.get("arguments"),
                                    c.get("expected"),
                                    c.path("tolerance")))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns one test per case; a function that {@code calls} lacks is skipped, which the report shows. */
    public Stream<DynamicTest> tests(Map<String, Function<Case, Object>> calls) {
        return cases.stream()
                .map(c -> DynamicTest.dynamicTest(c.function + ": " + c.name, () -> {
                    Assumptions.assumeTrue(
                            calls.containsKey(c.function), () -> c.function + " is not in this package yet");
                    c.check(calls.get(c.function));
                }));
    }

    /** Returns the names of the cases of {@code function}. */
    public List<String> names(String function) {
        return cases.stream()
                .filter(c -> c.function.equals(function))
                .map(Case::name)
                .toList();
    }

    private static boolean isNumber(JsonNode node) {
        return node.isNumber() || List.of("NaN", "Infinity", "-Infinity").contains(node.asText());
    }

    private static double toDouble(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
    }
}
