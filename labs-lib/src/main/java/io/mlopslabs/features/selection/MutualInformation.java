// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.features.selection.FeatureScores.Score;
import io.mlopslabs.statistics.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much each column, by itself, tells about the target, in nats: 0 if nothing; whatever the shape of the relation.
 *
 * <p>Of two discrete columns it is exact, {@link DiscreteInformation}. A column of numbers is estimated from its nearest neighbours: it is divided
 * by its standard deviation, and noise of 1e-10 breaks ties, so that a column of few distinct numbers depends on the seed; name it discrete
 * instead. Estimates of no information scatter about 0 and are cut off there. There is no p-value.
 *
 * <p>Agrees with scikit-learn {@code mutual_info_classif} and {@code mutual_info_regression} 1.9 up to that noise, which NumPy draws there. The
 * noise goes by a row's values, not by its place: the order of the rows and the other columns change nothing here.
 *
 * @param neighbours neighbours of a point, from 1: more is steadier and sees less; scikit-learn's default is 3
 * @param discrete names of the columns whose values are categories
 * @param seed of the noise
 */
public record MutualInformation(int neighbours, Set<String> discrete, long seed) {
    private static final double NOISE = 1e-10;

    /**
     * Copies the names.
     *
     * @throws IllegalArgumentException if there is not at least one neighbour
     */
    public MutualInformation {
        if (neighbours < 1) {
            throw new IllegalArgumentException(
                    "mutual information: %d neighbours; give at least 1, such as 3".formatted(neighbours));
        }
        discrete = Set.copyOf(discrete);
    }

    /** Returns scikit-learn's defaults: three neighbours, every column a number. */
    public static MutualInformation seeded(long seed) {
        return new MutualInformation(3, Set.of(), seed);
    }

    /** Returns the same with other columns named as discrete. */
    public MutualInformation discrete(List<String> names) {
        return new MutualInformation(neighbours, new LinkedHashSet<>(names), seed);
    }

    /**
     * Returns the information of each column about a class: {@code mutual_info_classif}.
     *
     * <p>A class of a single row says nothing about neighbours and is left out, as scikit-learn does.
     *
     * @param x no value missing
     * @param labels class of each row; at least two classes, one of them of two rows or more
     * @throws IllegalArgumentException if x or labels break these rules or x lacks a column named discrete; names the column or row
     */
    public FeatureScores classif(FeatureTable x, List<?> labels) {
        String operation = "mutual_info_classif";
        Targets.Classes classes = Targets.classes(operation, labels, x.rows(), 2);
        requireDiscrete(operation, x.full(operation));
        if (discrete.size() < x.columns() && classes.count() == x.rows()) {
            throw new IllegalArgumentException(
                    "%s: each of the %d rows is a class of its own; give classes of several rows"
                            .formatted(operation, x.rows()));
        }
        return scored(
                operation,
                x,
                j -> discrete.contains(x.names().get(j))
                        ? DiscreteInformation.nats(categories(x.column(j)), classes)
                        : withClasses(x.column(j), classes));
    }

    /**
     * Returns the information of each column about a number: {@code mutual_info_regression}.
     *
     * @param x more rows than neighbours, no value missing; a discrete column has a category of two rows or more
     * @param y one finite number per row
     * @throws IllegalArgumentException if x or y break these rules or x lacks a column named discrete; names the column or row
     */
    public FeatureScores regression(FeatureTable x, double[] y) {
        String operation = "mutual_info_regression";
        Targets.finite(operation, y, x.rows());
        requireDiscrete(operation, x.full(operation));
        if (x.rows() <= neighbours) {
            throw new IllegalArgumentException("%s: there are %d rows and %d neighbours; give more rows than neighbours"
                    .formatted(operation, x.rows(), neighbours));
        }
        return scored(operation, x, j -> {
            String name = x.names().get(j);
            if (!discrete.contains(name)) {
                return withNumbers(x.column(j), y);
            }
            Targets.Classes categories = categories(x.column(j));
            if (categories.count() == x.rows()) {
                throw new IllegalArgumentException(
                        "%s: every value of the discrete column '%s' occurs once; take it as a number, or leave it out"
                                .formatted(operation, name));
            }
            return withClasses(y, categories);
        });
    }

    @FunctionalInterface
    private interface OfColumn {
        double nats(int j);
    }

    private static FeatureScores scored(String operation, FeatureTable x, OfColumn information) {
        List<Score> scores = new ArrayList<>();
        for (int j = 0; j < x.columns(); j++) {
            scores.add(new Score(x.names().get(j), information.nats(j), Double.NaN));
        }
        return new FeatureScores(operation, scores);
    }

    private void requireDiscrete(String operation, FeatureTable x) {
        for (String name : discrete) {
            if (!x.names().contains(name)) {
                throw new IllegalArgumentException("%s: there is no column '%s' to take as discrete; there are %s"
                        .formatted(operation, name, x.names()));
            }
        }
    }

    private static Targets.Classes categories(double[] column) {
        List<Double> values =
                Arrays.stream(column).mapToObj(value -> value + 0.0).toList(); // -0.0 is 0.0
        return Targets.classes("categories", values, column.length, 1);
    }

    private double withClasses(double[] numbers, Targets.Classes classes) {
        int[] codes = classes.codes();
        int[] order = order(numbers, Comparator.comparingInt(i -> codes[i]));
        double[] noisy = noisy(order, numbers, new SplittableRandom(seed));
        int[] again = order(noisy, Comparator.comparingInt(i -> i));
        return NearestNeighbours.ofClasses(
                at(again, noisy),
                Arrays.stream(again).map(i -> codes[order[i]]).toArray(),
                classes.sizes().stream().mapToInt(size -> size).toArray(),
                neighbours);
    }

    private double withNumbers(double[] numbers, double[] y) {
        int[] order = order(numbers, Comparator.comparingDouble(i -> y[i]));
        SplittableRandom random = new SplittableRandom(seed);
        double[] noisyX = noisy(order, numbers, random);
        double[] noisyY = noisy(order, y, random);
        // Either side may be searched along. A column of few values would have crowds of neighbours side by side.
        boolean alongX = NearestNeighbours.medianGap(noisyX) >= NearestNeighbours.medianGap(noisyY);
        double[] along = alongX ? noisyX : noisyY;
        double[] across = alongX ? noisyY : noisyX;
        int[] again = order(along, Comparator.comparingInt(i -> i));
        return NearestNeighbours.ofNumbers(at(again, along), at(again, across), neighbours);
    }

    /** Returns the values in this order, divided by their standard deviation, and with noise. */
    private static double[] noisy(int[] order, double[] values, SplittableRandom random) {
        double[] ordered = at(order, values); // the deviation, too, is rounded in this order
        double deviation = Filters.isConstant(ordered) ? 1 : Moments.of(ordered).standardDeviation(0);
        double[] scaled = Arrays.stream(ordered).map(value -> value / deviation).toArray();
        double width = NOISE
                * Math.max(1, Arrays.stream(scaled).map(Math::abs).average().orElse(0));
        return Arrays.stream(scaled)
                .map(value -> value + width * random.nextGaussian())
                .toArray();
    }

    private static int[] order(double[] values, Comparator<Integer> ties) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> values[i] + 0.0)
                        .thenComparing(ties))
                .mapToInt(i -> i)
                .toArray();
    }

    private static double[] at(int[] order, double[] values) {
        return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    }
}
