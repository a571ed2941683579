// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import org.apache.commons.math3.special.Gamma;

/**
 * What a token says about the label, in bits, times the rows that have it: TFT's score.
 *
 * <p>The rows that lack the token are left out, and nothing is divided by the number of rows; P(label | token) is held between 1e-6 and 1 - 1e-6.
 * Adjusted: less what independence would give, under the hypergeometric law, and not normalized.
 *
 * @see "Vinh, Epps and Bailey 2009, Information theoretic measures for clusterings comparison, doi:10.1145/1553374.1553511"
 */
final class MutualInformation {
    private static final double CLIP = 1e-6;
    private static final double SMALL = 10_000; // rows up to which a cell must be 2 off to count
    private static final double LARGE = 1_000_000; // and from which 25

    private final double[] labels;
    private final double rows;
    private final double minDiffFromAvg;
    private final boolean adjusted;

    /**
     * Takes the rows by label.
     *
     * @param minDiffFromAvg how far a cell must be from its expectation to count; null for TFT's recommendation, 2 to 25 by the number of rows
     */
    MutualInformation(double[] labels, Double minDiffFromAvg, boolean adjusted) {
        this.labels = labels;
        this.rows = sum(labels);
        this.minDiffFromAvg = minDiffFromAvg != null ? minDiffFromAvg : recommended(rows);
        this.adjusted = adjusted;
    }

    private static double recommended(double rows) {
        return Math.floor(Math.min(25, Math.max(2, (rows - SMALL) / (LARGE - SMALL) * 23 + 2)));
    }

    /** Returns the score of a token that was seen so often with each label. */
    double of(String token, double[] seen) {
        double all = sum(seen);
        if (Math.rint(all) > Math.rint(rows)) {
            throw new IllegalArgumentException(
                    "\"%s\" was seen %s times in %s rows; with labels, a row has a token once or not: deduplicate the rows' tokens first"
                            .formatted(token, plain(all), plain(rows)));
        }
        if (all == 0 || Math.rint(all) == Math.rint(rows)) {
            return 0;
        }
        double information = 0;
        for (int label = 0; label < labels.length; label++) {
            double share = label < seen.length ? seen[label] / all : 0;
            double cell = Math.min(1 - CLIP, Math.max(CLIP, share)) * all;
            if (labels[label] == 0 || Math.abs(all * labels[label] / rows - cell) < minDiffFromAvg) {
                continue;
            }
            information += cell * (log2(cell) + log2(rows) - log2(all) - log2(labels[label]));
            if (adjusted) {
                information -= expected(all, labels[label]);
            }
        }
        return information;
    }

    /** Returns the expectation of a cell's information when tokens and labels are dealt out independently. */
    private double expected(double token, double label) {
        double first = Math.rint(Math.max(0, token + label - rows));
        double last = Math.rint(Math.min(token, label));
        double log = logFactorial(token)
                + logFactorial(label)
                + logFactorial(rows - token)
                + logFactorial(rows - label)
                - logFactorial(rows)
                - logFactorial(first)
                - logFactorial(token - first)
                - logFactorial(label - first)
                - logFactorial(rows - token - label + first);
        double expected = 0;
        double mass = 0;
        for (double cell = first; cell <= last; cell++) {
            double probability = Math.exp(log);
            mass += probability;
            if (cell > 0) {
                expected += cell * (log2(cell) + log2(rows) - log2(token) - log2(label)) * probability;
            }
            log += Math.log(token - cell)
                    + Math.log(label - cell)
                    - Math.log(cell + 1)
                    - Math.log(rows - token - label + cell + 1);
        }
        return expected / mass;
    }

    private static double logFactorial(double n) {
        return Gamma.logGamma(n + 1);
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static double sum(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
