// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.trees;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A tree grown until each leaf is pure or its rows are alike in every column, with how much each column lowered the impurity. */
final class Tree {
    private static final int LEAF = -1;

    private record Node(int column, double threshold, int low, int high, double probability) {}

    private record Part(int node, int from, int to) {}

    private final List<Node> nodes = new ArrayList<>();
    private final double[] decreases;

    private Tree(int columns) {
        decreases = new double[columns];
    }

    /** Grows a tree on some rows; a row may be drawn more than once. */
    static Tree grow(RankedColumns x, int[] y, int[] drawn, Mixture mixture, SplittableRandom random) {
        var tree = new Tree(x.columns());
        int[] rows = drawn.clone();
        int[] order = IntStream.range(0, x.columns()).toArray();
        Deque<Part> parts = new ArrayDeque<>();
        tree.nodes.add(null);
        parts.push(new Part(0, 0, rows.length));
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            int ones = 0;
            for (int i = part.from(); i < part.to(); i++) {
                ones += y[rows[i]];
            }
            int size = part.to() - part.from();
            var split = new Split(mixture, size, ones);
            if (ones > 0 && ones < size) {
                search(split, x, y, Arrays.copyOfRange(rows, part.from(), part.to()), order, random);
            }
            if (split.column() == LEAF) {
                tree.nodes.set(part.node(), new Node(LEAF, Double.NaN, LEAF, LEAF, (double) ones / size));
                continue;
            }
            tree.decreases[split.column()] += split.decrease();
            int middle = divide(rows, part, x.ranks(split.column()), split.rank());
            int low = tree.nodes.size();
            tree.nodes.add(null);
            tree.nodes.add(null);
            tree.nodes.set(
                    part.node(),
                    new Node(split.column(), x.threshold(split.column(), split), low, low + 1, Double.NaN));
            parts.push(new Part(low + 1, middle, part.to()));
            parts.push(new Part(low, part.from(), middle));
        }
        double sum = Arrays.stream(tree.decreases).sum();
        Arrays.setAll(tree.decreases, j -> sum > 0 ? tree.decreases[j] / sum : 0);
        return tree;
    }

    /** Looks at columns in random order: as many as the root of their number, and on until one of them varies. */
    private static void search(
            Split split, RankedColumns x, int[] y, int[] rows, int[] order, SplittableRandom random) {
        int most = (int) Math.sqrt(order.length);
        int[] keys = new int[rows.length];
        for (int seen = 0; seen < order.length && (seen < most || split.column() == LEAF); seen++) {
            int other = seen + random.nextInt(order.length - seen);
            int column = order[other];
            order[other] = order[seen];
            order[seen] = column;
            int[] ranks = x.ranks(column);
            for (int i = 0; i < rows.length; i++) {
                keys[i] = ranks[rows[i]] << 1 | y[rows[i]];
            }
            Arrays.sort(keys);
            split.consider(column, keys);
        }
    }

    /** Brings the rows of a part whose rank is at most the given one to its front; returns where the others begin. */
    private static int divide(int[] rows, Part part, int[] ranks, int rank) {
        int middle = part.from();
        for (int i = part.from(); i < part.to(); i++) {
            if (ranks[rows[i]] <= rank) {
                int row = rows[i];
                rows[i] = rows[middle];
                rows[middle++] = row;
            }
        }
        return middle;
    }

    /** Returns the share of class 1 among the grown rows of the leaf that a row falls into. */
    double probability(double[] row) {
        Node node = nodes.get(0);
        while (node.column() != LEAF) {
            node = nodes.get(row[node.column()] <= node.threshold() ? node.low() : node.high());
        }
        return node.probability();
    }

    /** Each column's share of the fall of impurity; sums to 1, or to 0 for a tree without a split. */
    double[] decreases() {
        return decreases;
    }

    /** The best split of a node so far. */
    static final class Split {
        private final Mixture mixture;
        private final int size;
        private final int ones;
        private double left = Double.POSITIVE_INFINITY;
        private int column = LEAF;
        private int rank;
        private int next;

        Split(Mixture mixture, int size, int ones) {
            this.mixture = mixture;
            this.size = size;
            this.ones = ones;
        }

        /** Tries each place between two values of a column; keys: rank times two plus class, ascending. */
        void consider(int candidate, int[] keys) {
            int onesBelow = 0;
            for (int i = 1; i < size; i++) {
                onesBelow += keys[i - 1] & 1;
                if (keys[i - 1] >> 1 != keys[i] >> 1) {
                    double mixedness = mixture.ofRows(i, onesBelow) + mixture.ofRows(size - i, ones - onesBelow);
                    if (mixedness < left) {
                        left = mixedness;
                        column = candidate;
                        rank = keys[i - 1] >> 1;
                        next = keys[i] >> 1;
                    }
                }
            }
        }

        int column() {
            return column;
        }

        int rank() {
            return rank;
        }

        int next() {
            return next;
        }

        double decrease() {
            return mixture.ofRows(size, ones) - left;
        }
    }
}
