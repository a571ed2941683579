// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How much an error on each class counts in training.
 *
 * @param weights one for each class, in the order of class numbers; finite and above 0
 */
public record ClassWeights(List<Double> weights) {
    /** Throws an {@code IllegalArgumentException} that names the class if a weight breaks the rule above. */
    public ClassWeights {
        weights = List.copyOf(weights);
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("weights is empty; give one for each class");
        }
        for (int i = 0; i < weights.size(); i++) {
            if (!(weights.get(i) > 0 && Double.isFinite(weights.get(i)))) {
                throw new IllegalArgumentException(
                        "the weight of class %d is %s; a weight is finite and above 0".formatted(i, weights.get(i)));
            }
        }
    }

    /** Returns these weights, one for each class. */
    public static ClassWeights of(double... weights) {
        return new ClassWeights(DoubleStream.of(weights).boxed().toList());
    }

    /**
     * Returns the weights {@code n / (k * count)} for {@code n} examples of {@code k} classes: each class then counts for as much as any other.
     *
     * <p>Over the examples the weights have mean 1. Agrees with scikit-learn's {@code compute_class_weight('balanced')}.
     *
     * @throws IllegalArgumentException if a class has no example; names it
     */
    public static ClassWeights balanced(Examples examples) {
        List<String> names = examples.classNames();
        double[] weights = new double[names.size()];
        int[] labels = examples.labels();
        for (int label : labels) {
            weights[label]++;
        }
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] == 0) {
                throw new IllegalArgumentException(
                        "class %d (%s) has no example, so that no weight balances it; leave the class out or find examples"
                                .formatted(i, names.get(i)));
            }
            weights[i] = labels.length / (weights.length * weights[i]);
        }
        return of(weights);
    }

    /**
     * Returns the weight of a class.
     *
     * @throws IllegalArgumentException if there is no such class
     */
    public double of(int label) {
        if (label < 0 || label >= weights.size()) {
            throw new IllegalArgumentException(
                    "class %d has no weight; there are weights for 0 to %d".formatted(label, weights.size() - 1));
        }
        return weights.get(label);
    }

    /**
     * Returns softmax cross-entropy in which each example counts by the weight of its class: {@code mean(weight * -log p(label))}.
     *
     * <p>The mean is over the examples, as with {@code class_weight} of Keras; {@code torch.nn.CrossEntropyLoss(weight)} divides by the sum of the
     * batch's weights, which gives a rare example the less to say the fewer stand beside it. Takes raw scores of shape (n, classes) and class
     * numbers of shape (n). Weights move the network's probabilities: they no longer tell how frequent a class is.
     */
    public Loss loss() {
        return new WeightedCrossEntropy(this);
    }

    private static final class WeightedCrossEntropy extends Loss {
        private final float[] weights;

        WeightedCrossEntropy(ClassWeights weights) {
            super("WeightedSoftmaxCrossEntropyLoss");
            this.weights = new float[weights.weights().size()];
            for (int i = 0; i < this.weights.length; i++) {
                this.weights[i] = weights.weights().get(i).floatValue();
            }
        }

        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            NDArray scores = predictions.singletonOrThrow();
            NDArray label = labels.singletonOrThrow();
            int classes = Math.toIntExact(scores.getShape().get(1));
            if (classes != weights.length) {
                throw new IllegalArgumentException(
                        "there are %d class weights for %d classes".formatted(weights.length, classes));
            }
            // A constant made outside the recorded graph: its rows are 0 but for the weight of the example's class.
            float[] numbers = label.toFloatArray();
            float[] selected = new float[numbers.length * classes];
            for (int i = 0; i < numbers.length; i++) {
                selected[i * classes + (int) numbers[i]] = weights[(int) numbers[i]];
            }
            NDArray mask = label.getManager().create(selected, new Shape(numbers.length, classes));
            return scores.logSoftmax(-1).mul(mask).sum().div(-numbers.length);
        }
    }

    @Override
    public String toString() {
        return "ClassWeights" + Arrays.toString(weights.toArray());
    }
}
