// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.engine.History;
import io.mlopslabs.engine.TrainingCallback;
import java.util.Locale;

/**
 * A bar that fills while a network trains, with epoch and loss beside it; pass it to {@code fit}.
 *
 * <p>Shows the device's notice first where the training does not run on the device that was asked for. One training each: take a new one
 * for the next.
 */
public final class TrainingProgress implements TrainingCallback {
    private final String name;
    private final Screen screen;
    private Progress progress;
    private String state = "";

    TrainingProgress(String name, Screen screen) {
        this.name = name;
        this.screen = screen;
    }

    /** Returns a bar with this label. */
    public static TrainingProgress of(String name) {
        return new TrainingProgress(name, Notebook.screen());
    }

    @Override
    public void onStart(Start start) {
        start.device().notice().ifPresent(notice -> screen.show(MimeBundle.ofText(notice)));
        progress = new Progress(name, (long) start.epochs() * start.batches(), screen, System::nanoTime);
    }

    @Override
    public void onBatch(Batch batch) {
        state = String.format(
                Locale.ROOT, "epoch %d of %d, loss %.4f", batch.epoch(), batch.epochs(), batch.runningLoss());
        progress.at((batch.epoch() - 1L) * batch.batches() + batch.batch(), state);
    }

    @Override
    public void onEnd(History history, End end) {
        if (end == End.STOPPED_EARLY) {
            progress.at(progress.done(), state + ": no longer improving");
        }
        progress.close();
    }
}
