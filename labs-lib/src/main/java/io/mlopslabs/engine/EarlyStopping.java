// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import java.util.Objects;

/**
 * When to stop a training that no longer gets better.
 *
 * <p>Watches the validation loss, or the training loss where there are no validation examples. An epoch is better when its loss is more than
 * {@code minDelta} below the best one so far. Same epochs as Keras {@code EarlyStopping(monitor="val_loss", patience, min_delta)}.
 *
 * @param patience epochs without a better one before the training stops, 1 or more
 * @param minDelta how much lower a loss must be to count, 0 or more, in units of the loss
 * @param weights which weights the network keeps
 */
public record EarlyStopping(int patience, double minDelta, Weights weights) {
    /** Which weights the network has after a training. */
    public enum Weights {
        /** Those of the best epoch, whether or not the training stopped early. */
        BEST,
        /** Those of the last epoch. */
        LAST
    }

    /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
    public EarlyStopping {
        if (patience < 1) {
            throw new IllegalArgumentException("patience is %d; it is at least 1 epoch".formatted(patience));
        }
        if (!(minDelta >= 0 && Double.isFinite(minDelta))) {
            throw new IllegalArgumentException("minDelta is %s; it is a finite number, 0 or more".formatted(minDelta));
        }
        Objects.requireNonNull(weights, "weights");
    }

    /** Returns the rule that waits {@code patience} epochs for any improvement and keeps the best weights. */
    public static EarlyStopping patience(int patience) {
        return new EarlyStopping(patience, 0, Weights.BEST);
    }

    /**
     * Returns the number of the best epoch so far, from 1.
     *
     * @throws IllegalStateException if the history is empty
     */
    public int bestEpoch(History history) {
        int best = history.last().number();
        double bestLoss = Double.POSITIVE_INFINITY;
        for (History.Epoch epoch : history.epochs()) {
            if (epoch.watchedLoss() < bestLoss - minDelta) {
                bestLoss = epoch.watchedLoss();
                best = epoch.number();
            }
        }
        return best;
    }

    /** Whether the training should stop after the last epoch of this history. */
    public boolean stopsAfter(History history) {
        return history.last().number() - bestEpoch(history) >= patience;
    }
}
