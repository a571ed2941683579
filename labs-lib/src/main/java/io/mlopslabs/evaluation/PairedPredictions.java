// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import io.mlopslabs.statistics.Bootstrap;
import io.mlopslabs.statistics.BootstrapDistribution;
import io.mlopslabs.statistics.McNemar;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Two models' predictions of the same samples: by how much do they differ, and is it noise?
 *
 * <p>Samples that both get right, or wrong in the same way, say nothing about the difference; keeping the pairs makes its interval far narrower
 * than two separate intervals suggest.
 *
 * @param <L> label, such as {@code String} or {@code Integer}
 */
public final class PairedPredictions<L extends Comparable<? super L>> {
    private record Triple<L>(L yTrue, L first, L second) {}

    private final Map<Triple<L>, Long> counts = new LinkedHashMap<>();
    private final List<L> labels;

    private PairedPredictions(List<L> yTrue, List<L> first, List<L> second) {
        if (first.size() != yTrue.size() || second.size() != yTrue.size() || yTrue.isEmpty()) {
            throw new IllegalArgumentException("yTrue has " + yTrue.size() + " labels, the first model " + first.size()
                    + " and the second " + second.size() + "; give one of each per sample, and at least one sample");
        }
        var seen = new TreeSet<L>(ConfusionAccumulator::compare);
        for (int i = 0; i < yTrue.size(); i++) {
            if (yTrue.get(i) == null || first.get(i) == null || second.get(i) == null) {
                throw new IllegalArgumentException(
                        "sample " + i + " has a label that is null; leave out samples without a label");
            }
            counts.merge(new Triple<>(yTrue.get(i), first.get(i), second.get(i)), 1L, Long::sum);
            seen.addAll(List.of(yTrue.get(i), first.get(i), second.get(i)));
        }
        labels = List.copyOf(seen);
    }

    /**
     * Takes the predictions of two models.
     *
     * @param yTrue true labels, at least one
     * @param first predictions of the first model, in the same order
     * @param second predictions of the second model, in the same order
     * @throws IllegalArgumentException if the lengths differ, there is no sample or a label is null; names the sample
     */
    public static <L extends Comparable<? super L>> PairedPredictions<L> of(
            List<L> yTrue, List<L> first, List<L> second) {
        return new PairedPredictions<>(yTrue, first, second);
    }

    /** Takes the predictions of two models as whole-number labels; as {@link #of(List, List, List)}. */
    public static PairedPredictions<Integer> of(int[] yTrue, int[] first, int[] second) {
        return of(
                Arrays.stream(yTrue).boxed().toList(),
                Arrays.stream(first).boxed().toList(),
                Arrays.stream(second).boxed().toList());
    }

    /** Returns how often each model alone is right, to test their accuracies. */
    public McNemar mcNemar() {
        var table = new long[4];
        counts.forEach((triple, count) -> table[
                (triple.first().equals(triple.yTrue()) ? 0 : 2)
                        + (triple.second().equals(triple.yTrue()) ? 0 : 1)] += count);
        return new McNemar(table[0], table[1], table[2], table[3]);
    }

    /**
     * Returns the bootstrap distribution of a metric's difference, first minus second, whole samples resampled.
     *
     * <p>The time does not grow with the samples, but with the kinds of them: k classes have at most k cubed.
     *
     * @param metric such as {@code ConfusionMatrix::balancedAccuracy}
     * @throws IllegalStateException if the metric is NaN on a resample
     */
    public BootstrapDistribution difference(Bootstrap bootstrap, ToDoubleFunction<ConfusionMatrix<L>> metric) {
        List<Triple<L>> kinds = List.copyOf(counts.keySet());
        var cells = new int[kinds.size()][];
        for (int kind = 0; kind < cells.length; kind++) {
            Triple<L> triple = kinds.get(kind);
            cells[kind] = new int[] {
                labels.indexOf(triple.yTrue()), labels.indexOf(triple.first()), labels.indexOf(triple.second())
            };
        }
        long[] rows = kinds.stream().mapToLong(counts::get).toArray();
        return bootstrap.kinds(
                rows,
                drawn -> metric.applyAsDouble(matrix(cells, drawn, 1)) - metric.applyAsDouble(matrix(cells, drawn, 2)));
    }

    private ConfusionMatrix<L> matrix(int[][] cells, int[] drawn, int model) {
        var matrix = new double[labels.size()][labels.size()];
        for (int kind = 0; kind < drawn.length; kind++) {
            matrix[cells[kind][0]][cells[kind][model]] += drawn[kind];
        }
        return new ConfusionMatrix<>(labels, labels.size(), matrix);
    }
}
