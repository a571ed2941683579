// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.CountVectorizer;
import io.mlopslabs.features.SparseMatrix;
import io.mlopslabs.features.TfidfTransformer.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Counts the terms of texts in columns given by their hashes: for texts that never end, as there is no vocabulary to learn.
 *
 * <p>Agrees with scikit-learn {@code HashingVectorizer}.
 *
 * @param terms what a term is; limits of its vocabulary are not looked at
 * @param hasher which column a term gets
 * @param norm what each row is divided by
 */
public record HashingVectorizer(CountVectorizer terms, FeatureHasher hasher, Norm norm) {
    /** Words of two letters or more, 2^20 columns, signs and rows of length 1, scikit-learn's defaults. */
    public HashingVectorizer() {
        this(CountVectorizer.standard(), new FeatureHasher(), Norm.L2);
    }

    /** Returns the same with another hasher. */
    public HashingVectorizer hasher(FeatureHasher columns) {
        return new HashingVectorizer(terms, columns, norm);
    }

    /** Returns the same with another norm. */
    public HashingVectorizer norm(Norm rows) {
        return new HashingVectorizer(terms, hasher, rows);
    }

    /**
     * Returns a row of counts per text; a text without a term is a row of zeros.
     *
     * @throws IllegalArgumentException if a text is null; names the row
     */
    public SparseMatrix transform(List<String> texts) {
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i) == null) {
                throw new IllegalArgumentException(
                        "HashingVectorizer.transform: row %d has no text; give an empty one if it is empty"
                                .formatted(i));
            }
            all.add(terms.terms(texts.get(i)));
        }
        SparseMatrix counts = hasher.transformStrings(all);
        List<NavigableMap<Integer, Double>> rows = new ArrayList<>();
        for (int i = 0; i < counts.rows(); i++) {
            double[] values = counts.values(i);
            int[] columns = counts.indices(i);
            double length = length(values);
            NavigableMap<Integer, Double> row = new TreeMap<>();
            for (int k = 0; k < columns.length; k++) {
                row.put(columns[k], values[k] / length);
            }
            rows.add(row);
        }
        return SparseMatrix.of(counts.columns(), rows);
    }

    private double length(double[] values) {
        return switch (norm) {
            case L1 -> Arrays.stream(values).map(Math::abs).sum();
            case L2 -> Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
            case NONE -> 1;
        };
    }
}
