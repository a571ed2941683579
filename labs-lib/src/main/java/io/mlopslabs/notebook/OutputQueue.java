// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One ordered, bounded line between the threads that write output and the single thread that sends it.
 *
 * <p>Neighbouring writes to one target become one message: what has gathered after 50 ms, or as soon as 64 kB wait. A writer waits while
 * 1 MB or 1,000 messages are in line (two streams in turn make a message of each byte), so that nothing is dropped and memory stays bounded. Messages leave in the order of the calls, whatever their target;
 * a character of several bytes is never cut between two messages. At most 800 messages and 20 MB a second leave for long, after a burst
 * of a quarter of a second's worth: a ZeroMQ publisher throws messages away beyond 1,000 that its reader has not taken, and a
 * Jupyter server stops a cell that sends more than 1,000 a second.
 *
 * <p>Safe for any number of threads. No wait ends early on an interrupt, since the sending thread always makes progress and an
 * interrupted write would lose text; the thread stays marked as interrupted.
 */
final class OutputQueue {
    private static final Logger LOGGER = Logger.getLogger(OutputQueue.class.getName());

    static final int CAPACITY = 1 << 20;
    static final int MOST_MESSAGES = 1000;
    static final int LONGEST_MESSAGE = 1 << 18;
    private static final int PROMPT = 1 << 16;
    private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long BURST = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long NANOS_PER_MESSAGE = TimeUnit.SECONDS.toNanos(1) / 800;
    private static final long NANOS_PER_BYTE = TimeUnit.SECONDS.toNanos(1) / 20_000_000;

    private sealed interface Entry {}

    private static final class Text implements Entry {
        final Consumer<String> target;
        byte[] bytes;
        int length;

        Text(Consumer<String> target, int expected) {
            this.target = target;
            bytes = new byte[Math.max(1024, expected)];
        }

        void append(byte[] more, int from, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(2 * bytes.length, LONGEST_MESSAGE)));
            }
            System.arraycopy(more, from, bytes, length, count);
            length += count;
        }
    }

    private static final class Action implements Entry {
        final Runnable send;
        Throwable failure;

        Action(Runnable send) {
            this.send = send;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final Deque<Entry> line = new ArrayDeque<>();
    private final IdentityHashMap<Consumer<String>, byte[]> cut = new IdentityHashMap<>(); // sending thread only
    private final Thread sender;
    private int waitingBytes;
    private long accepted; // bytes and actions ever put in line
    private long delivered;
    private long wanted; // what somebody waits for
    private long dueAt;
    private long paidUntil;
    private boolean closed;

    OutputQueue(String threadName) {
        sender = new Thread(this::sendAll, threadName);
        sender.setDaemon(true);
        paidUntil = System.nanoTime();
        sender.start();
    }

    /** Puts UTF-8 text for {@code target} in line; returns as soon as there is room for it. */
    void write(Consumer<String> target, byte[] bytes, int from, int count) {
        lock.lock();
        try {
            int at = from;
            for (int left = count; left > 0 && !closed; ) {
                while ((waitingBytes >= CAPACITY || line.size() >= MOST_MESSAGES)
                        && !closed
                        && Thread.currentThread() != sender) {
                    progress.awaitUninterruptibly();
                }
                Text text =
                        line.peekLast() instanceof Text last && last.target == target && last.length < LONGEST_MESSAGE
                                ? last
                                : enqueue(new Text(target, Math.min(left, LONGEST_MESSAGE)));
                int part = Math.min(left, LONGEST_MESSAGE - text.length);
                text.append(bytes, at, part);
                at += part;
                left -= part;
                accepted += part;
                boolean prompt = waitingBytes < PROMPT && waitingBytes + part >= PROMPT;
                waitingBytes += part;
                if (prompt) {
                    work.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs {@code message} on the sending thread after all that is in line, waits for it, and throws what it threw. */
    void send(Runnable message) {
        if (Thread.currentThread() == sender) {
            message.run();
            return;
        }
        var action = new Action(message);
        lock.lock();
        try {
            if (closed) {
                return;
            }
            enqueue(action);
            accepted++;
            awaitDelivery();
        } finally {
            lock.unlock();
        }
        if (action.failure instanceof RuntimeException failure) {
            throw failure;
        }
        if (action.failure instanceof Error failure) {
            throw failure;
        }
    }

    /** Waits until all that is in line now has left. */
    void drain() {
        lock.lock();
        try {
            if (Thread.currentThread() != sender) {
                awaitDelivery();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drains the line, then sends the bytes of a character of {@code target} that was never completed. */
    void finish(Consumer<String> target) {
        send(() -> {
            byte[] rest = cut.remove(target);
            if (rest != null) {
                target.accept(new String(rest, StandardCharsets.UTF_8));
            }
        });
    }

    private <E extends Entry> E enqueue(E entry) {
        if (line.isEmpty()) {
            dueAt = System.nanoTime() + DELAY;
            work.signal();
        }
        line.addLast(entry);
        return entry;
    }

    private void awaitDelivery() {
        long target = accepted;
        if (delivered >= target) {
            return;
        }
        wanted = Math.max(wanted, target);
        work.signal();
        while (delivered < target && !closed) {
            progress.awaitUninterruptibly();
        }
    }

    private void sendAll() {
        try {
            while (true) {
                Entry next = take();
                int bytes = next instanceof Text text ? text.length : 0;
                try {
                    deliver(next);
                } catch (Throwable failure) { // one message that cannot be sent must not stop the next ones
                    if (next instanceof Action action) {
                        action.failure = failure;
                    } else {
                        LOGGER.log(Level.WARNING, "a piece of cell output could not be sent", failure);
                    }
                }
                lock.lock();
                try {
                    delivered += next instanceof Text ? bytes : 1;
                    waitingBytes -= bytes;
                    progress.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } finally {
            lock.lock();
            try {
                closed = true;
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private Entry take() {
        lock.lock();
        try {
            while (true) {
                if (line.isEmpty()) {
                    work.awaitUninterruptibly();
                    continue;
                }
                long now = System.nanoTime();
                boolean due = wanted > delivered || waitingBytes >= PROMPT;
                long wait = Math.max(due ? 0 : dueAt - now, paidUntil - BURST - now);
                if (wait <= 0) {
                    Entry next = line.removeFirst();
                    long bytes = next instanceof Text text ? text.length : 0;
                    paidUntil = Math.max(paidUntil, now) + Math.max(NANOS_PER_MESSAGE, bytes * NANOS_PER_BYTE);
                    return next;
                }
                try {
                    long unused = work.awaitNanos(wait);
                } catch (InterruptedException e) {
                    // Nothing stops this thread but the end of the process; the throw has spent the mark.
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Entry next) {
        if (next instanceof Action action) {
            action.send.run();
            return;
        }
        var text = (Text) next;
        byte[] bytes = text.bytes;
        int length = text.length;
        byte[] before = cut.remove(text.target);
        if (before != null) {
            bytes = Arrays.copyOf(before, before.length + length);
            System.arraycopy(text.bytes, 0, bytes, before.length, length);
            length = bytes.length;
        }
        int whole = wholeCharacters(bytes, length);
        if (whole < length) {
            cut.put(text.target, Arrays.copyOfRange(bytes, whole, length));
        }
        if (whole > 0) {
            text.target.accept(new String(bytes, 0, whole, StandardCharsets.UTF_8));
        }
    }

    /** Returns how many of the first {@code length} bytes come before a UTF-8 character that is not complete; all, if none is. */
    private static int wholeCharacters(byte[] bytes, int length) {
        for (int back = 1; back <= Math.min(3, length); back++) {
            int lead = bytes[length - back] & 0xFF;
            if (lead < 0x80) {
                return length;
            }
            if (lead >= 0xC0) {
                int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                return needed > back ? length - back : length;
            }
        }
        return length;
    }
}
