// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import io.mlopslabs.augment.Resampled.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What all samplers share: which classes get or lose rows, and the draws. */
final class Sampling {
    /** Makes {@code count} rows of one class. */
    @FunctionalInterface
    interface Maker {
        List<Origin> make(int label, SplittableRandom random, int count);
    }

    private Sampling() {}

    /** Returns all rows, then what {@code maker} adds class by class; a class draws from a stream of its own. */
    static List<Origin> over(int[] y, SamplingStrategy strategy, long seed, Maker maker) {
        var origins = new ArrayList<Origin>();
        IntStream.range(0, y.length).mapToObj(Origin::copyOf).forEach(origins::add);
        var random = new SplittableRandom(seed);
        strategy.added(Tabular.counts(y))
                .forEach((label, count) -> origins.addAll(maker.make(label, random.split(), count)));
        return origins;
    }

    /** Returns the rows that are left, in their order. */
    static List<Origin> under(int[] y, SamplingStrategy strategy, long seed) {
        boolean[] dropped = new boolean[y.length];
        var random = new SplittableRandom(seed);
        strategy.kept(Tabular.counts(y)).forEach((label, count) -> {
            int[] rows = Tabular.rowsOf(y, label);
            Draws.shuffle(rows, random.split());
            Arrays.stream(rows).skip(count).forEach(row -> dropped[row] = true);
        });
        return IntStream.range(0, y.length)
                .filter(row -> !dropped[row])
                .mapToObj(Origin::copyOf)
                .toList();
    }

    /** Returns {@code count} points, each between a row drawn from {@code rows} and one drawn from its ring in {@code near}. */
    static List<Origin> between(SplittableRandom random, int count, int[] rows, int[][] near) {
        return IntStream.range(0, count)
                .mapToObj(i -> step(random, rows, near, random.nextInt(rows.length)))
                .toList();
    }

    /** Returns {@code perRow[i]} points that start from {@code rows[i]}. */
    static List<Origin> between(SplittableRandom random, int[] perRow, int[] rows, int[][] near) {
        return IntStream.range(0, rows.length)
                .boxed()
                .flatMap(i -> IntStream.range(0, perRow[i]).mapToObj(unused -> step(random, rows, near, i)))
                .toList();
    }

    private static Origin step(SplittableRandom random, int[] rows, int[][] near, int i) {
        return new Origin(rows[i], near[i][random.nextInt(near[i].length)], random.nextDouble());
    }
}
