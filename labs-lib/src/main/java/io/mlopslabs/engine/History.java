// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a training did, one entry per epoch; no times, so that the same seed gives an equal history.
 *
 * <p>Same role as Keras' {@code History}.
 *
 * @param epochs in order; empty before any training
 */
public record History(List<Epoch> epochs) {
    /**
     * Mean loss and share of right answers over one data set.
     *
     * @param loss mean over the examples
     * @param accuracy share of examples whose highest score is the right class, in {@code [0, 1]}
     */
    public record Score(double loss, double accuracy) {}

    /**
     * One pass over the training examples.
     *
     * @param number from 1
     * @param train gathered while the weights were changing, as Keras does: it lags behind a score taken at the end of the epoch
     * @param validation taken at the end of the epoch, empty without validation examples
     */
    public record Epoch(int number, Score train, Optional<Score> validation) {
        public Epoch {
            Objects.requireNonNull(train, "train");
            Objects.requireNonNull(validation, "validation");
        }

        /** Returns the validation loss, or the training loss where there is none: what early stopping watches. */
        public double watchedLoss() {
            return validation.orElse(train).loss();
        }
    }

    public History {
        epochs = List.copyOf(epochs);
    }

    /** Returns the history of a network that has not been trained. */
    public static History none() {
        return new History(List.of());
    }

    /**
     * Returns the last epoch.
     *
     * @throws IllegalStateException if there is none
     */
    public Epoch last() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("this history has no epoch; train the network first");
        }
        return epochs.get(epochs.size() - 1);
    }

    History with(Epoch epoch) {
        var more = new ArrayList<>(epochs);
        more.add(epoch);
        return new History(more);
    }
}
