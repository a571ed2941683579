// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static io.mlopslabs.serving.Calls.header;
import static io.mlopslabs.serving.Calls.text;
import static io.mlopslabs.serving.ModelServerTest.HALF;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that send too much, too slowly, too little, nonsense, or hang up. After each the server serves on, and its log is empty. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileClientsTest {
    static final String PREDICT = "/v1/models/fashion:predict";
    static final String GOOD = "{\"instances\":[%s]}".formatted(HALF);
    static final String HEAD = "POST /v1/models/fashion:predict HTTP/1.1\r\nHost: x\r\n";

    /** One prediction at a time and none waiting: 17 threads in all. */
    static final ServerLimits LIMITS =
            ServerLimits.standard().withConcurrent(1).withWaiting(0).withRequestBytes(100_000);

    @TempDir
    Path folder;

    final List<ServedRequest> seen = new CopyOnWriteArrayList<>();
    final CapturedLog log = new CapturedLog();
    FakeModel files;
    ModelServer server;
    Calls calls;

    @BeforeEach
    void start() throws IOException {
        files = new FakeModel(folder, "fashion").with(1);
        start(LIMITS);
    }

    @AfterEach
    void serves_on_with_an_empty_log() {
        try {
            assertThat(text(calls.post(PREDICT, GOOD))).isEqualTo("{\"predictions\":[[0.5,0.5]]}");
            assertThat(log.messages()).isEmpty();
        } finally {
            log.close();
            server.close();
        }
    }

    void start(ServerLimits limits) {
        if (server != null) {
            server.close();
        }
        server = files.settings().limits(limits).observedBy(seen::add).start();
        calls = new Calls(server);
    }

    /** As many zeros as asked for, without the memory. */
    static InputStream zeros(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] into, int from, int most) {
                if (left <= 0) {
                    return -1;
                }
                int count = (int) Math.min(most, left);
                left -= count;
                return count;
            }
        };
    }

    @Nested
    class Too_much {
        static final long FIFTY_MEGABYTES = 50 << 20;

        @Test
        void is_refused_by_its_announced_length() {
            start(ServerLimits.standard());
            var request = calls.to("/v1/models/fashion:detect")
                    .POST(BodyPublishers.fromPublisher(
                            BodyPublishers.ofInputStream(() -> zeros(FIFTY_MEGABYTES)), FIFTY_MEGABYTES))
                    .build();
            HttpResponse<byte[]> response = calls.send(request);
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(text(response))
                    .isEqualTo("{\"error\":\"the request has 52,428,800 bytes; it may have 8,388,608 bytes\"}");
            assertThat(seen.get(0).operation()).isEqualTo("detect");
            assertThat(seen.get(0).status()).isEqualTo(413);
        }

        /** Closing at once would reset the connection, and the answer would be lost with it. */
        @Test
        void is_refused_so_that_a_client_that_reads_only_after_it_has_sent_all_can_read_it() throws IOException {
            start(ServerLimits.standard());
            try (Socket socket = calls.connect()) {
                socket.getOutputStream()
                        .write((HEAD + "Content-Length: " + FIFTY_MEGABYTES + "\r\n\r\n").getBytes(UTF_8));
                zeros(FIFTY_MEGABYTES).transferTo(socket.getOutputStream());
                assertThat(Calls.rest(socket)).startsWith("HTTP/1.1 413 ").contains("Connection: close");
            }
        }

        @Test
        void is_refused_by_count_where_no_length_is_announced() {
            start(ServerLimits.standard());
            var request = calls.to(PREDICT)
                    .POST(BodyPublishers.ofInputStream(() -> zeros(FIFTY_MEGABYTES)))
                    .build();
            HttpResponse<byte[]> response = calls.send(request);
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(text(response)).isEqualTo("{\"error\":\"the request has more; it may have 8,388,608 bytes\"}");
        }

        @Test
        void is_refused_before_it_is_sent_where_the_client_asks_first() throws IOException {
            String answer = calls.raw(HEAD + "Expect: 100-continue\r\nContent-Length: 100001\r\n\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .contains("Connection: close")
                    .doesNotContain("100 Continue");
        }

        @Test
        void begins_one_byte_above_the_limit() {
            String body = GOOD + " ".repeat(100_000 - GOOD.length());
            assertThat(calls.post(PREDICT, body).statusCode()).isEqualTo(200);
            assertThat(calls.post(PREDICT, body + " ").statusCode()).isEqualTo(413);
        }

        @Test
        void at_once_is_refused_before_it_fills_the_memory() throws IOException {
            start(LIMITS.withRequestBytes(1000).withRequestTime(Duration.ofSeconds(1)));
            var sockets = new ArrayList<Socket>();
            for (int i = 0; i < 20; i++) {
                Socket socket = calls.connect();
                sockets.add(socket);
                socket.getOutputStream()
                        .write((HEAD + "Content-Length: 1000\r\n\r\n" + " ".repeat(900)).getBytes(UTF_8));
            }
            int refused = 0;
            for (Socket socket : sockets) {
                String answer = Calls.rest(socket);
                assertThat(answer).containsAnyOf("HTTP/1.1 408 ", "too many long requests at once; try again");
                refused += answer.startsWith("HTTP/1.1 503 ") ? 1 : 0;
                socket.close();
            }
            assertThat(refused).isEqualTo(3); // 17 times 900 bytes fit into the 16 longest bodies
        }
    }

    @Nested
    class Too_slow {
        static final ServerLimits HASTY = LIMITS.withRequestTime(Duration.ofMillis(100));
        static final String SAID = "{\"error\":\"the request did not arrive within 0.1 s\"}";

        @Test
        void is_a_client_that_stops_in_the_middle() throws IOException {
            start(HASTY);
            assertThat(calls.raw(HEAD + "Content-Length: 500\r\n\r\n{\"insta"))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("Connection: close")
                    .endsWith(SAID);
            assertThat(seen.get(0).status()).isEqualTo(408);
            assertThat(seen.get(0).operation()).isEqualTo("predict");
        }

        @Test
        void is_a_client_that_sends_a_byte_now_and_then() throws IOException {
            start(HASTY);
            var drip = Executors.newSingleThreadScheduledExecutor();
            try (Socket socket = calls.connect()) {
                socket.getOutputStream().write((HEAD + "Content-Length: 100000\r\n\r\n").getBytes(UTF_8));
                var dripping = drip.scheduleAtFixedRate(
                        () -> {
                            try {
                                socket.getOutputStream().write(' ');
                            } catch (IOException closed) {
                                throw new IllegalStateException(closed); // ends the dripping
                            }
                        },
                        0,
                        5,
                        TimeUnit.MILLISECONDS);
                var line = new StringBuilder();
                for (int c = socket.getInputStream().read();
                        c != '\r';
                        c = socket.getInputStream().read()) {
                    line.append((char) c);
                }
                assertThat(line).hasToString("HTTP/1.1 408 Request Timeout");
                dripping.cancel(false);
            } finally {
                drip.shutdownNow();
            }
        }

        @Test
        void are_clients_of_whom_any_number_leaves_the_threads_to_others() throws IOException {
            start(LIMITS.withRequestTime(Duration.ofSeconds(30)));
            var sockets = new ArrayList<Socket>();
            for (int i = 0; i < 100; i++) {
                Socket socket = calls.connect();
                sockets.add(socket);
                socket.getOutputStream().write((HEAD + "Content-Length: 500\r\n\r\n{").getBytes(UTF_8));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(calls.post(PREDICT, GOOD).statusCode()).isEqualTo(200);
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        }

        @Test
        void is_not_a_request_whose_prediction_takes_longer_than_a_connection_may_be_silent() throws Exception {
            start(LIMITS.withIdleTime(Duration.ofMillis(20)));
            CountDownLatch release = files.network(1).hold();
            var answer = calls.later(PREDICT, GOOD);
            files.network(1).awaitHeld();
            // Ten requests are served on other connections meanwhile: more than the 20 ms pass.
            for (int i = 0; i < 10; i++) {
                calls.raw("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"); // returns when the server ends the silence
            }
            release.countDown();
            assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class A_client_that_hangs_up {
        @Test
        void in_the_middle_of_its_request_harms_nobody() throws IOException {
            for (int i = 0; i < 30; i++) {
                try (Socket socket = calls.connect()) {
                    socket.getOutputStream().write((HEAD + "Content-Length: 500\r\n\r\n{\"in").getBytes(UTF_8));
                }
            }
            assertThat(calls.get("/health").statusCode()).isEqualTo(200);
            assertThat(seen).extracting(ServedRequest::status).containsOnly(200, 400);
        }

        @Test
        void with_one_half_of_the_connection_reads_what_is_wrong() throws IOException {
            try (Socket socket = calls.connect()) {
                socket.getOutputStream().write((HEAD + "Content-Length: 500\r\n\r\n{\"in").getBytes(UTF_8));
                socket.shutdownOutput();
                assertThat(Calls.rest(socket))
                        .startsWith("HTTP/1.1 400 ")
                        .endsWith("{\"error\":\"the body of the request cannot be read to its end\"}");
            }
            assertThat(seen.get(0).operation()).isEqualTo("predict");
        }

        @Test
        void before_its_answer_leaves_nothing_behind() throws Exception {
            CountDownLatch release = files.network(1).hold();
            try (Socket socket = calls.connect()) {
                socket.getOutputStream()
                        .write((HEAD + "Content-Length: " + GOOD.length() + "\r\n\r\n" + GOOD).getBytes(UTF_8));
                files.network(1).awaitHeld();
                socket.setSoLinger(true, 0); // closes with a reset
            }
            release.countDown();
            // With one prediction at a time, this one runs only after the other gave its turn back.
            HttpResponse<byte[]> next = calls.post(PREDICT, GOOD);
            while (next.statusCode() == 503) {
                next = calls.post(PREDICT, GOOD);
            }
            assertThat(next.statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class Too_many_at_once {
        @Test
        void are_told_to_come_back_while_questions_about_the_server_are_answered() throws Exception {
            CountDownLatch release = files.network(1).hold();
            var first = calls.later(PREDICT, GOOD);
            files.network(1).awaitHeld();
            HttpResponse<byte[]> second = calls.post(PREDICT, GOOD);
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(header(second, "Retry-After")).isEqualTo("1");
            assertThat(text(second))
                    .isEqualTo("{\"error\":\"1 predictions are running and 0 requests are waiting; try again\"}");
            assertThat(calls.get("/health").statusCode()).isEqualTo(200);
            release.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }

        @Test
        void never_run_together_beyond_the_limit() throws Exception {
            start(LIMITS.withConcurrent(2).withWaiting(100));
            var answers = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
            for (int i = 0; i < 50; i++) {
                answers.add(calls.later(PREDICT, GOOD));
            }
            for (var answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
            assertThat(files.network(1).mostRunning.get()).isBetween(1, 2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NONSENSE | 400",
                "GET / HTTP/9.9 | 505",
                "GET /health HTTP/1.1 | 400", // no host
                "GET /%zz HTTP/1.1~Host: x | 400",
                "GET /../../etc/passwd HTTP/1.1~Host: x | 400",
                "POST /v1/models/fashion:predict HTTP/1.1~Host: x~Content-Length: -1 | 400",
                "POST /v1/models/fashion:predict HTTP/1.1~Host: x~Content-Length: 3~Content-Length: 4 | 400",
                "GET /health HTTP/1.1~Host: x~X: LONG | 431",
                "GET /LONG HTTP/1.1~Host: x | 414",
            })
    void what_is_not_HTTP_is_refused_in_JSON_and_seen(String request, int status) throws IOException {
        String sent = request.replace("LONG", "a".repeat(20_000)).replace("~", "\r\n") + "\r\n\r\n";
        String answer = calls.raw(sent);
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("Content-Type: application/json\r\n");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n")))
                .startsWith("\r\n\r\n{\"error\":\"the request is not HTTP that this server reads: ")
                .endsWith("\"}");
        assertThat(seen).extracting(ServedRequest::status).containsExactly(status);
    }

    @Test
    void chunks_that_are_none_are_refused() throws IOException {
        assertThat(calls.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("{\"error\":\"the body of the request cannot be read to its end\"}");
    }

    @Test
    void requests_sent_in_one_go_are_answered_in_order() throws IOException {
        String one = HEAD + "Content-Length: " + GOOD.length() + "\r\n\r\n" + GOOD;
        String answers = calls.raw(one + "GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
                + one.replace("Host: x", "Host: x\r\nConnection: close"));
        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
        assertThat(answers.indexOf("ready"))
                .isBetween(answers.indexOf("predictions"), answers.lastIndexOf("predictions"));
    }
}
