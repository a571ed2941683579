// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import io.mlopslabs.data.text.CodePointOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fitted naive Bayes model: says of rows which class they belong to. Immutable; made by {@link NaiveBayes#fit}.
 *
 * @param <L> label, such as {@code String} or {@code Integer}
 */
public final class NaiveBayesModel<L extends Comparable<? super L>> {
    private final NaiveBayes settings;
    private final List<L> classes;
    private final double[] classLogPrior;
    private final double[][] featureLogProb;
    private final double[][] weights;
    private final double[] intercepts;
    private final Normals normals; // null unless Gaussian

    NaiveBayesModel(List<L> classes, double[] classLogPrior, Normals normals) {
        this.settings = normals.settings();
        this.classes = classes;
        this.classLogPrior = classLogPrior;
        this.featureLogProb = new double[0][];
        this.weights = normals.means();
        this.intercepts = classLogPrior;
        this.normals = normals;
    }

    NaiveBayesModel(NaiveBayes settings, List<L> classes, double[] classLogPrior, double[][] featureLogProb) {
        this.normals = null;
        this.settings = settings;
        this.classes = classes;
        this.classLogPrior = classLogPrior;
        this.featureLogProb = featureLogProb;
        this.weights = new double[classes.size()][];
        this.intercepts = new double[classes.size()];
        boolean usesPrior = !(settings instanceof NaiveBayes.Complement) || classes.size() == 1;
        for (int c = 0; c < weights.length; c++) {
            intercepts[c] = usesPrior ? classLogPrior[c] : 0;
            if (settings instanceof NaiveBayes.Bernoulli) {
                // A row starts as if every feature were absent; each that is there swaps its term.
                double[] absent = Arrays.stream(featureLogProb[c])
                        .map(log -> Math.log1p(-Math.exp(log)))
                        .toArray();
                intercepts[c] += Arrays.stream(absent).sum();
                int of = c;
                weights[c] = IntStream.range(0, absent.length)
                        .mapToDouble(j -> featureLogProb[of][j] - absent[j])
                        .toArray();
            } else {
                weights[c] = featureLogProb[c];
            }
        }
    }

    /** Text by code point, as Python sorts it; anything else as it compares itself. */
    static <L extends Comparable<? super L>> Comparator<L> order() {
        return (a, b) -> a instanceof String left && b instanceof String right
                ? CodePointOrder.ORDER.compare(left, right)
                : a.compareTo(b);
    }

    /** Returns the classes in ascending order: the order of every array here. */
    public List<L> classes() {
        return classes;
    }

    /** Returns the logarithm of each class's prior. */
    public double[] classLogPrior() {
        return classLogPrior.clone();
    }

    /**
     * Returns, per class and feature, the logarithm of the feature's probability; for the complement its weight, where more speaks for the class.
     *
     * @throws IllegalStateException if the model is Gaussian
     */
    public double[][] featureLogProb() {
        if (normals != null) {
            throw new IllegalStateException("a Gaussian model has no probability per feature; see means and variances");
        }
        return Arrays.stream(featureLogProb).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Returns the mean per class and feature of a Gaussian model.
     *
     * @throws IllegalStateException if the model is not Gaussian
     */
    public double[][] means() {
        return requireNormals().means();
    }

    /**
     * Returns the smoothed variance per class and feature of a Gaussian model.
     *
     * @throws IllegalStateException if the model is not Gaussian
     */
    public double[][] variances() {
        return requireNormals().variances();
    }

    private Normals requireNormals() {
        if (normals == null) {
            throw new IllegalStateException("only a Gaussian model has means and variances; see featureLogProb");
        }
        return normals;
    }

    /**
     * Returns, per row and class, the logarithm of the joint likelihood up to a constant; for the complement the sum of its weights.
     *
     * @throws IllegalArgumentException if the columns are not as many as those that were fitted
     */
    public double[][] jointLogLikelihood(SparseMatrix x) {
        if (x.columns() != weights[0].length) {
            throw new IllegalArgumentException(
                    "%d columns, and the model was fitted on %d; count with the vocabulary that was fitted"
                            .formatted(x.columns(), weights[0].length));
        }
        double[][] joint = new double[x.rows()][];
        for (int row = 0; row < joint.length; row++) {
            joint[row] = intercepts.clone();
            if (normals != null) {
                normals.addTo(joint[row], x, row);
                continue;
            }
            int[] columns = x.columnsOf(row);
            double[] values = x.valuesOf(row);
            for (int i = 0; i < columns.length; i++) {
                double feature = ClassCounts.feature(settings, values[i]);
                for (int c = 0; c < weights.length; c++) {
                    joint[row][c] += feature * weights[c][columns[i]];
                }
            }
        }
        return joint;
    }

    /** Returns, per row and class, the logarithm of the class's probability. */
    public double[][] logProba(SparseMatrix x) {
        double[][] log = jointLogLikelihood(x);
        for (double[] row : log) {
            double most = Arrays.stream(row).max().orElseThrow();
            double all = most
                    + Math.log(Arrays.stream(row)
                            .map(value -> Math.exp(value - most))
                            .sum());
            Arrays.setAll(row, c -> row[c] - all);
        }
        return log;
    }

    /** Returns, per row and class, the class's probability; each row sums to 1. */
    public double[][] proba(SparseMatrix x) {
        return Arrays.stream(logProba(x))
                .map(row -> Arrays.stream(row).map(Math::exp).toArray())
                .toArray(double[][]::new);
    }

    /** Returns the likeliest class of each row; of equals the one that sorts first. */
    public List<L> predict(SparseMatrix x) {
        return Arrays.stream(jointLogLikelihood(x))
                .map(row -> {
                    int best = 0;
                    for (int c = 1; c < row.length; c++) {
                        best = row[c] > row[best] ? c : best;
                    }
                    return classes.get(best);
                })
                .toList();
    }

    /**
     * Returns the share of rows whose predicted class is the given one.
     *
     * <p>scikit-learn's {@code score} counts a row of a class that the model has never seen as wrong without a word; here it is refused.
     *
     * @param x at least one row
     * @param y class of each row
     * @throws IllegalArgumentException if there is no row, the lengths differ, or a class is unknown; names the row
     */
    public double accuracy(SparseMatrix x, List<L> y) {
        if (x.rows() != y.size() || y.isEmpty()) {
            throw new IllegalArgumentException(
                    "%d rows and %d labels; give one label per row, and a row".formatted(x.rows(), y.size()));
        }
        for (int row = 0; row < y.size(); row++) {
            if (!classes.contains(y.get(row))) {
                throw new IllegalArgumentException("row %d is of class %s, which the model has never seen; it knows %s"
                        .formatted(row, y.get(row), classes));
            }
        }
        List<L> predicted = predict(x);
        long right = IntStream.range(0, y.size())
                .filter(row -> predicted.get(row).equals(y.get(row)))
                .count();
        return (double) right / y.size();
    }

    /**
     * Returns the features that speak most for one class against all others together: of highest {@code featureLogProb} above the mean of the
     * other classes'.
     *
     * @param label one of the classes
     * @param count how many columns to return, at most those there are
     * @return column numbers, strongest first
     * @throws IllegalArgumentException if the class is unknown or the only one
     * @throws IllegalStateException if the model is Gaussian
     */
    public List<Integer> topFeatures(L label, int count) {
        int of = classes.indexOf(label);
        if (of < 0 || classes.size() == 1) {
            throw new IllegalArgumentException(
                    "class %s has no other to stand against; the model knows %s".formatted(label, classes));
        }
        featureLogProb(); // refuses a Gaussian model
        double[] lead = new double[featureLogProb[of].length];
        Arrays.setAll(
                lead,
                j -> featureLogProb[of][j]
                        - IntStream.range(0, classes.size())
                                .filter(c -> c != of)
                                .mapToDouble(c -> featureLogProb[c][j])
                                .average()
                                .orElseThrow());
        return IntStream.range(0, lead.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -lead[j]))
                .limit(count)
                .toList();
    }

    @Override
    public String toString() {
        return "%s on %d features, classes %s".formatted(settings, weights[0].length, classes);
    }
}
