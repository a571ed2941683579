// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Predicted numbers against true ones.
 *
 * <p>Immutable. Agrees with {@code sklearn.metrics}, version 1.9, under the names there.
 */
public final class RegressionScores {
    private static final double EPSILON = Math.ulp(1.0); // what scikit-learn divides by where the truth is 0

    private final double[] yTrue;
    private final double[] yPred;
    private final double[] weights;

    /** What R² is where the truth is constant and its formula divides by 0; scikit-learn's {@code force_finite}. */
    public enum ConstantTruth {
        /** 1 for a perfect prediction and 0 for any other, so that means over splits stay finite: scikit-learn's default. */
        FORCED_FINITE,
        /** What the formula says: NaN for a perfect prediction and negative infinity for any other. */
        AS_DIVIDED
    }

    private RegressionScores(double[] yTrue, double[] yPred, double[] weights) {
        this.yTrue = Samples.finite("yTrue", yTrue, yTrue.length);
        this.yPred = Samples.finite("yPred", yPred, yTrue.length);
        this.weights = Samples.weights(weights, yTrue.length);
    }

    /**
     * Takes predictions.
     *
     * @param yTrue true values, finite, at least one
     * @param yPred predicted values, finite, in the same order
     * @throws IllegalArgumentException if the lengths differ, there is no sample or a value is not finite; names the place
     */
    public static RegressionScores of(double[] yTrue, double[] yPred) {
        return new RegressionScores(yTrue, yPred, null);
    }

    /**
     * Takes predictions of weighted samples.
     *
     * @param weights one per sample, finite and not negative, not all 0
     * @throws IllegalArgumentException as {@link #of}, or for a weight that breaks the rule; names the place
     */
    public static RegressionScores weighted(double[] yTrue, double[] yPred, double[] weights) {
        return new RegressionScores(yTrue, yPred, weights.clone());
    }

    /** Returns the mean of |truth - prediction|, in the unit of the truth: {@code mean_absolute_error}. */
    public double meanAbsoluteError() {
        return mean((y, p) -> Math.abs(y - p));
    }

    /** Returns the mean of the squared error, in the squared unit of the truth: {@code mean_squared_error}. */
    public double meanSquaredError() {
        return mean((y, p) -> (y - p) * (y - p));
    }

    /** Returns the root of {@link #meanSquaredError}, in the unit of the truth: {@code root_mean_squared_error}. */
    public double rootMeanSquaredError() {
        return Math.sqrt(meanSquaredError());
    }

    /**
     * Returns the mean error as a share of the truth, not in percent: {@code mean_absolute_percentage_error}.
     *
     * <p>Where the truth is 0 it divides by 2^-52, so one such sample makes the mean about 1e15: look for it before you believe the number.
     */
    public double meanAbsolutePercentageError() {
        return mean((y, p) -> Math.abs(y - p) / Math.max(Math.abs(y), EPSILON));
    }

    /**
     * Returns the mean of {@code (log(1 + truth) - log(1 + prediction))^2}: {@code mean_squared_log_error}.
     *
     * @throws IllegalArgumentException if a value is -1 or less; names it
     */
    public double meanSquaredLogError() {
        for (int i = 0; i < yTrue.length; i++) {
            if (yTrue[i] <= -1 || yPred[i] <= -1) {
                throw new IllegalArgumentException((yTrue[i] <= -1 ? "yTrue[" : "yPred[") + i + "] is "
                        + Math.min(yTrue[i], yPred[i]) + "; logarithms of 1 + y need values above -1");
            }
        }
        return mean((y, p) -> Math.pow(Math.log1p(y) - Math.log1p(p), 2));
    }

    /** Returns the largest |truth - prediction|, whatever the weights: {@code max_error}. */
    public double maxError() {
        return Arrays.stream(errors()).max().orElseThrow();
    }

    /**
     * Returns the median of |truth - prediction|: {@code median_absolute_error}.
     *
     * <p>Weighted, the smallest error whose cumulative weight exceeds half; where half is hit exactly, the mean of the two around it.
     */
    public double medianAbsoluteError() {
        return averagedInvertedCdf(errors(), weights, 0.5);
    }

    private double[] errors() {
        return IntStream.range(0, yTrue.length)
                .mapToDouble(i -> Math.abs(yTrue[i] - yPred[i]))
                .toArray();
    }

    /**
     * Returns the pinball loss of a quantile prediction: {@code mean_pinball_loss}; for the median half the absolute error.
     *
     * @param alpha the quantile that is predicted, in {@code [0, 1]}
     * @throws IllegalArgumentException if {@code alpha} is outside {@code [0, 1]}
     */
    public double meanPinballLoss(double alpha) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha is " + alpha + "; a quantile is a share from 0 to 1");
        }
        return mean((y, p) -> alpha * Math.max(y - p, 0) + (1 - alpha) * Math.max(p - y, 0));
    }

    /**
     * Returns the share of the pinball loss of always predicting the quantile of the truth that the model saves: {@code d2_pinball_score}.
     *
     * <p>1 is best, 0 is that constant, negative is worse. NaN for fewer than two samples; for a constant truth 1 if perfect and 0 otherwise.
     *
     * @throws IllegalArgumentException if {@code alpha} is outside {@code [0, 1]}
     */
    public double d2Pinball(double alpha) {
        if (yTrue.length < 2) {
            return Double.NaN;
        }
        double loss = meanPinballLoss(alpha);
        var constant = new double[yTrue.length];
        Arrays.fill(constant, averagedInvertedCdf(yTrue, weights, alpha));
        double reference = new RegressionScores(yTrue, constant, weights).meanPinballLoss(alpha);
        return reference == 0 ? (loss == 0 ? 1 : 0) : 1 - loss / reference;
    }

    /** Returns R²: {@link #r2(ConstantTruth)} with the finite convention. */
    public double r2() {
        return r2(ConstantTruth.FORCED_FINITE);
    }

    /**
     * Returns the share of the truth's variance that the prediction explains: {@code r2_score}.
     *
     * <p>1 is best, 0 is always predicting the mean, negative is worse. Not an accuracy. NaN for fewer than two samples.
     */
    public double r2(ConstantTruth constant) {
        if (yTrue.length < 2) {
            return Double.NaN;
        }
        return explained(weightedSquares((y, p) -> y - p), truthSquares(), constant);
    }

    /** Returns the share of the truth's variance without that of the errors: R² that forgives a constant offset; {@code explained_variance_score}. */
    public double explainedVariance() {
        double offset = mean((y, p) -> y - p);
        return explained(weightedSquares((y, p) -> y - p - offset), truthSquares(), ConstantTruth.FORCED_FINITE);
    }

    private static double explained(double errors, double truth, ConstantTruth constant) {
        if (truth == 0 && constant == ConstantTruth.FORCED_FINITE) {
            return errors == 0 ? 1 : 0;
        }
        return 1 - errors / truth;
    }

    /** Returns the weighted sum of squared distances of the truth from its mean. */
    double truthSquares() {
        double centre = mean((y, p) -> y);
        return weightedSquares((y, p) -> y - centre);
    }

    private double weightedSquares(DoubleBinaryOperator distance) {
        double sum = 0;
        for (int i = 0; i < yTrue.length; i++) {
            double d = distance.applyAsDouble(yTrue[i], yPred[i]);
            sum += weights[i] * d * d;
        }
        return sum;
    }

    private double mean(DoubleBinaryOperator loss) {
        var losses = new double[yTrue.length];
        Arrays.setAll(losses, i -> loss.applyAsDouble(yTrue[i], yPred[i]));
        return Samples.mean(losses, weights);
    }

    /** Returns the quantile that averages two neighbours where the cumulative weight hits the share exactly. */
    private static double averagedInvertedCdf(double[] values, double[] weights, double share) {
        int[] order = IntStream.range(0, values.length)
                .filter(i -> weights[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double wanted = share * Arrays.stream(weights).sum();
        double through = 0;
        for (int k = 0; k < order.length; k++) {
            through += weights[order[k]];
            if (through > wanted || k == order.length - 1) {
                return values[order[k]];
            }
            if (through == wanted && through > 0) {
                return (values[order[k]] + values[order[k + 1]]) / 2;
            }
        }
        throw new AssertionError("some weight is above 0");
    }
}
