// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The OpenAPI document of a server: {@code openapi.json} beside this class, completed by what this server knows.
 *
 * <p>That is the names of its models, the shapes they take, the limits, and the paths that name a version.
 */
final class OpenApi {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String MODEL = "/v1/models/{model}";

    private OpenApi() {}

    /** Whether the server answers {@code /metrics}. */
    enum Metrics {
        SHOWN,
        NOT_SHOWN
    }

    static ObjectNode of(Collection<ServedModel> models, ServerLimits limits, Metrics metrics) {
        ObjectNode document = read();
        ObjectNode paths = (ObjectNode) document.path("paths");
        addVersions(paths);
        if (metrics == Metrics.NOT_SHOWN) {
            paths.remove("/metrics");
        }
        ArrayNode names = (ArrayNode) document.at("/components/parameters/model/schema/enum");
        models.forEach(model -> names.add(model.name()));
        ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
        for (String list : new String[] {"Instances", "Images"}) {
            ((ObjectNode) schemas.path(list)).put("maxItems", limits.instances());
        }
        Set<Signature> signatures = new LinkedHashSet<>();
        models.forEach(model -> signatures.addAll(model.signatures()));
        List<Signature.Table> tables = only(Signature.Table.class, signatures);
        List<Signature.Images> images = only(Signature.Images.class, signatures);
        if (tables.isEmpty()) {
            remove(schemas, "Row", "Columns");
        } else if (images.isEmpty()) {
            remove(schemas, "Image", "NamedImage", "Images", "NamedImages");
        }
        describe(schemas.path("Image"), images, OpenApi::schema);
        describe(schemas.path("Row"), tables, table -> TableSchema.row(table.columns()));
        describe(schemas.path("Columns"), tables, table -> TableSchema.columns(table.columns(), limits.instances()));
        return document;
    }

    private static <T extends Signature> List<T> only(Class<T> kind, Set<Signature> signatures) {
        return signatures.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Removes schemas of what no model takes, and the choices that lead there. */
    private static void remove(ObjectNode schemas, String... names) {
        for (String name : names) {
            schemas.remove(name);
            for (String choice : new String[] {"/Instances/items/anyOf", "/PredictRequest/properties/inputs/anyOf"}) {
                Iterator<JsonNode> ways = schemas.at(choice).iterator();
                while (ways.hasNext()) {
                    if (ways.next().path("$ref").asText().endsWith("/" + name)) {
                        ways.remove();
                    }
                }
            }
        }
    }

    private static void addVersions(ObjectNode paths) {
        for (String suffix : new String[] {"", "/metadata", ":predict", ":detect"}) {
            ObjectNode path = paths.path(MODEL + suffix).deepCopy();
            path.withArray("/parameters").addObject().put("$ref", "#/components/parameters/version");
            for (JsonNode operation : path) {
                if (operation instanceof ObjectNode named && named.has("operationId")) {
                    named.put("operationId", named.path("operationId").asText() + "Version");
                }
            }
            paths.set(MODEL + "/versions/{version}" + suffix, path);
        }
    }

    /** One shape where all models agree, any of the shapes where they do not. */
    private static <T> void describe(JsonNode into, List<T> signatures, Function<T, ObjectNode> schema) {
        if (!(into instanceof ObjectNode described)) {
            return; // it was removed
        }
        if (signatures.size() == 1) {
            described.setAll(schema.apply(signatures.get(0)));
        } else if (signatures.isEmpty()) {
            described.put("type", "array");
        } else {
            ArrayNode shapes = described.putArray("anyOf");
            signatures.forEach(signature -> shapes.add(schema.apply(signature)));
        }
    }

    private static ObjectNode schema(Signature.Images signature) {
        ObjectNode number = JsonNodeFactory.instance
                .objectNode()
                .put("type", "number")
                .put("minimum", -(long) Signature.Images.LARGEST)
                .put("maximum", (long) Signature.Images.LARGEST);
        return list(signature.height(), list(signature.width(), number));
    }

    private static ObjectNode list(int length, ObjectNode items) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "array");
        return list.put("minItems", length).put("maxItems", length).set("items", items);
    }

    private static ObjectNode read() {
        try (InputStream document = OpenApi.class.getResourceAsStream("openapi.json")) {
            return (ObjectNode) MAPPER.readTree(document);
        } catch (IOException damaged) {
            throw new UncheckedIOException("openapi.json of this room cannot be read", damaged);
        }
    }
}
