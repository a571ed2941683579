// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes through the door, both ways. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayForwardingTest {
    private final Client client = new Client();

    @Test
    void hands_method_path_query_headers_and_body_on_as_they_came() {
        try (var echo = StubServer.answering(context -> context.status(201)
                        .header("X-Model", "fashion")
                        .result("%s %s?%s %s %s %s"
                                .formatted(
                                        context.method(),
                                        context.req().getRequestURI(),
                                        context.queryString(),
                                        context.header("X-Mine"),
                                        context.contentType(),
                                        context.body())));
                var gateway = Gateway.start(Routing.to(echo.uri()))) {
            var answer = client.send(Client.request(
                            gateway.uri().resolve("/v1/models/a%20b:predict?x=%C3%A4&y=1"),
                            "X-Mine",
                            "one",
                            "Content-Type",
                            "text/x-test;charset=utf-8")
                    .method("PATCH", BodyPublishers.ofString("grüße")));
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body())
                    .isEqualTo("PATCH /v1/models/a%20b:predict?x=%C3%A4&y=1 one text/x-test;charset=utf-8 grüße");
            assertThat(answer.headers().firstValue("X-Model")).hasValue("fashion");
            assertThat(answer.headers().allValues("X-Served-By")).containsExactly("live");
            assertThat(answer.headers().allValues("Date")).hasSize(1);
            assertThat(gateway.counts()).containsExactly(new BackendCounts(Role.LIVE, echo.uri(), 1, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"})
    void hands_on_every_method(String method) {
        var seen = new AtomicReference<String>();
        try (var stub = StubServer.answering(context -> {
                    seen.set(context.req().getMethod());
                    context.result("12345");
                });
                var gateway = Gateway.start(Routing.to(stub.uri()))) {
            var answer = client.send(Client.request(gateway.uri()).method(method, BodyPublishers.noBody()));
            assertThat(seen).hasValue(method);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(method.equals("HEAD") ? "" : "12345");
        }
    }

    @Test
    void puts_the_path_of_a_servers_address_before_that_of_the_request() {
        try (var stub = StubServer.answering(
                        context -> context.result(context.req().getRequestURI()));
                var gateway = Gateway.start(Routing.to(stub.uri().resolve("/base/")))) {
            assertThat(client.get(gateway.uri().resolve("/v1/x")).body()).isEqualTo("/base/v1/x");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 304, 400, 404, 422, 500, 503})
    void hands_back_every_status_as_it_is(int status) {
        try (var stub = StubServer.answering(context -> context.status(status).header("Location", "/elsewhere"));
                var gateway = Gateway.start(Routing.to(stub.uri()))) {
            var answer = client.get(gateway.uri());
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).isEmpty();
            assertThat(gateway.counts(Role.LIVE).failures()).isEqualTo(status >= 500 ? 1 : 0);
        }
    }

    @Test
    void drops_headers_that_concern_one_connection_only() {
        var seen = new AtomicReference<String>();
        try (var server = new RawServer((head, connection) -> {
                    seen.set(head.toLowerCase(Locale.ROOT));
                    RawServer.write(connection, """
                            HTTP/1.1 200 OK
                            Content-Length: 2
                            Connection: close, X-Hop
                            X-Hop: 1
                            Keep-Alive: timeout=5
                            X-Served-By: somebody else
                            Set-Cookie: a=1
                            Set-Cookie: b=2

                            ok""");
                });
                var gateway = Gateway.start(Routing.to(server.uri()))) {
            List<String> lines = RawClient.lines(gateway.uri(), """
                    GET / HTTP/1.1
                    Host: localhost
                    Connection: close, X-Mine
                    X-Mine: 1
                    X-Kept: 2
                    TE: trailers
                    Accept-Encoding: gzip

                    """);
            assertThat(seen.get())
                    .contains("x-kept: 2\r\n", "host: 127.0.0.1:")
                    .doesNotContain("x-mine", "te: trailers", "accept-encoding", "localhost");
            assertThat(lines)
                    .contains("HTTP/1.1 200 OK", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-Served-By: live", "ok")
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("x-hop")
                            || line.toLowerCase(Locale.ROOT).startsWith("keep-alive")
                            || line.startsWith("Content-Type")
                            || line.contains("somebody"));
        }
    }

    @Test
    void carries_bytes_of_any_kind_and_a_body_of_the_largest_size() {
        var settings = Gateway.Settings.standard().maxBodyBytes(1 << 20);
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        try (var echo = StubServer.answering(context ->
                        context.contentType("application/octet-stream").result(context.bodyAsBytes()));
                var gateway = Gateway.start(Routing.to(echo.uri()), settings)) {
            byte[] back = client.bytes(Client.request(gateway.uri()).POST(BodyPublishers.ofByteArray(bytes)));
            assertThat(Arrays.equals(back, bytes)).isTrue();
        }
    }

    @Test
    void answers_in_json_what_jetty_refuses_by_itself() {
        try (var stub = StubServer.saying("hello");
                var gateway = Gateway.start(Routing.to(stub.uri()))) {
            List<String> lines = RawClient.lines(gateway.uri(), "GET /a%2 HTTP/1.1\nHost: x\nConnection: close\n\n");
            assertThat(lines.get(0)).startsWith("HTTP/1.1 400");
            assertThat(lines)
                    .contains("Content-Type: application/json")
                    .last()
                    .asString()
                    .startsWith("{\"error\":");
            assertThat(stub.requests()).isZero();
        }
    }

    @Test
    void refuses_an_address_that_is_none() {
        try (var stub = StubServer.saying("hello");
                var gateway = Gateway.start(Routing.to(stub.uri()))) {
            List<String> lines = RawClient.lines(gateway.uri(), "GET /a?b|c HTTP/1.1\nHost: x\nConnection: close\n\n");
            assertThat(lines.get(0)).startsWith("HTTP/1.1 400");
            assertThat(lines)
                    .last()
                    .isEqualTo("{\"error\":\"'/a?b|c' is not the path of a URI: write its characters as %XX\"}");
            assertThat(gateway.counts(Role.LIVE).requests()).isZero();
        }
    }
}
