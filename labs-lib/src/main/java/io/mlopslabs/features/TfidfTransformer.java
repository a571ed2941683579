// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import java.util.Arrays;

/**
 * How counts become tf-idf: the settings; {@link #fit} learns the weight of each term.
 *
 * <p>A value is tf times idf, and then each row is divided by its norm. With {@code n} texts, of which {@code df} have the term, idf is {@code
 * ln((1 + n) / (1 + df)) + 1} if smooth and {@code ln(n / df) + 1} if plain: a term of every text keeps weight 1, unlike in textbooks, where it
 * loses all. Agrees with scikit-learn {@code TfidfTransformer}.
 *
 * @param tf what a count becomes
 * @param idf how a term is weighed
 * @param norm what each row is divided by
 */
public record TfidfTransformer(Tf tf, Idf idf, Norm norm) {
    /** What a count becomes. */
    public enum Tf {
        /** The count. */
        COUNT,
        /** {@code 1 + ln(count)}. */
        SUBLINEAR
    }

    /** How a term is weighed. */
    public enum Idf {
        /** As if one more text had every term. */
        SMOOTH,
        /** By the texts alone; a term of no text is refused. */
        PLAIN,
        /** All terms alike, weight 1. */
        NONE
    }

    /** What a row is divided by; a row of zeros stays as it is. */
    public enum Norm {
        /** The sum of the values. */
        L1,
        /** The root of the sum of squares: dot products become cosines. */
        L2,
        /** Nothing. */
        NONE
    }

    /** Returns scikit-learn's defaults: counts, smooth, L2. */
    public static TfidfTransformer standard() {
        return new TfidfTransformer(Tf.COUNT, Idf.SMOOTH, Norm.L2);
    }

    /** Returns the same with another treatment of counts. */
    public TfidfTransformer tf(Tf treatment) {
        return new TfidfTransformer(treatment, idf, norm);
    }

    /** Returns the same with other weights. */
    public TfidfTransformer idf(Idf weights) {
        return new TfidfTransformer(tf, weights, norm);
    }

    /** Returns the same with another norm. */
    public TfidfTransformer norm(Norm rows) {
        return new TfidfTransformer(tf, idf, rows);
    }

    /**
     * Learns the weights of the terms from the counts of some texts, those to train on and no others.
     *
     * @param counts one row per text, one column per term
     * @throws IllegalArgumentException if {@code idf} is plain and a term occurs in no text; names the column
     */
    public Tfidf fit(SparseMatrix counts) {
        double[] weights = new double[counts.columns()];
        for (int row = 0; row < counts.rows(); row++) {
            for (int column : counts.columnsOf(row)) {
                weights[column]++;
            }
        }
        for (int column = 0; column < weights.length; column++) {
            weights[column] = weight(weights[column], counts.rows(), column);
        }
        return new Tfidf(this, weights);
    }

    private double weight(double df, int n, int column) {
        if (idf == Idf.PLAIN && df == 0) {
            throw new IllegalArgumentException(
                    "column %d is 0 in every row, so that its plain idf is infinite; take Idf.SMOOTH"
                            .formatted(column));
        }
        return switch (idf) {
            case SMOOTH -> Math.log((1.0 + n) / (1 + df)) + 1;
            case PLAIN -> Math.log(n / df) + 1;
            case NONE -> 1;
        };
    }

    double term(double count) {
        return tf == Tf.COUNT ? count : 1 + Math.log(count);
    }

    double norm(double[] row) {
        return switch (norm) {
            case L1 -> Arrays.stream(row).map(Math::abs).sum();
            case L2 -> Math.sqrt(Arrays.stream(row).map(value -> value * value).sum());
            case NONE -> 1;
        };
    }
}
