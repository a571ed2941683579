// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real server on loopback; what depends on the clock is in {@link OpenLoopTest}, in virtual time. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class LoadTestTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answering(HttpHandler handler) {
        server.createContext("/", handler);
    }

    private HttpRequest post(long number) {
        return HttpRequest.newBuilder(uri(server.getAddress().getPort()))
                .POST(BodyPublishers.ofString("body " + number))
                .build();
    }

    private static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port + "/predict");
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static void pass(CountDownLatch gate) {
        try {
            assertThat(gate.await(30, SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Nested
    class Run {
        @Test
        void sends_each_request_once_and_counts_the_answers() {
            Collection<String> seen = new ConcurrentLinkedQueue<>();
            Collection<String> upgrades = new ConcurrentLinkedQueue<>();
            answering(exchange -> {
                upgrades.addAll(exchange.getRequestHeaders().getOrDefault("Upgrade", List.of()));
                seen.add(exchange.getProtocol() + " " + exchange.getRequestMethod() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                answer(exchange, 200);
            });
            LoadReport report = LoadTest.at(200, Duration.ofMillis(250)).run(LoadTestTest.this::post);
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50)
                            .mapToObj(i -> "HTTP/1.1 POST body " + i)
                            .toList());
            assertThat(upgrades).isEmpty(); // to HTTP/2, which would cost the first request of each connection
            assertThat(report.byStatus()).containsExactly(entry(200, 50L));
            assertThat(report.failed()).isZero();
            assertThat(report.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(250));
            assertThat(report.latency().count()).isEqualTo(50);
            assertThat(report.latency().max())
                    .isGreaterThanOrEqualTo(report.serviceTime().quantile(0));
        }

        @Test
        void counts_an_error_status_as_an_answer_that_failed() {
            answering(exchange -> answer(exchange, 503));
            LoadReport report = LoadTest.at(100, Duration.ofMillis(50)).run(LoadTestTest.this::post);
            assertThat(report.byStatus()).containsExactly(entry(503, 5L));
            assertThat(report.failed()).isEqualTo(5);
        }

        @Test
        void counts_refused_connections() throws IOException {
            int closed = closedPort();
            LoadReport report = LoadTest.at(100, Duration.ofMillis(50))
                    .run(number -> HttpRequest.newBuilder(uri(closed)).build());
            assertThat(report.failures()).containsExactly(entry("ConnectException", 5L));
            assertThat(report.answered()).isZero();
        }

        @Test
        void gives_up_an_answer_whose_body_does_not_end() {
            var over = new CountDownLatch(1);
            answering(exchange -> {
                exchange.sendResponseHeaders(200, 100); // of which none is written
                exchange.getResponseBody().flush();
                pass(over);
                exchange.close();
            });
            try {
                LoadReport report = LoadTest.at(100, Duration.ofMillis(20))
                        .withTimeout(Duration.ofMillis(200))
                        .run(LoadTestTest.this::post);
                assertThat(report.failures()).containsExactly(entry("TimeoutException", 2L));
                assertThat(report.elapsed())
                        .isBetween(Duration.ofMillis(200), Duration.ofSeconds(15)); // not the 30 of the server
            } finally {
                over.countDown();
            }
        }

        @Test
        void never_has_more_requests_under_way_than_it_may() {
            var under = new AtomicInteger();
            var most = new AtomicInteger();
            var all = new CountDownLatch(3);
            answering(exchange -> {
                most.accumulateAndGet(under.incrementAndGet(), Math::max);
                all.countDown();
                pass(all); // until three are here at once
                under.decrementAndGet();
                answer(exchange, 200);
            });
            LoadReport report =
                    LoadTest.at(1000, Duration.ofMillis(60)).withOutstanding(3).run(LoadTestTest.this::post);
            assertThat(report.byStatus()).containsExactly(entry(200, 60L));
            assertThat(most).hasValue(3);
        }

        @Test
        void tells_the_caller_about_a_request_that_cannot_be_made() {
            assertThatThrownBy(() -> LoadTest.at(10, Duration.ofSeconds(1)).run(number -> {
                        throw new IllegalStateException("no body " + number);
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no body 0");
        }

        @Test
        void ends_when_its_thread_is_interrupted() {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> LoadTest.at(10, Duration.ofHours(1)).run(LoadTestTest.this::post))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("the load test was interrupted; it sends no more requests");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Nested
    class Start {
        @Test
        void goes_on_in_the_background_until_it_is_stopped() {
            answering(exchange -> answer(exchange, 200));
            var running = LoadTest.at(500, Duration.ofMinutes(30)).start(LoadTestTest.this::post);
            running.awaitAnswered(20);
            LoadReport report = running.stop();
            assertThat(report.answered()).isGreaterThanOrEqualTo(20);
            assertThat(report.failed()).isZero();
            assertThat(running.await()).isSameAs(report);
            assertThat(running.stop()).isSameAs(report);
        }

        /** Whoever waits is woken: without that, both would take until the next request or the timeout. */
        @Test
        void ends_at_once_while_the_next_request_is_far_off() {
            answering(exchange -> answer(exchange, 200));
            LoadTest oneInAnHour = LoadTest.at(1 / 3600.0, Duration.ofHours(2)).withTimeout(Duration.ofHours(1));
            var running = oneInAnHour.start(LoadTestTest.this::post);
            running.awaitAnswered(1);
            assertThat(running.stop().byStatus()).containsExactly(entry(200, 1L));
        }

        @Test
        void ends_its_schedule_when_who_waits_is_interrupted() {
            answering(exchange -> answer(exchange, 200));
            var running = LoadTest.at(10, Duration.ofHours(1)).start(LoadTestTest.this::post);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> running.awaitAnswered(1000)).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(running.await().failed()).isZero(); // now, not in an hour
        }

        @Test
        void is_over_with_the_last_answer_and_not_with_its_timeout() {
            answering(exchange -> answer(exchange, 200));
            LoadReport report = LoadTest.at(100, Duration.ofMillis(10))
                    .withTimeout(Duration.ofHours(1))
                    .run(LoadTestTest.this::post);
            assertThat(report.byStatus()).containsExactly(entry(200, 1L));
        }

        @Test
        void says_when_so_many_are_answered_or_it_is_over() {
            answering(exchange -> answer(exchange, 200));
            var running = LoadTest.at(100, Duration.ofMillis(50)).start(LoadTestTest.this::post);
            running.awaitAnswered(1_000_000);
            assertThat(running.await().answered()).isEqualTo(5);
        }

        /** The gate opens at a time that the test knows, so each latency has a bound below that no luck can break. */
        @Test
        void counts_a_stall_in_the_latency_of_each_request_that_waited_for_it() throws InterruptedException {
            var arrived = new CountDownLatch(1);
            var gate = new CountDownLatch(1);
            answering(exchange -> {
                arrived.countDown();
                pass(gate);
                answer(exchange, 200);
            });
            var running =
                    LoadTest.at(1000, Duration.ofMillis(20)).withOutstanding(1).start(LoadTestTest.this::post);
            pass(arrived);
            long from = System.nanoTime(); // the first was due before this
            assertThat(new CountDownLatch(1).await(200, MILLISECONDS)).isFalse(); // the server stalls
            Duration stalled = Duration.ofNanos(System.nanoTime() - from);
            gate.countDown();
            LoadReport report = running.await();
            assertThat(report.byStatus()).containsExactly(entry(200, 20L));
            Duration last = stalled.minusMillis(19); // it was due 19 ms after the first
            assertThat(report.latency().quantile(0)).isGreaterThan(last);
            assertThat(report.latency().max()).isGreaterThan(stalled);
        }

        @Test
        void leaves_a_test_with_more_requests_than_it_could_keep_to_others() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LoadTest.at(500, Duration.ofHours(1)))
                    .withMessage("500.0 per second for 3600.0 s are 1800000 requests; a load test has at most 1000000,"
                            + " so make one of them smaller");
        }
    }

    @Nested
    class The_plan {
        @ParameterizedTest
        @CsvSource({
            "200, 3000, 600",
            "1, 1, 1",
            "0.1, 10000, 1",
            "0.1, 10001, 2",
            "1.1, 10000, 11",
            "3, 1000, 3",
            "7, 333, 3",
            "1000000, 1000, 1000000"
        })
        void holds_the_requests_due_before_its_end(double perSecond, long millis, int requests) {
            LoadTest plan = LoadTest.at(perSecond, Duration.ofMillis(millis));
            assertThat(plan.dueBefore(Long.MAX_VALUE)).isEqualTo(requests);
            assertThat(plan.due(requests - 1)).isLessThan(plan.duration().toNanos());
            assertThat(plan.due(requests))
                    .isGreaterThanOrEqualTo(plan.duration().toNanos());
        }

        @Test
        void has_no_request_due_before_its_start_and_one_right_after() {
            LoadTest plan = LoadTest.at(10, Duration.ofSeconds(1));
            assertThat(plan.dueBefore(0)).isZero();
            assertThat(plan.dueBefore(1)).isEqualTo(1);
            assertThat(plan.dueBefore(100_000_000)).isEqualTo(1);
            assertThat(plan.dueBefore(100_000_001)).isEqualTo(2);
        }

        @Test
        void allows_256_requests_of_10_seconds_unless_told_otherwise() {
            LoadTest plan = LoadTest.at(200, Duration.ofSeconds(3));
            assertThat(plan).isEqualTo(new LoadTest(200, Duration.ofSeconds(3), 256, Duration.ofSeconds(10)));
            assertThat(plan.withOutstanding(8).withTimeout(Duration.ofSeconds(1)))
                    .isEqualTo(new LoadTest(200, Duration.ofSeconds(3), 8, Duration.ofSeconds(1)));
        }

        @ParameterizedTest
        @CsvSource({"0", "-1", "NaN", "Infinity"})
        void refuses_a_rate_that_is_none(double rate) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LoadTest.at(rate, Duration.ofSeconds(1)))
                    .withMessage("perSecond is " + rate + "; it is a finite number above 0");
        }

        @ParameterizedTest
        @CsvSource({"PT0S", "PT-1S", "PT24H0.001S"})
        void refuses_a_length_that_is_none_or_too_long(Duration length) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LoadTest.at(1, length))
                    .withMessage("duration is " + length + "; it is above 0 and at most a day");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LoadTest.at(1, Duration.ofSeconds(1)).withTimeout(length))
                    .withMessage("timeout is " + length + "; it is above 0 and at most a day");
        }

        @Test
        void refuses_to_have_nothing_under_way() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LoadTest.at(1, Duration.ofSeconds(1)).withOutstanding(0))
                    .withMessage("outstanding is 0; at least 1 request is under way");
        }
    }
}
