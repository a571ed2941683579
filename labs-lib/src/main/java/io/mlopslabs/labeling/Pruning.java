// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Chooses as many samples of each class as counts {@code [given][true]} ask for. */
final class Pruning {
    private final GivenLabels given;
    private final int[][] counts;
    private final int least;
    private final int[][] samples; // [class]: the samples labelled so

    /** A class of {@code least} samples or fewer loses none. */
    Pruning(GivenLabels given, int[][] counts, int least) {
        this.given = given;
        this.counts = counts;
        this.least = least;
        this.samples = Arrays.stream(given.counts()).mapToObj(int[]::new).toArray(int[][]::new);
        int[] filled = new int[given.classes];
        for (int i = 0; i < given.size(); i++) {
            samples[given.labels[i]][filled[given.labels[i]]++] = i;
        }
    }

    /** In each class, the samples of least probability, so many that its diagonal count stays. */
    boolean[] byClass() {
        boolean[] chosen = new boolean[given.size()];
        for (int label = 0; label < given.classes; label++) {
            int k = label;
            choose(chosen, k, samples[k].length - counts[k][k], i -> given.probs[i][k]);
        }
        return chosen;
    }

    /** For each pair of classes, the samples in which the other class is most ahead of the given one. */
    boolean[] byNoiseRate() {
        boolean[] chosen = new boolean[given.size()];
        for (int label = 0; label < given.classes; label++) {
            for (int other = 0; other < given.classes; other++) {
                int k = label;
                int j = other;
                if (j != k) {
                    choose(chosen, k, counts[k][j], i -> given.probs[i][k] - given.probs[i][j]);
                }
            }
        }
        return chosen;
    }

    private void choose(boolean[] chosen, int label, int count, IntToDoubleFunction score) {
        if (samples[label].length > least) {
            IntStream.of(samples[label])
                    .boxed()
                    .sorted(Comparator.comparingDouble(score::applyAsDouble))
                    .limit(Math.max(0, count))
                    .forEach(i -> chosen[i] = true);
        }
    }
}
