// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Learns how often each labelling function is right without seeing one true label, and weighs the votes by it.
 *
 * <p>Works from how often pairs of functions vote together. It takes functions to err independently given the class, and to be right more
 * often than wrong on the whole: two copies of one rule count as two witnesses. On few rows or few functions the majority vote may be
 * better, so compare on a labelled sample.
 *
 * <p>Same steps as Snorkel's {@code LabelModel}, in doubles where that has floats: numbers agree to about 1e-5 from the same start.
 *
 * @see "Ratner et al. 2019, Training complex models with multi-task weak supervision, doi:10.1609/aaai.v33i01.33014763"
 */
public final class LabelModel {
    private final List<String> functions;
    private final double[] balance;
    private final double[][] mu;
    private final double[] coverages;

    LabelModel(List<String> functions, double[] balance, double[][] mu, double[] coverages) {
        this.functions = functions;
        this.balance = balance;
        this.mu = mu;
        this.coverages = coverages;
    }

    /**
     * How to fit.
     *
     * @param classBalance share of each class, none 0; empty takes all classes to be alike
     * @param epochs steps over the overlaps, 1 or more
     * @param learningRate above 0
     * @param l2 pull towards the start, and towards 0; 0 or more
     * @param precisionInit probability at the start that a vote is right, in 0 to 1, both excluded
     * @param initialScale factor on the start, in 0 to 1; one number for all parameters
     */
    public record Training(
            List<Double> classBalance,
            int epochs,
            double learningRate,
            double l2,
            double precisionInit,
            double initialScale) {
        /**
         * Checks the settings; the class balance is checked when it meets the votes.
         *
         * @throws IllegalArgumentException if one breaks its rule
         */
        public Training {
            classBalance = List.copyOf(classBalance);
            require(epochs >= 1, "epochs", epochs, "1 or more");
            require(learningRate > 0, "learningRate", learningRate, "above 0");
            require(l2 >= 0, "l2", l2, "0 or more");
            require(precisionInit > 0 && precisionInit < 1, "precisionInit", precisionInit, "above 0 and below 1");
            require(initialScale >= 0 && initialScale <= 1, "initialScale", initialScale, "in 0 to 1");
        }

        private static void require(boolean holds, String name, Number value, String rule) {
            if (!holds) {
                throw new IllegalArgumentException(name + " is " + value + "; it is " + rule);
            }
        }

        /** Returns Snorkel's defaults (100 epochs, learning rate 0.01, no l2, precision 0.7), the start's scale drawn by the seed. */
        public static Training seeded(long seed) {
            return new Training(List.of(), 100, 0.01, 0, 0.7, new SplittableRandom(seed).nextDouble());
        }

        /** Returns these settings with the share of each class. */
        public Training withClassBalance(double... shares) {
            List<Double> boxed = Arrays.stream(shares).boxed().toList();
            return new Training(boxed, epochs, learningRate, l2, precisionInit, initialScale);
        }

        /** Returns these settings with another number of steps. */
        public Training withEpochs(int count) {
            return new Training(classBalance, count, learningRate, l2, precisionInit, initialScale);
        }

        /** Returns these settings with another learning rate. */
        public Training withLearningRate(double rate) {
            return new Training(classBalance, epochs, rate, l2, precisionInit, initialScale);
        }

        /** Returns these settings with another regularisation. */
        public Training withL2(double strength) {
            return new Training(classBalance, epochs, learningRate, strength, precisionInit, initialScale);
        }

        /** Returns these settings with another first guess of the precision. */
        public Training withPrecisionInit(double precision) {
            return new Training(classBalance, epochs, learningRate, l2, precision, initialScale);
        }

        /** Returns these settings with another scale of the start. */
        public Training withInitialScale(double scale) {
            return new Training(classBalance, epochs, learningRate, l2, precisionInit, scale);
        }

        private double[] balance(int cardinality) {
            if (classBalance.isEmpty()) {
                double[] alike = new double[cardinality];
                Arrays.fill(alike, 1.0 / cardinality);
                return alike;
            }
            if (classBalance.size() != cardinality) {
                throw new IllegalArgumentException(
                        "classBalance has %d shares for %d classes".formatted(classBalance.size(), cardinality));
            }
            double[] shares =
                    classBalance.stream().mapToDouble(Double::doubleValue).toArray();
            MajorityVoter.requireBalance(shares);
            int absent = classBalance.indexOf(0.0);
            if (absent >= 0) {
                throw new IllegalArgumentException(
                        "classBalance[%d] is 0; a label model has no place for a class that never occurs"
                                .formatted(absent));
            }
            return shares;
        }
    }

    /**
     * Fits the model; cost is {@code rows * functions^2 + epochs * (functions * classes)^2}.
     *
     * @param votes of 3 functions or more: two agree or not, and nobody can say who is right
     * @throws IllegalArgumentException if there are fewer functions, the class balance does not fit the classes, or training diverges
     */
    public static LabelModel fit(LabelMatrix votes, Training training) {
        int count = votes.functions().size();
        if (count < 3) {
            throw new IllegalArgumentException(
                    "there are %d labelling functions; a label model needs 3 or more to tell who errs"
                            .formatted(count));
        }
        double[] balance = training.balance(votes.cardinality());
        var completion = new MatrixCompletion(votes, balance);
        double[][] mu = completion.train(training);
        MatrixCompletion.clamp(mu, votes.rows());
        double[] coverages = LfAnalysis.of(votes).summary().stream()
                .mapToDouble(LfAnalysis.Summary::coverage)
                .toArray();
        return new LabelModel(votes.functions(), balance, completion.trusting(mu), coverages);
    }

    /**
     * Returns the estimated accuracy of each function where it votes, in column order, from 1e-6 to 1; NaN for one that never voted.
     *
     * <p>Snorkel's {@code get_weights}.
     */
    public double[] weights() {
        int k = balance.length;
        return IntStream.range(0, functions.size())
                .mapToDouble(f -> {
                    double right = 0;
                    for (int c = 0; c < k; c++) {
                        right += mu[f * k + c][c] * balance[c];
                    }
                    return coverages[f] == 0 ? Double.NaN : Math.max(1e-6, Math.min(1, right / coverages[f]));
                })
                .toArray();
    }

    /**
     * Returns how each function is thought to vote on each class: {@code [function][vote + 1][class]} is P(vote | class), abstaining first.
     *
     * <p>To be held against {@link LfAnalysis#empiricalProbs}. Snorkel's {@code get_conditional_probs}.
     */
    public double[][][] conditionalProbs() {
        int k = balance.length;
        double[][][] probs = new double[functions.size()][k + 1][k];
        for (int f = 0; f < probs.length; f++) {
            for (int y = 0; y < k; y++) {
                double silent = 1;
                for (int c = 0; c < k; c++) {
                    probs[f][c + 1][y] = mu[f * k + c][y];
                    silent -= mu[f * k + c][y];
                }
                probs[f][0][y] = Math.max(0, silent);
            }
        }
        return probs;
    }

    /**
     * Returns the probability of each class for each row, given its votes.
     *
     * <p>An abstention says nothing. A row in which every function abstains gets the class balance: with uneven shares its prediction is the
     * largest class and not an abstention, see {@link LabelMatrix#uncovered}.
     *
     * @param votes of the same functions, in the same order
     * @throws IllegalArgumentException if the functions or the number of classes differ
     */
    public LabelProbabilities predictProba(LabelMatrix votes) {
        if (!votes.functions().equals(functions) || votes.cardinality() != balance.length) {
            throw new IllegalArgumentException(
                    "the model knows %d classes and the functions %s; the votes have %d and %s"
                            .formatted(balance.length, functions, votes.cardinality(), votes.functions()));
        }
        double[][] probabilities = new double[votes.rows()][];
        Arrays.setAll(probabilities, row -> posterior(votes, row));
        return new LabelProbabilities(probabilities, balance.length);
    }

    private double[] posterior(LabelMatrix votes, int row) {
        int k = balance.length;
        double[] logs = Arrays.stream(balance).map(Math::log).toArray();
        for (int f = 0; f < functions.size(); f++) {
            int vote = votes.vote(row, f);
            if (vote != LabelingFunction.ABSTAIN) {
                for (int y = 0; y < k; y++) {
                    logs[y] += Math.log(mu[f * k + vote][y]);
                }
            }
        }
        return LogProbabilities.normalized(logs);
    }
}
