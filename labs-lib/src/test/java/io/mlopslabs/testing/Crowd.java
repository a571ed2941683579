// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.testing;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Threads that do the same thing at once. */
public final class Crowd {
    private static final int THREADS = 8;

    private Crowd() {}

    /** Runs the work on 8 threads at once and returns when all have ended; what one of them throws is thrown. */
    public static void all(Runnable work) {
        begin(work).join();
    }

    /** Runs the work on 8 threads at once and returns while they run. */
    public static CompletableFuture<Void> begin(Runnable work) {
        return CompletableFuture.allOf(IntStream.range(0, THREADS)
                .mapToObj(i -> CompletableFuture.runAsync(work, task -> new Thread(task, "crowd-" + i).start()))
                .toArray(CompletableFuture<?>[]::new));
    }
}
