// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.testing.Golden.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Reads the arguments of the scikit-learn cases as this package takes them. */
final class Cases {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Cases() {}

    static double[][] numbers(JsonNode rows) {
        return JSON.convertValue(rows, double[][].class);
    }

    static double[][] numbers(Case c, String argument) {
        return numbers(c.arguments().get(argument));
    }

    /** A row that is no list is a row of one column; "NaN" stands for what is missing. */
    static Object[][] categories(Case c, String argument) {
        return c.elements(argument)
                .map(row -> row.isArray() ? row : JSON.createArrayNode().add(row))
                .map(row -> StreamSupport.stream(row.spliterator(), false)
                        .map(Cases::category)
                        .toArray())
                .toArray(Object[][]::new);
    }

    private static Object category(JsonNode value) {
        if (value.isNumber()) {
            return value.numberValue();
        }
        return value.isNull() || value.asText().equals("NaN") ? null : value.asText();
    }

    static List<Object> values(JsonNode list) {
        List<Object> values = new ArrayList<>();
        list.forEach(value -> values.add(category(value)));
        return values;
    }

    static boolean flag(Case c, String argument, boolean absent) {
        return c.has(argument) ? c.arguments().get(argument).asBoolean() : absent;
    }

    static <E extends Enum<E>> E word(Case c, String argument, E absent) {
        return c.has(argument)
                ? Enum.valueOf(
                        absent.getDeclaringClass(),
                        c.text(argument, "").toUpperCase(Locale.ROOT).replace('-', '_'))
                : absent;
    }

    /** What scikit-learn calls {@code transformed} and {@code served}. */
    static Map<String, Object> run(Case c, FittedNumeric fitted) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("transformed", fitted.transform(numbers(c, c.has("fit") ? "fit" : "x")));
        if (c.has("transform")) {
            result.put("served", fitted.transform(numbers(c, "transform")));
        }
        return result;
    }
}
