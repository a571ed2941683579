// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import io.mlopslabs.statistics.Accumulator;
import io.mlopslabs.statistics.Bootstrap;
import io.mlopslabs.statistics.BootstrapDistribution;
import io.mlopslabs.statistics.Proportion;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How often each true class was predicted as each class: rows are the true classes, columns the predicted ones.
 *
 * <p>The axes are scikit-learn's, and the opposite of some textbooks. Labels come in ascending order (text by code point) unless they are given.
 * Labels may be given to fix the order, to show a class that does not occur, or to show some classes only. In the last case
 * {@link #matrix} drops every sample with another label on either side, while scores still count those samples against the classes shown, and
 * accuracy is over all samples: what {@code confusion_matrix}, {@code precision_recall_fscore_support} and {@code accuracy_score} each do.
 * {@link #outside()} says how much is not shown.
 *
 * <p>Immutable. Agrees with {@code sklearn.metrics.confusion_matrix}.
 *
 * @param <L> label, such as {@code String} or {@code Integer}
 */
public final class ConfusionMatrix<L extends Comparable<? super L>> {
    private final List<L> labels; // shown first, then the others that occur
    private final int shown;
    private final double[][] counts;
    private final double[] trueTotals;
    private final double[] predictedTotals;
    private final double total;

    ConfusionMatrix(List<L> labels, int shown, double[][] counts) {
        this.labels = List.copyOf(labels);
        this.shown = shown;
        this.counts = counts;
        this.trueTotals =
                sums(labels.size(), i -> IntStream.range(0, labels.size()).mapToDouble(j -> counts[i][j]));
        this.predictedTotals =
                sums(labels.size(), j -> IntStream.range(0, labels.size()).mapToDouble(i -> counts[i][j]));
        this.total = Arrays.stream(trueTotals).sum();
        if (total == 0) {
            throw new IllegalArgumentException("all weights are 0; at least one sample must count");
        }
        if (IntStream.range(0, shown).noneMatch(i -> trueTotals[i] > 0)) {
            throw new IllegalArgumentException("labels " + labels()
                    + ": none of them is true of any sample; give at least one that occurs in yTrue");
        }
    }

    private static double[] sums(int size, IntFunction<DoubleStream> line) {
        return IntStream.range(0, size).mapToDouble(i -> line.apply(i).sum()).toArray();
    }

    /**
     * Counts predictions against the truth.
     *
     * @param yTrue true labels, one per sample
     * @param yPred predicted labels, in the same order
     * @throws IllegalArgumentException if the lengths differ, there are no samples or a label is null; names the place
     */
    public static <L extends Comparable<? super L>> ConfusionMatrix<L> of(List<L> yTrue, List<L> yPred) {
        return tally(accumulator(), yTrue, yPred, null);
    }

    /** Counts predictions against the truth, for text labels; as {@link #of(List, List)}. */
    public static ConfusionMatrix<String> of(String[] yTrue, String[] yPred) {
        return of(Arrays.asList(yTrue), Arrays.asList(yPred));
    }

    /** Counts predictions against the truth, for whole-number labels; as {@link #of(List, List)}. */
    public static ConfusionMatrix<Integer> of(int[] yTrue, int[] yPred) {
        return of(
                Arrays.stream(yTrue).boxed().toList(),
                Arrays.stream(yPred).boxed().toList());
    }

    /**
     * Sums the weights of predictions against the truth.
     *
     * @param weights one per sample, finite and not negative, not all 0
     * @throws IllegalArgumentException as {@link #of(List, List)}, or for a weight that breaks the rule
     */
    public static <L extends Comparable<? super L>> ConfusionMatrix<L> weighted(
            List<L> yTrue, List<L> yPred, double[] weights) {
        return tally(accumulator(), yTrue, yPred, weights);
    }

    /**
     * Makes the matrix of counts that are already known, such as a published table.
     *
     * @param labels the classes, in the order of the rows and of the columns
     * @param counts {@code counts[i][j]}: samples of true class i predicted as class j; square, finite, none negative; copied
     * @throws IllegalArgumentException if labels repeat, the shape does not fit or a count breaks the rule
     */
    public static <L extends Comparable<? super L>> ConfusionMatrix<L> ofCounts(List<L> labels, double[][] counts) {
        var accumulator = new ConfusionAccumulator<>(checked(labels));
        var state = accumulator.create();
        if (counts.length != labels.size()) {
            throw new IllegalArgumentException(
                    "counts has " + counts.length + " rows for " + labels.size() + " labels");
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i].length != labels.size()) {
                throw new IllegalArgumentException(
                        "counts[" + i + "] has " + counts[i].length + " columns for " + labels.size() + " labels");
            }
            for (int j = 0; j < counts.length; j++) {
                state = accumulator.add(state, new Outcome<>(labels.get(i), labels.get(j), counts[i][j]));
            }
        }
        return accumulator.extract(state);
    }

    /**
     * Returns the accumulator that counts outcomes, for evaluations that stream or are spread over machines.
     *
     * <p>Memory is one number per pair of labels that occurs. Whole weights merge exactly, others to rounding. Extracting without samples is
     * refused as {@link #of} refuses it. States travel by Java serialization.
     */
    public static <L extends Comparable<? super L>> Accumulator<Outcome<L>, ?, ConfusionMatrix<L>> accumulator() {
        return new ConfusionAccumulator<L>(List.of());
    }

    /**
     * Returns this matrix with {@code labels} shown, in that order; see the class for what a subset means.
     *
     * @param labels at least one of them true of some sample; none twice
     * @throws IllegalArgumentException if labels repeat, are empty, or none is true of any sample
     */
    public ConfusionMatrix<L> withLabels(List<L> labels) {
        var accumulator = new ConfusionAccumulator<>(checked(labels));
        var state = accumulator.create();
        for (int i = 0; i < this.labels.size(); i++) {
            for (int j = 0; j < this.labels.size(); j++) {
                if (counts[i][j] > 0) {
                    state = accumulator.add(state, new Outcome<>(this.labels.get(i), this.labels.get(j), counts[i][j]));
                }
            }
        }
        return accumulator.extract(state);
    }

    private static <L> List<L> checked(List<L> labels) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("labels is empty; give the classes to show");
        }
        if (new HashSet<>(labels).size() < labels.size()) {
            throw new IllegalArgumentException("labels " + labels + " repeat; give each class once");
        }
        return labels;
    }

    private static <L, A, M> M tally(
            Accumulator<Outcome<L>, A, M> accumulator, List<L> yTrue, List<L> yPred, double[] weights) {
        if (yTrue.size() != yPred.size()) {
            throw new IllegalArgumentException("yTrue has " + yTrue.size() + " labels and yPred has " + yPred.size()
                    + "; give one prediction per sample");
        }
        if (weights != null && weights.length != yTrue.size()) {
            throw new IllegalArgumentException(
                    "weights has " + weights.length + " entries for " + yTrue.size() + " samples");
        }
        A state = accumulator.create();
        for (int i = 0; i < yTrue.size(); i++) {
            Outcome<L> outcome;
            try {
                outcome = new Outcome<>(yTrue.get(i), yPred.get(i), weights == null ? 1 : weights[i]);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("sample " + i + ": " + wrong.getMessage(), wrong);
            }
            state = accumulator.add(state, outcome);
        }
        return accumulator.extract(state);
    }

    /** Returns the labels shown, in the order of rows and columns. */
    public List<L> labels() {
        return labels.subList(0, shown);
    }

    /** Returns the cells shown, {@code [true][predicted]}, in the order of {@link #labels()}. */
    public double[][] matrix(Normalize normalize) {
        var cells = new double[shown][shown];
        double all = 0;
        double[] rows = new double[shown];
        double[] columns = new double[shown];
        for (int i = 0; i < shown; i++) {
            for (int j = 0; j < shown; j++) {
                all += counts[i][j];
                rows[i] += counts[i][j];
                columns[j] += counts[i][j];
            }
        }
        for (int i = 0; i < shown; i++) {
            for (int j = 0; j < shown; j++) {
                double whole =
                        switch (normalize) {
                            case NONE -> 1;
                            case TRUE -> rows[i];
                            case PREDICTED -> columns[j];
                            case ALL -> all;
                        };
                cells[i][j] = ZeroDivision.ZERO.divide(counts[i][j], whole);
            }
        }
        return cells;
    }

    /** Returns the number of samples of class {@code yTrue} predicted as {@code yPred}, or the sum of their weights. */
    public double count(L yTrue, L yPred) {
        return counts[index(yTrue)][index(yPred)];
    }

    /** Returns the number of samples, or the sum of their weights, those not shown among them. */
    public double total() {
        return total;
    }

    /** Returns the number of samples (or their weight) that {@link #matrix} does not show because a label of theirs is not shown. */
    public double outside() {
        return IntStream.range(0, labels.size())
                .mapToDouble(i -> Arrays.stream(counts[i], i < shown ? shown : 0, labels.size())
                        .sum())
                .sum();
    }

    /** Returns the number of samples predicted right, or the sum of their weights: {@code accuracy_score(normalize=False)}. */
    public double correct() {
        return IntStream.range(0, labels.size()).mapToDouble(i -> counts[i][i]).sum();
    }

    /**
     * Returns the share of samples predicted right, in {@code [0, 1]}; all samples count, shown or not.
     *
     * <p>High for who always says the most frequent class; hold it against that share, or see {@link #balancedAccuracy}. Agrees with
     * {@code sklearn.metrics.accuracy_score}.
     */
    public double accuracy() {
        return correct() / total;
    }

    /**
     * Returns the mean recall of the classes that occur in the truth, in {@code [0, 1]}; 1/k for who always says one of k classes.
     *
     * <p>Classes that are only predicted do not count. Agrees with {@code sklearn.metrics.balanced_accuracy_score}.
     */
    public double balancedAccuracy() {
        return occurring()
                .mapToDouble(i -> counts[i][i] / trueTotals[i])
                .average()
                .orElseThrow();
    }

    /**
     * Returns the balanced accuracy rescaled so that guessing is 0 and perfection 1: {@code (balanced - 1/k) / (1 - 1/k)}.
     *
     * <p>k is the number of classes that occur in the truth; with one class the score is NaN, or negative infinity if a sample is missed.
     * Agrees with {@code balanced_accuracy_score(adjusted=True)}.
     */
    public double adjustedBalancedAccuracy() {
        double chance = 1.0 / occurring().count();
        return (balancedAccuracy() - chance) / (1 - chance);
    }

    /**
     * Returns the Matthews correlation of truth and prediction, in {@code [-1, 1]}; 0 for guessing and where either is constant.
     *
     * <p>For more than two classes Gorodkin's R_K, whose minimum lies above -1. Agrees with {@code sklearn.metrics.matthews_corrcoef}.
     *
     * @see "Gorodkin 2004, Comparing two K-category assignments by a K-category correlation coefficient"
     */
    public double matthewsCorrcoef() {
        double truth = total * total - dot(trueTotals, trueTotals);
        double prediction = total * total - dot(predictedTotals, predictedTotals);
        return truth * prediction == 0
                ? 0
                : (correct() * total - dot(trueTotals, predictedTotals)) / Math.sqrt(truth * prediction);
    }

    /**
     * Returns Cohen's kappa: agreement beyond what the two label distributions give by chance; 1 for full agreement, 0 for chance.
     *
     * <p>All samples count, shown or not. Where truth and prediction are one and the same constant it is 0/0. Agrees with
     * {@code sklearn.metrics.cohen_kappa_score}.
     *
     * @param undefined what 0/0 becomes; {@link ZeroDivision#NAN} in scikit-learn
     * @see "Cohen 1960, A coefficient of agreement for nominal scales"
     */
    public double cohenKappa(ZeroDivision undefined) {
        double chance = dot(trueTotals, predictedTotals) / total;
        return undefined.divide(correct() - chance, total - chance);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private IntStream occurring() {
        return IntStream.range(0, labels.size()).filter(i -> trueTotals[i] > 0);
    }

    /** Returns the four counts of {@code label} against all other samples, those not shown among them. */
    public OneVsRest oneVsRest(L label) {
        int i = index(label);
        // Summed, not subtracted from the totals: with fractional weights a difference leaves rounding where 0 belongs.
        double fp = 0;
        double fn = 0;
        double tn = 0;
        for (int j = 0; j < labels.size(); j++) {
            if (j != i) {
                fp += counts[j][i];
                fn += counts[i][j];
                tn += Arrays.stream(counts[j], 0, i).sum()
                        + Arrays.stream(counts[j], i + 1, labels.size()).sum();
            }
        }
        return new OneVsRest(counts[i][i], fp, fn, tn);
    }

    /** Returns precision, recall, F1 and support of {@code label}; 0/0 gives 0. */
    public PrecisionRecallFscore scores(L label) {
        return scores(label, 1, ZeroDivision.ZERO);
    }

    /**
     * Returns precision, recall, F-beta and support of {@code label}; the definitions stand at {@link OneVsRest#scores}.
     *
     * @throws IllegalArgumentException if the label is unknown or {@code beta} is negative, infinite or NaN
     */
    public PrecisionRecallFscore scores(L label, double beta, ZeroDivision zeroDivision) {
        return oneVsRest(label).scores(beta, zeroDivision);
    }

    /**
     * Returns the scores of the positive class of a two-class problem: scikit-learn's {@code average="binary"}.
     *
     * @param positive the class that counts as positive
     * @throws IllegalArgumentException if more than two classes occur or {@code positive} does not
     */
    public PrecisionRecallFscore binary(L positive, double beta, ZeroDivision zeroDivision) {
        long present = IntStream.range(0, labels.size())
                .filter(i -> trueTotals[i] > 0 || predictedTotals[i] > 0)
                .count();
        if (present > 2) {
            throw new IllegalArgumentException(present + " classes occur: " + labels
                    + "; binary scores need two, take scores(label) or an average");
        }
        return scores(positive, beta, zeroDivision);
    }

    /** Returns the averaged precision, recall and F1 over the labels shown; 0/0 gives 0. */
    public PrecisionRecallFscore average(Average average) {
        return average(average, 1, ZeroDivision.ZERO);
    }

    /**
     * Returns precision, recall and F-beta averaged over the labels shown, and their summed support.
     *
     * <p>The averaged F is the mean of the class Fs, not the F of the averaged precision and recall. NaN scores are left out of a mean; it is
     * NaN if all are. Agrees with {@code precision_recall_fscore_support(average=...)}, which returns no support.
     *
     * @throws IllegalArgumentException if {@code beta} is negative, infinite or NaN
     */
    public PrecisionRecallFscore average(Average average, double beta, ZeroDivision zeroDivision) {
        return average.of(labels().stream().map(this::oneVsRest).toList(), beta, zeroDivision);
    }

    /**
     * Returns the accuracy as a proportion, to ask for its interval: {@code accuracyProportion().wilson()}.
     *
     * @throws IllegalStateException if the counts are not whole: weighted samples are not trials, resample them with {@code Bootstrap.rows}
     */
    public Proportion accuracyProportion() {
        return new Proportion(whole(correct()), whole(total));
    }

    /**
     * Returns the recall of {@code label} as a proportion: of the samples of the class, those found.
     *
     * @throws IllegalStateException if the counts are not whole
     * @throws IllegalArgumentException if the label is unknown or never true
     */
    public Proportion recallProportion(L label) {
        OneVsRest table = oneVsRest(label);
        return new Proportion(whole(table.tp()), whole(table.tp() + table.fn()));
    }

    /**
     * Returns the precision of {@code label} as a proportion: of the samples predicted as the class, those that are of it.
     *
     * @throws IllegalStateException if the counts are not whole
     * @throws IllegalArgumentException if the label is unknown or never predicted
     */
    public Proportion precisionProportion(L label) {
        OneVsRest table = oneVsRest(label);
        return new Proportion(whole(table.tp()), whole(table.tp() + table.fp()));
    }

    /**
     * Returns the bootstrap distribution of any number that comes out of this matrix, such as {@code ConfusionMatrix::balancedAccuracy}.
     *
     * <p>Samples of one cell are alike, so the time does not grow with them. A class may be missing from a resample: balanced accuracy then
     * averages over the others, as scikit-learn's would.
     *
     * @throws IllegalStateException if the counts are not whole, or the metric is NaN on a resample
     */
    public BootstrapDistribution bootstrap(Bootstrap bootstrap, ToDoubleFunction<ConfusionMatrix<L>> metric) {
        int size = labels.size();
        long[] rows = IntStream.range(0, size * size)
                .mapToLong(cell -> whole(counts[cell / size][cell % size]))
                .toArray();
        return bootstrap.kinds(rows, drawn -> metric.applyAsDouble(resampled(drawn)));
    }

    private ConfusionMatrix<L> resampled(int[] drawn) {
        int size = labels.size();
        var cells = new double[size][size];
        for (int cell = 0; cell < drawn.length; cell++) {
            cells[cell / size][cell % size] = drawn[cell];
        }
        return new ConfusionMatrix<>(labels, shown, cells);
    }

    private static long whole(double count) {
        if (count != Math.rint(count)) {
            throw new IllegalStateException("the count " + count
                    + " is not whole: weighted samples are not trials; resample them with Bootstrap.rows");
        }
        return (long) count;
    }

    private int index(L label) {
        int at = labels.indexOf(label);
        if (at < 0) {
            throw new IllegalArgumentException("label " + label + " is unknown; there are " + labels);
        }
        return at;
    }

    /** Returns the matrix as a table with named axes, and what it does not show. */
    @Override
    public String toString() {
        var rows = new ArrayList<List<String>>();
        rows.add(Stream.concat(Stream.of("true \\ predicted"), labels().stream().map(String::valueOf))
                .toList());
        for (int i = 0; i < shown; i++) {
            rows.add(Stream.concat(
                            Stream.of(String.valueOf(labels.get(i))),
                            Arrays.stream(counts[i], 0, shown).mapToObj(ConfusionMatrix::shortest))
                    .toList());
        }
        var text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column <= shown; column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(cells -> cells.get(at).length())
                        .max()
                        .orElseThrow();
                text.append(String.format(
                        Locale.ROOT, column == 0 ? "%-" + width + "s" : "  %" + width + "s", row.get(column)));
            }
            text.append('\n');
        }
        return outside() == 0
                ? text.toString()
                : text + "not shown, under other labels: " + shortest(outside()) + " of " + shortest(total) + "\n";
    }

    private static String shortest(double count) {
        return BigDecimal.valueOf(count)
                .round(new MathContext(15))
                .stripTrailingZeros()
                .toPlainString();
    }
}
