// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Naive Bayes: each class has a distribution per feature, and features are taken as independent given the class.
 *
 * <p>Four ways to read a row, by scikit-learn's definitions: {@link #multinomial} counts occurrences and is the usual baseline for texts, {@link
 * #bernoulli} asks which features are there and which are not, {@link #complement} learns each class from the rows of all others, which helps
 * where classes differ in size, {@link #gaussian} takes any numbers and sees a mean and a variance per class. Its probabilities are too sure of
 * themselves: long texts come out near 0 or 1, right or wrong.
 *
 * <p>Agrees with scikit-learn {@code MultinomialNB}, {@code BernoulliNB}, {@code ComplementNB} and {@code GaussianNB}. Tribuo's {@code
 * MultinomialNaiveBayesTrainer} has no class prior: it is {@link Multinomial} with {@link Prior.Uniform}, and decides otherwise where classes
 * differ in size.
 *
 * @see "Rennie, Shih, Teevan, Karger 2003, Tackling the poor assumptions of naive Bayes text classifiers, ICML"
 */
public sealed interface NaiveBayes {
    /** What is known of a class before a row is looked at. */
    sealed interface Prior {
        /** Classes are as frequent as in the train rows. */
        record Empirical() implements Prior {}

        /** All classes are alike. */
        record Uniform() implements Prior {}

        /**
         * Given shares.
         *
         * @param shares one per class in the order of the classes, above 0, with sum 1
         */
        record Given(List<Double> shares) implements Prior {
            /** Checks the shares. */
            public Given {
                shares = List.copyOf(shares);
                double sum = shares.stream().mapToDouble(share -> share).sum();
                // Shares typed with a few digits do not sum to 1 exactly.
                if (shares.stream().anyMatch(share -> !(share > 0)) || Math.abs(sum - 1) > 1e-6) {
                    throw new IllegalArgumentException(
                            "the prior is %s; give shares above 0 with sum 1".formatted(shares));
                }
            }
        }
    }

    /**
     * Counts of each feature, such as the words of a text. Fractions such as tf-idf work too.
     *
     * @param alpha rows count as if each class had {@code alpha} more of each feature; above 0
     * @param prior of the classes
     */
    record Multinomial(double alpha, Prior prior) implements NaiveBayes {
        /** Checks alpha. */
        public Multinomial {
            requireAlpha(alpha);
        }
    }

    /**
     * Presence and absence of each feature.
     *
     * @param alpha each class counts as if {@code alpha} more rows had a feature, and as many had not; above 0
     * @param binarize a feature is there if its value is above this, strictly; 0 or more
     * @param prior of the classes
     */
    record Bernoulli(double alpha, double binarize, Prior prior) implements NaiveBayes {
        /** Checks the numbers. */
        public Bernoulli {
            requireAlpha(alpha);
            if (!(binarize >= 0)) {
                throw new IllegalArgumentException("binarize is %s; give 0 or more".formatted(binarize));
            }
        }
    }

    /**
     * Counts of each feature in all classes but one.
     *
     * <p>The prior is kept and decides nothing, except that a model of one class reports it.
     *
     * @param alpha as for {@link Multinomial}
     * @param weights whether each class's weights are divided by their sum
     * @param prior of the classes
     */
    record Complement(double alpha, Weights weights, Prior prior) implements NaiveBayes {
        /** Checks alpha. */
        public Complement {
            requireAlpha(alpha);
        }
    }

    /**
     * A normal distribution of each feature, for numbers that are no counts.
     *
     * @param varSmoothing share of the largest variance of a feature that is added to every variance; 0 or more
     * @param prior of the classes
     */
    record Gaussian(double varSmoothing, Prior prior) implements NaiveBayes {
        /** Checks the share. */
        public Gaussian {
            if (!(varSmoothing >= 0 && varSmoothing < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("varSmoothing is %s; give 0 or more".formatted(varSmoothing));
            }
        }
    }

    /** What a complement class's weights are divided by. */
    enum Weights {
        /** Nothing. */
        RAW,
        /** Their sum, so that no class gains from longer texts. */
        NORMALIZED
    }

    /** Returns {@link Multinomial} with alpha 1 and empirical prior. */
    static Multinomial multinomial() {
        return new Multinomial(1, new Prior.Empirical());
    }

    /** Returns {@link Bernoulli} with alpha 1, present above 0 and empirical prior. */
    static Bernoulli bernoulli() {
        return new Bernoulli(1, 0, new Prior.Empirical());
    }

    /** Returns {@link Complement} with alpha 1, raw weights and empirical prior. */
    static Complement complement() {
        return new Complement(1, Weights.RAW, new Prior.Empirical());
    }

    /** Returns {@link Gaussian} with smoothing 1e-9 and empirical prior. */
    static Gaussian gaussian() {
        return new Gaussian(1e-9, new Prior.Empirical());
    }

    /** What is known of a class before a row is looked at. */
    Prior prior();

    /**
     * Learns the classes of some rows, all of weight 1.
     *
     * @param x one row per label
     * @param y class of each row
     * @throws IllegalArgumentException as {@link #fit(SparseMatrix, List, double[])}
     */
    default <L extends Comparable<? super L>> NaiveBayesModel<L> fit(SparseMatrix x, List<L> y) {
        double[] ones = new double[x.rows()];
        Arrays.fill(ones, 1);
        return fit(x, y, ones);
    }

    /**
     * Learns the classes of some rows.
     *
     * <p>One class is allowed: the model then says that class of everything.
     *
     * @param x one row per label
     * @param y class of each row
     * @param weights how much each row counts, 0 or more
     * @throws IllegalArgumentException if the lengths differ, a row has no label (null, NaN or empty text) or a weight that breaks its rule, a
     *     class has no weight at all, a value is negative where counts are asked for, a Gaussian feature does not vary and is not smoothed, or the given prior has another number of classes; names
     *     the row or class
     */
    default <L extends Comparable<? super L>> NaiveBayesModel<L> fit(SparseMatrix x, List<L> y, double[] weights) {
        if (x.rows() != y.size() || x.rows() != weights.length) {
            throw new IllegalArgumentException("%d rows, %d labels and %d weights; give one of each per row"
                    .formatted(x.rows(), y.size(), weights.length));
        }
        var byClass = new TreeMap<L, List<Integer>>(NaiveBayesModel.order());
        for (int row = 0; row < x.rows(); row++) {
            requireLabel(y.get(row), row);
            byClass.computeIfAbsent(y.get(row), unused -> new ArrayList<>()).add(row);
            if (!(weights[row] >= 0 && weights[row] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("row %d has weight %s; give 0 or more".formatted(row, weights[row]));
            }
            if (this instanceof Multinomial || this instanceof Complement) {
                requireCounts(x, row);
            }
        }
        List<L> classes = List.copyOf(byClass.keySet());
        var counts = new ClassCounts(byClass.values(), x, weights, this);
        for (int c = 0; c < classes.size(); c++) {
            if (counts.weight(c) == 0) {
                throw new IllegalArgumentException(
                        "all rows of class %s have weight 0; leave them out".formatted(classes.get(c)));
            }
        }
        double[] logPrior = logPrior(counts);
        return this instanceof Gaussian gaussian
                ? new NaiveBayesModel<>(classes, logPrior, Normals.fit(gaussian, byClass.values(), x, weights))
                : new NaiveBayesModel<>(this, classes, logPrior, counts.featureLogProb());
    }

    private double[] logPrior(ClassCounts counts) {
        double[] log = new double[counts.classes()];
        if (prior() instanceof Prior.Given given && given.shares().size() != log.length) {
            throw new IllegalArgumentException("the prior has %d shares and there are %d classes"
                    .formatted(given.shares().size(), log.length));
        }
        Arrays.setAll(log, c -> {
            if (prior() instanceof Prior.Given given) {
                return Math.log(given.shares().get(c));
            }
            return prior() instanceof Prior.Uniform
                    ? -Math.log(log.length)
                    : Math.log(counts.weight(c)) - Math.log(counts.total());
        });
        return log;
    }

    private static void requireAlpha(double alpha) {
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "alpha is %s; give more than 0, or one unseen feature rules a class out".formatted(alpha));
        }
    }

    private static void requireLabel(Object label, int row) {
        if (label == null || label.equals("") || label.equals(Double.NaN)) {
            throw new IllegalArgumentException(
                    "row %d has no label; drop the rows that no rule labelled before fitting, and count them"
                            .formatted(row));
        }
    }

    private static void requireCounts(SparseMatrix x, int row) {
        for (int i = 0; i < x.valuesOf(row).length; i++) {
            if (x.valuesOf(row)[i] < 0) {
                throw new IllegalArgumentException("row %d, column %d is %s; counts are 0 or more"
                        .formatted(row, x.columnsOf(row)[i], x.valuesOf(row)[i]));
            }
        }
    }
}
