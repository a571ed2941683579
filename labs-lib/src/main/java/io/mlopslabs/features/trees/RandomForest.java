// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.trees;

import io.mlopslabs.features.linear.DesignMatrix;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random forest of two classes: trees grown to the end, each on a sample of the rows drawn with replacement, each split seeing some columns only.
 *
 * <p>Needs no scaling and takes columns as they are. The number of columns drawn per split is the whole part of the root of their number, as in
 * scikit-learn {@code RandomForestClassifier}; the drawn rows and columns are others than there for the same seed, so compare accuracies over
 * seeds, not digits. The same seed gives the same trees on every machine and number of threads.
 *
 * @param trees number of trees, at least 1
 * @param impurity what a split lowers
 * @param seed of the draws
 * @see "Breiman 2001, Random forests, Machine Learning 45"
 */
public record RandomForest(int trees, Impurity impurity, long seed) {
    private static final String OPERATION = "RandomForest";

    /** How mixed the classes are in a node. */
    public enum Impurity {
        /** Chance that two rows differ in class. */
        GINI,
        /** Entropy of the class. */
        ENTROPY
    }

    /** Checks the number of trees. */
    public RandomForest {
        if (trees < 1) {
            throw new IllegalArgumentException("%s: %d trees; give at least 1".formatted(OPERATION, trees));
        }
    }

    /** As {@link #fit(double[][], int[], List)} without column names. */
    public RandomForestModel fit(double[][] x, int[] y) {
        return fit(x, y, List.of());
    }

    /**
     * Grows the trees.
     *
     * @param x one row per class; finite
     * @param y 0 or 1, both of them at least once
     * @param columns one name per column, or none
     * @throws IllegalArgumentException if an argument breaks its rule; names the row and the column
     */
    public RandomForestModel fit(double[][] x, int[] y, List<String> columns) {
        DesignMatrix.require(OPERATION, x, columns);
        DesignMatrix.requireClasses(OPERATION, x, y);
        var ranked = new RankedColumns(x);
        var mixture = Mixture.of(impurity, x.length);
        long[] seeds = new SplittableRandom(seed).longs(trees).toArray();
        List<Tree> grown = IntStream.range(0, trees)
                .parallel()
                .mapToObj(t -> {
                    var random = new SplittableRandom(seeds[t]);
                    int[] drawn = random.ints(x.length, 0, x.length).toArray();
                    return Tree.grow(ranked, y, drawn, mixture, random);
                })
                .toList();
        return new RandomForestModel(columns, x[0].length, grown);
    }
}
