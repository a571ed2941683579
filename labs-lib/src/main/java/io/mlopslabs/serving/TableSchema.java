// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Kind;
import java.util.function.Function;

/** The columns of a table in the words of OpenAPI 3.0. */
final class TableSchema {
    private TableSchema() {}

    /** Returns the schema of one row. */
    static ObjectNode row(FeatureSpec columns) {
        return object(columns, TableSchema::cell);
    }

    /** Returns the schema of at most {@code most} rows, by columns. */
    static ObjectNode columns(FeatureSpec columns, int most) {
        return object(columns, kind -> list(cell(kind)).put("minItems", 1).put("maxItems", most));
    }

    private static ObjectNode object(FeatureSpec columns, Function<Kind, ObjectNode> property) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("type", "object");
        ArrayNode required = object.putArray("required");
        ObjectNode properties = object.putObject("properties");
        columns.columns().forEach((name, kind) -> {
            required.add(name);
            properties.set(name, property.apply(kind));
        });
        return object.put("additionalProperties", false);
    }

    private static ObjectNode cell(Kind kind) {
        if (kind.isRagged()) {
            ObjectNode any = JsonNodeFactory.instance.objectNode();
            any.putArray("anyOf").add(value(kind.dtype()).put("nullable", true)).add(list(value(kind.dtype())));
            return any;
        }
        return kind.width() == 1
                ? value(kind.dtype())
                : list(value(kind.dtype())).put("minItems", kind.width()).put("maxItems", kind.width());
    }

    private static ObjectNode list(ObjectNode items) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "array");
        list.set("items", items);
        return list;
    }

    private static ObjectNode value(DType dtype) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        return switch (dtype) {
            case STRING -> value.put("type", "string");
            case INT64 -> value.put("type", "integer").put("format", "int64");
            case FLOAT32 -> value.put("type", "number").put("format", "float");
            case FLOAT64 -> value.put("type", "number").put("format", "double");
        };
    }
}
