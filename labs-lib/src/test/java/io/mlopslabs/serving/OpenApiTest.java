// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static io.mlopslabs.serving.Calls.tree;
import static io.mlopslabs.serving.ModelServerTest.HALF;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.data.GrayImage;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document against the server that it describes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenApiTest {
    static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch", "options");

    @TempDir
    static Path folder;

    static ModelServer server;
    static Calls calls;
    static JsonNode document;

    @BeforeAll
    static void start() throws IOException {
        var fashion = new FakeModel(folder, "fashion", DetectRouteTest.Squares::new).with(1, 2);
        var flat = new FakeModel(folder, "flat").with(1);
        server = ModelServer.serving(fashion.base, flat.base)
                .versions(VersionPolicy.all())
                .loadedBy(version -> version.getParent().endsWith("flat") ? flat.load(version) : fashion.load(version))
                .limits(ServerLimits.standard().withInstances(7))
                .metrics(() -> "")
                .start();
        calls = new Calls(server);
        document = tree(calls.get("/openapi.json"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Returns the path with a model and a version that there are. */
    static String real(String path) {
        return path.replace("{model}", "fashion").replace("{version}", "1");
    }

    static HttpRequest request(String method, String path) throws IOException {
        if (!method.equals("post")) {
            return calls.to(path)
                    .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody())
                    .build();
        }
        if (path.endsWith(":predict")) {
            String row = "[" + "0,".repeat(27) + "0]";
            return calls.json(path, "{\"instances\":[[" + (row + ",").repeat(27) + row + "]]}");
        }
        return calls.upload(path, PictureTest.png(GrayImage.of(30, 30, new byte[900])))
                .build();
    }

    @Test
    void lists_every_path_and_no_other() {
        var paths = new TreeSet<String>();
        document.path("paths").fieldNames().forEachRemaining(paths::add);
        assertThat(paths)
                .containsExactly(
                        "/health",
                        "/metrics",
                        "/openapi.json",
                        "/v1/models/{model}",
                        "/v1/models/{model}/metadata",
                        "/v1/models/{model}/versions/{version}",
                        "/v1/models/{model}/versions/{version}/metadata",
                        "/v1/models/{model}/versions/{version}:detect",
                        "/v1/models/{model}/versions/{version}:predict",
                        "/v1/models/{model}:detect",
                        "/v1/models/{model}:predict");
    }

    @Test
    void every_operation_works_as_documented_and_every_other_method_is_refused() throws IOException {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (String method : METHODS) {
                HttpResponse<byte[]> response = calls.send(request(method, real(path.getKey())));
                JsonNode operation = path.getValue().path(method);
                if (operation.isMissingNode()) {
                    assertThat(response.statusCode())
                            .as(method + " " + path.getKey())
                            .isEqualTo(405);
                } else {
                    assertThat(response.statusCode())
                            .as(method + " " + path.getKey())
                            .isEqualTo(200);
                    JsonNode content = operation.at("/responses/200/content");
                    assertThat(content.has(
                                    Calls.header(response, "Content-Type").split(";", 2)[0]))
                            .as(method + " " + path.getKey())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void every_refusal_that_a_client_can_bring_about_is_documented() throws IOException {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            boolean post = path.getValue().has("post");
            JsonNode responses = path.getValue().path(post ? "post" : "get").path("responses");
            var brought = new TreeSet<Integer>();
            String real = real(path.getKey());
            for (String wrong :
                    List.of(real.replace("fashion", "nobody"), real.replace("/1", "/9"), real + "?confidence=2")) {
                brought.add(calls.send(request(post ? "post" : "get", wrong)).statusCode());
            }
            brought.add(calls.send(calls.to(real)
                            .header("Accept", "text/html")
                            .method(post ? "POST" : "GET", BodyPublishers.ofString("x"))
                            .build())
                    .statusCode());
            brought.add(calls.send(calls.to(real)
                            .header("Content-Type", "text/plain")
                            .method(post ? "POST" : "GET", BodyPublishers.ofString("x"))
                            .build())
                    .statusCode());
            brought.add(calls.send(calls.to(real)
                            .method(post ? "POST" : "GET", BodyPublishers.ofByteArray(new byte[9 << 20]))
                            .build())
                    .statusCode());
            brought.add(calls.post(real, "{}").statusCode());
            brought.add(calls.post(real, "{").statusCode());
            assertThat(brought).contains(413, 406).allSatisfy(status -> assertThat(
                            responses.has(Integer.toString(status)))
                    .as("%d of %s", status, path.getKey())
                    .isTrue());
        }
    }

    @Test
    void every_reference_leads_somewhere() {
        var references = new ArrayList<String>();
        collect(document, references);
        assertThat(references).hasSizeGreaterThan(100);
        for (String reference : references) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.path("$ref").asText());
        }
        node.forEach(child -> collect(child, references));
    }

    @Test
    void names_of_operations_are_unique() {
        List<String> names = document.findValuesAsText("operationId");
        assertThat(names).hasSize(11).doesNotHaveDuplicates();
    }

    @Test
    void knows_the_models_their_shapes_and_the_limits() {
        assertThat(document.at("/components/parameters/model/schema/enum").toString())
                .isEqualTo("[\"fashion\",\"flat\"]");
        JsonNode shapes = document.at("/components/schemas/Image/anyOf");
        assertThat(shapes).hasSize(2);
        assertThat(shapes.get(0).toString())
                .isEqualTo(
                        "{\"type\":\"array\",\"minItems\":28,\"maxItems\":28,\"items\":{\"type\":\"array\",\"minItems\":28,"
                                + "\"maxItems\":28,\"items\":{\"type\":\"number\",\"minimum\":-1000000,\"maximum\":1000000}}}");
        assertThat(shapes.get(1).path("maxItems").asInt()).isEqualTo(2);
        assertThat(shapes.get(1).path("items").path("maxItems").asInt()).isEqualTo(3);
        assertThat(document.at("/components/schemas/Instances/maxItems").asInt())
                .isEqualTo(7);
        assertThat(document.at("/components/parameters/confidence/schema/default")
                        .asDouble())
                .isEqualTo(Detect.USUAL);
    }

    @Test
    void takes_the_words_of_the_code() {
        JsonNode request = document.at("/components/schemas/PredictRequest/properties");
        assertThat(request.has(PredictBody.Format.ROW.asks())).isTrue();
        assertThat(request.has(PredictBody.Format.COLUMNAR.asks())).isTrue();
        assertThat(request.at("/signature_name/enum/0").asText()).isEqualTo(Signature.NAME);
        assertThat(document.at("/components/schemas/NamedImage/properties").has(Signature.Images.INPUT))
                .isTrue();
        assertThat(document.at("/components/schemas/DetectRequest/properties").has(Detect.FIELD))
                .isTrue();
        List<String> states = new ArrayList<>();
        document.at("/components/schemas/ModelStatus/properties/model_version_status/items/properties/state/enum")
                .forEach(state -> states.add(state.asText()));
        assertThat(states)
                .isEqualTo(List.of(ServedVersion.State.values()).stream()
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void of_a_server_with_one_model_and_no_metrics_is_plainer() throws IOException {
        var one = new FakeModel(folder, "one").with(1);
        try (ModelServer plain = one.settings().start()) {
            JsonNode plainer = tree(new Calls(plain).get("/openapi.json"));
            assertThat(plainer.path("paths").has("/metrics")).isFalse();
            assertThat(plainer.at("/components/schemas/Image/minItems").asInt()).isEqualTo(2);
            assertThat(new Calls(plain)
                            .post("/v1/models/one:predict", "{\"instances\":[%s]}".formatted(HALF))
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
