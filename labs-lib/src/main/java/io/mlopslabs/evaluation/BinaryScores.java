// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import io.mlopslabs.statistics.Bootstrap;
import io.mlopslabs.statistics.BootstrapDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores of a two-class problem against the truth: how well they rank, at which threshold to decide, and whether they are probabilities.
 *
 * <p>A sample is called positive if its score is at least the threshold. Samples of equal score share one threshold. Areas and curves take
 * scores of any scale; {@link #logLoss}, {@link #brier} and {@link #calibration} take probabilities. A sample of weight 0 does not count.
 *
 * <p>Immutable. Agrees with {@code sklearn.metrics}, version 1.9: {@code roc_curve}, {@code roc_auc_score}, {@code det_curve},
 * {@code precision_recall_curve}, {@code average_precision_score}, {@code log_loss}, {@code brier_score_loss}.
 */
public final class BinaryScores {
    private static final double EPSILON = Math.ulp(1.0); // 2^-52, where scikit-learn clips doubles

    private final boolean[] yTrue;
    private final double[] yScore;
    private final double[] weights;
    private final boolean weighted;
    private final ThresholdSweep sweep;

    /** A point of the ROC curve: rates of false and true positives where scores of at least {@code threshold} are called positive. */
    public record RocPoint(double threshold, double fpr, double tpr) {}

    /** A point of the precision-recall curve; the last has an infinite threshold, precision 1 and recall 0. */
    public record PrecisionRecallPoint(double threshold, double precision, double recall) {}

    /** A point of the detection error trade-off: rates of false positives and false negatives. */
    public record DetPoint(double threshold, double fpr, double fnr) {}

    /** The four counts where scores of at least {@code threshold} are called positive. */
    public record AtThreshold(double threshold, OneVsRest counts) {}

    private BinaryScores(boolean[] yTrue, double[] yScore, double[] weights) {
        this.yTrue = yTrue.clone();
        this.yScore = Samples.finite("yScore", yScore, yTrue.length);
        this.weighted = weights != null;
        this.weights = Samples.weights(weights, yTrue.length);
        this.sweep = new ThresholdSweep(this.yTrue, this.yScore, this.weights);
    }

    /**
     * Takes scores of samples that are positive or not.
     *
     * @param yTrue whether each sample is positive, at least one sample
     * @param yScore one finite score per sample, higher for more positive
     * @throws IllegalArgumentException if the lengths differ, there is no sample or a score is not finite; names the place
     */
    public static BinaryScores of(boolean[] yTrue, double[] yScore) {
        return new BinaryScores(yTrue, yScore, null);
    }

    /**
     * Takes scores of samples that are labelled 0 and 1, or -1 and 1; 1 is positive.
     *
     * @throws IllegalArgumentException as {@link #of(boolean[], double[])}, or for another label; names the sample
     */
    public static BinaryScores of(int[] yTrue, double[] yScore) {
        return of(positive(yTrue), yScore);
    }

    /**
     * Takes scores of labelled samples.
     *
     * @param positive the label that counts as positive; it need not occur, all others are negative
     * @throws IllegalArgumentException as {@link #of(boolean[], double[])}, or for a label that is null; names the sample
     */
    public static <L> BinaryScores of(List<L> yTrue, L positive, double[] yScore) {
        return of(positive(yTrue, positive), yScore);
    }

    /**
     * Takes scores of weighted samples.
     *
     * @param weights one per sample, finite and not negative, not all 0
     * @throws IllegalArgumentException as {@link #of(boolean[], double[])}, or for a weight that breaks the rule; names the sample
     */
    public static BinaryScores weighted(boolean[] yTrue, double[] yScore, double[] weights) {
        return new BinaryScores(yTrue, yScore, weights.clone());
    }

    private static boolean[] positive(int[] yTrue) {
        int negative = Arrays.stream(yTrue).anyMatch(label -> label == -1) ? -1 : 0;
        var positive = new boolean[yTrue.length];
        for (int i = 0; i < yTrue.length; i++) {
            if (yTrue[i] != 1 && yTrue[i] != negative) {
                throw new IllegalArgumentException(
                        "yTrue[" + i + "] is " + yTrue[i]
                                + "; labels are 0 and 1, or -1 and 1. For others say which is positive: of(labels, positive, scores)");
            }
            positive[i] = yTrue[i] == 1;
        }
        return positive;
    }

    private static <L> boolean[] positive(List<L> yTrue, L positive) {
        if (positive == null) {
            throw new IllegalArgumentException("positive is null; say which label is the positive one");
        }
        var found = new boolean[yTrue.size()];
        for (int i = 0; i < found.length; i++) {
            if (yTrue.get(i) == null) {
                throw new IllegalArgumentException("yTrue[" + i + "] is null; leave out samples without a label");
            }
            found[i] = positive.equals(yTrue.get(i));
        }
        return found;
    }

    /** Returns the number of positive samples, or the sum of their weights. */
    public double positives() {
        return sweep.positives();
    }

    /** Returns the number of negative samples, or the sum of their weights. */
    public double negatives() {
        return sweep.negatives();
    }

    /** Returns the four counts where scores of at least {@code threshold} are called positive. */
    public OneVsRest at(double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold is NaN; give the least score to call positive");
        }
        return sweep.counts(sweep.lastAtLeast(threshold));
    }

    /** Returns the four counts at each score that occurs, from the highest: {@code confusion_matrix_at_thresholds}. */
    public List<AtThreshold> atThresholds() {
        return IntStream.range(0, sweep.size())
                .mapToObj(g -> new AtThreshold(sweep.threshold(g), sweep.counts(g)))
                .toList();
    }

    /**
     * Returns the ROC curve, from an infinite threshold, where nothing is positive, down to the lowest score.
     *
     * <p>The false positive rate is NaN without negatives, the true positive rate without positives. Agrees with {@code roc_curve}.
     */
    public List<RocPoint> rocCurve(Points points) {
        var curve = new ArrayList<RocPoint>();
        curve.add(roc(Double.POSITIVE_INFINITY, 0, 0));
        for (int g = 0; g < sweep.size(); g++) {
            if (points == Points.ALL || isCorner(g)) {
                curve.add(roc(sweep.threshold(g), sweep.fp(g), sweep.tp(g)));
            }
        }
        return Collections.unmodifiableList(curve);
    }

    private RocPoint roc(double threshold, double fp, double tp) {
        return new RocPoint(
                threshold,
                negatives() == 0 ? Double.NaN : fp / negatives(),
                positives() == 0 ? Double.NaN : tp / positives());
    }

    /** Tells whether the curve turns at this point: a second difference of the counts is not 0. The point before the first score is no neighbour. */
    private boolean isCorner(int g) {
        if (g == 0 || g == sweep.size() - 1) {
            return true;
        }
        return (sweep.fp(g + 1) - sweep.fp(g)) - (sweep.fp(g) - sweep.fp(g - 1)) != 0
                || (sweep.tp(g + 1) - sweep.tp(g)) - (sweep.tp(g) - sweep.tp(g - 1)) != 0;
    }

    /**
     * Returns the area under the ROC curve: the chance that a positive sample scores above a negative one, ties by half; in {@code [0, 1]}.
     *
     * <p>0.5 for scores that say nothing; NaN where a class has no samples. Says how well samples are ranked, not whether scores are
     * probabilities, and hardly notices a class of few positives being swamped: see {@link #averagePrecision}. Never compute it from labels:
     * their ties throw most of the ranking away. Agrees with {@code roc_auc_score}.
     */
    public double rocAuc() {
        return sweep.rocAuc();
    }

    /**
     * Returns the bootstrap distribution of {@link #rocAuc}, in a time per resample that grows linearly with the samples: they are sorted once.
     *
     * @throws IllegalStateException if weights are given (weighted samples are not exchangeable rows), or a resample lacks a class
     */
    public BootstrapDistribution rocAuc(Bootstrap bootstrap) {
        return resampled(bootstrap, sweep.rocAucOfCounts());
    }

    /**
     * Returns the partial area up to a false positive rate, standardised so that guessing is 0.5 and perfection 1.
     *
     * <p>The curve is cut by linear interpolation. Agrees with {@code roc_auc_score(max_fpr=...)}.
     *
     * @param maxFpr in {@code (0, 1]}; 1 gives the plain area
     * @throws IllegalArgumentException if {@code maxFpr} is outside {@code (0, 1]}
     * @see "McClish 1989, Analyzing a portion of the ROC curve, Medical Decision Making 9"
     */
    public double partialRocAuc(double maxFpr) {
        if (!(maxFpr > 0 && maxFpr <= 1)) {
            throw new IllegalArgumentException("maxFpr is " + maxFpr + "; give a rate above 0 and at most 1");
        }
        if (maxFpr == 1 || positives() == 0 || negatives() == 0) {
            return rocAuc();
        }
        double area = 0;
        RocPoint last = null;
        for (RocPoint point : rocCurve(Points.ALL)) {
            if (last != null) {
                double reached = Math.min(point.fpr(), maxFpr);
                double tpr = point.fpr() <= maxFpr
                        ? point.tpr()
                        : last.tpr() + (point.tpr() - last.tpr()) * (maxFpr - last.fpr()) / (point.fpr() - last.fpr());
                area += (reached - last.fpr()) * (tpr + last.tpr()) / 2;
            }
            if (point.fpr() > maxFpr) {
                break;
            }
            last = point;
        }
        double guessing = maxFpr * maxFpr / 2;
        return 0.5 * (1 + (area - guessing) / (maxFpr - guessing));
    }

    /**
     * Returns the detection error trade-off, thresholds ascending, without the ends where a rate stands still.
     *
     * <p>Starts where no positive is missed and stops where there is no false alarm. Agrees with {@code det_curve}.
     *
     * @throws IllegalStateException if a class has no samples
     */
    public List<DetPoint> detCurve() {
        requireBothClasses();
        var curve = new ArrayList<DetPoint>();
        for (int g = sweep.size() - 1; g >= 0; g--) {
            boolean nothingMissedAbove = g > 0 && sweep.tp(g - 1) == positives();
            boolean noMoreAlarmsBelow = g + 1 < sweep.size() && sweep.fp(g + 1) == sweep.fp(0);
            if (!nothingMissedAbove && !noMoreAlarmsBelow) {
                curve.add(new DetPoint(
                        sweep.threshold(g), sweep.fp(g) / negatives(), (positives() - sweep.tp(g)) / positives()));
            }
        }
        return Collections.unmodifiableList(curve);
    }

    /**
     * Returns the precision-recall curve, thresholds ascending; the last point is (1, 0) by convention.
     *
     * <p>Without positives the recall is 1 everywhere, as in scikit-learn. {@code CORNERS} leaves out points between two of equal recall.
     * Agrees with {@code precision_recall_curve}, which has no threshold for the last point.
     */
    public List<PrecisionRecallPoint> precisionRecallCurve(Points points) {
        var curve = new ArrayList<PrecisionRecallPoint>();
        int last = sweep.size() - 1;
        for (int g = last; g >= 0; g--) {
            boolean between = g > 0 && g < last && sweep.tp(g) == sweep.tp(g - 1) && sweep.tp(g + 1) == sweep.tp(g);
            if (points == Points.ALL || !between) {
                curve.add(new PrecisionRecallPoint(
                        sweep.threshold(g),
                        sweep.tp(g) / (sweep.tp(g) + sweep.fp(g)),
                        positives() == 0 ? 1 : sweep.tp(g) / positives()));
            }
        }
        curve.add(new PrecisionRecallPoint(Double.POSITIVE_INFINITY, 1, 0));
        return Collections.unmodifiableList(curve);
    }

    /**
     * Returns the precision averaged over the steps of recall, in {@code [0, 1]}: a step sum, without interpolation.
     *
     * <p>The share of positives for scores that say nothing; 0 without positives. Agrees with {@code average_precision_score}.
     */
    public double averagePrecision() {
        return sweep.averagePrecision();
    }

    /**
     * Returns the bootstrap distribution of {@link #averagePrecision}.
     *
     * @throws IllegalStateException if weights are given, or a resample has no positive
     */
    public BootstrapDistribution averagePrecision(Bootstrap bootstrap) {
        return resampled(bootstrap, sweep.averagePrecisionOfCounts());
    }

    /**
     * Returns the mean negative log-likelihood of the truth, in nats, from 0; probabilities are clipped to {@code [2^-52, 1 - 2^-52]}.
     *
     * <p>One sure mistake costs 36 nats and can outweigh all others. Agrees with {@code log_loss}.
     *
     * @throws IllegalArgumentException if a score is not in {@code [0, 1]}; names the sample
     */
    public double logLoss() {
        return Samples.mean(logLosses(), weights);
    }

    /** Returns the bootstrap distribution of {@link #logLoss}; throws as it does, and where weights are given. */
    public BootstrapDistribution logLoss(Bootstrap bootstrap) {
        requireUnweighted();
        return bootstrap.mean(logLosses());
    }

    private double[] logLosses() {
        requireProbabilities();
        var losses = new double[yTrue.length];
        Arrays.setAll(losses, i -> -Math.log(clipped(yTrue[i] ? yScore[i] : 1 - yScore[i])));
        return losses;
    }

    static double clipped(double probability) {
        return Math.min(Math.max(probability, EPSILON), 1 - EPSILON);
    }

    /**
     * Returns the mean squared error of the probability of the positive class, in {@code [0, 1]}; 0.25 for always saying 0.5.
     *
     * <p>Agrees with {@code brier_score_loss}; the form that sums over both classes is twice this.
     *
     * @throws IllegalArgumentException if a score is not in {@code [0, 1]}; names the sample
     */
    public double brier() {
        return Samples.mean(squares(), weights);
    }

    /** Returns the bootstrap distribution of {@link #brier}; throws as it does, and where weights are given. */
    public BootstrapDistribution brier(Bootstrap bootstrap) {
        requireUnweighted();
        return bootstrap.mean(squares());
    }

    private double[] squares() {
        requireProbabilities();
        var squares = new double[yTrue.length];
        Arrays.setAll(squares, i -> Math.pow((yTrue[i] ? 1 : 0) - yScore[i], 2));
        return squares;
    }

    /**
     * Returns predicted probability against observed share, in bins.
     *
     * @param bins at least 1; 10 is usual
     * @throws IllegalArgumentException if {@code bins} is below 1 or a score is not in {@code [0, 1]}
     * @throws IllegalStateException if weights are given
     */
    public CalibrationCurve calibration(int bins, CalibrationCurve.Strategy strategy) {
        requireProbabilities();
        requireUnweighted();
        return CalibrationCurve.of(yTrue, yScore, bins, strategy);
    }

    /**
     * Returns the mean cost of a decision at every threshold, from infinity down, and the cheapest.
     *
     * <p>A threshold that costs least here will cost more on new samples: choose it on validation data, report its cost on test data.
     */
    public ThresholdCurve costByThreshold(Costs costs) {
        return ThresholdCurve.lowest(IntStream.range(-1, sweep.size())
                .mapToObj(g -> new ThresholdCurve.Point(
                        g < 0 ? Double.POSITIVE_INFINITY : sweep.threshold(g), costs.mean(sweep.counts(g))))
                .toList());
    }

    /**
     * Returns the mean cost of a decision at the given thresholds, in their order, and the cheapest.
     *
     * @throws IllegalArgumentException if there is no threshold or one is NaN
     */
    public ThresholdCurve costByThreshold(Costs costs, double... thresholds) {
        if (thresholds.length == 0) {
            throw new IllegalArgumentException("there are no thresholds; give at least one");
        }
        return ThresholdCurve.lowest(Arrays.stream(thresholds)
                .mapToObj(t -> new ThresholdCurve.Point(t, costs.mean(at(t))))
                .toList());
    }

    /**
     * Returns the objective at every score that occurs, from the highest down, and the threshold that maximises it.
     *
     * @throws IllegalStateException if a class has no samples
     */
    public ThresholdCurve bestThreshold(ThresholdObjective objective) {
        requireBothClasses();
        return ThresholdCurve.highest(IntStream.range(0, sweep.size())
                .mapToObj(g -> new ThresholdCurve.Point(sweep.threshold(g), objective.of(sweep.counts(g))))
                .toList());
    }

    /**
     * Returns the cost curve: the least normalised cost over all thresholds, for each probability cost.
     *
     * @param probabilityCosts at least one, ascending, in {@code [0, 1]}
     * @throws IllegalArgumentException if the probability costs break the rule; names the place
     * @throws IllegalStateException if a class has no samples
     */
    public CostCurve costCurve(double... probabilityCosts) {
        requireBothClasses();
        if (probabilityCosts.length == 0) {
            throw new IllegalArgumentException("there are no probability costs; give at least one");
        }
        List<RocPoint> corners = rocCurve(Points.CORNERS);
        var points = new ArrayList<CostCurve.Point>();
        for (int i = 0; i < probabilityCosts.length; i++) {
            double pc = probabilityCosts[i];
            if (!(pc >= (i == 0 ? 0 : probabilityCosts[i - 1]) && pc <= 1)) {
                throw new IllegalArgumentException(
                        "probabilityCosts[" + i + "] is " + pc + "; give ascending numbers in 0 to 1");
            }
            var cheapest = new CostCurve.Point(pc, Double.POSITIVE_INFINITY, Double.NaN);
            for (RocPoint corner : corners) {
                double cost = (1 - corner.tpr()) * pc + corner.fpr() * (1 - pc);
                if (cost < cheapest.cost()) {
                    cheapest = new CostCurve.Point(pc, cost, corner.threshold());
                }
            }
            points.add(cheapest);
        }
        return new CostCurve(
                points,
                Trapezoids.auc(
                        probabilityCosts,
                        points.stream().mapToDouble(CostCurve.Point::cost).toArray()));
    }

    private BootstrapDistribution resampled(Bootstrap bootstrap, Bootstrap.Statistic statistic) {
        requireUnweighted();
        return bootstrap.rows(sweep.samples(), statistic);
    }

    private void requireUnweighted() {
        if (weighted) {
            throw new IllegalStateException(
                    "the samples are weighted; this takes each of them as one case, make the scores without weights");
        }
    }

    private void requireBothClasses() {
        if (positives() == 0 || negatives() == 0) {
            throw new IllegalStateException("yTrue has no " + (positives() == 0 ? "positive" : "negative")
                    + " sample that counts; a choice between two classes needs both");
        }
    }

    private void requireProbabilities() {
        for (int i = 0; i < yScore.length; i++) {
            if (!(yScore[i] >= 0 && yScore[i] <= 1)) {
                throw new IllegalArgumentException(
                        "yScore[" + i + "] is " + yScore[i] + "; this takes probabilities, in 0 to 1");
            }
        }
    }
}
