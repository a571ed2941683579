// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One door over real servers on loopback, asked by an ordinary client. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayTest {
    private final Client client = new Client();

    @Nested
    class Forwarding {
        @Test
        void hands_method_path_query_headers_and_body_on_as_they_came() {
            try (var echo = StubServer.answering(context -> context.status(201)
                            .header("X-Model", "fashion")
                            .result(context.method() + " " + context.req().getRequestURI() + "?"
                                    + context.queryString() + " " + context.header("X-Mine") + " "
                                    + context.contentType() + " " + context.body()));
                    var gateway = Gateway.start(Routing.to(echo.uri()))) {
                var answer = client.send(Client.request(
                                gateway.uri().resolve("/v1/models/a%20b:predict?x=%C3%A4&y=1"),
                                "X-Mine",
                                "one",
                                "Content-Type",
                                "text/x-test")
                        .method("PATCH", BodyPublishers.ofString("grüße")));
                assertThat(answer.statusCode()).isEqualTo(201);
                assertThat(answer.body())
                        .isEqualTo("PATCH /v1/models/a%20b:predict?x=%C3%A4&y=1 one text/x-test grüße");
                assertThat(answer.headers().firstValue("X-Model")).hasValue("fashion");
                assertThat(answer.headers().firstValue("X-Served-By")).hasValue("live");
                assertThat(gateway.counts(Role.LIVE)).isEqualTo(new BackendCounts(Role.LIVE, echo.uri(), 1, 0));
            }
        }

        @Test
        void refuses_a_body_of_50_MB_in_a_way_that_the_client_can_read() {
            try (var stub = StubServer.saying("hello");
                    var gateway = Gateway.start(Routing.to(stub.uri()))) {
                var answer = client.send(
                        Client.request(gateway.uri()).POST(BodyPublishers.ofByteArray(new byte[50_000_000])));
                assertThat(answer.statusCode()).isEqualTo(413);
                assertThat(answer.body()).isEqualTo("{\"error\":\"the body is larger than 16777216 bytes\"}");
                assertThat(stub.requests()).isZero();
            }
        }

        @Test
        void says_503_when_the_server_is_down() {
            URI nobody;
            try (var stub = StubServer.saying("hello")) {
                nobody = stub.uri();
            }
            try (var gateway = Gateway.start(Routing.to(nobody))) {
                var answer = client.get(gateway.uri());
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).isEqualTo("{\"error\":\"the live server cannot be reached\"}");
                assertThat(gateway.counts(Role.LIVE).failures()).isEqualTo(1);
            }
        }
    }

    @Nested
    class Shadow {
        @Test
        void answers_with_the_live_server_and_counts_the_differences() {
            try (var live = StubServer.json("{\"predictions\": [[0.5, 0.25]]}");
                    var candidate = StubServer.json("{\"predictions\":[[0.5,0.375]]}");
                    var gateway = Gateway.start(Routing.shadow(live.uri(), candidate.uri()))) {
                for (int i = 0; i < 10; i++) {
                    assertThat(client.post(gateway.uri(), "{}").body()).isEqualTo("{\"predictions\": [[0.5, 0.25]]}");
                }
                var report = gateway.shadowReport(Duration.ofSeconds(30));
                assertThat(report.n()).isEqualTo(10);
                assertThat(report.otherBody()).isEqualTo(10);
                assertThat(report.largestDifference()).isEqualTo(0.125); // 0.375 - 0.25, exact
                assertThat(report.examples().get(0).where()).isEqualTo("/predictions/0/1");
            }
        }
    }
}
