// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.SplittableRandom;

/** Votes of functions whose accuracy is known, and the truth behind them. */
final class Synthetic {
    private final int[][] votes;
    private final int[] truth;
    private final double[] accuracies;

    private Synthetic(int[][] votes, int[] truth, double[] accuracies) {
        this.votes = votes;
        this.truth = truth;
        this.accuracies = accuracies;
    }

    int[][] votes() {
        return votes;
    }

    int[] truth() {
        return truth;
    }

    double[] accuracies() {
        return accuracies;
    }

    /** Functions vote on half of the rows; their accuracies lie between 0.5 and 0.9, wrong votes are uniform; classes are equally likely. */
    static Synthetic votes(int rows, int functions, int cardinality, long seed) {
        var random = new SplittableRandom(seed);
        double[] accuracies = random.doubles(functions, 0.5, 0.9).toArray();
        int[] truth = random.ints(rows, 0, cardinality).toArray();
        int[][] votes = new int[rows][functions];
        for (int i = 0; i < rows; i++) {
            for (int f = 0; f < functions; f++) {
                votes[i][f] = !random.nextBoolean()
                        ? LabelingFunction.ABSTAIN
                        : random.nextDouble() < accuracies[f]
                                ? truth[i]
                                : (truth[i] + 1 + random.nextInt(cardinality - 1)) % cardinality;
            }
        }
        return new Synthetic(votes, truth, accuracies);
    }
}
