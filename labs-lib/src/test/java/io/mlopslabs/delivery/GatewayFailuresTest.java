// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mlopslabs.testing.Crowd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Servers that are down, hang or lie, clients that send too much or leave, and what the door says to either. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayFailuresTest {
    private static final Gateway.Settings QUICK = Gateway.Settings.standard().timeout(Duration.ofMillis(300));
    private final Client client = new Client();

    private static void isError(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    /** Begins to send a body and does not end. */
    private static Socket sending(URI gateway, int sent, int announced) {
        try {
            Socket connection = RawClient.connect(gateway);
            RawServer.write(
                    connection, "POST / HTTP/1.1\nHost: x\nContent-Length: " + announced + "\n\n" + "x".repeat(sent));
            return connection;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    class Servers {
        @Test
        void that_are_down_give_503() {
            URI nobody;
            try (var stub = StubServer.saying("hello")) {
                nobody = stub.uri();
            }
            try (var gateway = Gateway.start(Routing.to(nobody))) {
                isError(client.get(gateway.uri()), 503, "the live server cannot be reached");
                assertThat(gateway.counts(Role.LIVE)).isEqualTo(new BackendCounts(Role.LIVE, nobody, 1, 1));
            }
        }

        @Test
        void that_are_killed_give_errors_until_another_one_is_routed_to() {
            try (var other = StubServer.saying("other");
                    var gateway = Gateway.start(Routing.to(other.uri()))) {
                try (var stub = StubServer.saying("hello")) {
                    gateway.route(Routing.to(stub.uri()));
                    assertThat(client.get(gateway.uri()).body()).isEqualTo("hello");
                }
                assertThat(client.get(gateway.uri()).statusCode()).isIn(502, 503);
                gateway.route(Routing.to(other.uri()));
                assertThat(client.get(gateway.uri()).body()).isEqualTo("other");
            }
        }

        @Test
        void that_hang_up_before_an_answer_give_502() {
            try (var server = new RawServer((head, connection) -> {});
                    var gateway = Gateway.start(Routing.to(server.uri()))) {
                isError(client.get(gateway.uri()), 502, "the live server broke off");
            }
        }

        @Test
        void that_hang_up_in_the_middle_of_a_body_give_502() {
            try (var server = new RawServer((head, connection) ->
                            RawServer.write(connection, "HTTP/1.1 200 OK\nContent-Length: 100\n\nhalf"));
                    var gateway = Gateway.start(Routing.to(server.uri()))) {
                isError(client.get(gateway.uri()), 502, "the live server broke off");
            }
        }

        @Test
        void that_do_not_answer_give_504_and_are_hung_up_on() {
            var hungUp = new CountDownLatch(1);
            try (var server = new RawServer((head, connection) -> {
                        connection.getInputStream().readAllBytes(); // to the end that the gateway makes
                        hungUp.countDown();
                    });
                    var gateway = Gateway.start(Routing.to(server.uri()), QUICK)) {
                isError(client.get(gateway.uri()), 504, "the live server did not answer within 0.3 s");
                assertThat(gateway.counts(Role.LIVE).failures()).isEqualTo(1);
                Eventually.open(hungUp);
            }
        }

        @Test
        void that_hang_in_the_middle_of_a_body_give_504_and_are_hung_up_on() {
            var hungUp = new CountDownLatch(1);
            try (var server = new RawServer((head, connection) -> {
                        RawServer.write(connection, "HTTP/1.1 200 OK\nContent-Length: 100\n\nhalf");
                        connection.getInputStream().readAllBytes();
                        hungUp.countDown();
                    });
                    var gateway = Gateway.start(Routing.to(server.uri()), QUICK)) {
                isError(client.get(gateway.uri()), 504, "the live server did not answer within 0.3 s");
                Eventually.open(hungUp);
            }
        }

        @Test
        void that_answer_too_much_give_502() {
            try (var server = StubServer.saying("x".repeat(1001));
                    var gateway = Gateway.start(
                            Routing.to(server.uri()),
                            Gateway.Settings.standard().maxBodyBytes(1000))) {
                isError(client.get(gateway.uri()), 502, "the answer of the live server is larger than 1000 bytes");
            }
        }

        @Test
        void that_speak_no_http_give_502() {
            try (var server = new RawServer((head, connection) -> RawServer.write(connection, "what?\n\n"));
                    var gateway = Gateway.start(Routing.to(server.uri()))) {
                isError(client.get(gateway.uri()), 502, "the live server broke off");
            }
        }
    }

    @Nested
    class Clients {
        @Test
        void that_send_50_MB_can_read_that_it_is_too_much() {
            try (var stub = StubServer.saying("hello");
                    var gateway = Gateway.start(Routing.to(stub.uri()))) {
                byte[] upload = new byte[50_000_000];
                String error = "the body is larger than 8388608 bytes";
                isError(
                        client.send(Client.request(gateway.uri()).POST(BodyPublishers.ofByteArray(upload))),
                        413,
                        error);
                var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(upload));
                isError(client.send(Client.request(gateway.uri()).POST(chunked)), 413, error);
                assertThat(stub.requests()).isZero();
                assertThat(gateway.counts(Role.LIVE).requests()).isZero();
            }
        }

        @Test
        void that_ask_before_they_send_need_not_send() {
            try (var stub = StubServer.saying("hello");
                    var gateway = Gateway.start(Routing.to(stub.uri()))) {
                List<String> lines = RawClient.lines(
                        gateway.uri(), "POST / HTTP/1.1\nHost: x\nExpect: 100-continue\nContent-Length: 50000000\n\n");
                assertThat(lines.get(0)).startsWith("HTTP/1.1 413");
            }
        }

        @Test
        void that_hang_up_harm_nobody() throws IOException {
            var arrived = new CountDownLatch(3);
            var over = new CountDownLatch(1);
            try (var stub = StubServer.answering(context -> {
                        arrived.countDown();
                        Eventually.open(over);
                        context.result("late");
                    });
                    var gateway = Gateway.start(
                            Routing.to(stub.uri()), Gateway.Settings.standard().maxRequests(3))) {
                for (int i = 0; i < 3; i++) {
                    try (var connection = RawClient.connect(gateway.uri())) {
                        RawServer.write(connection, "GET / HTTP/1.1\nHost: x\n\n");
                        int before = i;
                        Eventually.until("request arrived", () -> arrived.getCount() <= 2 - before);
                    }
                }
                // All places are taken, by clients who have left.
                isError(client.get(gateway.uri()), 503, "3 requests are at work already; try again");
                over.countDown();
                Eventually.until(
                        "places are free again", () -> client.get(gateway.uri()).statusCode() == 200);
            }
        }

        @Test
        void that_hang_up_while_sending_reach_no_server() throws IOException {
            try (var stub = StubServer.saying("hello");
                    var gateway = Gateway.start(Routing.to(stub.uri()))) {
                try (var connection = RawClient.connect(gateway.uri())) {
                    RawServer.write(connection, "POST / HTTP/1.1\nHost: x\nContent-Length: 10\n\nhalf");
                }
                assertThat(client.get(gateway.uri()).body()).isEqualTo("hello");
                assertThat(stub.requests()).isEqualTo(1);
                assertThat(gateway.counts(Role.LIVE).requests()).isEqualTo(1);
            }
        }

        @Test
        void that_send_much_at_once_together_leave_room_for_others() throws IOException {
            var small = Gateway.Settings.standard().maxBodyBytes(1000);
            try (var stub = StubServer.saying("hello");
                    var gateway = Gateway.start(Routing.to(stub.uri()), small)) {
                var connections = new ArrayList<Socket>();
                Eventually.until("16 bodies are nearly there", () -> {
                    connections.add(sending(gateway.uri(), 999, 1000));
                    return client.post(gateway.uri(), "x".repeat(500)).statusCode() == 503;
                });
                assertThat(connections).hasSizeGreaterThanOrEqualTo(16);
                isError(client.post(gateway.uri(), "x".repeat(500)), 503, "too many large requests at once; try again");
                Eventually.until(
                        "a small one gets in",
                        () -> client.post(gateway.uri(), "x".repeat(10)).statusCode() == 200);
                for (Socket connection : connections) {
                    connection.close();
                }
                Eventually.until(
                        "what had arrived is forgotten",
                        () -> client.post(gateway.uri(), "x".repeat(1000)).statusCode() == 200);
            }
        }

        @Test
        void that_send_a_byte_now_and_then_are_told_so() throws IOException {
            try (var stub = StubServer.saying("hello");
                    var gateway = Gateway.start(Routing.to(stub.uri()), QUICK);
                    var connection = RawClient.connect(gateway.uri())) {
                RawServer.write(connection, "POST / HTTP/1.1\nHost: x\nContent-Length: 1000000\n\n");
                var in = connection.getInputStream();
                Eventually.until("an answer", () -> {
                    try {
                        if (in.available() == 0) {
                            connection.getOutputStream().write(' ');
                        }
                        return in.available() > 0;
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                String answer = new String(in.readNBytes(in.available()), StandardCharsets.US_ASCII);
                assertThat(answer).startsWith("HTTP/1.1 408");
                assertThat(stub.requests()).isZero();
            }
        }
    }

    @Nested
    class Close {
        @Test
        void lets_what_is_at_work_end_and_takes_nothing_more() {
            var arrived = new CountDownLatch(1);
            var over = new CountDownLatch(1);
            try (var stub = StubServer.answering(context -> {
                arrived.countDown();
                Eventually.open(over);
                context.result("late");
            })) {
                var gateway = Gateway.start(Routing.to(stub.uri()));
                var atWork = CompletableFuture.supplyAsync(() -> client.get(gateway.uri()));
                Eventually.open(arrived);
                var closing = CompletableFuture.runAsync(gateway::close);
                Eventually.until("nobody gets in", () -> refused(gateway.uri()));
                // Longer than a silent connection may last while the door closes: who waits for an answer is not
                // silent.
                assertThatExceptionOfType(TimeoutException.class)
                        .isThrownBy(() -> atWork.get(500, TimeUnit.MILLISECONDS));
                over.countDown();
                assertThat(atWork.join().body()).isEqualTo("late");
                closing.join();
                gateway.close(); // again
                assertThat(stub.requests()).isEqualTo(1);
            }
        }

        @Test
        void waits_no_longer_than_it_must_for_a_client_that_never_ends() throws IOException {
            try (var stub = StubServer.saying("hello")) {
                var gateway = Gateway.start(Routing.to(stub.uri()), QUICK);
                try (var connection = sending(gateway.uri(), 4, 10)) {
                    assertThat(connection.isConnected()).isTrue();
                    client.get(gateway.uri()); // so that the other request has been taken in
                    gateway.close();
                    assertThat(refused(gateway.uri())).isTrue();
                }
            }
        }

        private boolean refused(URI uri) {
            try (var connection = RawClient.connect(uri)) {
                return !connection.isConnected();
            } catch (IOException e) {
                return true;
            }
        }
    }

    @Nested
    class Start {
        @Test
        void says_that_a_port_is_taken() {
            try (var stub = StubServer.saying("hello");
                    var gateway = Gateway.start(Routing.to(stub.uri()))) {
                int port = gateway.uri().getPort();
                assertThatIllegalStateException()
                        .isThrownBy(() -> Gateway.start(
                                Routing.to(stub.uri()),
                                Gateway.Settings.standard().port(port)))
                        .withMessage("port " + port
                                + " of 127.0.0.1 is taken or may not be used; choose another, or 0 for a free one");
                assertThat(client.get(gateway.uri()).body()).isEqualTo("hello");
            }
        }

        @Test
        void listens_on_the_port_it_is_given() throws IOException {
            int port;
            try (var free = new java.net.ServerSocket(0)) {
                port = free.getLocalPort();
            }
            try (var stub = StubServer.saying("hello");
                    var gateway = Gateway.start(
                            Routing.to(stub.uri()), Gateway.Settings.standard().port(port))) {
                assertThat(gateway.uri()).hasToString("http://127.0.0.1:" + port);
            }
        }

        @Test
        void refuses_settings_that_make_no_sense() {
            var standard = Gateway.Settings.standard();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> standard.port(65_536))
                    .withMessage("port is 65536; it lies in 0 to 65535");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> standard.timeout(Duration.ZERO))
                    .withMessage("timeout is PT0S; give a positive one");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> standard.maxBodyBytes(0))
                    .withMessage("maxBodyBytes and maxRequests are at least 1; they are 0 and 256");
        }
    }

    @Nested
    class Counts {
        @Test
        void refuses_a_role_that_the_plan_does_not_have() {
            try (var stub = StubServer.saying("hello");
                    var gateway = Gateway.start(Routing.to(stub.uri()))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> gateway.counts(Role.CANDIDATE))
                        .withMessage("the plan has no candidate server; it has [live]");
                assertThatIllegalStateException()
                        .isThrownBy(() -> gateway.counts(Role.LIVE).failureShare())
                        .withMessage("the live server was given no request yet; a share needs at least one");
                assertThatIllegalStateException()
                        .isThrownBy(() -> gateway.shadowReport(Duration.ZERO))
                        .withMessage("the plan has no shadow; give route a Routing.shadow first");
            }
        }

        @Test
        void is_exact_when_many_ask_at_once() {
            try (var stub = StubServer.answering(
                            context -> context.status(context.queryString().equals("fail") ? 500 : 200));
                    var gateway = Gateway.start(Routing.to(stub.uri()))) {
                Crowd.all(() -> {
                    for (int i = 0; i < 50; i++) {
                        client.get(gateway.uri().resolve(i % 5 == 0 ? "/?fail" : "/?fine"));
                    }
                });
                assertThat(gateway.counts(Role.LIVE)).isEqualTo(new BackendCounts(Role.LIVE, stub.uri(), 400, 80));
                assertThat(gateway.counts(Role.LIVE).failureShare().estimate()).isEqualTo(0.2);
            }
        }
    }
}
