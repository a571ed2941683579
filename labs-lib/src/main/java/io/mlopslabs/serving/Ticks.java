// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

/** Time as a schedule sees it, so that a test can let it pass. */
interface Ticks {
    /** Returns the nanoseconds since some moment. */
    long now();

    /** Waits, on the one thread that ever does, until that time has come or {@link #wake} was called; may also return for no reason. */
    void await(long until);

    /** Ends the wait, or the next one if there is none; from any thread. */
    void wake();
}
