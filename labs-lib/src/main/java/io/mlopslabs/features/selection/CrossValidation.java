// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.data.Folds;
import io.mlopslabs.data.Split;
import io.mlopslabs.data.Splits;
import io.mlopslabs.features.linear.DesignMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * On which rows a model is fitted, on which it is judged, and by what.
 *
 * @param splitting from the targets to the splits
 * @param scoring of each split's test rows
 */
public record CrossValidation(Function<double[], List<Split>> splitting, Scoring scoring) {
    /** Returns {@code k} folds in which each class keeps its share, without shuffling, as scikit-learn's {@code StratifiedKFold(k)}. */
    public static CrossValidation stratifiedKFold(int k, Scoring scoring) {
        return new CrossValidation(
                y -> Folds.stratified(Arrays.stream(y).boxed().toList(), k), scoring);
    }

    /** Returns {@code k} folds of neighbours, as scikit-learn's {@code KFold(k)}. */
    public static CrossValidation kFold(int k, Scoring scoring) {
        return new CrossValidation(y -> Folds.kFold(y.length, k), scoring);
    }

    /**
     * Returns random splits in which each class keeps its share; split i is drawn with {@code seed + i}.
     *
     * @param splits number of splits, at least 2
     * @param testFraction of the rows in each
     */
    public static CrossValidation stratifiedSplits(int splits, double testFraction, long seed, Scoring scoring) {
        return new CrossValidation(
                y -> {
                    var labels = Arrays.stream(y).boxed().toList();
                    return LongStream.range(seed, seed + splits)
                            .mapToObj(s -> Splits.stratified(labels, testFraction, s))
                            .toList();
                },
                scoring);
    }

    /** Returns the splits for these targets. */
    public List<Split> splits(double[] y) {
        return splitting.apply(y);
    }

    /**
     * Returns the score of each split: fitted on its training rows, judged on its test rows. As scikit-learn's {@code cross_val_score}.
     *
     * @throws IllegalArgumentException if the rows do not suit the splits or the model; names row or column
     */
    public double[] scores(Estimator estimator, double[][] x, double[] y) {
        Support.require("CrossValidation", x, y, 1);
        return splits(y).stream()
                .mapToDouble(split -> score(estimator, x, y, split))
                .toArray();
    }

    double score(Estimator estimator, double[][] x, double[] y, Split split) {
        return scoring.score(
                estimator.fit(DesignMatrix.rows(x, split.train()), targets(y, split.train())),
                DesignMatrix.rows(x, split.test()),
                targets(y, split.test()));
    }

    double mean(Estimator estimator, double[][] x, double[] y) {
        double[] scores = scores(estimator, x, y);
        // Summed one by one, as NumPy sums so few: where two candidates tie to the last bit, the last bit decides.
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        return sum / scores.length;
    }

    static double[] targets(double[] y, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> y[row]).toArray();
    }
}
