// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import java.util.Arrays;

/** Learned weights of terms: turns counts into tf-idf. Immutable; made by {@link TfidfTransformer#fit}. */
public final class Tfidf {
    private final TfidfTransformer settings;
    private final double[] idf;

    Tfidf(TfidfTransformer settings, double[] idf) {
        this.settings = settings;
        this.idf = idf;
    }

    /** Returns the weight of each column. */
    public double[] idf() {
        return idf.clone();
    }

    /**
     * Returns the weighted and normed rows; a row of zeros stays one.
     *
     * @param counts with the columns that the weights were learned for
     * @throws IllegalArgumentException if there are more or fewer columns, or {@code tf} is sublinear and a count is negative (names the row)
     */
    public SparseMatrix transform(SparseMatrix counts) {
        if (counts.columns() != idf.length) {
            throw new IllegalArgumentException(
                    "%d columns, and the weights are for %d; count with the vocabulary that was fitted"
                            .formatted(counts.columns(), idf.length));
        }
        int[][] indices = new int[counts.rows()][];
        double[][] values = new double[counts.rows()][];
        for (int row = 0; row < counts.rows(); row++) {
            indices[row] = counts.columnsOf(row);
            double[] weighted = counts.valuesOf(row).clone();
            for (int i = 0; i < weighted.length; i++) {
                weighted[i] = settings.term(weighted[i]) * idf[indices[row][i]];
                if (Double.isNaN(weighted[i])) {
                    throw new IllegalArgumentException(
                            "row %d has a negative count; counts are 0 or more".formatted(row));
                }
            }
            double norm = settings.norm(weighted);
            values[row] = norm == 0
                    ? weighted
                    : Arrays.stream(weighted).map(value -> value / norm).toArray();
        }
        return new SparseMatrix(idf.length, indices, values);
    }
}
