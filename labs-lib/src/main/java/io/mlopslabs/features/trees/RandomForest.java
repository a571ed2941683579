// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.trees;

import io.mlopslabs.features.linear.DesignMatrix;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.Entropy;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.dtree.impurity.LabelImpurity;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.dataset.DatasetView;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Random forest of two classes: trees grown to the end, each on a sample of the rows drawn with replacement, each split seeing some columns only.
 *
 * <p>Needs no scaling and takes columns as they are. The number of columns drawn per split is the whole part of the root of their number, as in
 * scikit-learn {@code RandomForestClassifier}; the drawn rows and columns are others than there for the same seed, so compare accuracies over
 * seeds, not digits. The trees are Tribuo's, the same on every machine and number of threads.
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
        GINI(GiniIndex::new),
        /** Entropy of the class. */
        ENTROPY(Entropy::new);

        private final Supplier<LabelImpurity> measure;

        Impurity(Supplier<LabelImpurity> measure) {
            this.measure = measure;
        }
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
        int width = x[0].length;
        // Tribuo numbers features in the order of their names.
        String[] names =
                IntStream.range(0, width).mapToObj("%09d"::formatted).toArray(String[]::new);
        var factory = new LabelFactory();
        var rows = new MutableDataset<Label>(new SimpleDataSourceProvenance(OPERATION, factory), factory);
        for (int i = 0; i < x.length; i++) {
            rows.add(new ArrayExample<>(new Label(Integer.toString(y[i])), names, x[i].clone()));
        }
        float share = (float) Math.floor(Math.sqrt(width)) / width;
        long[] seeds = new SplittableRandom(seed).longs(trees).toArray();
        List<Tree> grown = IntStream.range(0, trees)
                .parallel()
                .mapToObj(t -> {
                    var random = new SplittableRandom(seeds[t]);
                    int[] drawn = random.ints(x.length, 0, x.length).toArray();
                    var trainer = new CARTClassificationTrainer(
                            Integer.MAX_VALUE, 1, 0, share, false, impurity.measure.get(), random.nextLong());
                    var model = (TreeModel<Label>) trainer.train(new DatasetView<>(rows, drawn, "bootstrap"));
                    return Tree.of(model.getRoot(), x, y, drawn, impurity);
                })
                .toList();
        return new RandomForestModel(columns, width, grown);
    }

    /** Returns the impurity of a node with so many rows, of which so many are of class 1. */
    static double impurity(Impurity measure, double rows, double ones) {
        double p = ones / rows;
        if (p == 0 || p == 1) {
            return 0;
        }
        return measure == Impurity.GINI ? 2 * p * (1 - p) : -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    }
}
