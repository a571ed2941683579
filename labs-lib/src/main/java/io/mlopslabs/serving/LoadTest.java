// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.LongFunction;

/**
 * Load that a server cannot slow down: requests by a fixed schedule, timed from the moment each was meant to start.
 *
 * <p>Request {@code i} is due {@code i / perSecond} seconds after the start, whatever became of those before it (an open loop, as users are).
 * Latency counts from there. A client that waits for an answer before it asks again would ask less of a server that stalls, and so leave out
 * the very requests that suffered (coordinated omission); here each of them is in the report, with the time it had to wait.
 *
 * <p>{@code LoadTest.at(200, Duration.ofSeconds(3)).run(i -> request)} sends 600 requests and returns the {@link LoadReport}; {@link #start}
 * does so in the background, so that something can be changed under load. HTTP/1.1 with connections kept alive; a redirect is an answer, not
 * followed. For servers of your own only: this is what an attack looks like from the other side.
 *
 * <p>Same schedule as wrk2 ({@code -R perSecond -d duration}), which gives latency and, with {@code -U}, what is called service time here.
 *
 * @param perSecond requests due per second, above 0
 * @param duration how long requests are due, above 0 and at most a day
 * @param outstanding requests under way at once, 1 or more; a request that is due beyond that waits, and its latency counts on
 * @param timeout how long a request may take from its real start to the end of its answer, above 0 and at most a day; past it, it counts as failed
 * @see "Gil Tene 2013, How not to measure latency"
 */
public record LoadTest(double perSecond, Duration duration, int outstanding, Duration timeout) {
    private static final int MOST_REQUESTS = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Throws an {@code IllegalArgumentException} that says which where a rule above is broken, or where more than a million requests would be
     * due: the report keeps every one.
     */
    public LoadTest {
        if (!(perSecond > 0 && Double.isFinite(perSecond))) {
            throw new IllegalArgumentException("perSecond is %s; it is a finite number above 0".formatted(perSecond));
        }
        requireWithinADay("duration", duration);
        requireWithinADay("timeout", timeout);
        if (outstanding < 1) {
            throw new IllegalArgumentException(
                    "outstanding is %d; at least 1 request is under way".formatted(outstanding));
        }
        double planned = perSecond * seconds(duration);
        if (planned > MOST_REQUESTS) {
            throw new IllegalArgumentException(
                    "%s per second for %s s are %.0f requests; a load test has at most %d, so make one of them smaller"
                            .formatted(perSecond, seconds(duration), planned, MOST_REQUESTS));
        }
    }

    /** Returns a load test with at most 256 requests under way, each of which may take 10 seconds. */
    public static LoadTest at(double perSecond, Duration duration) {
        return new LoadTest(perSecond, duration, 256, Duration.ofSeconds(10));
    }

    /** Returns a copy with at most this many requests under way. */
    public LoadTest withOutstanding(int most) {
        return new LoadTest(perSecond, duration, most, timeout);
    }

    /** Returns a copy in which each request may take this long. */
    public LoadTest withTimeout(Duration other) {
        return new LoadTest(perSecond, duration, outstanding, other);
    }

    /**
     * Sends all requests, waits for the answers, and returns what was seen.
     *
     * <p>Takes {@code duration}, and at most twice the {@code timeout} more.
     *
     * @param requests makes request 0, 1, ...; called on one thread, right before each is sent, so it makes little of its own and takes bodies
     *     from where they lie ready
     * @throws CancellationException if the thread is interrupted; its flag stays set, and no more requests are sent
     * @throws RuntimeException what {@code requests} throws, or the client at a request that cannot be sent at all
     */
    public LoadReport run(LongFunction<HttpRequest> requests) {
        return start(requests).await();
    }

    /**
     * Begins to send and returns at once.
     *
     * @param requests as for {@link #run}
     */
    public Running start(LongFunction<HttpRequest> requests) {
        Objects.requireNonNull(requests, "requests");
        var loop = new OpenLoop(this, new SystemTicks(), new HttpSender(requests, timeout));
        return new Running(loop);
    }

    /** A load test under way in the background. It ends by itself; who forgets it leaves nothing running for longer than planned. */
    public static final class Running {
        private final OpenLoop loop;

        private Running(OpenLoop loop) {
            this.loop = loop;
            var thread = new Thread(
                    () -> {
                        Rehearsal.once();
                        loop.run();
                    },
                    "load-test");
            thread.setDaemon(true);
            thread.start();
        }

        /**
         * Waits until this many requests have been answered, or until the load test is over: so that something happens after the same number of
         * requests on a fast machine and a slow one.
         *
         * @throws CancellationException as {@link LoadTest#run}
         */
        public void awaitAnswered(long requests) {
            try {
                loop.awaitAnswered(requests);
            } catch (InterruptedException interrupted) {
                throw interrupted();
            }
        }

        /**
         * Waits for the end and returns what was seen.
         *
         * @throws CancellationException as {@link LoadTest#run}
         * @throws RuntimeException as {@link LoadTest#run}
         */
        public LoadReport await() {
            try {
                return loop.report();
            } catch (InterruptedException interrupted) {
                throw interrupted();
            }
        }

        /**
         * Ends the schedule now, waits for the answers that are still to come, and returns what was seen. What was due until now counts; after the
         * end this is {@link #await}.
         *
         * @throws CancellationException as {@link LoadTest#run}
         * @throws RuntimeException as {@link LoadTest#run}
         */
        public LoadReport stop() {
            loop.stop();
            return await();
        }

        private CancellationException interrupted() {
            loop.stop();
            Thread.currentThread().interrupt();
            return new CancellationException("the load test was interrupted; it sends no more requests");
        }
    }

    /** Returns the nanoseconds after the start at which a request is due. */
    long due(long number) {
        return Math.round(number * 1e9 / perSecond);
    }

    /** Returns the number of requests that are due before this many nanoseconds have passed: at 0, none. */
    int dueBefore(long nanos) {
        long estimate = Math.max(0, Math.round(Math.min(nanos, duration.toNanos()) / 1e9 * perSecond));
        while (estimate > 0 && due(estimate - 1) >= Math.min(nanos, duration.toNanos())) {
            estimate--;
        }
        while (due(estimate) < Math.min(nanos, duration.toNanos())) {
            estimate++;
        }
        return Math.toIntExact(estimate);
    }

    private static void requireWithinADay(String name, Duration length) {
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("%s is %s; it is above 0 and at most a day".formatted(name, length));
        }
    }

    private static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }
}
