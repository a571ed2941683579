// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * How gradients change weights.
 *
 * <p>Ours and not DJL's, because DJL's optimizers hand their state to the process and never free it.
 */
public sealed interface Optimizer {
    /**
     * Stochastic gradient descent with momentum.
     *
     * <p>Same steps as {@code torch.optim.SGD(lr, momentum)}: velocity = momentum * velocity + gradient; weight -= rate * velocity.
     *
     * @param learningRate above 0
     * @param momentum in {@code [0, 1)}; 0 is plain gradient descent
     */
    record Sgd(double learningRate, double momentum) implements Optimizer {
        /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
        public Sgd {
            requireRate(learningRate);
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum is %s; it lies in [0, 1)".formatted(momentum));
            }
        }
    }

    /**
     * Adam with the usual decay rates 0.9 and 0.999.
     *
     * <p>Same steps as {@code torch.optim.Adam(lr)} with its defaults, epsilon 1e-8 outside the root.
     *
     * @param learningRate above 0; 0.001 suits most small networks
     * @see "Kingma and Ba 2015, Adam: a method for stochastic optimization, arXiv:1412.6980"
     */
    record Adam(double learningRate) implements Optimizer {
        /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
        public Adam {
            requireRate(learningRate);
        }
    }

    /** Returns the size of a step. */
    double learningRate();

    private static void requireRate(double learningRate) {
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException(
                    "learningRate is %s; it is a finite number above 0".formatted(learningRate));
        }
    }

    /**
     * The running state of an optimizer for one training; its arrays belong to the manager and are freed with it.
     *
     * <p>To be stepped outside a gradient collector: the engine refuses to change a recorded weight in place.
     */
    final class State {
        private static final double DECAY_MEAN = 0.9;
        private static final double DECAY_SQUARE = 0.999;
        private static final double EPSILON = 1e-8;

        private final Optimizer optimizer;
        private final List<NDArray> weights = new ArrayList<>();
        private final List<NDArray> means = new ArrayList<>();
        private final List<NDArray> squares = new ArrayList<>();
        private int steps;

        State(Optimizer optimizer, NDManager manager, List<Parameter> parameters) {
            this.optimizer = optimizer;
            for (Parameter parameter : parameters) {
                NDArray weight = parameter.getArray();
                weights.add(weight);
                means.add(manager.zeros(weight.getShape(), weight.getDataType()));
                squares.add(manager.zeros(weight.getShape(), weight.getDataType()));
            }
        }

        /** Moves every weight once and sets its gradient to zero. */
        void step(NDManager scratch) {
            steps++;
            for (int i = 0; i < weights.size(); i++) {
                NDArray gradient = weights.get(i).getGradient();
                gradient.attach(scratch);
                NDArray change = optimizer instanceof Sgd sgd
                        ? means.get(i).muli(sgd.momentum()).addi(gradient).mul(sgd.learningRate())
                        : adam(i, gradient);
                change.attach(scratch);
                weights.get(i).subi(change);
                gradient.subi(gradient);
            }
        }

        private NDArray adam(int i, NDArray gradient) {
            NDArray mean = means.get(i).muli(DECAY_MEAN).addi(gradient.mul(1 - DECAY_MEAN));
            NDArray square =
                    squares.get(i).muli(DECAY_SQUARE).addi(gradient.square().muli(1 - DECAY_SQUARE));
            double meanScale = 1 - Math.pow(DECAY_MEAN, steps);
            double squareScale = 1 - Math.pow(DECAY_SQUARE, steps);
            try (NDArray scaled = square.div(squareScale);
                    NDArray divisor = scaled.sqrt().addi(EPSILON)) {
                return mean.div(divisor).muli(optimizer.learningRate() / meanScale);
            }
        }
    }
}
