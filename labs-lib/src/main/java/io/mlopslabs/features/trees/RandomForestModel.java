// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.trees;

import io.mlopslabs.features.linear.DesignMatrix;
import java.util.Arrays;
import java.util.List;

/** A grown random forest. Immutable; made by {@link RandomForest#fit}. */
public final class RandomForestModel {
    private final List<String> columns;
    private final int width;
    private final List<Tree> trees;

    RandomForestModel(List<String> columns, int width, List<Tree> trees) {
        this.columns = List.copyOf(columns);
        this.width = width;
        this.trees = trees;
    }

    /**
     * Returns the probability of class 1 of each row: the mean of the trees'.
     *
     * @throws IllegalArgumentException if a row has another number of columns than the model or a value is not finite; names row and column
     */
    public double[] predictProbability(double[][] x) {
        for (int i = 0; i < x.length; i++) {
            DesignMatrix.requireRow("RandomForestModel", x[i], i, width, columns);
        }
        return Arrays.stream(x)
                .parallel()
                .mapToDouble(row -> trees.stream()
                        .mapToDouble(tree -> tree.probability(row))
                        .average()
                        .orElseThrow())
                .toArray();
    }

    /** Returns the likelier class of each row; 0 where both are alike. */
    public int[] predict(double[][] x) {
        return Arrays.stream(predictProbability(x))
                .mapToInt(p -> p > 0.5 ? 1 : 0)
                .toArray();
    }

    /**
     * Returns each column's share of the fall of impurity, the mean over the trees: mean decrease in impurity.
     *
     * <p>Sums to 1, unless no tree has a split. Favours columns of many values, and divides what two columns know alike between them; measured
     * on the rows the trees grew on, so a column of pure noise is not at 0. Agrees in definition with scikit-learn {@code
     * feature_importances_}.
     */
    public double[] importances() {
        double[] sums = new double[width];
        for (Tree tree : trees) {
            for (int j = 0; j < width; j++) {
                sums[j] += tree.decreases()[j];
            }
        }
        double sum = Arrays.stream(sums).sum();
        return Arrays.stream(sums).map(v -> sum > 0 ? v / sum : 0).toArray();
    }

    @Override
    public String toString() {
        return "RandomForestModel of %d trees on %d columns".formatted(trees.size(), width);
    }
}
