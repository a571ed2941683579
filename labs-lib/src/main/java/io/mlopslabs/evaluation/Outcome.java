// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

/**
 * One evaluated sample: what it is, what the model said, and how much it counts.
 *
 * @param <L> label, such as {@code String} or {@code Integer}
 * @param yTrue true label
 * @param yPred predicted label
 * @param weight finite, not negative; 1 for an ordinary sample
 */
public record Outcome<L>(L yTrue, L yPred, double weight) {
    /**
     * Checks the sample.
     *
     * @throws IllegalArgumentException if a label is null or the weight is negative, NaN or infinite
     */
    public Outcome {
        if (yTrue == null || yPred == null) {
            throw new IllegalArgumentException(
                    (yTrue == null ? "yTrue" : "yPred") + " is null; leave out samples without a label");
        }
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight is " + weight + "; a weight is finite and not negative");
        }
    }

    /** Makes a sample of weight 1. */
    public Outcome(L yTrue, L yPred) {
        this(yTrue, yPred, 1);
    }
}
