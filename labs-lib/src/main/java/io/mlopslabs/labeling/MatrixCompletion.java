// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds {@code mu[f * k + c][y]}, the probability that function f votes c on class y, from how often pairs of votes fall together.
 *
 * <p>Given the class, functions are taken to err independently, so that {@code O = mu P mu^T} off the blocks of one function, O holding the
 * share of rows with both votes and P the class balance on its diagonal. Full-batch gradient descent with momentum, as Snorkel's
 * {@code LabelModel}; in doubles where that has floats.
 */
final class MatrixCompletion {
    private static final double MOMENTUM = 0.9;

    private final int classes;
    private final double[] balance;
    private final double[][] overlaps;

    MatrixCompletion(LabelMatrix votes, double[] balance) {
        this.classes = votes.cardinality();
        this.balance = balance;
        this.overlaps = overlaps(votes);
    }

    double[][] overlaps() {
        return overlaps;
    }

    private static double[][] overlaps(LabelMatrix votes) {
        int functions = votes.functions().size();
        int k = votes.cardinality();
        double[][] shares = new double[functions * k][functions * k];
        int[] cast = new int[functions];
        for (int row = 0; row < votes.rows(); row++) {
            int n = 0;
            for (int f = 0; f < functions; f++) {
                int vote = votes.vote(row, f);
                if (vote != LabelingFunction.ABSTAIN) {
                    cast[n++] = f * k + vote;
                }
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    shares[cast[i]][cast[j]]++;
                }
            }
        }
        for (double[] line : shares) {
            for (int j = 0; j < line.length; j++) {
                line[j] /= votes.rows();
            }
        }
        return shares;
    }

    /** Returns the parameters if a vote is right with probability {@code precision}. */
    double[][] start(double precision) {
        double[][] mu = new double[overlaps.length][classes];
        for (int d = 0; d < mu.length; d++) {
            int y = d % classes;
            mu[d][y] = Math.min(1, overlaps[d][d] * precision / balance[y]);
        }
        return mu;
    }

    double lossL2(double[][] mu, double[][] start, double l2) {
        double sum = 0;
        for (int d = 0; d < mu.length; d++) {
            for (int y = 0; y < classes; y++) {
                sum += square(l2 * (mu[d][y] - start[d][y]));
            }
        }
        return sum;
    }

    double lossMu(double[][] mu, double[][] start, double l2) {
        double sum = lossL2(mu, start, l2);
        for (int d = 0; d < mu.length; d++) {
            sum += square(excess(mu, d));
            for (int e = 0; e < mu.length; e++) {
                sum += square(residual(mu, d, e));
            }
        }
        return sum;
    }

    /** Returns observed less modelled share of rows with both votes; 0 within one function, where the model says nothing. */
    private double residual(double[][] mu, int d, int e) {
        if (d / classes == e / classes) {
            return 0;
        }
        double modelled = 0;
        for (int y = 0; y < classes; y++) {
            modelled += mu[d][y] * balance[y] * mu[e][y];
        }
        return overlaps[d][e] - modelled;
    }

    /** Returns modelled less observed share of rows with this vote. */
    private double excess(double[][] mu, int d) {
        double modelled = 0;
        for (int y = 0; y < classes; y++) {
            modelled += mu[d][y] * balance[y];
        }
        return modelled - overlaps[d][d];
    }

    double[][] train(LabelModel.Training training) {
        double[][] start = start(training.precisionInit());
        double[][] mu = new double[start.length][classes];
        double[][] velocity = new double[start.length][classes];
        for (int d = 0; d < mu.length; d++) {
            for (int y = 0; y < classes; y++) {
                mu[d][y] = start[d][y] * training.initialScale();
            }
        }
        for (int epoch = 0; epoch < training.epochs(); epoch++) {
            step(mu, velocity, gradient(mu, start, training.l2()), training.learningRate());
        }
        if (Double.isNaN(lossMu(mu, start, training.l2()))) {
            throw new IllegalArgumentException(
                    "the loss is not a number after %d epochs; lower the learning rate, which is %s"
                            .formatted(training.epochs(), training.learningRate()));
        }
        return mu;
    }

    private static void step(double[][] mu, double[][] velocity, double[][] gradient, double learningRate) {
        for (int d = 0; d < mu.length; d++) {
            for (int y = 0; y < mu[d].length; y++) {
                velocity[d][y] = MOMENTUM * velocity[d][y] + gradient[d][y];
                mu[d][y] -= learningRate * velocity[d][y];
            }
        }
    }

    private double[][] gradient(double[][] mu, double[][] start, double l2) {
        double[][] gradient = new double[mu.length][classes];
        for (int d = 0; d < mu.length; d++) {
            for (int e = 0; e < mu.length; e++) {
                double residual = residual(mu, d, e);
                for (int y = 0; y < classes; y++) {
                    gradient[d][y] -= 4 * residual * mu[e][y] * balance[y];
                }
            }
            double excess = excess(mu, d);
            for (int y = 0; y < classes; y++) {
                // l2 acts twice in Snorkel: as a loss around the start, and as the optimizer's weight decay around 0.
                gradient[d][y] += 2 * excess * balance[y] + 2 * l2 * l2 * (mu[d][y] - start[d][y]) + l2 * mu[d][y];
            }
        }
        return gradient;
    }

    /** Keeps every probability off 0 and 1, by 0.01 or by less where there are many rows. */
    static void clamp(double[][] mu, int rows) {
        double least = Math.min(0.01, Math.pow(10, -Math.ceil(Math.log10(rows))));
        for (double[] line : mu) {
            for (int y = 0; y < line.length; y++) {
                line[y] = Math.max(least, Math.min(1 - least, line[y]));
            }
        }
    }

    /**
     * Returns {@code mu} with the columns of equally frequent classes in the order in which functions are most often right.
     *
     * <p>The overlaps cannot tell such classes apart: a world in which everybody is wrong looks the same.
     */
    double[][] trusting(double[][] mu) {
        double[][] right = new double[classes][classes];
        for (int d = 0; d < mu.length; d++) {
            for (int y = 0; y < classes; y++) {
                right[d % classes][y] += mu[d][y] * balance[y];
            }
        }
        var alike = new TreeMap<Long, List<Integer>>();
        for (int y = 0; y < classes; y++) {
            alike.computeIfAbsent(Math.round(balance[y] * 1000), share -> new ArrayList<>())
                    .add(y);
        }
        int[] from = new int[classes];
        for (List<Integer> group : alike.values()) {
            double[][] among = new double[group.size()][group.size()];
            for (int i = 0; i < among.length; i++) {
                for (int j = 0; j < among.length; j++) {
                    among[i][j] = right[group.get(i)][group.get(j)];
                }
            }
            int[] best = Assignment.largest(among);
            for (int i = 0; i < best.length; i++) {
                from[group.get(i)] = group.get(best[i]);
            }
        }
        double[][] sorted = new double[mu.length][classes];
        for (int d = 0; d < mu.length; d++) {
            for (int y = 0; y < classes; y++) {
                sorted[d][y] = mu[d][from[y]];
            }
        }
        return sorted;
    }

    private static double square(double x) {
        return x * x;
    }
}
