// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TurnstileTest {
    final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    static ServerLimits limits(int concurrent, int waiting, Duration time) {
        return ServerLimits.standard()
                .withConcurrent(concurrent)
                .withWaiting(waiting)
                .withRequestTime(time);
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException(alone);
        }
    }

    /** Begins work that goes on until the latch is down, and returns when it has begun. */
    Future<?> occupy(Turnstile turnstile, CountDownLatch until) {
        var begun = new CountDownLatch(1);
        Future<?> work = threads.submit(() -> turnstile.pass(() -> {
            begun.countDown();
            await(until);
            return null;
        }));
        await(begun);
        return work;
    }

    @Test
    void lets_just_so_many_run_at_once() throws Exception {
        var turnstile = new Turnstile(limits(3, 100, Duration.ofSeconds(30)));
        var threeOfThem = new CyclicBarrier(3);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var work = new ArrayList<Future<Integer>>();
        for (int i = 0; i < 60; i++) {
            int number = i;
            work.add(threads.submit(() -> turnstile.pass(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                meet(threeOfThem);
                running.decrementAndGet();
                return number;
            })));
        }
        for (int i = 0; i < 60; i++) {
            assertThat(work.get(i).get(30, SECONDS)).isEqualTo(i);
        }
        assertThat(most).hasValue(3);
    }

    @Test
    void refuses_who_would_wait_one_too_many() throws Exception {
        var turnstile = new Turnstile(limits(1, 0, Duration.ofSeconds(30)));
        var until = new CountDownLatch(1);
        Future<?> running = occupy(turnstile, until);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> turnstile.pass(() -> "never"))
                .withMessage("1 predictions are running and 0 requests are waiting; try again")
                .satisfies(refusal -> {
                    assertThat(refusal.status()).isEqualTo(503);
                    assertThat(refusal.headers()).containsEntry("Retry-After", "1");
                });
        until.countDown();
        running.get(30, SECONDS);
        assertThat(turnstile.<String>pass(() -> "free again")).isEqualTo("free again");
    }

    @Test
    void refuses_who_has_waited_too_long() throws Exception {
        var turnstile = new Turnstile(limits(1, 5, Duration.ofMillis(20)));
        var until = new CountDownLatch(1);
        Future<?> running = occupy(turnstile, until);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> turnstile.pass(() -> "never"))
                .withMessage("no turn within 0.02 s; try again");
        until.countDown();
        running.get(30, SECONDS);
    }

    @Test
    void gives_the_turn_back_after_a_failure() {
        var turnstile = new Turnstile(limits(1, 0, Duration.ofMillis(20)));
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> turnstile.pass(() -> {
                        throw new ArithmeticException();
                    }));
        }
        assertThat(List.of(turnstile.<String>pass(() -> "one"))).containsExactly("one");
    }
}
