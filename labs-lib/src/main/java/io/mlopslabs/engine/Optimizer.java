// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
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
        // As the engine takes them: with the doubles 0.9 and 0.999 the scales would not fit the means, by a hundred
        // thousandth.
        private static final float DECAY_MEAN = 0.9f;
        private static final float DECAY_SQUARE = 0.999f;
        private static final double EPSILON = 1e-8;
        private static final float NO_DECAY = 0; // of the weights themselves
        private static final float AS_IT_IS = 1; // the gradient
        private static final float NO_CLIPPING = -1;

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
                NDArray weight = weights.get(i);
                NDArray gradient = weight.getGradient();
                gradient.attach(scratch);
                if (optimizer instanceof Sgd sgd) {
                    NDArray change =
                            means.get(i).muli(sgd.momentum()).addi(gradient).mul(sgd.learningRate());
                    change.attach(scratch);
                    weight.subi(change);
                } else {
                    adam(weight, gradient, means.get(i), squares.get(i));
                }
                JniUtils.zeroGrad((PtNDArray) weight);
            }
        }

        /**
         * One call of the engine instead of a dozen, which is a tenth of a small network's step. It leaves the scales of both means to its caller:
         * mean / meanScale / (sqrt(square / squareScale) + EPSILON), multiplied out.
         */
        private void adam(NDArray weight, NDArray gradient, NDArray mean, NDArray square) {
            double meanScale = 1 - Math.pow(DECAY_MEAN, steps);
            double root = Math.sqrt(1 - Math.pow(DECAY_SQUARE, steps));
            float rate = (float) (optimizer.learningRate() * root / meanScale);
            JniUtils.adamUpdate(
                    (PtNDArray) weight,
                    (PtNDArray) gradient,
                    (PtNDArray) mean,
                    (PtNDArray) square,
                    rate,
                    rate,
                    NO_DECAY,
                    AS_IT_IS,
                    NO_CLIPPING,
                    DECAY_MEAN,
                    DECAY_SQUARE,
                    (float) (EPSILON * root),
                    false);
        }
    }
}
