// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.time.Duration;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** One load test: a thread that sends by the schedule, and the notes of the threads that answers come in on. */
final class OpenLoop implements Runnable {
    private final LoadTest plan;
    private final Ticks ticks;
    private final Sender sender;

    // Each element is written by the thread that saw the answer, before it lowers `outstanding`.
    private final long[] latency;
    private final long[] serviceTime;
    private final int[] status; // 0 where no answer came
    private final String[] failure; // null where one came

    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile boolean draining;
    private volatile boolean stopped;
    private volatile long stoppedAt;

    private final Object monitor = new Object();
    private long answered; // guarded by monitor, as are the next four
    private long lastEnd;
    private boolean over;
    private LoadReport report;
    private RuntimeException broken;

    OpenLoop(LoadTest plan, Ticks ticks, Sender sender) {
        this.plan = plan;
        this.ticks = ticks;
        this.sender = sender;
        int planned = plan.dueBefore(plan.duration().toNanos());
        latency = new long[planned];
        serviceTime = new long[planned];
        status = new int[planned];
        failure = new String[planned];
    }

    @Override
    public void run() {
        try {
            finish(sendAll(), null);
        } catch (RuntimeException failed) {
            finish(null, failed);
        } catch (Error failed) { // an assertion in a cell's request, say: whoever waits for the report must not wait
            // for ever
            finish(null, new IllegalStateException("the load test broke off: " + failed, failed));
        }
    }

    /** Ends the schedule now. What was due before is still sent, late by a moment as it may be, and waited for. */
    void stop() {
        stoppedAt = ticks.now();
        stopped = true;
        ticks.wake();
    }

    void awaitAnswered(long requests) throws InterruptedException {
        synchronized (monitor) {
            while (answered < requests && !over) {
                monitor.wait();
            }
        }
    }

    /** Waits for the end and returns what was seen, or throws what broke the load test. */
    LoadReport report() throws InterruptedException {
        awaitAnswered(Long.MAX_VALUE);
        synchronized (monitor) {
            if (broken != null) {
                throw broken;
            }
            return report;
        }
    }

    private LoadReport sendAll() {
        long start = ticks.now();
        long timeout = plan.timeout().toNanos();
        int sent = 0;
        while (sent < status.length) {
            long due = start + plan.due(sent);
            while (ticks.now() < due && due < end(start)) {
                ticks.await(due);
            }
            while (outstanding.get() >= plan.outstanding() && ticks.now() < end(start) + timeout) {
                ticks.await(end(start) + timeout);
            }
            if (due >= end(start) || ticks.now() >= end(start) + timeout) {
                break;
            }
            send(sent, due, start);
            sent++;
        }
        draining = true;
        while (outstanding.get() > 0) {
            ticks.await(ticks.now() + timeout);
        }
        return summary(plan.dueBefore(end(start) - start), sent);
    }

    private long end(long start) {
        long planned = start + plan.duration().toNanos();
        return stopped ? Math.min(planned, stoppedAt) : planned;
    }

    private void send(int number, long due, long start) {
        outstanding.incrementAndGet();
        long begun = ticks.now();
        sender.send(number).whenComplete((answer, failed) -> {
            long end = ticks.now();
            latency[number] = end - due;
            serviceTime[number] = end - begun;
            if (failed == null) {
                status[number] = answer;
            } else {
                failure[number] = kind(failed);
            }
            synchronized (monitor) {
                lastEnd = Math.max(lastEnd, end - start);
                answered += failed == null ? 1 : 0;
                monitor.notifyAll();
            }
            boolean full = outstanding.getAndDecrement() >= plan.outstanding();
            if (full || draining) {
                ticks.wake(); // only then does the sending thread wait for this
            }
        });
    }

    private LoadReport summary(int due, int sent) {
        var byStatus = new TreeMap<Integer, Long>();
        var failures = new TreeMap<String, Long>();
        long[] latencies = new long[sent];
        long[] serviceTimes = new long[sent];
        int answers = 0;
        for (int i = 0; i < sent; i++) {
            if (failure[i] == null) {
                byStatus.merge(status[i], 1L, Long::sum);
                latencies[answers] = latency[i];
                serviceTimes[answers] = serviceTime[i];
                answers++;
            } else {
                failures.merge(failure[i], 1L, Long::sum);
            }
        }
        long scheduled = plan.due(due);
        synchronized (monitor) {
            return new LoadReport(
                    due,
                    sent,
                    byStatus,
                    failures,
                    Duration.ofNanos(Math.max(scheduled, lastEnd)),
                    LoadReport.Times.of(Arrays.copyOf(latencies, answers)),
                    LoadReport.Times.of(Arrays.copyOf(serviceTimes, answers)));
        }
    }

    private static String kind(Throwable failed) {
        Throwable cause = failed;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }

    private void finish(LoadReport seen, RuntimeException failed) {
        synchronized (monitor) {
            report = seen;
            broken = failed;
            over = true;
            monitor.notifyAll();
        }
    }
}
