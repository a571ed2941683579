// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static io.mlopslabs.serving.Calls.text;
import static io.mlopslabs.serving.ModelServerTest.HALF;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoppingTest {
    static final String PREDICT = "/v1/models/fashion:predict";
    static final String GOOD = "{\"instances\":[%s]}".formatted(HALF);

    @TempDir
    Path folder;

    FakeModel files;
    ModelServer server;
    Calls calls;

    @BeforeEach
    void start() throws IOException {
        files = new FakeModel(folder, "fashion").with(1);
        server = files.settings().start();
        calls = new Calls(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Returns when the server takes no new connection. */
    void awaitClosedDoor() {
        while (true) {
            try (Socket socket = calls.connect()) {
                assertThat(socket.isConnected()).isTrue();
            } catch (ConnectException refused) {
                return;
            } catch (IOException closing) {
                assertThat(closing).isNotNull(); // accepted and cut off: the door is just being closed
            }
        }
    }

    @Test
    void finishes_what_runs_takes_nothing_new_and_then_frees_the_model() throws Exception {
        FakeNetwork network = files.network(1);
        CountDownLatch release = network.hold();
        var running = calls.later(PREDICT, GOOD);
        network.awaitHeld();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        awaitClosedDoor();
        assertThat(running).isNotDone();
        assertThat(network.closed).hasValue(0);
        release.countDown();
        assertThat(text(running.get(30, SECONDS))).isEqualTo("{\"predictions\":[[0.5,0.5]]}");
        closing.get(30, SECONDS);
        assertThat(network.closed).hasValue(1);
    }

    @Test
    void serves_no_second_request_on_a_connection_that_was_open() throws Exception {
        String health = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
        FakeNetwork network = files.network(1);
        try (Socket open = calls.connect()) {
            open.getOutputStream().write(health.getBytes(UTF_8));
            assertThat(open.getInputStream().read()).isEqualTo('H');
            CountDownLatch release = network.hold();
            var running = calls.later(PREDICT, GOOD);
            network.awaitHeld();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            awaitClosedDoor();
            String answers = "";
            try {
                open.getOutputStream().write(health.getBytes(UTF_8));
                answers = Calls.rest(open);
            } catch (IOException closed) {
                assertThat(closed).isNotNull(); // as good: the connection was idle and is closed
            }
            // What is left of the first answer holds "ready" once; a second one says that the server is stopping, or is
            // not there.
            assertThat(answers.split("\"ready\"", -1)).hasSizeLessThanOrEqualTo(2);
            release.countDown();
            closing.get(30, SECONDS);
            assertThat(running.get(30, SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void cuts_off_what_takes_longer_than_the_time_of_grace() throws Exception {
        server.close();
        server = files.settings().grace(Duration.ofMillis(50)).start();
        FakeNetwork network = files.network(1);
        CountDownLatch release = network.hold();
        var running = new Calls(server).later(PREDICT, GOOD);
        network.awaitHeld();
        try (var log = new CapturedLog()) {
            server.close();
            assertThatThrownBy(() -> running.get(30, SECONDS)).hasCauseInstanceOf(IOException.class);
            release.countDown();
            assertThat(log.messages()).hasSizeLessThanOrEqualTo(1); // the fake model's, which can be interrupted
        }
    }

    @Test
    void twice_is_as_good_as_once_and_leaves_the_port_free() throws IOException {
        int port = server.uri().getPort();
        server.close();
        server.close();
        assertThat(files.network(1).closed).hasValue(1);
        try (ModelServer again = files.settings().port(port).start()) {
            assertThat(new Calls(again).get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void is_quick_where_nothing_runs() {
        assertThat(calls.get("/health").statusCode()).isEqualTo(200); // leaves an open connection
        long begin = System.nanoTime();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5)); // 10 s of grace
    }
}
