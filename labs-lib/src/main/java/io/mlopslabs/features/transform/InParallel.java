// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Computes something of each batch on all processors and takes the results in the batches' order. */
final class InParallel {
    private InParallel() {}

    /** Holds no more batches than keep the processors busy; the first failure, in the batches' order, is thrown. */
    static <R> void over(Iterable<Batch> batches, Function<Batch, R> of, Consumer<R> take) {
        int processors = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = threads("batches");
        try {
            Deque<Future<R>> running = new ArrayDeque<>();
            Iterator<Batch> all = batches.iterator();
            while (all.hasNext() || !running.isEmpty()) {
                if (all.hasNext() && running.size() < 2 * processors) {
                    Batch batch = all.next();
                    running.add(pool.submit(() -> of.apply(batch)));
                } else {
                    take.accept(result(running.remove()));
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Returns a pool of as many threads as there are processors, which keep no program from ending. */
    static ExecutorService threads(String name) {
        return Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the work on the batches was interrupted", stopped);
        }
    }
}
