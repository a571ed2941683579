// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;
import java.util.List;

/**
 * The truth behind ratings, and who errs how: both estimated together, without one true label.
 *
 * <p>Every annotator has a confusion matrix of their own, so that one who always says the opposite is read backwards and one who guesses is
 * ignored. Expectation-maximisation from the shares of votes, without smoothing: an annotator with one item gets a matrix from that one
 * item, so look at {@link Ratings#count} before you judge one.
 *
 * <p>Annotators are taken to err independently given the truth. An item without a rating counts in no estimate and gets the class marginals;
 * an annotator without a rating gets a matrix of zeros.
 *
 * <p>Agrees with crowd-kit's {@code DawidSkene}, and with the published example.
 *
 * @param <L> label
 * @see "Dawid and Skene 1979, Maximum likelihood estimation of observer error-rates using the EM algorithm, doi:10.2307/2346806"
 */
public final class DawidSkene<L extends Comparable<? super L>> {
    private static final double STILL = 1e-10; // no posterior moves by more: converged
    private static final int MAX_ITERATIONS = 10_000;

    private final Ratings<L> ratings;
    private final double[][] posterior;
    private double[] marginals;
    private double[][][] confusion;
    private double logLikelihood;
    private int iterations;
    private boolean converged;

    private DawidSkene(Ratings<L> ratings) {
        this.ratings = ratings;
        this.posterior = new double[ratings.codes.length][];
    }

    /** Fits until no posterior moves by more than 1e-10, or 10,000 iterations are over. */
    public static <L extends Comparable<? super L>> DawidSkene<L> fit(Ratings<L> ratings) {
        return fit(ratings, MAX_ITERATIONS);
    }

    /**
     * Fits until no posterior moves by more than 1e-10, or {@code maxIterations} are over; {@link #converged} says which.
     *
     * @param maxIterations 1 or more
     * @throws IllegalArgumentException if it is less
     */
    public static <L extends Comparable<? super L>> DawidSkene<L> fit(Ratings<L> ratings, int maxIterations) {
        if (maxIterations < 1) {
            throw new IllegalArgumentException("maxIterations is " + maxIterations + "; it is 1 or more");
        }
        var model = new DawidSkene<>(ratings);
        model.voteShares();
        while (!model.converged && model.iterations < maxIterations) {
            model.maximise();
            model.converged = model.expect() <= STILL;
            model.iterations++;
        }
        for (int i = 0; i < model.posterior.length; i++) {
            if (ratings.codes[i].length == 0) {
                model.posterior[i] = model.marginals.clone();
            }
        }
        return model;
    }

    private void voteShares() {
        for (int i = 0; i < posterior.length; i++) {
            posterior[i] = new double[ratings.labels().size()];
            for (int code : ratings.codes[i]) {
                posterior[i][code] += 1.0 / ratings.codes[i].length;
            }
        }
    }

    private void maximise() {
        int k = ratings.labels().size();
        marginals = new double[k];
        confusion = new double[ratings.annotators().size()][k][k];
        for (int i = 0; i < posterior.length; i++) {
            for (int c = 0; c < k; c++) {
                marginals[c] += posterior[i][c]; // all 0 for an item without ratings
                for (int r = 0; r < ratings.codes[i].length; r++) {
                    confusion[ratings.by[i][r]][c][ratings.codes[i][r]] += posterior[i][c];
                }
            }
        }
        scale(marginals);
        for (double[][] table : confusion) {
            Arrays.stream(table).forEach(DawidSkene::scale);
        }
    }

    private static void scale(double[] line) {
        double sum = Arrays.stream(line).sum();
        for (int i = 0; sum > 0 && i < line.length; i++) {
            line[i] /= sum;
        }
    }

    /** Returns the largest move of a posterior. */
    private double expect() {
        double[] prior = Arrays.stream(marginals).map(Math::log).toArray();
        double[][][] logs = Arrays.stream(confusion)
                .map(table -> Arrays.stream(table)
                        .map(line -> Arrays.stream(line).map(Math::log).toArray())
                        .toArray(double[][]::new))
                .toArray(double[][][]::new);
        double moved = 0;
        logLikelihood = 0;
        for (int i = 0; i < posterior.length; i++) {
            if (ratings.codes[i].length > 0) {
                double[] joint = prior.clone();
                for (int r = 0; r < ratings.codes[i].length; r++) {
                    for (int c = 0; c < joint.length; c++) {
                        joint[c] += logs[ratings.by[i][r]][c][ratings.codes[i][r]];
                    }
                }
                logLikelihood += LogProbabilities.logSum(joint);
                double[] next = LogProbabilities.normalized(joint);
                for (int c = 0; c < next.length; c++) {
                    moved = Math.max(moved, Math.abs(next[c] - posterior[i][c]));
                }
                posterior[i] = next;
            }
        }
        return moved;
    }

    /** Returns the labels in their order, which is that of all numbers here. */
    public List<L> labels() {
        return ratings.labels();
    }

    /** Returns the estimated share of each label among the true ones. */
    public double[] classMarginals() {
        return marginals.clone();
    }

    /**
     * Returns how an annotator answers: {@code [true label][given label]}, each row summing to 1; zeros for a true label of which they rated
     * nothing.
     *
     * @throws IllegalArgumentException if nobody is called so
     */
    public double[][] confusion(String annotator) {
        return Arrays.stream(confusion[ratings.place(annotator)])
                .map(double[]::clone)
                .toArray(double[][]::new);
    }

    /** Returns the probability of each label for each item, in the order of {@link Ratings#items}. */
    public LabelProbabilities posterior() {
        return new LabelProbabilities(posterior, ratings.labels().size());
    }

    /** Returns the log-likelihood of the ratings, in nats, without multinomial coefficients. */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** Returns the number of iterations. */
    public int iterations() {
        return iterations;
    }

    /** Tells whether the posteriors had come to rest when fitting stopped. */
    public boolean converged() {
        return converged;
    }
}
