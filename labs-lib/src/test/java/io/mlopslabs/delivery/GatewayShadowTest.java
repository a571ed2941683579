// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mlopslabs.testing.Crowd;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A candidate that sees every request, and whose answers nobody sees but the report. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayShadowTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private final Client client = new Client();

    private static String head(String head) {
        return head.substring(0, head.indexOf(' ', head.indexOf(' ') + 1));
    }

    private static String answer(String contentType, String body) {
        return "HTTP/1.1 200 OK\nConnection: close\nContent-Type: " + contentType + "\nContent-Length: " + body.length()
                + "\n\n" + body;
    }

    @Test
    void counts_every_kind_of_difference_exactly() {
        try (var live = StubServer.answering(context -> {
                    if (context.path().equals("/text")) {
                        context.contentType("text/plain").result("hello");
                    } else {
                        context.contentType("application/json").result("{\"predictions\": [[0.5, 0.25]]}");
                    }
                });
                var candidate = new RawServer((head, connection) -> {
                    switch (head(head)) {
                        case "GET /close" ->
                            RawServer.write(
                                    connection, answer("application/json", "{\"predictions\":[[0.50000001,0.25]]}"));
                        case "GET /far" ->
                            RawServer.write(
                                    connection, answer("application/json", "{\"predictions\": [[0.5, 0.375]]}"));
                        case "GET /shape" ->
                            RawServer.write(connection, answer("application/json", "{\"predictions\": [[0.5]]}"));
                        case "GET /text" -> RawServer.write(connection, answer("text/plain", "hallo"));
                        case "GET /broken" ->
                            RawServer.write(connection, "HTTP/1.1 500 Oops\nConnection: close\nContent-Length: 0\n\n");
                        default -> {} // hangs up
                    }
                });
                var gateway = Gateway.start(Routing.shadow(live.uri(), candidate.uri()))) {
            List<String> paths = List.of("/close", "/far", "/shape", "/text", "/broken", "/gone");
            for (int i = 0; i < paths.size(); i++) {
                for (int n = 0; n <= i; n++) { // 1 of the first kind, 2 of the second, ...
                    var answer = client.get(gateway.uri().resolve(paths.get(i)));
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.headers().firstValue("X-Served-By")).hasValue("live");
                }
            }
            ShadowReport report = gateway.shadowReport(LONG);
            assertThat(report.n()).isEqualTo(21);
            assertThat(report.equal()).isEqualTo(1);
            assertThat(report.otherBody()).isEqualTo(2 + 3 + 4);
            assertThat(report.otherStatus()).isEqualTo(5);
            assertThat(report.failed()).isEqualTo(6);
            assertThat(report.skipped()).isZero();
            assertThat(report.outstanding()).isZero();
            assertThat(report.largestDifference()).isEqualTo(0.125); // 0.375 - 0.25, exact in binary
            assertThat(report)
                    .hasToString("21 compared: 1 equal, 5 other status, 9 other body, 6 failed; 0 skipped,"
                            + " 0 outstanding; largest difference 0.1250");
            assertThat(report.agreement()).hasToString("0.0476 (1 of 21), 0.01 to 0.23 (95 % Wilson, n = 21)");
            assertThat(gateway.counts(Role.LIVE)).isEqualTo(new BackendCounts(Role.LIVE, live.uri(), 21, 0));
            assertThat(gateway.counts(Role.CANDIDATE))
                    .isEqualTo(new BackendCounts(Role.CANDIDATE, candidate.uri(), 21, 11));
        }
    }

    @Test
    void keeps_a_few_examples_that_say_what_differed() {
        try (var live = StubServer.json("[1, 2]");
                var candidate = StubServer.json("[1, 2.5]");
                var gateway = Gateway.start(Routing.shadow(live.uri(), candidate.uri()))) {
            for (int i = 0; i < Comparisons.MOST_EXAMPLES + 5; i++) {
                client.post(gateway.uri().resolve("/v1/models/m:predict"), "{}");
            }
            assertThat(gateway.shadowReport(LONG).examples())
                    .hasSize(Comparisons.MOST_EXAMPLES)
                    .containsOnly(
                            new ShadowReport.Example("POST /v1/models/m:predict", "/1", "200 [1, 2]", "200 [1, 2.5]"));
            gateway.route(Routing.shadow(live.uri(), candidate.uri()).within(0.5));
            client.post(gateway.uri(), "{}");
            ShadowReport lenient = gateway.shadowReport(LONG);
            assertThat(lenient.equal()).isEqualTo(1);
            assertThat(lenient.largestDifference()).isEqualTo(0.5);
        }
    }

    @Test
    void does_not_compare_what_is_to_differ() {
        try (var live = StubServer.json("{\"model_version\": 1, \"predictions\": [1]}");
                var candidate = StubServer.json("{\"model_version\": 2, \"predictions\": [1]}");
                var gateway = Gateway.start(
                        Routing.shadow(live.uri(), candidate.uri()).ignoring("/model_version"))) {
            client.get(gateway.uri());
            ShadowReport report = gateway.shadowReport(LONG);
            assertThat(report.equal()).isEqualTo(1);
            assertThat(report.largestDifference()).isZero();
        }
    }

    @Test
    void sends_the_candidate_the_same_request() {
        var seen = new ArrayList<String>();
        try (var live = StubServer.saying("live");
                var candidate = StubServer.answering(context -> {
                    seen.add("%s %s?%s %s %s"
                            .formatted(
                                    context.method(),
                                    context.path(),
                                    context.queryString(),
                                    context.header("X-Mine"),
                                    context.body()));
                    context.result("live");
                });
                var gateway = Gateway.start(Routing.shadow(live.uri(), candidate.uri()))) {
            client.post(gateway.uri().resolve("/a?b=c"), "body", "X-Mine", "1");
            assertThat(gateway.shadowReport(LONG).equal()).isEqualTo(1);
            assertThat(seen).containsExactly("POST /a?b=c 1 body");
        }
    }

    @Test
    void no_client_waits_for_a_candidate_that_hangs_and_too_many_shadows_are_skipped() {
        var over = new CountDownLatch(1);
        int requests = Comparisons.MOST_OUTSTANDING + 6;
        try (var live = StubServer.saying("live");
                var candidate = StubServer.answering(context -> {
                    Eventually.open(over);
                    context.result("live");
                });
                var gateway = Gateway.start(
                        Routing.shadow(live.uri(), candidate.uri()),
                        Gateway.Settings.standard().timeout(LONG))) {
            for (int i = 0; i < requests; i++) {
                assertThat(client.get(gateway.uri()).body()).isEqualTo("live");
            }
            ShadowReport during = gateway.shadowReport(Duration.ZERO);
            assertThat(during.outstanding()).isEqualTo(Comparisons.MOST_OUTSTANDING);
            assertThat(during.n()).isZero();
            assertThatIllegalStateException()
                    .isThrownBy(during::agreement)
                    .withMessage("no request was compared yet; a share needs at least one");
            over.countDown();
            ShadowReport after = gateway.shadowReport(LONG);
            assertThat(after.equal()).isEqualTo(Comparisons.MOST_OUTSTANDING);
            assertThat(after.skipped()).isEqualTo(6);
            assertThat(after.outstanding()).isZero();
        }
    }

    @Test
    void counts_a_candidate_that_does_not_answer_in_time_as_failed() {
        var over = new CountDownLatch(1);
        try (var live = StubServer.saying("live");
                var candidate = new RawServer((head, connection) -> Eventually.open(over));
                var gateway = Gateway.start(
                        Routing.shadow(live.uri(), candidate.uri()),
                        Gateway.Settings.standard().timeout(Duration.ofMillis(500)))) {
            assertThat(client.get(gateway.uri()).statusCode()).isEqualTo(200);
            ShadowReport report = gateway.shadowReport(LONG);
            assertThat(report.failed()).isEqualTo(1);
            assertThat(report.examples().get(0).candidate())
                    .isEqualTo("the candidate server did not answer within 0.5 s");
        } finally {
            over.countDown();
        }
    }

    @Test
    void compares_nothing_when_the_live_server_does_not_answer() {
        URI nobody;
        try (var stub = StubServer.saying("hello")) {
            nobody = stub.uri();
        }
        try (var candidate = StubServer.saying("candidate");
                var gateway = Gateway.start(Routing.shadow(nobody, candidate.uri()))) {
            assertThat(client.get(gateway.uri()).statusCode()).isEqualTo(503);
            ShadowReport report = gateway.shadowReport(LONG);
            assertThat(report.n()).isZero();
            assertThat(report.skipped()).isEqualTo(1);
        }
    }

    @Test
    void is_exact_when_many_ask_at_once() {
        try (var live = StubServer.json("[1]");
                var candidate = StubServer.answering(context -> context.contentType("application/json")
                        .result(context.queryString().equals("same") ? "[1]" : "[2]"));
                var gateway = Gateway.start(Routing.shadow(live.uri(), candidate.uri()))) {
            Crowd.all(() -> {
                for (int i = 0; i < 50; i++) {
                    client.get(gateway.uri().resolve(i % 5 == 0 ? "/?other" : "/?same"));
                    if (i % 5 == 4) {
                        gateway.shadowReport(LONG); // so that fewer than 64 are outstanding
                    }
                }
            });
            ShadowReport report = gateway.shadowReport(LONG);
            assertThat(report.n()).isEqualTo(400);
            assertThat(report.otherBody()).isEqualTo(80);
            assertThat(report.largestDifference()).isEqualTo(1);
        }
    }
}
