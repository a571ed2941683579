// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Columns as TFT's goldens write them, and back. */
final class GoldenTable {
    private GoldenTable() {}

    static Batch batch(JsonNode columns) {
        Map<String, Values> values = new LinkedHashMap<>();
        columns.properties().forEach(column -> values.put(column.getKey(), values(column.getValue())));
        return new Batch(values.values().iterator().next().rows(), values);
    }

    static FeatureSpec spec(Batch batch) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        batch.columns().forEach((name, values) -> kinds.put(name, values.kind()));
        return new FeatureSpec(kinds);
    }

    private static Values values(JsonNode column) {
        DType dtype = DType.valueOf(column.get("dtype").asText().toUpperCase(java.util.Locale.ROOT));
        if (column.has("formula")) { // of the approximate quantiles
            return Values.float32(IntStream.range(0, 100_000)
                    .mapToDouble(i -> (i * 7919L % 100003) / 10.0)
                    .toArray());
        }
        List<Object> rows = new ArrayList<>();
        column.get("rows").forEach(row -> rows.add(row.isArray() ? list(row, dtype) : value(row, dtype)));
        boolean ragged = column.get("form").asText().equals("varlen");
        int width = rows.get(0) instanceof List<?> first ? first.size() : 1;
        return Values.of(ragged ? Kind.ragged(dtype) : new Kind(dtype, width), rows);
    }

    private static List<Object> list(JsonNode row, DType dtype) {
        List<Object> values = new ArrayList<>();
        row.forEach(value -> values.add(value(value, dtype)));
        return values;
    }

    private static Object value(JsonNode value, DType dtype) {
        return switch (dtype) {
            case STRING -> value.textValue();
            case INT64 -> value.longValue();
            case FLOAT32, FLOAT64 -> number(value);
        };
    }

    static double number(JsonNode value) {
        return value.isTextual() ? Double.parseDouble(value.asText()) : value.doubleValue();
    }

    static List<Double> numbers(JsonNode values) {
        List<Double> numbers = new ArrayList<>();
        values.forEach(value -> numbers.add(number(value)));
        return numbers;
    }

    /** Returns the rows of a column as the goldens write them. */
    static List<Object> rows(Values values) {
        List<Object> rows = new ArrayList<>();
        for (int r = 0; r < values.rows(); r++) {
            List<Object> row = IntStream.range(values.start(r), values.end(r))
                    .mapToObj(values::value)
                    .toList();
            rows.add(values.kind().width() == 1 ? row.get(0) : row);
        }
        return rows;
    }

    /** Returns some rows of a batch. */
    static Batch slice(Batch batch, int from, int to) {
        Map<String, Values> columns = new LinkedHashMap<>();
        batch.columns().forEach((name, values) -> {
            List<Object> rows = IntStream.range(from, to)
                    .mapToObj(r -> (Object) IntStream.range(values.start(r), values.end(r))
                            .mapToObj(values::value)
                            .toList())
                    .toList();
            columns.put(name, Values.of(values.kind(), rows));
        });
        return new Batch(to - from, columns);
    }

    /** Returns the rows in about {@code parts} batches, the last one shorter. */
    static List<Batch> split(Batch batch, int parts) {
        int size = Math.max(1, (batch.rows() + parts - 1) / parts);
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < batch.rows(); from += size) {
            batches.add(slice(batch, from, Math.min(batch.rows(), from + size)));
        }
        return batches;
    }
}
