// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.util.concurrent.locks.LockSupport;

/** The machine's own time. */
final class SystemTicks implements Ticks {
    private volatile Thread waiter;

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public void await(long until) {
        if (waiter != Thread.currentThread()) {
            waiter = Thread.currentThread();
            return; // a wake before now reached nobody: the caller looks again at what it waits for
        }
        LockSupport.parkNanos(this, until - now());
    }

    @Override
    public void wake() {
        LockSupport.unpark(waiter);
    }
}
