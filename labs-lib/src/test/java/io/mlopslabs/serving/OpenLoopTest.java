// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.mlopslabs.serving.LoadReport.Times;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schedule and what is measured against it, in virtual time: every figure is exact. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenLoopTest {
    private static final long MS = 1_000_000;
    private static final long EVERY = 10 * MS;
    private static final LoadTest HUNDRED_A_SECOND = LoadTest.at(100, Duration.ofSeconds(1));

    private final VirtualTicks time = new VirtualTicks(-5 * MS); // nanoTime may be negative

    private LoadReport run(LoadTest plan, Sender sender) throws InterruptedException {
        var loop = new OpenLoop(plan, time, sender);
        loop.run();
        return loop.report();
    }

    @Nested
    class The_schedule {
        @Test
        void sends_each_request_when_it_is_due_while_no_answer_has_come() throws InterruptedException {
            List<Long> sentAt = new ArrayList<>();
            run(HUNDRED_A_SECOND, number -> {
                sentAt.add(time.passed());
                return time.answer(5000 * MS, 200);
            });
            assertThat(sentAt)
                    .isEqualTo(
                            LongStream.range(0, 100).map(i -> i * EVERY).boxed().toList());
        }

        @Test
        void numbers_the_requests_from_0_on() throws InterruptedException {
            List<Long> numbers = new ArrayList<>();
            run(LoadTest.at(3, Duration.ofSeconds(2)), number -> {
                numbers.add(number);
                return time.answer(time.passed(), 200);
            });
            assertThat(numbers).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        }

        @Test
        void makes_a_request_wait_while_all_places_are_taken() throws InterruptedException {
            List<Long> sentAt = new ArrayList<>();
            run(LoadTest.at(100, Duration.ofMillis(50)).withOutstanding(2), number -> {
                sentAt.add(time.passed());
                return time.answer(time.passed() + 25 * MS, 200);
            });
            assertThat(sentAt).containsExactly(0L, 10 * MS, 25 * MS, 35 * MS, 50 * MS);
        }

        @Test
        void catches_up_at_once_when_it_was_late() throws InterruptedException {
            List<Long> sentAt = new ArrayList<>();
            run(LoadTest.at(100, Duration.ofMillis(50)), number -> {
                sentAt.add(time.passed());
                if (number == 0) {
                    time.await(time.now() + 35 * MS); // the client itself was held up
                }
                return time.answer(time.passed(), 200);
            });
            assertThat(sentAt).containsExactly(0L, 35 * MS, 35 * MS, 35 * MS, 40 * MS);
        }
    }

    @Nested
    class A_server_that_stalls_once_for_half_a_second {
        private static final long FROM = 200 * MS;
        private static final long TO = 700 * MS;

        private final Sender stalling = number -> {
            long begun = time.passed();
            return time.answer(begun >= FROM && begun < TO ? TO : begun + MS, 200);
        };

        @Test
        void shows_in_the_latency_of_every_request_that_was_due_meanwhile() throws InterruptedException {
            long[] expected = LongStream.range(0, 100)
                    .map(i -> i * EVERY)
                    .map(due -> due >= FROM && due < TO ? TO - due : MS)
                    .toArray();
            LoadReport report = run(HUNDRED_A_SECOND, stalling);
            assertThat(report.latency()).isEqualTo(Times.of(expected));
            assertThat(report.serviceTime()).isEqualTo(Times.of(expected)); // each was sent when it was due
            assertThat(report.latency().max()).isEqualTo(Duration.ofMillis(500));
            assertThat(report.latency().quantile(0.75)).isEqualTo(Duration.ofMillis(250)); // half of them fell into it
        }

        /** Where requests queue for one place, a closed-loop client would have seen one slow answer in a hundred. */
        @Test
        void hides_in_the_service_time_and_not_in_the_latency_of_requests_that_wait_for_a_place()
                throws InterruptedException {
            LoadReport report = run(HUNDRED_A_SECOND.withOutstanding(1), stalling);
            long[] latency = new long[100];
            long free = 0;
            for (int i = 0; i < 100; i++) {
                long begun = Math.max(i * EVERY, free);
                free = begun >= FROM && begun < TO ? TO : begun + MS;
                latency[i] = free - i * EVERY;
            }
            assertThat(report.latency()).isEqualTo(Times.of(latency));
            assertThat(report.serviceTime().quantile(0.99)).isEqualTo(Duration.ofMillis(1));
            assertThat(report.serviceTime().max()).isEqualTo(Duration.ofMillis(500));
            assertThat(report.latency().quantile(0.75).toMillis()).isBetween(250L, 300L); // 250 and the queue's end
        }
    }

    /** Waiting for a place is a queue with so many servers, first come first served: its recursion gives every latency. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agrees_with_the_queue_of_kiefer_and_wolfowitz(long seed) throws InterruptedException {
        var random = new SplittableRandom(seed);
        int places = random.nextInt(1, 6);
        long[] work = random.longs(100, 1, 60 * MS).toArray();
        long[] latency = new long[100];
        var free = new PriorityQueue<Long>();
        for (int i = 0; i < 100; i++) {
            long begun = Math.max(i * EVERY, free.size() < places ? 0 : free.remove());
            free.add(begun + work[i]);
            latency[i] = begun + work[i] - i * EVERY;
        }
        LoadReport report = run(
                HUNDRED_A_SECOND.withOutstanding(places),
                number -> time.answer(time.passed() + work[(int) number], 200));
        assertThat(report.latency()).isEqualTo(Times.of(latency));
        assertThat(report.serviceTime()).isEqualTo(Times.of(work));
    }

    @Nested
    class What_is_counted {
        @Test
        void answers_by_status_and_failures_by_kind() throws InterruptedException {
            LoadReport report = run(LoadTest.at(100, Duration.ofMillis(60)), number -> switch ((int) number) {
                case 0, 1 -> time.answer(time.passed(), 200);
                case 2 -> time.answer(time.passed(), 503);
                case 3 -> time.failure(time.passed(), new ConnectException("refused"));
                case 4 -> time.failure(time.passed(), new CompletionException(new ConnectException("refused")));
                default -> time.failure(time.passed(), new IOException("closed"));
            });
            assertThat(report.byStatus()).containsExactly(entry(200, 2L), entry(503, 1L));
            assertThat(report.failures()).containsExactly(entry("ConnectException", 2L), entry("IOException", 1L));
            assertThat(report.answered()).isEqualTo(3);
            assertThat(report.failed()).isEqualTo(4); // the 503 too
            assertThat(report.latency().count()).isEqualTo(3); // a failure is counted, it has no time
        }

        @Test
        void the_rate_that_was_asked_for_when_the_server_keeps_up() throws InterruptedException {
            LoadReport report = run(HUNDRED_A_SECOND, number -> time.answer(time.passed() + MS, 200));
            assertThat(report.elapsed()).isEqualTo(Duration.ofSeconds(1));
            assertThat(report.perSecond()).isEqualTo(100);
        }

        @Test
        void the_rate_of_the_server_when_that_is_lower() throws InterruptedException {
            LoadReport report =
                    run(HUNDRED_A_SECOND.withOutstanding(1), number -> time.answer(time.passed() + 20 * MS, 200));
            assertThat(report.elapsed()).isEqualTo(Duration.ofSeconds(2));
            assertThat(report.perSecond()).isEqualTo(50);
        }

        @Test
        void what_was_due_and_never_sent_because_the_server_held_all_places() throws InterruptedException {
            LoadReport report = run(
                    HUNDRED_A_SECOND.withOutstanding(10).withTimeout(Duration.ofMillis(600)),
                    number -> time.failure(time.passed() + 600 * MS, new java.util.concurrent.TimeoutException()));
            assertThat(report.due()).isEqualTo(100);
            assertThat(report.sent()).isEqualTo(30); // 10 each at 0, 0.6 and 1.2 s; the next at 1.8 s is too late
            assertThat(report.failed()).isEqualTo(100);
            assertThat(report.latency().count()).isZero();
        }
    }

    @Nested
    class Stopping {
        @Test
        void sends_no_more_and_waits_for_what_is_under_way() throws InterruptedException {
            var loop = new OpenLoop[1];
            loop[0] = new OpenLoop(HUNDRED_A_SECOND, time, number -> time.answer(time.passed() + 100 * MS, 200));
            time.at(45 * MS, loop[0]::stop);
            loop[0].run();
            LoadReport report = loop[0].report();
            assertThat(report.due()).isEqualTo(5); // at 0, 10, 20, 30 and 40 ms
            assertThat(report.byStatus()).containsExactly(entry(200, 5L));
            assertThat(report.failed()).isZero();
            assertThat(report.elapsed()).isEqualTo(Duration.ofMillis(140));
        }

        @Test
        void still_sends_what_was_due_and_waited_for_a_place() throws InterruptedException {
            var loop = new OpenLoop[1];
            loop[0] = new OpenLoop(
                    HUNDRED_A_SECOND.withOutstanding(2), time, number -> time.answer(time.passed() + 100 * MS, 200));
            time.at(45 * MS, loop[0]::stop);
            loop[0].run();
            assertThat(loop[0].report().due()).isEqualTo(5);
            assertThat(loop[0].report().failed()).isZero();
            assertThat(loop[0].report().elapsed()).isEqualTo(Duration.ofMillis(300)); // two, two and one at once
        }

        /** Who sends is always late by a moment; that a stop falls into it must not make a failure of a request. */
        @Test
        void loses_no_request_to_a_stop_right_after_it_was_due() throws InterruptedException {
            var loop = new OpenLoop[1];
            loop[0] = new OpenLoop(HUNDRED_A_SECOND, time, number -> {
                if (number == 3) {
                    time.await(time.now() + 15 * MS); // held up until 45 ms: the request of 40 ms is late
                }
                return time.answer(time.passed(), 200);
            });
            time.at(41 * MS, loop[0]::stop);
            loop[0].run();
            assertThat(loop[0].report().due()).isEqualTo(5);
            assertThat(loop[0].report().failed()).isZero();
        }
    }

    @Nested
    class A_request_that_cannot_be_made {
        @Test
        void ends_the_load_test_and_reaches_who_waits_for_the_report() {
            var reason = new IllegalArgumentException("no URI");
            assertThatThrownBy(() -> run(HUNDRED_A_SECOND, number -> {
                        throw reason;
                    }))
                    .isSameAs(reason);
        }

        @Test
        void is_told_as_a_broken_load_test_when_an_error_stopped_it() {
            assertThatThrownBy(() -> run(HUNDRED_A_SECOND, number -> {
                        throw new AssertionError("not today");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the load test broke off: java.lang.AssertionError: not today");
        }
    }
}
