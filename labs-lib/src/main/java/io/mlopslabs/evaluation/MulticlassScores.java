// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import io.mlopslabs.statistics.Bootstrap;
import io.mlopslabs.statistics.BootstrapDistribution;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A score for every class of every sample, against the truth.
 *
 * <p>Column j belongs to label j in ascending order (text by code point), whatever the order in which labels are given: scikit-learn's rule, and
 * its most quiet trap. Ranks and areas take scores of any scale, except {@link #rocAuc}; it, {@link #logLoss}, {@link #brier} and
 * {@link #topLabelCalibration} take probabilities.
 *
 * <p>Immutable. Agrees with {@code sklearn.metrics}, version 1.9: {@code top_k_accuracy_score}, {@code log_loss}, {@code brier_score_loss},
 * {@code roc_auc_score}, {@code average_precision_score}.
 *
 * @param <L> label, such as {@code String} or {@code Integer}
 */
public final class MulticlassScores<L extends Comparable<? super L>> {
    private static final double WHOLE =
            1e-5; // how far scikit-learn lets a row of probabilities be from 1: numpy.allclose

    private final List<L> labels;
    private final int[] yTrue;
    private final double[][] yScore;
    private final double[] weights;
    private final boolean weighted;

    /** How the areas of several classes are made of two-class ones. */
    public enum MultiClass {
        /** Each class against all others; sensitive to the shares of the classes. */
        ONE_VS_REST,
        /** Each pair of classes on the samples of the pair; not sensitive to them for the macro mean. Hand and Till 2001. */
        ONE_VS_ONE
    }

    private MulticlassScores(List<L> labels, List<L> yTrue, double[][] yScore, double[] weights) {
        this.labels = labels.stream().sorted(ConfusionAccumulator::compare).toList();
        if (new HashSet<>(labels).size() < labels.size()) {
            throw new IllegalArgumentException("labels " + labels + " repeat; give each class once");
        }
        if (labels.size() < 2) {
            throw new IllegalArgumentException("there is one class only, " + labels
                    + "; give all labels that the scores have columns for, those that do not occur too");
        }
        if (yTrue.size() != yScore.length || yScore.length == 0) {
            throw new IllegalArgumentException("yTrue has " + yTrue.size() + " labels and yScore has " + yScore.length
                    + " rows; give one row per sample, and at least one sample");
        }
        this.yTrue = new int[yScore.length];
        this.yScore = new double[yScore.length][];
        for (int i = 0; i < yScore.length; i++) {
            this.yTrue[i] = this.labels.indexOf(yTrue.get(i));
            if (this.yTrue[i] < 0) {
                throw new IllegalArgumentException(
                        "yTrue[" + i + "] is " + yTrue.get(i) + "; the labels are " + this.labels);
            }
            if (yScore[i].length != labels.size()) {
                throw new IllegalArgumentException("yScore[" + i + "] has " + yScore[i].length + " columns for the "
                        + labels.size() + " labels " + this.labels
                        + "; if a class does not occur in yTrue, give the labels too");
            }
            this.yScore[i] = Samples.finite("yScore[" + i + "]", yScore[i], labels.size());
        }
        this.weighted = weights != null;
        this.weights = Samples.weights(weights, yScore.length);
    }

    /**
     * Takes scores of samples in which every class occurs.
     *
     * @param yTrue true labels; those that occur are the classes
     * @param yScore {@code yScore[i][j]}: finite score of sample i for the j-th class in ascending order
     * @throws IllegalArgumentException if the shape does not fit the labels that occur, fewer than two do, or a score is not finite; names the row
     */
    public static <L extends Comparable<? super L>> MulticlassScores<L> of(List<L> yTrue, double[][] yScore) {
        for (int i = 0; i < yTrue.size(); i++) {
            if (yTrue.get(i) == null) {
                throw new IllegalArgumentException("yTrue[" + i + "] is null; leave out samples without a label");
            }
        }
        return of(yTrue.stream().distinct().toList(), yTrue, yScore);
    }

    /**
     * Takes scores where classes may be missing from the truth.
     *
     * @param labels all classes; their order does not matter, columns follow the ascending one
     * @throws IllegalArgumentException as {@link #of(List, double[][])}, or for a label that is true and not given; names the row
     */
    public static <L extends Comparable<? super L>> MulticlassScores<L> of(
            List<L> labels, List<L> yTrue, double[][] yScore) {
        return new MulticlassScores<>(labels, yTrue, yScore, null);
    }

    /**
     * Returns these scores with weighted samples.
     *
     * @param weights one per sample, finite and not negative, not all 0
     * @throws IllegalArgumentException if a weight breaks the rule; names it
     */
    public MulticlassScores<L> withWeights(double[] weights) {
        return new MulticlassScores<>(
                labels, Arrays.stream(yTrue).mapToObj(labels::get).toList(), yScore, weights.clone());
    }

    /** Returns the labels in ascending order, that of the columns. */
    public List<L> labels() {
        return labels;
    }

    /**
     * Returns the share of samples whose true class is among the k best scored, in {@code [0, 1]}.
     *
     * <p>Of equal scores the later class ranks higher, as in scikit-learn; the first would win in an arg max. With as many as there are classes
     * it is always 1. For one column of scores of two classes see {@link BinaryScores}.
     *
     * @param k at least 1
     * @throws IllegalArgumentException if {@code k} is below 1
     */
    public double topKAccuracy(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k is " + k + "; give at least 1");
        }
        return Samples.mean(
                IntStream.range(0, yTrue.length)
                        .mapToDouble(i -> rank(yScore[i], yTrue[i]) < k ? 1 : 0)
                        .toArray(),
                weights);
    }

    private static int rank(double[] scores, int label) {
        int above = 0;
        for (int j = 0; j < scores.length; j++) {
            above += scores[j] > scores[label] || (scores[j] == scores[label] && j > label) ? 1 : 0;
        }
        return above;
    }

    /**
     * Returns the mean negative log-likelihood of the truth, in nats, from 0; log k for who always gives k classes equal chances.
     *
     * <p>Probabilities are clipped to {@code [2^-52, 1 - 2^-52]}; rows that do not sum to 1 are taken as they are, not rescaled.
     *
     * @throws IllegalArgumentException if a score is not in {@code [0, 1]}; names the place
     */
    public double logLoss() {
        return Samples.mean(logLosses(), weights);
    }

    /**
     * Returns the bootstrap distribution of {@link #logLoss}; throws as it does.
     *
     * @throws IllegalStateException if weights are given
     */
    public BootstrapDistribution logLoss(Bootstrap bootstrap) {
        if (weighted) {
            throw new IllegalStateException(
                    "the samples are weighted; this takes each of them as one case, make the scores without weights");
        }
        return bootstrap.mean(logLosses());
    }

    private double[] logLosses() {
        requireProbabilities();
        return IntStream.range(0, yTrue.length)
                .mapToDouble(i -> -Math.log(BinaryScores.clipped(yScore[i][yTrue[i]])))
                .toArray();
    }

    /**
     * Returns the squared error of the probabilities summed over the classes, in {@code [0, 2]}, averaged over the samples.
     *
     * <p>Not halved: for two classes it is twice {@link BinaryScores#brier}.
     *
     * @throws IllegalArgumentException if a score is not in {@code [0, 1]}; names the place
     */
    public double brier() {
        requireProbabilities();
        return Samples.mean(
                IntStream.range(0, yTrue.length)
                        .mapToDouble(i -> IntStream.range(0, labels.size())
                                .mapToDouble(j -> Math.pow((j == yTrue[i] ? 1 : 0) - yScore[i][j], 2))
                                .sum())
                        .toArray(),
                weights);
    }

    /**
     * Returns the calibration of the most probable class: is it right as often as it claims?
     *
     * <p>Of equal probabilities the first class is taken.
     *
     * @param bins at least 1, equally wide
     * @throws IllegalArgumentException if {@code bins} is below 1 or a score is not in {@code [0, 1]}
     * @see "Guo et al. 2017, On calibration of modern neural networks, ICML"
     */
    public CalibrationCurve topLabelCalibration(int bins) {
        requireProbabilities();
        var right = new boolean[yTrue.length];
        var confidence = new double[yTrue.length];
        for (int i = 0; i < right.length; i++) {
            int best = 0;
            for (int j = 1; j < labels.size(); j++) {
                best = yScore[i][j] > yScore[i][best] ? j : best;
            }
            right[i] = best == yTrue[i];
            confidence[i] = yScore[i][best];
        }
        return CalibrationCurve.of(right, confidence, bins, CalibrationCurve.Strategy.UNIFORM);
    }

    /** Returns the scores of {@code label} against all others. */
    public BinaryScores oneVsRest(L label) {
        int j = labels.indexOf(label);
        if (j < 0) {
            throw new IllegalArgumentException("label " + label + " is unknown; there are " + labels);
        }
        return oneVsRest(j);
    }

    private BinaryScores oneVsRest(int j) {
        var positive = new boolean[yTrue.length];
        var scores = new double[yTrue.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = yTrue[i] == j;
            scores[i] = yScore[i][j];
        }
        return BinaryScores.weighted(positive, scores, weights);
    }

    /** Returns all pairs of a sample and a class, as one problem of two classes. */
    private BinaryScores everyPair() {
        int columns = labels.size();
        var positive = new boolean[yTrue.length * columns];
        var scores = new double[positive.length];
        var pairWeights = new double[positive.length];
        for (int at = 0; at < positive.length; at++) {
            positive[at] = yTrue[at / columns] == at % columns;
            scores[at] = yScore[at / columns][at % columns];
            pairWeights[at] = weights[at / columns];
        }
        return BinaryScores.weighted(positive, scores, pairWeights);
    }

    /**
     * Returns the area under the ROC curve of several classes, in {@code [0, 1]}.
     *
     * <p>A class without samples has an area of NaN, and so has the macro mean; weighted, it does not count. Micro, for one-vs-rest only, is one
     * curve over all pairs of a sample and a class.
     *
     * @param multiClass no default: the two answer different questions
     * @throws IllegalArgumentException if {@code multiClass} is null, a row does not sum to 1, or one-vs-one meets micro or weights
     */
    public double rocAuc(MultiClass multiClass, Average average) {
        if (multiClass == null) {
            throw new IllegalArgumentException("multiClass is null; choose ONE_VS_REST or ONE_VS_ONE");
        }
        for (int i = 0; i < yScore.length; i++) {
            double sum = Arrays.stream(yScore[i]).sum();
            if (Math.abs(sum - 1) > WHOLE) {
                throw new IllegalArgumentException("yScore[" + i + "] sums to " + sum
                        + "; areas of several classes take probabilities, which sum to 1");
            }
        }
        if (multiClass == MultiClass.ONE_VS_ONE) {
            return oneVsOne(average);
        }
        return average == Average.MICRO ? everyPair().rocAuc() : averaged(rocAucs(), average);
    }

    /** Returns the area under the ROC curve of each class against all others, in the order of {@link #labels}. */
    public double[] rocAucs() {
        return IntStream.range(0, labels.size())
                .mapToDouble(j -> oneVsRest(j).rocAuc())
                .toArray();
    }

    /**
     * Returns the average precision of each class against all others, averaged.
     *
     * <p>A class without samples has one of 0. Micro is one curve over all pairs of a sample and a class.
     */
    public double averagePrecision(Average average) {
        return average == Average.MICRO ? everyPair().averagePrecision() : averaged(averagePrecisions(), average);
    }

    /** Returns the average precision of each class against all others, in the order of {@link #labels}. */
    public double[] averagePrecisions() {
        return IntStream.range(0, labels.size())
                .mapToDouble(j -> oneVsRest(j).averagePrecision())
                .toArray();
    }

    private double averaged(double[] scores, Average average) {
        if (average == Average.MACRO) {
            return Arrays.stream(scores).average().orElseThrow();
        }
        var support = new double[labels.size()];
        for (int i = 0; i < yTrue.length; i++) {
            support[yTrue[i]] += weights[i];
        }
        double sum = 0;
        for (int j = 0; j < scores.length; j++) {
            sum += support[j] == 0 ? 0 : support[j] * scores[j];
        }
        return sum / Arrays.stream(support).sum();
    }

    private double oneVsOne(Average average) {
        if (average == Average.MICRO || weighted) {
            throw new IllegalArgumentException(
                    "one-vs-one takes a macro or weighted average and no sample weights, as scikit-learn's; take ONE_VS_REST");
        }
        double sum = 0;
        double all = 0;
        for (int a = 0; a < labels.size(); a++) {
            for (int b = a + 1; b < labels.size(); b++) {
                int first = a;
                int second = b;
                int[] rows = IntStream.range(0, yTrue.length)
                        .filter(i -> yTrue[i] == first || yTrue[i] == second)
                        .toArray();
                double weight = average == Average.MACRO ? 1 : rows.length;
                sum += rows.length == 0 && average != Average.MACRO
                        ? 0
                        : weight * (directed(rows, first) + directed(rows, second)) / 2;
                all += weight;
            }
        }
        return sum / all;
    }

    private double directed(int[] rows, int positive) {
        if (rows.length == 0) {
            return Double.NaN;
        }
        var yes = new boolean[rows.length];
        var scores = new double[rows.length];
        for (int k = 0; k < rows.length; k++) {
            yes[k] = yTrue[rows[k]] == positive;
            scores[k] = yScore[rows[k]][positive];
        }
        return BinaryScores.of(yes, scores).rocAuc();
    }

    private void requireProbabilities() {
        for (int i = 0; i < yScore.length; i++) {
            for (int j = 0; j < labels.size(); j++) {
                if (!(yScore[i][j] >= 0 && yScore[i][j] <= 1)) {
                    throw new IllegalArgumentException("yScore[" + i + "][" + j + "] is " + yScore[i][j]
                            + "; this takes probabilities, in 0 to 1");
                }
            }
        }
    }
}
