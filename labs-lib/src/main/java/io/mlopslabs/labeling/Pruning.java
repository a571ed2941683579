// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Chooses as many samples of each class as counts {@code [given][true]} ask for; a class of {@code least} samples or fewer loses none. */
record Pruning(GivenLabels given, int[][] counts, int least) {
    /** In each class, the samples of least probability, so many that its diagonal count stays. */
    boolean[] byClass() {
        boolean[] chosen = new boolean[given.size()];
        for (int label = 0; label < given.classes; label++) {
            int k = label;
            choose(chosen, k, given.counts()[k] - counts[k][k], i -> given.probs[i][k]);
        }
        return chosen;
    }

    /** For each pair of classes, the samples in which the other class is most ahead of the given one. */
    boolean[] byNoiseRate() {
        boolean[] chosen = new boolean[given.size()];
        for (int label = 0; label < given.classes; label++) {
            for (int other = 0; other < given.classes; other++) {
                if (other != label) {
                    int k = label;
                    int j = other;
                    choose(chosen, k, counts[k][j], i -> given.probs[i][k] - given.probs[i][j]);
                }
            }
        }
        return chosen;
    }

    private void choose(boolean[] chosen, int label, int count, IntToDoubleFunction score) {
        if (given.counts()[label] > least) {
            IntStream.range(0, given.size())
                    .filter(i -> given.labels[i] == label)
                    .boxed()
                    .sorted(Comparator.comparingDouble(score::applyAsDouble))
                    .limit(Math.max(0, count))
                    .forEach(i -> chosen[i] = true);
        }
    }
}
