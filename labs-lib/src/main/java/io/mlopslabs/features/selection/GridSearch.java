// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.data.Split;
import io.mlopslabs.features.linear.DesignMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Tries settings in cross-validation and takes the one with the best mean score.
 *
 * <p>The best of several scores is luck in part, so it says more than the model will keep. {@link #nested} gives the honest number: it searches
 * anew in the training part of each outer split, and scores on rows that the search has not seen. Agrees with scikit-learn {@code GridSearchCV};
 * of equal scores the first setting wins.
 *
 * @param <P> a setting, such as a number of columns
 * @param settings to try, at least one
 * @param estimator from a setting; everything learned from rows belongs inside it
 * @param validation splits and score of the search
 */
public record GridSearch<P>(List<P> settings, Function<P, Estimator> estimator, CrossValidation validation) {
    private static final String OPERATION = "GridSearch";

    /** Checks that there is a setting. */
    public GridSearch {
        settings = List.copyOf(settings);
        if (settings.isEmpty()) {
            throw new IllegalArgumentException(OPERATION + ": there are no settings; give at least one");
        }
    }

    /**
     * What the search found.
     *
     * @param best setting
     * @param score mean score of the best: too good to be reported
     * @param meanScores mean score of each setting, in their order
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    public record Result<P>(P best, double score, double[] meanScores) {}

    /**
     * The honest score beside the flat one.
     *
     * @param chosen setting that won in each outer split; if they differ much, the choice is luck
     * @param scores of each outer split, on rows that neither search nor fit has seen
     * @param flat search on all rows
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    public record Nested<P>(List<P> chosen, double[] scores, Result<P> flat) {
        /** Returns the mean of the outer scores: what to report. */
        public double mean() {
            return Arrays.stream(scores).sum() / scores.length;
        }

        /** Returns how much better the flat search looks than the honest score. */
        public double optimism() {
            return flat.score() - mean();
        }
    }

    /**
     * Searches on all rows.
     *
     * @throws IllegalArgumentException if the rows do not suit; names row or column
     */
    public Result<P> fit(double[][] x, double[] y) {
        Support.require(OPERATION, x, y, 1);
        double[] means = settings.stream()
                .mapToDouble(setting -> validation.mean(estimator.apply(setting), x, y))
                .toArray();
        int best = 0;
        for (int i = 1; i < means.length; i++) {
            best = means[i] > means[best] ? i : best;
        }
        return new Result<>(settings.get(best), means[best], means);
    }

    /**
     * Searches in the training part of each outer split, fits the winner there, and scores it on the test part; and searches on all rows beside.
     *
     * @param outer splits and score of the answer
     * @throws IllegalArgumentException if the rows do not suit; names row or column
     * @see "Varma, Simon 2006, Bias in error estimation when using cross-validation for model selection, BMC Bioinformatics 7"
     */
    public Nested<P> nested(CrossValidation outer, double[][] x, double[] y) {
        Support.require(OPERATION, x, y, 1);
        List<P> chosen = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        for (Split split : outer.splits(y)) {
            P best = fit(DesignMatrix.rows(x, split.train()), CrossValidation.targets(y, split.train()))
                    .best();
            chosen.add(best);
            scores.add(outer.score(estimator.apply(best), x, y, split));
        }
        return new Nested<>(
                List.copyOf(chosen), scores.stream().mapToDouble(s -> s).toArray(), fit(x, y));
    }
}
