// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;

/** A grown tree, with how much each column lowered the impurity of the rows that it grew on. */
final class Tree {
    private static final int LEAF = -1;

    private record Split(int column, double threshold, int low, int high, double probability) {}

    private final List<Split> nodes = new ArrayList<>();
    private final double[] decreases;

    private Tree(int columns) {
        decreases = new double[columns];
    }

    static Tree of(Node<Label> root, double[][] x, int[] y, int[] drawn, RandomForest.Impurity impurity) {
        var tree = new Tree(x[0].length);
        tree.add(root);
        tree.weigh(x, y, drawn, impurity);
        return tree;
    }

    private int add(Node<Label> node) {
        int at = nodes.size();
        nodes.add(null);
        if (node instanceof SplitNode<Label> split) {
            int low = add(split.getLessThanOrEqual());
            int high = add(split.getGreaterThan());
            nodes.set(at, new Split(split.getFeatureID(), split.splitValue(), low, high, Double.NaN));
        } else {
            Label one = ((LeafNode<Label>) node).getDistribution().get("1");
            nodes.set(at, new Split(LEAF, Double.NaN, LEAF, LEAF, one == null ? 0 : one.getScore()));
        }
        return at;
    }

    private void weigh(double[][] x, int[] y, int[] drawn, RandomForest.Impurity impurity) {
        double[] rows = new double[nodes.size()];
        double[] ones = new double[nodes.size()];
        for (int row : drawn) {
            for (int at = 0; at != LEAF; at = next(at, x[row])) {
                rows[at]++;
                ones[at] += y[row];
            }
        }
        for (int at = 0; at < rows.length; at++) {
            Split split = nodes.get(at);
            if (split.column() != LEAF) {
                decreases[split.column()] += rows[at] * RandomForest.impurity(impurity, rows[at], ones[at])
                        - rows[split.low()] * RandomForest.impurity(impurity, rows[split.low()], ones[split.low()])
                        - rows[split.high()] * RandomForest.impurity(impurity, rows[split.high()], ones[split.high()]);
            }
        }
        double sum = Arrays.stream(decreases).sum();
        // A tree that is one leaf has lowered nothing.
        Arrays.setAll(decreases, j -> sum > 0 ? decreases[j] / sum : 0);
    }

    private int next(int at, double[] row) {
        Split split = nodes.get(at);
        return split.column() == LEAF ? LEAF : row[split.column()] > split.threshold() ? split.high() : split.low();
    }

    /** Returns the share of class 1 among the grown rows of the leaf that a row falls into. */
    double probability(double[] row) {
        int at = 0;
        for (int next = next(at, row); next != LEAF; next = next(at, row)) {
            at = next;
        }
        return nodes.get(at).probability();
    }

    /** Each column's share of the fall of impurity; sums to 1, or to 0 for a tree without a split. */
    double[] decreases() {
        return decreases;
    }
}
