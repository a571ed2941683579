// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/**
 * Where requests come in: receives each whole, within the limits, before a thread is given to it.
 *
 * <p>Nothing blocks here, so that a slow client costs a connection and the bytes it has sent, and never a thread. What is refused here
 * (too long, too slow, too late) still goes to the routes, which say it in the same form as everything else.
 *
 * <p>Knows who is inside: on shutdown those finish and no other comes in.
 */
final class FrontDoor extends Handler.Wrapper implements Graceful {
    private static final int FIRST_BUFFER = 16 << 10;
    private static final int BODIES_HELD = 16; // longest bodies that may be in memory at once
    private static final byte[] EMPTY = {};

    private final ServerLimits limits;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicLong held = new AtomicLong();
    private final Shutdown shutdown = new Shutdown(this) {
        @Override
        public boolean isShutdownDone() {
            return inside.get() == 0;
        }
    };

    FrontDoor(ServerLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        inside.incrementAndGet();
        new Visit(request, response, callback).begin();
        return true;
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        return shutdown.shutdown();
    }

    @Override
    public boolean isShutdown() {
        return shutdown.isShutdown();
    }

    /** One request, from its head to the end of its answer. */
    private final class Visit implements Runnable {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final long deadline;
        private byte[] buffer = EMPTY;
        private int length;
        private boolean began;
        private boolean waited;
        private boolean unread;

        Visit(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.deadline = request.getBeginNanoTime() + limits.requestTime().toNanos();
        }

        void begin() {
            if (isShutdown()) {
                refuse(Refusal.unavailable("the server is stopping"));
            } else if (request.getLength() > limits.requestBytes()) {
                refuse(tooLong("%,d bytes".formatted(request.getLength())));
            } else if (request.getLength() == 0) {
                goOn(null);
            } else {
                run();
            }
        }

        /** Takes what has arrived, and comes back when there is more. */
        @Override
        public void run() {
            began = true;
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    await();
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    failed(chunk.getFailure());
                    return;
                }
                boolean last = chunk.isLast();
                Refusal refusal = take(chunk);
                if (refusal != null) {
                    refuse(refusal);
                    return;
                }
                if (last) {
                    goOn(null);
                    return;
                }
            }
        }

        private Refusal take(Content.Chunk chunk) {
            try {
                int more = chunk.remaining();
                if (more > limits.requestBytes() - length) {
                    return tooLong("more");
                }
                if (held.addAndGet(more) > (long) BODIES_HELD * limits.requestBytes()) {
                    held.addAndGet(-more);
                    return Refusal.unavailable("too many long requests at once; try again");
                }
                if (length + more > buffer.length) {
                    int room = Math.max(length + more, Math.min(2 * buffer.length, limits.requestBytes()));
                    int first = (int) Math.min(Math.max(request.getLength(), 0), FIRST_BUFFER);
                    buffer = Arrays.copyOf(buffer, Math.max(room, first));
                }
                chunk.getByteBuffer().get(buffer, length, more);
                length += more;
                return null;
            } finally {
                chunk.release();
            }
        }

        private void await() {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                refuse(tooSlow());
                return;
            }
            waited = true;
            beSilentAtMost(left);
            request.demand(this);
        }

        private void failed(Throwable failure) {
            if (failure instanceof TimeoutException) {
                refuse(tooSlow());
            } else {
                // Mostly a client that has hung up, to whom nothing can be said; but it may only have stopped sending.
                refuse(Refusal.malformed("", "the body of the request cannot be read to its end"));
            }
        }

        private void refuse(Refusal refusal) {
            unread = true;
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            goOn(refusal);
        }

        private void goOn(Refusal refusal) {
            byte[] body = length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
            request.setAttribute(
                    Received.ATTRIBUTE,
                    new Received(request.getBeginNanoTime(), refusal == null ? body : EMPTY, refusal));
            if (waited) {
                beSilentAtMost(limits.idleTime().toNanos());
            }
            handOver();
        }

        private void handOver() {
            try {
                if (!getHandler().handle(request, response, Callback.from(this::answered, this::broken))) {
                    Response.writeError(request, response, Callback.from(this::answered, this::broken), 404);
                }
            } catch (Exception failure) {
                Response.writeError(request, response, Callback.from(this::answered, this::broken), failure);
            }
        }

        private void answered() {
            // A client that asks before it sends, and was told no, sends nothing.
            boolean asked = !began && request.getHeaders().contains(HttpHeader.EXPECT);
            if (unread && !asked) {
                discard();
            } else {
                left();
                callback.succeeded();
            }
        }

        private void broken(Throwable failure) {
            left();
            callback.failed(failure);
        }

        /**
         * Reads on for a while after an early answer: closing a connection with unread bytes resets it, and a client that is still sending
         * would lose the answer with it.
         */
        private void discard() {
            long most = (long) BODIES_HELD * limits.requestBytes();
            long discarded = 0;
            while (discarded < most && System.nanoTime() < deadline) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    beSilentAtMost(deadline - System.nanoTime());
                    request.demand(this::discard);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    break;
                }
                discarded += chunk.remaining();
                chunk.release();
                if (chunk.isLast()) {
                    break;
                }
            }
            left();
            callback.succeeded();
        }

        private void left() {
            held.addAndGet(-length);
            inside.decrementAndGet();
            if (isShutdown()) {
                shutdown.check();
            }
        }

        private void beSilentAtMost(long nanoseconds) {
            long milliseconds = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanoseconds));
            request.getConnectionMetaData().getConnection().getEndPoint().setIdleTimeout(milliseconds);
        }

        private Refusal tooLong(String size) {
            return Refusal.tooLarge(
                    "", "the request has %s; it may have %,d bytes".formatted(size, limits.requestBytes()));
        }

        private Refusal tooSlow() {
            return Refusal.of(
                    408,
                    "",
                    "the request did not arrive within %s s"
                            .formatted(limits.requestTime().toMillis() / 1000.0));
        }
    }
}
