// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static io.mlopslabs.serving.Calls.header;
import static io.mlopslabs.serving.Calls.text;
import static io.mlopslabs.serving.Calls.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mlopslabs.serving.ServedRequest.Seen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes, over HTTP, with models that need no engine. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelServerTest {
    static final String DARK = "[[0,0,0],[0,0,0]]";
    static final String HALF = "[[1,1,1],[0,0,0]]";
    static final List<ServedRequest> SEEN = new CopyOnWriteArrayList<>();

    @TempDir
    static Path folder;

    static FakeModel files;
    static ModelServer server;
    static Calls calls;

    @BeforeAll
    static void start() throws IOException {
        files = new FakeModel(folder, "fashion").with(1, 2);
        files.half(3);
        server = files.settings()
                .observedBy(SEEN::add)
                .metrics(() -> "requests_total 7\n")
                .start();
        calls = new Calls(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    static void assertRefused(HttpResponse<byte[]> response, int status, String body) {
        assertThat(text(response)).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    }

    @Nested
    class Predict {
        @Test
        void answers_rows_with_predictions() {
            HttpResponse<byte[]> response =
                    calls.post("/v1/models/fashion:predict", "{\"instances\":[%s,%s]}".formatted(DARK, HALF));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(text(response)).isEqualTo("{\"predictions\":[[0.0,1.0],[0.5,0.5]]}");
            assertThat(header(response, "Content-Type")).isEqualTo("application/json");
            assertThat(header(response, "X-Model-Version")).isEqualTo("2");
        }

        @Test
        void answers_columns_with_outputs_by_the_version_asked_for() {
            HttpResponse<byte[]> response = calls.post(
                    "/v1/models/fashion/versions/1:predict", "{\"inputs\":{\"images\":[%s]}}".formatted(HALF));
            assertThat(text(response)).isEqualTo("{\"outputs\":[[0.5,0.5]]}");
            assertThat(header(response, "X-Model-Version")).isEqualTo("1");
        }

        @Test
        void takes_json_that_does_not_say_that_it_is_json() {
            var request = calls.to("/v1/models/fashion:predict")
                    .POST(BodyPublishers.ofString("{\"instances\":[%s]}".formatted(DARK)))
                    .build();
            assertThat(calls.send(request).statusCode()).isEqualTo(200);
        }

        @Test
        void takes_more_instances_than_the_network_gets_at_once() {
            String many = (DARK + ",").repeat(299) + HALF;
            var predictions = tree(calls.post("/v1/models/fashion:predict", "{\"instances\":[" + many + "]}"))
                    .path("predictions");
            assertThat(predictions).hasSize(300);
            assertThat(predictions.get(298).toString()).isEqualTo("[0.0,1.0]");
            assertThat(predictions.get(299).toString()).isEqualTo("[0.5,0.5]");
        }

        @Test
        void tells_observers_what_went_through_the_model_before_the_answer_arrives() {
            calls.post("/v1/models/fashion:predict", "{\"instances\":[%s]}".formatted(HALF));
            assertThat(SEEN).hasSize(1);
            ServedRequest seen = SEEN.get(0);
            assertThat(List.of(seen.model(), seen.version(), seen.operation(), seen.status()))
                    .isEqualTo(List.of("fashion", 2L, "predict", 200));
            assertThat(seen.duration()).isPositive();
            var prediction = (Seen.Prediction) seen.seen();
            assertThat(prediction.inputs()).containsExactly(new float[] {1, 1, 1, 0, 0, 0});
            assertThat(prediction.outputs()).containsExactly(new float[] {0.5f, 0.5f});
            assertThat(prediction.classNames()).isEqualTo(FakeNetwork.NAMES);
        }

        @Test
        void refuses_the_wrong_shape_with_the_place_and_the_version_that_refused() {
            HttpResponse<byte[]> response =
                    calls.post("/v1/models/fashion/versions/1:predict", "{\"instances\":[[1,2,3]]}");
            assertRefused(
                    response,
                    422,
                    "{\"error\":\"instances[0][0] is a number instead of a list of 3 numbers: an instance has shape [2, 3],"
                            + " this one has [3]\",\"field\":\"instances[0][0]\"}");
            assertThat(SEEN.get(0).version()).isEqualTo(1);
            assertThat(SEEN.get(0).status()).isEqualTo(422);
            assertThat(SEEN.get(0).seen()).isEqualTo(new Seen.Nothing());
        }

        @ParameterizedTest
        @CsvSource({
            "text/plain, 'this path takes application/json; the request has text/plain; with curl, add -H ''Content-Type:"
                    + " application/json'''",
            "application/x-www-form-urlencoded, 'this path takes application/json; the request has"
                    + " application/x-www-form-urlencoded; with curl, add -H ''Content-Type: application/json'''",
            "application/json5, 'this path takes application/json; the request has application/json5; with curl, add -H"
                    + " ''Content-Type: application/json'''",
        })
        void refuses_another_type(String type, String message) {
            var request = calls.to("/v1/models/fashion:predict")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{}"))
                    .build();
            assertRefused(calls.send(request), 415, "{\"error\":\"%s\",\"field\":\"Content-Type\"}".formatted(message));
        }

        @Test
        void refuses_a_body_that_is_compressed() {
            var request = calls.to("/v1/models/fashion:predict")
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofString("{}"))
                    .build();
            assertRefused(
                    calls.send(request),
                    415,
                    "{\"error\":\"a body is taken as it is; this one is encoded: gzip\",\"field\":\"Content-Encoding\"}");
        }

        @Test
        void fails_rather_than_answer_with_a_number_that_JSON_does_not_have() throws IOException {
            var overflowing = new FakeModel(folder, "overflowing", () -> new FakeNetwork() {
                @Override
                float[][] answer(float[]... images) {
                    return images[0][0] > 0 ? new float[][] {{Float.NaN, 1}} : super.answer(images);
                }
            });
            try (ModelServer other = overflowing.with(1).settings().start();
                    var log = new CapturedLog()) {
                HttpResponse<byte[]> response =
                        new Calls(other).post("/v1/models/overflowing:predict", "{\"instances\":[%s]}".formatted(HALF));
                assertThat(response.statusCode()).isEqualTo(500);
                assertThat(text(response)).doesNotContain("NaN");
                assertThat(log.messages()).hasSize(1);
            }
        }

        @Test
        void fails_with_a_number_under_which_the_log_says_why_and_nothing_more() throws IOException {
            var broken = new FakeModel(folder, "broken", () -> new FakeNetwork() {
                @Override
                float[][] answer(float[]... images) {
                    if (images[0][0] > 0) {
                        throw new IllegalStateException("secret path /etc/model");
                    }
                    return super.answer(images);
                }
            });
            try (ModelServer other = broken.with(1).settings().start();
                    var log = new CapturedLog()) {
                HttpResponse<byte[]> response =
                        new Calls(other).post("/v1/models/broken:predict", "{\"instances\":[%s]}".formatted(HALF));
                assertThat(response.statusCode()).isEqualTo(500);
                String error = tree(response).path("error").asText();
                assertThat(error).matches("the server failed; its log says why under [0-9a-f-]{36}");
                String id = error.substring(error.lastIndexOf(' ') + 1);
                assertThat(log.messages()).containsExactly("request " + id + " to /v1/models/broken:predict failed");
            }
        }
    }

    @Nested
    class Status {
        @Test
        void lists_the_versions_newest_first_with_what_keeps_one_from_serving() {
            assertThat(text(calls.get("/v1/models/fashion")))
                    .isEqualTo(
                            "{\"model_version_status\":["
                                    + "{\"version\":\"3\",\"state\":\"LOADING\",\"status\":{\"error_code\":\"FAILED_PRECONDITION\","
                                    + "\"error_message\":\"the model in 3 is half written\"}},"
                                    + "{\"version\":\"2\",\"state\":\"AVAILABLE\",\"status\":{\"error_code\":\"OK\",\"error_message\":\"\"}},"
                                    + "{\"version\":\"1\",\"state\":\"AVAILABLE\",\"status\":{\"error_code\":\"OK\",\"error_message\":\"\"}}]}");
        }

        @Test
        void tells_of_one_version() {
            assertThat(text(calls.get("/v1/models/fashion/versions/1")))
                    .isEqualTo("{\"model_version_status\":[{\"version\":\"1\",\"state\":\"AVAILABLE\","
                            + "\"status\":{\"error_code\":\"OK\",\"error_message\":\"\"}}]}");
        }
    }

    @Test
    void metadata_has_the_form_of_TensorFlow_Serving_and_the_names_of_the_classes() {
        assertThat(text(calls.get("/v1/models/fashion/versions/1/metadata")))
                .isEqualTo("{\"model_spec\":{\"name\":\"fashion\",\"signature_name\":\"\",\"version\":\"1\"},"
                        + "\"metadata\":{\"signature_def\":{\"signature_def\":{\"serving_default\":{"
                        + "\"inputs\":{\"images\":{\"dtype\":\"DT_FLOAT\",\"tensor_shape\":{\"dim\":["
                        + "{\"size\":\"-1\",\"name\":\"\"},{\"size\":\"2\",\"name\":\"\"},{\"size\":\"3\",\"name\":\"\"}],"
                        + "\"unknown_rank\":false},\"name\":\"image\"}},"
                        + "\"outputs\":{\"probabilities\":{\"dtype\":\"DT_FLOAT\",\"tensor_shape\":{\"dim\":["
                        + "{\"size\":\"-1\",\"name\":\"\"},{\"size\":\"2\",\"name\":\"\"}],\"unknown_rank\":false},"
                        + "\"name\":\"probability\"}},\"method_name\":\"tensorflow/serving/predict\"}}},"
                        + "\"class_names\":[\"bright\",\"dark\"]}}");
    }

    @Nested
    class Health {
        @Test
        void lists_what_answers() {
            assertThat(text(calls.get("/health"))).isEqualTo("{\"status\":\"ready\",\"models\":{\"fashion\":[2,1]}}");
        }

        @Test
        void names_the_model_that_no_version_answers_for() throws IOException {
            var one = new FakeModel(folder, "one").with(1);
            var other = new FakeModel(folder, "other");
            try (ModelServer two = ModelServer.serving(one.base, other.base)
                    .loadedBy(one::load)
                    .start()) {
                HttpResponse<byte[]> response = new Calls(two).get("/health");
                assertRefused(response, 503, "{\"error\":\"not ready: no version is available of other\"}");
                assertThat(header(response, "Retry-After")).isEqualTo("1");
                other.with(1);
                two.refresh();
                assertThat(new Calls(two).get("/health").statusCode()).isEqualTo(200);
            }
        }
    }

    @Nested
    class Metrics {
        @Test
        void are_what_was_given_in_the_type_that_Prometheus_expects() {
            HttpResponse<byte[]> response = calls.get("/metrics");
            assertThat(text(response)).isEqualTo("requests_total 7\n");
            assertThat(header(response, "Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        }

        @Test
        void are_not_there_where_none_were_given() throws IOException {
            try (ModelServer bare = files.settings().start()) {
                assertRefused(
                        new Calls(bare).get("/metrics"),
                        404,
                        "{\"error\":\"there is no /metrics here; /openapi.json lists what there is\"}");
            }
        }
    }

    @Nested
    class Refuses {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/v1/models/nobody | there is no model nobody; there is fashion | model",
                    "/v1/models/nobody/metadata | there is no model nobody; there is fashion | model",
                    "/v1/models/a%20b | there is no model a b; there is fashion | model",
                    "/v1/models/fashion/versions/9 | model fashion has no version 9; available: 2, 1 | version",
                    "/v1/models/fashion/versions/x/metadata | model fashion has no version x; available: 2, 1 | version",
                })
        void models_and_versions_that_there_are_not(String path, String message, String field) {
            assertRefused(calls.get(path), 404, "{\"error\":\"%s\",\"field\":\"%s\"}".formatted(message, field));
            assertThat(SEEN.get(0).model()).isEqualTo(path.contains("fashion") ? "fashion" : "");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/v1",
                    "/v1/models",
                    "/v1/models/",
                    "/v1/models/fashion/",
                    "/v1/models/fashion/labels/stable",
                    "/health/",
                    "/HEALTH"
                })
        void other_paths(String path) {
            assertRefused(
                    calls.get(path),
                    404,
                    "{\"error\":\"there is no %s here; /openapi.json lists what there is\"}".formatted(path));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "POST | /health | GET, HEAD",
                    "DELETE | /v1/models/fashion | GET, HEAD",
                    "PUT | /v1/models/fashion/versions/1/metadata | GET, HEAD",
                    "GET | /v1/models/fashion:predict | POST",
                    "DELETE | /v1/models/fashion/versions/1:detect | POST",
                    "OPTIONS | /metrics | GET, HEAD",
                    "BREW | /openapi.json | GET, HEAD",
                })
        void other_methods(String method, String path, String allowed) {
            HttpResponse<byte[]> response = calls.method(method, path);
            assertRefused(
                    response,
                    405,
                    "{\"error\":\"%s is not a method of this path; use %s\"}".formatted(method, allowed));
            assertThat(header(response, "Allow")).isEqualTo(allowed);
            assertThat(SEEN).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/health",
                    "/openapi.json",
                    "/v1/models/fashion",
                    "/v1/models/fashion/metadata",
                })
        void other_media_types(String path) {
            assertRefused(
                    calls.send(calls.to(path).header("Accept", "text/html").build()),
                    406,
                    "{\"error\":\"this path answers application/json; Accept asks for text/html\",\"field\":\"Accept\"}");
        }

        @Test
        void a_name_of_a_megabyte_without_repeating_it_all() {
            HttpResponse<byte[]> response = calls.post(
                    "/v1/models/fashion:predict", "{\"signature_name\":\"%s\"}".formatted("x".repeat(1 << 20)));
            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(tree(response).path("error").asText())
                    .startsWith("signature_name is \"xxx")
                    .endsWith("xxx...")
                    .hasSize(1003);
        }

        @Test
        void a_version_that_is_not_ready_with_when_to_ask_again() {
            HttpResponse<byte[]> response = calls.post("/v1/models/fashion/versions/3:predict", "{}");
            assertRefused(
                    response,
                    503,
                    "{\"error\":\"version 3 of model fashion is not ready: the model in 3 is half written\"}");
            assertThat(header(response, "Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void HEAD_says_what_GET_would_and_sends_no_body() {
        for (String path : List.of("/health", "/v1/models/fashion", "/openapi.json", "/metrics", "/nothing")) {
            HttpResponse<byte[]> get = calls.get(path);
            HttpResponse<byte[]> head = calls.method("HEAD", path);
            assertThat(head.statusCode()).isEqualTo(get.statusCode());
            assertThat(head.body()).isEmpty();
            for (String name : List.of("Content-Type", "Content-Length")) {
                assertThat(header(head, name)).isEqualTo(header(get, name));
            }
        }
    }

    @Nested
    class Start {
        @Test
        void takes_a_free_port_of_this_machine_only() {
            assertThat(server.uri().toString()).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(server.uri().getPort()).isPositive();
            assertThat(server).hasToString("ModelServer at %s: fashion [2, 1]", server.uri());
        }

        @Test
        void says_when_the_port_is_taken_and_loads_nothing() throws IOException {
            var other = new FakeModel(folder, "unlucky").with(1);
            try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = taken.getLocalPort();
                assertThatIllegalStateException()
                        .isThrownBy(() -> other.settings().port(port).start())
                        .withMessage(
                                "port %d of 127.0.0.1 is taken; stop what listens there, or choose another port", port);
            }
            assertThat(other.loads).hasValue(0);
        }

        @Test
        void opens_to_other_machines_only_where_that_is_asked_for() {
            try (ModelServer open = files.settings().host("0.0.0.0").start()) {
                assertThat(open.uri().getHost()).isEqualTo("127.0.0.1");
                assertThat(new Calls(open).get("/health").statusCode()).isEqualTo(200);
            }
        }

        @Test
        void says_when_the_host_is_not_this_machine() {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> files.settings().host("192.0.2.1").port(8501).start())
                    .withMessageStartingWith("the server cannot listen on port 8501 of 192.0.2.1 (")
                    .withMessageEndingWith("); 127.0.0.1 is this machine itself");
        }

        @Test
        void serves_one_folder_twice() {
            try (ModelServer second = files.settings().start()) {
                assertThat(second.uri()).isNotEqualTo(server.uri());
                for (Calls one : List.of(calls, new Calls(second))) {
                    assertThat(text(one.post("/v1/models/fashion:predict", "{\"instances\":[%s]}".formatted(HALF))))
                            .isEqualTo("{\"predictions\":[[0.5,0.5]]}");
                }
            }
        }

        @Test
        void writes_nothing_to_the_log() {
            try (var log = new CapturedLog()) {
                files.settings().start().close();
                assertThat(log.messages()).isEmpty();
            }
        }

        @Test
        void refuses_folders_that_are_none_and_names_that_are_two() throws IOException {
            Path missing = folder.resolve("missing");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ModelServer.serving(missing))
                    .withMessage(
                            "%s is not a folder; give the one that holds a model's versions, such as %s",
                            missing, missing.resolve("1"));
            Path same = Files.createDirectories(folder.resolve("elsewhere").resolve("fashion"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ModelServer.serving(files.base, same))
                    .withMessage(
                            "two models are called fashion; a server tells them apart by the names of their folders");
        }

        @Test
        void refuses_settings_that_make_no_sense() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> files.settings().port(65_536))
                    .withMessage("port is 65536; it lies in 0 to 65535");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> files.settings().polledEvery(Duration.ZERO))
                    .withMessage("pause is PT0S; it is at least a millisecond");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> files.settings().grace(Duration.ofSeconds(-1)))
                    .withMessage("grace is PT-1S; it is at least a millisecond");
        }
    }

    @Test
    void new_versions_are_found_without_being_told() throws Exception {
        var model = new FakeModel(folder, "growing").with(1);
        var found = new CountDownLatch(1);
        Servable.Loader loader = version -> {
            if (version.endsWith("2")) {
                found.countDown();
            }
            return model.load(version);
        };
        try (ModelServer growing = ModelServer.serving(model.base)
                .loadedBy(loader)
                .polledEvery(Duration.ofMillis(5))
                .start()) {
            model.with(2);
            assertThat(found.await(30, TimeUnit.SECONDS)).isTrue();
            growing.refresh(); // returns when the poll that found it is through
            assertThat(text(new Calls(growing).get("/health")))
                    .isEqualTo("{\"status\":\"ready\",\"models\":{\"growing\":[2]}}");
        }
    }
}
