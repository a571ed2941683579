// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a network can learn a few examples by heart: the first thing to ask of a training that does not work.
 *
 * <p>A network that cannot has a fault that more data will not cure: a learning rate that is too small or too large, features that are not
 * scaled, labels that do not belong to their rows, too few units. One that can may still generalize badly.
 *
 * @param examples how many there were
 * @param steps gradient steps taken
 * @param untrainedLoss loss before the first step
 * @param expectedUntrainedLoss cross-entropy without weights of a network that favours no class: {@code ln(classes)}
 * @param loss in the last step, before its change of weights
 * @param accuracy share of the examples that it got right in the last step, in {@code [0, 1]}
 * @param verdict what this means
 * @see "Karpathy 2019, A recipe for training neural networks"
 */
public record OverfitCheck(
        int examples,
        int steps,
        double untrainedLoss,
        double expectedUntrainedLoss,
        double loss,
        double accuracy,
        Verdict verdict) {
    /** Outcome of the check. */
    public enum Verdict {
        /** All examples are right and the loss fell to a tenth of what guessing has, or below. */
        LEARNED_BY_HEART,
        /** The steps ran out first. */
        NOT_LEARNED
    }

    private static final double TENTH = 0.1;

    /**
     * Trains a new network on the first {@code training.batchSize()} examples, all in each step, and tells whether it learned them by heart.
     *
     * <p>Uses the training's optimizer, loss, seed and device; its epochs, sampler and early stopping have no say. Stops at success.
     *
     * @param steps at most this many, 1 or more; a few hundred suffice for a network that works
     * @throws IllegalArgumentException if two of the examples have equal features and other labels, which nothing can learn; names the rows
     * @throws IllegalStateException if the loss stops being a finite number; names the step as an epoch, and the usual causes
     */
    public static OverfitCheck of(Architecture architecture, Training training, Examples train, int steps) {
        if (train.classNames().size() < 2) {
            throw new IllegalArgumentException("there is 1 class; there is nothing to learn with fewer than 2");
        }
        int size = Math.min(training.batchSize(), train.size());
        Examples batch = train.select(IntStream.range(0, size).toArray());
        requireNoContradiction(batch);
        Training whole = new Training(
                steps,
                size,
                training.optimizer(),
                training.loss(),
                training.seed(),
                training.device(),
                Optional.empty());
        var watch = new Watch(size, Math.log(train.classNames().size()));
        try {
            whole.fit(architecture, batch, watch).close();
            return watch.result(Verdict.NOT_LEARNED);
        } catch (Success success) {
            return watch.result(Verdict.LEARNED_BY_HEART);
        }
    }

    private static void requireNoContradiction(Examples batch) {
        int[] labels = batch.labels();
        var seen = new HashMap<FloatBuffer, Integer>();
        for (int row = 0; row < batch.size(); row++) {
            Integer first = seen.putIfAbsent(FloatBuffer.wrap(batch.row(row)), row);
            if (first != null && labels[first] != labels[row]) {
                throw new IllegalArgumentException(
                        "rows %d and %d are equal, and their classes are %s and %s; nothing can learn both: look at the labels"
                                .formatted(
                                        first,
                                        row,
                                        batch.classNames().get(labels[first]),
                                        batch.classNames().get(labels[row])));
            }
        }
    }

    /** Ends a training from a callback, which is the one way out before the last epoch; needs no stack trace. */
    private static final class Success extends RuntimeException {
        Success() {
            super(null, null, false, false);
        }
    }

    /** One epoch is one step here: the batch is all there is. */
    private static final class Watch implements TrainingCallback {
        private final int examples;
        private final double guessing;
        private double first;
        private History.Epoch last;

        Watch(int examples, double guessing) {
            this.examples = examples;
            this.guessing = guessing;
        }

        @Override
        public void onEpoch(History.Epoch epoch, int epochs) {
            if (epoch.number() == 1) {
                first = epoch.train().loss();
            }
            last = epoch;
            if (epoch.train().accuracy() == 1 && epoch.train().loss() <= TENTH * guessing) {
                throw new Success();
            }
        }

        OverfitCheck result(Verdict verdict) {
            return new OverfitCheck(
                    examples,
                    last.number(),
                    first,
                    guessing,
                    last.train().loss(),
                    last.train().accuracy(),
                    verdict);
        }
    }

    /** Returns what a notebook prints: {@code learned 32 examples by heart in 41 steps: loss 2.31 (guessing has 2.30) to 0.228, accuracy 1.000}. */
    @Override
    public String toString() {
        String start = verdict == Verdict.LEARNED_BY_HEART
                ? "learned %d examples by heart in %d steps".formatted(examples, steps)
                : "did not learn %d examples by heart in %d steps".formatted(examples, steps);
        return String.format(
                Locale.ROOT,
                "%s: loss %.3g (guessing has %.3g) to %.3g, accuracy %.3f",
                start,
                untrainedLoss,
                expectedUntrainedLoss,
                loss,
                accuracy);
    }
}
