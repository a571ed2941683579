// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;

/** A case of TensorFlow Transform's answers, read from {@code golden/features}. */
record Golden(JsonNode content) {
    private static final ObjectMapper JSON = new ObjectMapper();

    interface Check {
        void of(Golden example);
    }

    /** Returns a test of every case of a file. */
    static Stream<DynamicTest> tests(String file, int cases, Check check) {
        List<DynamicTest> tests = new ArrayList<>();
        try (var in = Golden.class.getResourceAsStream("/golden/features/" + file + ".json")) {
            JSON.readTree(in)
                    .get("cases")
                    .forEach(example -> tests.add(DynamicTest.dynamicTest(
                            example.get("name").asText(), () -> check.of(new Golden(example)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(tests).hasSize(cases);
        return tests.stream();
    }

    String name() {
        return content.get("name").asText();
    }

    String function() {
        return content.get("function").asText();
    }

    JsonNode argument(String name) {
        return content.get("arguments").path(name);
    }

    JsonNode expected(String name) {
        return content.get("expected").path(name);
    }

    /** Returns a set of columns, such as {@code analyze}, or nothing if the case has none. */
    Rows rows(String name) {
        Rows rows = Rows.of();
        for (var column : argument(name).properties()) {
            rows = column(rows, column.getKey(), column.getValue());
        }
        return rows;
    }

    /** Returns {@code rows} and a column: a typed one, or a plain list of texts or whole numbers. */
    static Rows column(Rows rows, String name, JsonNode column) {
        JsonNode values = column.isArray() ? column : column.get("rows");
        DType dtype = column.isArray()
                ? values.get(0).isTextual() ? DType.STRING : DType.INT64
                : DType.valueOf(column.get("dtype").asText().toUpperCase(Locale.ROOT));
        boolean ragged = !column.isArray() && column.get("form").asText().equals("varlen");
        int width =
                ragged ? Kind.RAGGED : values.get(0).isArray() ? values.get(0).size() : 1;
        return rows.with(
                name,
                new Kind(dtype, width),
                StreamSupport.stream(values.spliterator(), false)
                        .map(value -> boxed(value, dtype))
                        .toArray());
    }

    private static Object boxed(JsonNode value, DType dtype) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(one -> boxed(one, dtype))
                    .toList();
        }
        return switch (dtype) {
            case STRING -> value.asText();
            case INT64 -> value.longValue();
            case FLOAT32, FLOAT64 -> value.asDouble();
        };
    }

    /** Compares a feature with what is expected: {@code rows}, {@code values} or a plain list. */
    void assertSame(Values actual, JsonNode expected) {
        JsonNode values =
                expected.isArray() ? expected : expected.has("rows") ? expected.get("rows") : expected.get("values");
        if (!expected.isArray()) {
            assertThat(actual.kind().dtype().name().toLowerCase(Locale.ROOT))
                    .isEqualTo(expected.get("dtype").asText());
        }
        assertSame(Rows.rows(actual), values);
    }

    private void assertSame(Object actual, JsonNode expected) {
        if (expected.isArray()) {
            List<?> several = (List<?>) actual;
            assertThat(several).as("%s, where %s is expected", actual, expected).hasSize(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertSame(several.get(i), expected.get(i));
            }
        } else if (actual instanceof Double number) {
            assertClose(number, expected.asDouble());
        } else {
            assertThat(actual).isEqualTo(expected.isTextual() ? expected.asText() : (Object) expected.longValue());
        }
    }

    /** Compares with the tolerance that the case states, with its reason. */
    void assertClose(double actual, double expected) {
        JsonNode tolerance = content.get("tolerance");
        assertThat(actual)
                .isCloseTo(
                        expected,
                        within(tolerance.get("abs").asDouble()
                                + tolerance.path("rel").asDouble() * Math.abs(expected)));
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
