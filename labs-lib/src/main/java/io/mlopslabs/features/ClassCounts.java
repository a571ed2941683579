// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** How often each class has each feature: all that naive Bayes learns from. */
final class ClassCounts {
    private final NaiveBayes settings;
    private final double[] weights;
    private final double[][] counts;

    ClassCounts(Collection<List<Integer>> rowsOfClass, SparseMatrix x, double[] rowWeights, NaiveBayes settings) {
        this.settings = settings;
        this.weights = new double[rowsOfClass.size()];
        this.counts = new double[rowsOfClass.size()][x.columns()];
        int c = 0;
        for (List<Integer> rows : rowsOfClass) {
            for (int row : rows) {
                weights[c] += rowWeights[row];
                for (int i = 0; i < x.columnsOf(row).length; i++) {
                    counts[c][x.columnsOf(row)[i]] += rowWeights[row] * feature(settings, x.valuesOf(row)[i]);
                }
            }
            c++;
        }
    }

    /** What a value counts as. */
    static double feature(NaiveBayes settings, double value) {
        return settings instanceof NaiveBayes.Bernoulli bernoulli ? (value > bernoulli.binarize() ? 1 : 0) : value;
    }

    int classes() {
        return weights.length;
    }

    double weight(int c) {
        return weights[c];
    }

    double total() {
        return Arrays.stream(weights).sum();
    }

    /** scikit-learn's {@code feature_log_prob_}: for the complement these are weights and no logarithms of probabilities. */
    double[][] featureLogProb() {
        double[][] log = new double[classes()][];
        for (int c = 0; c < log.length; c++) {
            log[c] = featureLogProb(c);
        }
        return log;
    }

    // No switch over types: Java 17 has none.
    private double[] featureLogProb(int c) {
        if (settings instanceof NaiveBayes.Bernoulli bernoulli) {
            double rows = Math.log(weights[c] + 2 * bernoulli.alpha());
            return Arrays.stream(counts[c])
                    .map(count -> Math.log(count + bernoulli.alpha()) - rows)
                    .toArray();
        }
        if (settings instanceof NaiveBayes.Complement complement) {
            return complementWeights(c, complement);
        }
        return shares(counts[c], ((NaiveBayes.Multinomial) settings).alpha());
    }

    private double[] complementWeights(int c, NaiveBayes.Complement complement) {
        double[] others = new double[counts[c].length];
        for (int other = 0; other < counts.length; other++) {
            for (int j = 0; other != c && j < others.length; j++) {
                others[j] += counts[other][j];
            }
        }
        double[] log = shares(others, complement.alpha());
        double divisor = complement.weights() == NaiveBayes.Weights.NORMALIZED
                ? Arrays.stream(log).sum()
                : -1;
        return Arrays.stream(log).map(weight -> weight / divisor).toArray();
    }

    private static double[] shares(double[] counts, double alpha) {
        double all = Math.log(Arrays.stream(counts).sum() + alpha * counts.length);
        return Arrays.stream(counts).map(count -> Math.log(count + alpha) - all).toArray();
    }
}
