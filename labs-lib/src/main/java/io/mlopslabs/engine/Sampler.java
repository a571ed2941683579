// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which examples an epoch sees, and in which order; always as many as there are.
 *
 * <p>The draws depend on the seed, the epoch and the labels only.
 */
public sealed interface Sampler {
    /** Each example once, in a new order in each epoch: PyTorch's {@code RandomSampler}. */
    record Shuffled() implements Sampler {}

    /**
     * Examples drawn with replacement so that each class comes as often as any other: {@code WeightedRandomSampler} with weights of 1 by the
     * number of examples of the class.
     *
     * <p>Rare examples are seen often, and many frequent ones not at all in an epoch. The network then believes that classes are equally
     * frequent: its probabilities are too high for the rare ones.
     */
    record Balanced() implements Sampler {}

    /**
     * Examples drawn with replacement in proportion to their weights: PyTorch's {@code WeightedRandomSampler}.
     *
     * @param weights one for each example; finite, none negative, sum above 0
     */
    record Weighted(List<Double> weights) implements Sampler {
        /** Throws an {@code IllegalArgumentException} that names the example if a weight breaks a rule above. */
        public Weighted {
            weights = List.copyOf(weights);
            for (int i = 0; i < weights.size(); i++) {
                if (!(weights.get(i) >= 0 && Double.isFinite(weights.get(i)))) {
                    throw new IllegalArgumentException(
                            "the weight of example %d is %s; a weight is finite and not negative"
                                    .formatted(i, weights.get(i)));
                }
            }
            if (weights.stream().allMatch(weight -> weight == 0)) {
                throw new IllegalArgumentException("no weight is above 0; there is nothing to draw");
            }
        }
    }

    /**
     * Returns the rows that an epoch with this seed sees.
     *
     * @throws IllegalArgumentException if there are not as many weights as examples, or a class to balance has no example; names it
     */
    default int[] order(Examples examples, long seed) {
        var random = new SplittableRandom(seed);
        if (this instanceof Weighted weighted) {
            if (weighted.weights().size() != examples.size()) {
                throw new IllegalArgumentException("there are %d weights for %d examples"
                        .formatted(weighted.weights().size(), examples.size()));
            }
            return draw(weighted.weights().stream().mapToDouble(Double::doubleValue), examples.size(), random);
        }
        if (this instanceof Balanced) {
            ClassWeights weights = ClassWeights.balanced(examples);
            return draw(Arrays.stream(examples.labels()).mapToDouble(weights::of), examples.size(), random);
        }
        return shuffle(examples.size(), random);
    }

    private static int[] draw(DoubleStream weights, int count, SplittableRandom random) {
        double[] sums = weights.toArray();
        for (int i = 1; i < sums.length; i++) {
            sums[i] += sums[i - 1];
        }
        return IntStream.range(0, count)
                .map(unused -> firstAbove(sums, random.nextDouble() * sums[sums.length - 1]))
                .toArray();
    }

    /** Returns the first place whose sum is above {@code point}: never one of weight 0, which adds nothing to the sum before it. */
    private static int firstAbove(double[] sums, double point) {
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > point) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Fisher and Yates. */
    private static int[] shuffle(int examples, SplittableRandom random) {
        int[] order = IntStream.range(0, examples).toArray();
        for (int i = examples - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[i];
            order[i] = order[j];
            order[j] = other;
        }
        return order;
    }
}
