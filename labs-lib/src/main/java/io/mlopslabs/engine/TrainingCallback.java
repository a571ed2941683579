// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

/**
 * Told what a training does, as it does it: for a progress bar, a live chart or a log.
 *
 * <p>Called in the training's own thread, in order; an exception ends the training and reaches the caller of {@code fit}.
 */
public interface TrainingCallback {
    /**
     * What is about to happen.
     *
     * @param architecture the network's name
     * @param weights how many numbers will be learned
     * @param examples how many training examples there are
     * @param epochs passes over them at most
     * @param batches batches per epoch
     * @param device where it runs, with the notice to show if it is not the device that was asked for
     */
    record Start(String architecture, long weights, int examples, int epochs, int batches, DeviceSelection device) {}

    /**
     * One batch is done.
     *
     * @param epoch this epoch, from 1
     * @param epochs epochs at most
     * @param batch this batch, from 1
     * @param batches batches per epoch
     * @param loss mean loss of this batch
     * @param runningLoss mean loss of this epoch's examples so far
     */
    record Batch(int epoch, int epochs, int batch, int batches, double loss, double runningLoss) {}

    /** Why a training is over. */
    enum End {
        /** All epochs are done. */
        COMPLETED,
        /** Early stopping saw no improvement for too long. */
        STOPPED_EARLY
    }

    /** Called once, before the first batch. */
    default void onStart(Start start) {}

    /** Called after each batch. */
    default void onBatch(Batch batch) {}

    /** Called after each epoch, with its scores and the number of epochs at most. */
    default void onEpoch(History.Epoch epoch, int epochs) {}

    /** Called once, after the last epoch; not when the training failed. */
    default void onEnd(History history, End end) {}
}
