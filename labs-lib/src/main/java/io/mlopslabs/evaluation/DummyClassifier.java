// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import io.mlopslabs.statistics.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A classifier that does not look at its input: what every model has to beat.
 *
 * <p>Classes are in ascending order. Agrees with {@code sklearn.dummy.DummyClassifier}: strategies, classes and probabilities; which class a
 * seed draws is ours.
 *
 * @param <L> label, such as {@code String} or {@code Integer}
 */
public final class DummyClassifier<L extends Comparable<? super L>> {
    /** What is predicted without looking; scikit-learn's names in brackets. */
    public enum Strategy {
        /** The class with most rows, of equals the first, with probability 1 ({@code most_frequent}). */
        MOST_FREQUENT,
        /** The class with most rows, and as probabilities the shares of the classes ({@code prior}). */
        PRIOR,
        /** A class drawn by the shares of the classes, with probability 1 ({@code stratified}). */
        STRATIFIED,
        /** A class drawn from all alike; each has the same probability ({@code uniform}). */
        UNIFORM,
        /** The class that was named, with probability 1 ({@code constant}). */
        CONSTANT
    }

    private final Strategy strategy;
    private final List<L> classes;
    private final double[] prior;
    private final int named;

    private DummyClassifier(Strategy strategy, List<L> classes, double[] prior, int named) {
        this.strategy = strategy;
        this.classes = classes;
        this.prior = prior;
        this.named = named;
    }

    /**
     * Learns the shares of the classes.
     *
     * @param strategy any but {@link Strategy#CONSTANT}
     * @param y class of each training row, one or more
     * @throws IllegalArgumentException if there are no rows, a label is missing (names the row), or the strategy needs a class
     */
    public static <L extends Comparable<? super L>> DummyClassifier<L> fit(Strategy strategy, List<L> y) {
        if (strategy == Strategy.CONSTANT) {
            throw new IllegalArgumentException("the strategy CONSTANT needs a class; take constant(label, y)");
        }
        return fit(strategy, y, Optional.empty());
    }

    /**
     * Returns the classifier that always says {@code label}: to see what a score gives to who knows one class only.
     *
     * @throws IllegalArgumentException if there are no rows, a label is missing (names the row), or no row is of the class
     */
    public static <L extends Comparable<? super L>> DummyClassifier<L> constant(L label, List<L> y) {
        return fit(Strategy.CONSTANT, y, Optional.of(label));
    }

    private static <L extends Comparable<? super L>> DummyClassifier<L> fit(
            Strategy strategy, List<L> y, Optional<L> constant) {
        if (y.isEmpty()) {
            throw new IllegalArgumentException("y is empty; a baseline needs at least 1 training row");
        }
        Map<L, Integer> counts = new TreeMap<>();
        for (int row = 0; row < y.size(); row++) {
            if (y.get(row) == null) {
                throw new IllegalArgumentException(
                        "row %d of y has no label; fill it in or drop the row".formatted(row));
            }
            counts.merge(y.get(row), 1, Integer::sum);
        }
        List<L> classes = List.copyOf(counts.keySet());
        double[] prior = counts.values().stream()
                .mapToDouble(count -> (double) count / y.size())
                .toArray();
        int named = constant.map(classes::indexOf).orElseGet(() -> largest(prior));
        if (named < 0) {
            throw new IllegalArgumentException(
                    "no training row is of class %s; there are %s".formatted(constant.get(), classes));
        }
        return new DummyClassifier<>(strategy, classes, prior, named);
    }

    private static int largest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** Returns the classes, ascending. */
    public List<L> classes() {
        return classes;
    }

    /** Returns a new array of the share of each class among the training rows; sums to 1. */
    public double[] classPrior() {
        return prior.clone();
    }

    /**
     * Returns the predicted class of each of {@code rows} rows.
     *
     * @param rows 0 or more
     * @param seed of the draws; of no matter to strategies that draw nothing
     * @throws IllegalArgumentException if {@code rows} is negative
     */
    public List<L> predict(int rows, long seed) {
        return Arrays.stream(predicted(rows, seed)).mapToObj(classes::get).toList();
    }

    /**
     * Returns the probabilities of each class for each row, shape (rows, classes).
     *
     * <p>With the same seed, {@link Strategy#STRATIFIED} is sure of what {@link #predict} says.
     *
     * @throws IllegalArgumentException if {@code rows} is negative
     */
    public double[][] predictProba(int rows, long seed) {
        int[] predicted = predicted(rows, seed);
        double[][] probabilities = new double[rows][classes.size()];
        for (int row = 0; row < rows; row++) {
            switch (strategy) {
                case PRIOR -> probabilities[row] = prior.clone();
                case UNIFORM -> Arrays.fill(probabilities[row], 1.0 / classes.size());
                case MOST_FREQUENT, STRATIFIED, CONSTANT -> probabilities[row][predicted[row]] = 1;
            }
        }
        return probabilities;
    }

    private int[] predicted(int rows, long seed) {
        if (rows < 0) {
            throw new IllegalArgumentException("rows is %d; give 0 or more".formatted(rows));
        }
        var random = new SplittableRandom(seed);
        return IntStream.range(0, rows)
                .map(row -> switch (strategy) {
                    case MOST_FREQUENT, PRIOR, CONSTANT -> named;
                    case UNIFORM -> random.nextInt(classes.size());
                    case STRATIFIED -> drawn(random.nextDouble());
                })
                .toArray();
    }

    private int drawn(double point) {
        double sum = 0;
        for (int i = 0; i < prior.length - 1; i++) {
            sum += prior[i];
            if (point < sum) {
                return i;
            }
        }
        return prior.length - 1;
    }

    /**
     * Returns the accuracy on these labels, to ask for its interval; a class that training did not have is always missed.
     *
     * @throws IllegalArgumentException if {@code y} is empty
     */
    public Proportion accuracy(List<L> y, long seed) {
        if (y.isEmpty()) {
            throw new IllegalArgumentException("y is empty; an accuracy needs at least 1 row");
        }
        List<L> predicted = predict(y.size(), seed);
        long right = IntStream.range(0, y.size())
                .filter(row -> predicted.get(row).equals(y.get(row)))
                .count();
        return new Proportion(right, y.size());
    }

    @Override
    public String toString() {
        var shares = new ArrayList<String>();
        for (int i = 0; i < prior.length; i++) {
            shares.add(String.format(Locale.ROOT, "%s %.3f", classes.get(i), prior[i]));
        }
        return "DummyClassifier " + strategy + " of " + String.join(", ", shares);
    }
}
