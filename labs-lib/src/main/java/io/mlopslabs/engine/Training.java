// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import io.mlopslabs.engine.History.Epoch;
import io.mlopslabs.engine.History.Score;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * How to train a classifier: the settings, and the loop.
 *
 * <p>Each epoch draws an order of examples with a seed of its own, a shuffle unless the sampler says otherwise, and walks over it in batches; the
 * last batch may be smaller. On a CPU with one
 * thread the same settings, examples and architecture give bit-equal weights; on a GPU they agree within rounding only. Trainings in several
 * threads of one process take turns, because DJL records gradients for one at a time.
 *
 * @param epochs passes over the training examples, 1 or more
 * @param batchSize examples per step, 1 or more
 * @param optimizer how gradients change weights
 * @param loss what is made small: DJL's, given raw scores of shape (n, classes) and class numbers of shape (n)
 * @param seed for first weights, order of examples and dropout
 * @param device where to compute, for a network that this training makes
 * @param earlyStopping when to stop before the last epoch; empty never stops
 * @param sampler which examples an epoch sees, and in which order
 */
public record Training(
        int epochs,
        int batchSize,
        Optimizer optimizer,
        Loss loss,
        long seed,
        DeviceChoice device,
        Optional<EarlyStopping> earlyStopping,
        Sampler sampler) {

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);
    private static final int VALIDATION_BATCH = 256;

    /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
    public Training {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs is %d; a training has at least 1".formatted(epochs));
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize is %d; a batch has at least 1 example".formatted(batchSize));
        }
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(earlyStopping, "earlyStopping");
        Objects.requireNonNull(sampler, "sampler");
    }

    /** Makes a training that sees each example once per epoch, in a shuffled order. */
    public Training(
            int epochs,
            int batchSize,
            Optimizer optimizer,
            Loss loss,
            long seed,
            DeviceChoice device,
            Optional<EarlyStopping> earlyStopping) {
        this(epochs, batchSize, optimizer, loss, seed, device, earlyStopping, new Sampler.Shuffled());
    }

    /** Returns a training with softmax cross-entropy, the configured device, seed 0 and no early stopping. */
    public static Training of(int epochs, int batchSize, Optimizer optimizer) {
        return new Training(
                epochs,
                batchSize,
                optimizer,
                Loss.softmaxCrossEntropyLoss(),
                0,
                DeviceChoice.configured(),
                Optional.empty());
    }

    /** Returns a copy with this loss. */
    public Training withLoss(Loss other) {
        return new Training(epochs, batchSize, optimizer, other, seed, device, earlyStopping, sampler);
    }

    /**
     * Returns a copy whose loss is softmax cross-entropy with these weights, in training and in validation.
     *
     * @see ClassWeights#loss()
     */
    public Training withClassWeights(ClassWeights weights) {
        return withLoss(weights.loss());
    }

    /** Returns a copy whose epochs see what this sampler draws. */
    public Training withSampler(Sampler other) {
        return new Training(epochs, batchSize, optimizer, loss, seed, device, earlyStopping, other);
    }

    /** Returns a copy with this seed. */
    public Training withSeed(long other) {
        return new Training(epochs, batchSize, optimizer, loss, other, device, earlyStopping, sampler);
    }

    /** Returns a copy for this device. */
    public Training withDevice(DeviceChoice other) {
        return new Training(epochs, batchSize, optimizer, loss, seed, other, earlyStopping, sampler);
    }

    /** Returns a copy that stops early. */
    public Training withEarlyStopping(EarlyStopping rule) {
        return new Training(epochs, batchSize, optimizer, loss, seed, device, Optional.of(rule), sampler);
    }

    /**
     * Makes a network, trains it without validation examples, and returns it; the caller closes it.
     *
     * @see #fit(Architecture, Examples, Optional, TrainingCallback...)
     */
    public Network fit(Architecture architecture, Examples train, TrainingCallback... callbacks) {
        return fit(architecture, train, Optional.empty(), callbacks);
    }

    /**
     * Makes a network, trains it, and returns it; the caller closes it. Where the training fails, nothing stays behind.
     *
     * @throws IllegalArgumentException if the validation examples differ in shape or classes
     * @throws IllegalStateException if the loss stops being a finite number; names epoch, batch and the usual causes
     * @throws CancellationException if the thread is interrupted; its flag stays set
     */
    public Network fit(
            Architecture architecture, Examples train, Optional<Examples> validation, TrainingCallback... callbacks) {
        ONE_AT_A_TIME.lock();
        try {
            Network network = Network.create(architecture, train.shape(), train.classNames(), seed, device);
            try {
                resume(network, train, validation, callbacks);
                return network;
            } catch (RuntimeException failure) {
                network.close();
                throw failure;
            }
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /**
     * Trains a network further, where it is, and returns what this training did.
     *
     * <p>{@link Network#history()} keeps this training only. The optimizer starts anew. After a failure the weights are those of the last step.
     *
     * @throws IllegalArgumentException if examples differ from what the network takes
     * @throws IllegalStateException if the loss stops being a finite number; names epoch, batch and the usual causes
     * @throws CancellationException if the thread is interrupted; its flag stays set
     */
    public History resume(
            Network network, Examples train, Optional<Examples> validation, TrainingCallback... callbacks) {
        network.requireFits("train", train);
        validation.ifPresent(examples -> network.requireFits("validation", examples));
        ONE_AT_A_TIME.lock();
        try (var run = new Run(network, train, validation, List.of(callbacks))) {
            History history = run.all();
            network.trained(seed, history);
            return history;
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /** Returns the examples that an epoch sees, in order: as many as there are, depending on sampler, labels, seed and epoch only. */
    int[] order(Examples examples, int epoch) {
        return sampler.order(examples, new SplittableRandom(seed).nextLong() + epoch);
    }

    /** One training under way; closing it frees all that it made but the weights. */
    private final class Run implements AutoCloseable {
        private final Network network;
        private final Examples train;
        private final Optional<Examples> validation;
        private final List<TrainingCallback> callbacks;
        private final int batches;
        private final NDManager manager;
        private final Optimizer.State state;

        Run(Network network, Examples train, Optional<Examples> validation, List<TrainingCallback> callbacks) {
            this.network = network;
            this.train = train;
            this.validation = validation;
            this.callbacks = callbacks;
            this.batches = (train.size() + batchSize - 1) / batchSize;
            // Torch records gradients per thread, and does so in every thread but the one that started the engine.
            JniUtils.setGradMode(false);
            network.record(Network.Gradients.KEPT);
            this.manager = network.manager().newSubManager();
            this.state = new Optimizer.State(optimizer, manager, network.learned());
        }

        History all() {
            Engines.seed(seed);
            var start = new TrainingCallback.Start(
                    network.architecture().name(), network.size(), train.size(), epochs, batches, network.selection());
            callbacks.forEach(callback -> callback.onStart(start));
            History history = History.none();
            Map<String, float[]> best = Map.of();
            var end = TrainingCallback.End.COMPLETED;
            for (int number = 1; number <= epochs && end == TrainingCallback.End.COMPLETED; number++) {
                Epoch epoch = score(number);
                history = history.with(epoch);
                callbacks.forEach(callback -> callback.onEpoch(epoch, epochs));
                if (earlyStopping.isPresent()) {
                    EarlyStopping rule = earlyStopping.get();
                    if (rule.weights() == EarlyStopping.Weights.BEST && rule.bestEpoch(history) == number) {
                        best = network.weights();
                    }
                    if (number < epochs && rule.stopsAfter(history)) {
                        end = TrainingCallback.End.STOPPED_EARLY;
                    }
                }
            }
            if (!best.isEmpty()) {
                network.restore(best);
            }
            for (TrainingCallback callback : callbacks) {
                callback.onEnd(history, end);
            }
            return history;
        }

        private Epoch score(int number) {
            Score learned = trainEpoch(number);
            Optional<Score> checked = validation.map(this::validate);
            if (checked.isPresent() && !Double.isFinite(checked.get().loss())) {
                throw new IllegalStateException("the validation loss became %s in epoch %d; %s"
                        .formatted(checked.get().loss(), number, causes()));
            }
            return new Epoch(number, learned, checked);
        }

        private Score trainEpoch(int epoch) {
            int[] order = order(train, epoch);
            Examples seen = train.inEpoch(epoch);
            double lossSum = 0;
            long right = 0;
            for (int batch = 1; batch <= batches; batch++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("training was interrupted in epoch %d of %d, before batch %d of %d"
                            .formatted(epoch, epochs, batch, batches));
                }
                int from = (batch - 1) * batchSize;
                int to = Math.min(train.size(), from + batchSize);
                Step step = step(seen, order, from, to);
                if (!Double.isFinite(step.loss())) {
                    throw new IllegalStateException(diverged(epoch, batch, step.loss()));
                }
                lossSum += step.loss() * (to - from);
                right += step.right();
                var done = new TrainingCallback.Batch(epoch, epochs, batch, batches, step.loss(), lossSum / to);
                callbacks.forEach(callback -> callback.onBatch(done));
            }
            return new Score(lossSum / train.size(), (double) right / train.size());
        }

        private Step step(Examples seen, int[] order, int from, int to) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray features = seen.features(scope, order, from, to);
                NDArray labels = seen.labels(scope, order, from, to);
                Step step;
                try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                    NDArray scores = network.scores(scope, features, Network.Mode.TRAINING);
                    NDArray value = loss.evaluate(new NDList(labels), new NDList(scores));
                    gradients.backward(value);
                    step = new Step(value.getFloat(), right(scores, labels));
                }
                if (Double.isFinite(step.loss())) {
                    state.step(scope);
                }
                return step;
            }
        }

        private Score validate(Examples examples) {
            int[] order = IntStream.range(0, examples.size()).toArray();
            double lossSum = 0;
            long right = 0;
            for (int from = 0; from < order.length; from += VALIDATION_BATCH) {
                int to = Math.min(order.length, from + VALIDATION_BATCH);
                try (NDManager scope = manager.newSubManager()) {
                    NDArray labels = examples.labels(scope, order, from, to);
                    NDArray scores =
                            network.scores(scope, examples.features(scope, order, from, to), Network.Mode.INFERENCE);
                    lossSum += (double) loss.evaluate(new NDList(labels), new NDList(scores))
                                    .getFloat()
                            * (to - from);
                    right += right(scores, labels);
                }
            }
            return new Score(lossSum / order.length, (double) right / order.length);
        }

        private String diverged(int epoch, int batch, double value) {
            return "the loss became %s in epoch %d, batch %d of %d; %s"
                    .formatted(value, epoch, batch, batches, causes());
        }

        private String causes() {
            return ("usual causes: a learning rate that is too large (%s here), features that are not scaled, a missing value"
                            + " among the features")
                    .formatted(optimizer.learningRate());
        }

        @Override
        public void close() {
            manager.close();
            network.record(Network.Gradients.NOT_KEPT);
        }
    }

    private record Step(double loss, long right) {}

    private static long right(NDArray scores, NDArray labels) {
        return scores.argMax(-1)
                .toType(labels.getDataType(), false)
                .eq(labels)
                .sum()
                .getLong();
    }
}
