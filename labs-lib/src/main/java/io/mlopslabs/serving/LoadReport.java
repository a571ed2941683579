// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a {@link LoadTest} saw.
 *
 * <p>Every request that was due is counted once: as not sent, as a failure of some kind, or under the status of its answer.
 *
 * @param due requests whose time came, until the end or until the load test was stopped
 * @param sent those of them that were sent; fewer when a server was so slow that all places were taken until past the end
 * @param byStatus answers by HTTP status
 * @param failures requests without an answer, by the name of the exception that says why, such as {@code ConnectException}
 * @param elapsed from the start to the end of the schedule or of the last exchange, whichever came later
 * @param latency of each answer, whatever its status, from the moment its request was due
 * @param serviceTime of each answer from the moment its request was really sent: what a closed-loop client would have reported
 */
public record LoadReport(
        long due,
        long sent,
        SortedMap<Integer, Long> byStatus,
        SortedMap<String, Long> failures,
        Duration elapsed,
        Times latency,
        Times serviceTime) {
    private static final int FIRST_ERROR = 400;

    /** Copies the maps. */
    public LoadReport {
        byStatus = Collections.unmodifiableSortedMap(new TreeMap<>(byStatus));
        failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }

    /** Returns the number of answers, whatever their status. */
    public long answered() {
        return sum(byStatus);
    }

    /** Returns the number of requests that were due and got no answer, or one with a status of 400 or above. */
    public long failed() {
        return due - answered() + sum(byStatus.tailMap(FIRST_ERROR));
    }

    /** Returns answers per second of {@link #elapsed}: the rate asked for, if the server kept up with it. */
    public double perSecond() {
        return answered() / (elapsed.toNanos() / 1e9);
    }

    /**
     * The times of all answers, kept one by one: a quantile is exact, not read from a histogram.
     *
     * <p>Two are equal if they hold the same times.
     */
    public static final class Times {
        private final long[] ascending;

        private Times(long[] ascending) {
            this.ascending = ascending;
        }

        /** Returns these nanoseconds, in any order. */
        static Times of(long... nanos) {
            long[] ascending = nanos.clone();
            Arrays.sort(ascending);
            return new Times(ascending);
        }

        /** Returns the number of answers. */
        public int count() {
            return ascending.length;
        }

        /**
         * Returns the smallest time that at least a share {@code q} of the answers did not exceed.
         *
         * <p>Same number as {@code numpy.quantile(times, q, method="inverted_cdf")}.
         *
         * @param q share, in {@code [0, 1]}; 0 gives the shortest time and 1 the longest
         * @throws IllegalArgumentException if {@code q} is outside {@code [0, 1]} or NaN
         * @throws IllegalStateException if nothing was answered
         */
        public Duration quantile(double q) {
            if (!(q >= 0 && q <= 1)) {
                throw new IllegalArgumentException("q is " + q + "; a quantile is a share from 0 to 1");
            }
            if (ascending.length == 0) {
                throw new IllegalStateException("no request was answered, so none took any time; failures() says why");
            }
            int rank = Math.max(1, (int) Math.ceil(q * ascending.length));
            return Duration.ofNanos(ascending[rank - 1]);
        }

        /** Returns {@link #quantile} 0.5. */
        public Duration p50() {
            return quantile(0.5);
        }

        /** Returns {@link #quantile} 0.9. */
        public Duration p90() {
            return quantile(0.9);
        }

        /** Returns {@link #quantile} 0.99. */
        public Duration p99() {
            return quantile(0.99);
        }

        /** Returns {@link #quantile} 0.999: with fewer than a thousand answers, the longest time. */
        public Duration p999() {
            return quantile(0.999);
        }

        /** Returns the longest time. */
        public Duration max() {
            return quantile(1);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Times times && Arrays.equals(ascending, times.ascending);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ascending);
        }

        @Override
        public String toString() {
            return count() == 0
                    ? "no times"
                    : "p50 %s, p90 %s, p99 %s, p99.9 %s, max %s"
                            .formatted(millis(p50()), millis(p90()), millis(p99()), millis(p999()), millis(max()));
        }

        private static String millis(Duration time) {
            return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
        }
    }

    /** Returns one line: how many, how fast, what came back, and how long it took. */
    @Override
    public String toString() {
        String answers = byStatus.isEmpty() ? "no answer" : "answers " + listed(byStatus);
        return String.format(
                        Locale.ROOT,
                        "%d requests due, %d failed, %.1f answers/s; %s",
                        due,
                        failed(),
                        perSecond(),
                        answers)
                + (failures.isEmpty() ? "" : "; without an answer: " + listed(failures))
                + (sent == due ? "" : "; not sent: " + (due - sent))
                + "; latency " + latency;
    }

    private static String listed(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " x " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
