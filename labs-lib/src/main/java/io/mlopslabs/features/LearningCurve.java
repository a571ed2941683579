// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import io.mlopslabs.data.Split;
import io.mlopslabs.statistics.Interval;
import io.mlopslabs.statistics.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.TDistribution;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Scores by number of train rows: would more data help?
 *
 * <p>For each size and each split the model is trained on that many of the split's train rows and scored on them and on all its test rows. A gap
 * between the two curves that still closes at the right end says that more rows would help; two flat curves side by side say that they would not.
 *
 * <p>Agrees with scikit-learn {@code learning_curve}: a share is of the first split's train part, cut down to whole rows; equal sizes are taken
 * once. Immutable.
 *
 * @param points one per size, ascending
 */
public record LearningCurve(List<Point> points) {
    /** Trains a model on some rows and scores it; called once per size and split. */
    @FunctionalInterface
    public interface Trainer {
        /**
         * Returns the scores of a model trained on {@code trainRows}.
         *
         * @param trainRows rows to train on, in the order to take them
         * @param testRows rows of the test part
         * @return both scores
         */
        Scores score(int[] trainRows, int[] testRows);
    }

    /**
     * Scores of one model.
     *
     * @param train on the rows that it was trained on
     * @param test on the test part
     */
    public record Scores(double train, double test) {}

    /**
     * All models of one size.
     *
     * @param trainRows number of rows that each was trained on
     * @param scores one per split, in the order of the splits
     */
    public record Point(int trainRows, List<Scores> scores) {
        /** Copies the scores. */
        public Point {
            scores = List.copyOf(scores);
        }

        /** Returns the mean train score. */
        public double train() {
            return Moments.of(scores.stream().mapToDouble(Scores::train).toArray())
                    .mean();
        }

        /** Returns the mean test score. */
        public double test() {
            return Moments.of(scores.stream().mapToDouble(Scores::test).toArray())
                    .mean();
        }

        /**
         * Returns Student's interval of the mean test score over the splits.
         *
         * <p>With splits of one data set by several seeds it speaks of the luck of the draw: test parts overlap, so it is too narrow for other data.
         *
         * @param level such as 0.95
         * @throws IllegalStateException if there is one split only
         */
        public Interval testInterval(double level) {
            return interval(scores.stream().mapToDouble(Scores::test).toArray(), level);
        }

        /** As {@link #testInterval}, of the train score. */
        public Interval trainInterval(double level) {
            return interval(scores.stream().mapToDouble(Scores::train).toArray(), level);
        }

        private Interval interval(double[] values, double level) {
            if (values.length < 2) {
                throw new IllegalStateException("one split has no spread; give splits by several seeds");
            }
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException(
                        "level is %s; give a confidence between 0 and 1, such as 0.95".formatted(level));
            }
            Moments moments = Moments.of(values);
            double half = new TDistribution(values.length - 1).inverseCumulativeProbability((1 + level) / 2)
                    * Math.sqrt(moments.variance(1) / values.length);
            return new Interval(
                    moments.mean() - half,
                    moments.mean() + half,
                    level,
                    "Student, %d rows, n = %d splits".formatted(trainRows, values.length));
        }
    }

    /** Copies the points. */
    public LearningCurve {
        points = List.copyOf(points);
    }

    /**
     * Returns the curve over shares of the train part, the first rows of each split's train part being taken.
     *
     * @param splits at least one
     * @param shares of the first split's train part, in {@code (0, 1]}; a share below one row means one row
     * @param trainer trains and scores
     * @throws IllegalArgumentException if there is no split or no share, a share breaks its rule, or a split has fewer train rows than a size
     *     asks for; names the share or split
     */
    public static LearningCurve of(List<Split> splits, double[] shares, Trainer trainer) {
        requireSplits(splits);
        return of(splits.stream().map(Split::train).toList(), splits, shares, trainer);
    }

    /** Same as {@link #of(List, double[], Trainer)}, each split's train rows put in random order first, so that small sizes are a random sample. */
    public static LearningCurve shuffled(List<Split> splits, double[] shares, Trainer trainer, long seed) {
        requireSplits(splits);
        var random = new SplittableRandom(seed);
        return of(splits.stream().map(split -> shuffled(split.train(), random)).toList(), splits, shares, trainer);
    }

    private static void requireSplits(List<Split> splits) {
        if (splits.isEmpty()) {
            throw new IllegalArgumentException("there are no splits; give at least one");
        }
    }

    private static int[] shuffled(int[] rows, SplittableRandom random) {
        List<Integer> order = Arrays.stream(rows).boxed().collect(Collectors.toCollection(ArrayList::new));
        for (int last = order.size() - 1; last > 0; last--) {
            Collections.swap(order, last, random.nextInt(last + 1));
        }
        return order.stream().mapToInt(row -> row).toArray();
    }

    private static LearningCurve of(List<int[]> trains, List<Split> splits, double[] shares, Trainer trainer) {
        int most = trains.get(0).length;
        List<Point> points = new ArrayList<>();
        for (int size : sizes(shares, most)) {
            List<Scores> scores = new ArrayList<>();
            for (int i = 0; i < splits.size(); i++) {
                if (trains.get(i).length < size) {
                    throw new IllegalArgumentException(
                            "split %d has %d train rows and a size is %d; give splits of one size or smaller shares"
                                    .formatted(i, trains.get(i).length, size));
                }
                scores.add(trainer.score(
                        Arrays.copyOf(trains.get(i), size), splits.get(i).test()));
            }
            points.add(new Point(size, scores));
        }
        return new LearningCurve(points);
    }

    private static int[] sizes(double[] shares, int most) {
        if (shares.length == 0) {
            throw new IllegalArgumentException("there are no sizes; give at least one share");
        }
        for (double share : shares) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share is %s; it is above 0 and at most 1".formatted(share));
            }
        }
        return Arrays.stream(shares)
                .mapToInt(share -> Math.max(1, (int) (share * most)))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Returns one row per size: train rows, number of splits, mean scores and 95 % interval of the test score (missing for one split). */
    public Table table() {
        IntColumn rows = IntColumn.create("train rows");
        IntColumn splits = IntColumn.create("splits");
        DoubleColumn train = DoubleColumn.create("train score");
        DoubleColumn test = DoubleColumn.create("test score");
        DoubleColumn low = DoubleColumn.create("low");
        DoubleColumn high = DoubleColumn.create("high");
        for (Point point : points) {
            rows.append(point.trainRows());
            splits.append(point.scores().size());
            train.append(point.train());
            test.append(point.test());
            if (point.scores().size() < 2) {
                low.appendMissing();
                high.appendMissing();
            } else {
                Interval interval = point.testInterval(0.95);
                low.append(interval.low());
                high.append(interval.high());
            }
        }
        return Table.create("Learning curve", rows, splits, train, test, low, high);
    }
}
