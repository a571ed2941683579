// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lets so many predictions run at once, so many wait in order of arrival, and refuses the others. */
final class Turnstile {
    private final ServerLimits limits;
    private final Semaphore running;
    private final AtomicInteger waiting = new AtomicInteger();

    Turnstile(ServerLimits limits) {
        this.limits = limits;
        this.running = new Semaphore(limits.concurrent(), true);
    }

    /** Runs the work when its turn comes. */
    <T> T pass(Supplier<T> work) {
        await();
        try {
            return work.get();
        } finally {
            running.release();
        }
    }

    private void await() {
        try {
            // Timed, if by nothing: the other tryAcquire would overtake who waits.
            if (running.tryAcquire(0, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            throw interrupted();
        }
        try {
            if (waiting.incrementAndGet() > limits.waiting()) {
                throw Refusal.unavailable("%d predictions are running and %d requests are waiting; try again"
                        .formatted(limits.concurrent(), limits.waiting()));
            }
            if (!running.tryAcquire(limits.requestTime().toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refusal.unavailable("no turn within %s s; try again"
                        .formatted(limits.requestTime().toMillis() / 1000.0));
            }
        } catch (InterruptedException stopping) {
            throw interrupted();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private static Refusal interrupted() {
        Thread.currentThread().interrupt();
        return Refusal.unavailable("the server is stopping");
    }
}
