// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Printable;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A bar that fills while a cell works.
 *
 * <p>In a notebook one output changes in place, at most ten times a second, and a saved notebook keeps its last state only; that state
 * names counts and the last message, no times, so it is the same in every run. In a terminal a line is printed at each tenth.
 *
 * <pre>{@code
 * try (var progress = Progress.of("training", 100)) {
 *     for (int epoch = 1; epoch <= 100; epoch++) {
 *         progress.at(epoch, "loss " + train());
 *     }
 * }
 * }</pre>
 *
 * <p>Use it in a {@code try} as above: an exception half-way then leaves "training: stopped at 37 of 100". Safe for several threads.
 */
public final class Progress implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final long total;
    private final Screen screen;
    private final LongSupplier nanoTime;
    private final String id = UUID.randomUUID().toString();
    private long done;
    private String message = "";
    private long shownAt;
    private long shownTenth;
    private boolean ended;

    Progress(String name, long total, Screen screen, LongSupplier nanoTime) {
        if (total < 1) {
            throw new IllegalArgumentException(
                    "total is " + total + "; progress needs at least 1 step, so skip the bar where there is no work");
        }
        this.name = name;
        this.total = total;
        this.screen = screen;
        this.nanoTime = nanoTime;
        shownAt = nanoTime.getAsLong();
        if (screen.replaces()) {
            screen.show(id, bundle());
        }
    }

    /**
     * Shows an empty bar.
     *
     * @param name what is under way, as the bar's label
     * @param total number of steps, at least 1
     * @throws IllegalArgumentException if {@code total} is below 1
     */
    public static Progress of(String name, long total) {
        return new Progress(name, total, Notebook.screen(), System::nanoTime);
    }

    /** Runs {@code action} on each item under a bar; an exception passes and leaves the bar at the number of finished items. */
    public static <T> void forEach(String name, Collection<T> items, Consumer<? super T> action) {
        if (items.isEmpty()) {
            return;
        }
        try (var progress = of(name, items.size())) {
            for (T item : items) {
                action.accept(item);
                progress.advance();
            }
        }
    }

    synchronized long done() {
        return done;
    }

    /** Counts one more finished step. */
    public synchronized void advance() {
        at(done + 1, message);
    }

    /**
     * Sets the number of finished steps.
     *
     * @param done steps finished so far; a number beyond the total or below 0 is shown as the nearer end
     * @param message what to show beside the counts, for example the loss
     */
    public synchronized void at(long done, String message) {
        if (ended) {
            return;
        }
        this.done = Math.max(0, Math.min(total, done));
        this.message = message;
        if (this.done == total) {
            end();
        } else if (screen.replaces()) {
            long now = nanoTime.getAsLong();
            if (now - shownAt >= PAUSE) {
                shownAt = now;
                screen.update(id, bundle());
            }
        } else if (tenth() > shownTenth) {
            shownTenth = tenth();
            screen.update(id, bundle());
        }
    }

    /** Shows the last state: complete, or where the work stopped. */
    @Override
    public synchronized void close() {
        if (!ended) {
            end();
        }
    }

    private void end() {
        ended = true;
        screen.update(id, bundle());
    }

    private long tenth() {
        return (long) (10.0 * done / total);
    }

    private MimeBundle bundle() {
        String count = (ended && done < total ? "stopped at " : "") + done + " of " + total;
        String state = message.isEmpty() ? count : count + ", " + message;
        return MimeBundle.ofText(name + ": " + state)
                .with(
                        "text/html",
                        "<div>" + Printable.markup(name) + " <progress aria-label=\"" + Printable.markup(name)
                                + "\" max=\"" + total + "\" value=\"" + done + "\"></progress> "
                                + Printable.markup(state) + "</div>");
    }
}
