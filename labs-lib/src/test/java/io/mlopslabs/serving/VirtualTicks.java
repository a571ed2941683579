// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Time that passes only when somebody waits, all on one thread: what was arranged happens at its nanosecond, in order. */
final class VirtualTicks implements Ticks {
    private record Event(long at, long order, Runnable act) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final long start;
    private long now;
    private long arranged;

    /** Starts at a moment of its own, as {@link System#nanoTime} does. */
    VirtualTicks(long start) {
        this.start = start;
        this.now = start;
    }

    /** Returns the nanoseconds since the beginning. */
    long passed() {
        return now - start;
    }

    /** Arranges something for this many nanoseconds after the beginning. */
    void at(long nanos, Runnable act) {
        events.add(new Event(start + nanos, arranged++, act));
    }

    /** Returns an answer that comes with this status at that time. */
    CompletionStage<Integer> answer(long nanos, int status) {
        var answer = new CompletableFuture<Integer>();
        at(nanos, () -> answer.complete(status));
        return answer;
    }

    /** Returns an answer that fails at that time. */
    CompletionStage<Integer> failure(long nanos, Exception reason) {
        var answer = new CompletableFuture<Integer>();
        at(nanos, () -> answer.completeExceptionally(reason));
        return answer;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void await(long until) {
        if (events.isEmpty() || events.peek().at() > until) {
            now = until;
            return;
        }
        Event next = events.remove();
        now = Math.max(now, next.at());
        next.act().run();
    }

    @Override
    public void wake() {}
}
