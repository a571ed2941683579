// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A learned vocabulary: counts the terms of any text by it.
 *
 * <p>Immutable; made by {@link CountVectorizer#fit}. Agrees with a fitted scikit-learn {@code CountVectorizer}.
 */
public final class BagOfWords {
    private final CountVectorizer settings;
    private final List<String> vocabulary;
    private final Map<String, Integer> columns = new HashMap<>();

    BagOfWords(CountVectorizer settings, List<String> vocabulary) {
        this.settings = settings;
        this.vocabulary = List.copyOf(vocabulary);
        for (String term : this.vocabulary) {
            columns.put(term, columns.size());
        }
    }

    /** Returns the terms in the order of the matrix's columns, which is that of their code points. */
    public List<String> vocabulary() {
        return vocabulary;
    }

    /**
     * Returns the counts of the known terms, one row per text and one column per term.
     *
     * <p>A term that is not in the vocabulary has no column: {@link #unknownShare} says how much that was. A text without a known term is a row
     * of zeros: {@link SparseMatrix#emptyRows} names them.
     *
     * @throws IllegalArgumentException if a text is null; names the row
     */
    public SparseMatrix transform(List<String> texts) {
        int[][] indices = new int[texts.size()][];
        double[][] values = new double[texts.size()][];
        for (int row = 0; row < texts.size(); row++) {
            CountVectorizer.requireText(texts.get(row), row);
            Map<Integer, Double> counts = new TreeMap<>();
            for (String term : settings.terms(texts.get(row))) {
                Integer column = columns.get(term);
                if (column != null) {
                    counts.merge(
                            column,
                            1.0,
                            settings.counting() == CountVectorizer.Counting.PRESENCE ? Math::max : Double::sum);
                }
            }
            indices[row] = counts.keySet().stream().mapToInt(column -> column).toArray();
            values[row] = counts.values().stream().mapToDouble(count -> count).toArray();
        }
        return new SparseMatrix(vocabulary.size(), indices, values);
    }

    /**
     * Returns the share of a text collection's terms, counted as often as they occur, that are not in the vocabulary.
     *
     * <p>Grows as language drifts away from the train texts. NaN if the texts have no term at all.
     *
     * @throws IllegalArgumentException if a text is null; names the row
     */
    public double unknownShare(List<String> texts) {
        long all = 0;
        long unknown = 0;
        for (int row = 0; row < texts.size(); row++) {
            CountVectorizer.requireText(texts.get(row), row);
            List<String> terms = settings.terms(texts.get(row));
            all += terms.size();
            unknown += terms.stream().filter(term -> !columns.containsKey(term)).count();
        }
        return all == 0 ? Double.NaN : (double) unknown / all;
    }

    @Override
    public String toString() {
        return "BagOfWords of %d terms".formatted(vocabulary.size());
    }
}
