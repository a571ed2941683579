// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.Deferred;
import io.mlopslabs.features.transform.Tokens;
import io.mlopslabs.features.transform.TransformGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Vocabularies: the tokens of a column in an order that is learned from all rows, and their places as ids. TFT's operations by the same names.
 *
 * <p>Tokens are texts or whole numbers, which count as their decimal text. Order: what was seen most often first (or weighs most, or says most
 * about the label); of equals, the later in the order of UTF-8 bytes first. Empty tokens and tokens with a line break are not kept, for a
 * vocabulary file could not hold them; they are unknown then. A vocabulary that keeps nothing is no error: every token is unknown.
 *
 * <p>Learning keeps every distinct token with its count, whatever {@code topK} says, because tomorrow's rows may lift it: 30 to 50 bytes a
 * token beside the text itself (some 50 bytes for ten letters), twice that for the moments in which tables grow, and with weights or labels 12
 * bytes and 16 for each label more. Weights are summed to twice the digits of a double, so that rows in any order give the same vocabulary.
 */
public final class Vocabulary {
    private Vocabulary() {}

    /** Returns the vocabulary of all tokens of a column. */
    public static Deferred<Tokens> vocabulary(Column tokens) {
        return vocabulary(tokens, VocabularyOptions.of());
    }

    /**
     * Returns the vocabulary of a column, for {@link #applyVocabulary} on this or another column.
     *
     * @throws IllegalArgumentException if the column holds fractions, weights or labels do not fit it, or an option is out of range
     */
    public static Deferred<Tokens> vocabulary(Column tokens, VocabularyOptions options) {
        return vocabulary(tokens, options, null);
    }

    private static Deferred<Tokens> vocabulary(Column tokens, VocabularyOptions options, Double minDiffFromAvgUnset) {
        List<Column> columns = new ArrayList<>(List.of(tokens));
        if (options.weights != null) {
            columns.add(options.weights);
        }
        if (options.labels != null) {
            columns.add(options.labels);
        }
        return Deferred.analyze(options.analyzer(minDiffFromAvgUnset), columns.toArray(new Column[0]));
    }

    /**
     * Returns the ids of a column's tokens, {@code INT64}: the place in the vocabulary, from 0.
     *
     * <p>A token that is not there gets {@code defaultValue}, -1 unless set, or, with {@code numOovBuckets}, an id after the last one by its hash.
     * Missing values stay missing.
     *
     * @throws IllegalArgumentException if the column holds fractions
     */
    public static Column applyVocabulary(Column tokens, Deferred<Tokens> vocabulary, VocabularyOptions options) {
        return tokens.map(options.function(null), vocabulary);
    }

    /** Returns the ids of a column's tokens in a vocabulary that is known already, such as one from a {@link VocabularyFile}. */
    public static Column applyVocabulary(Column tokens, Tokens vocabulary, VocabularyOptions options) {
        return tokens.map(options.function(vocabulary));
    }

    /** Returns the ids of a column's tokens in the vocabulary of all of them; a token that was not seen gets -1. */
    public static Column computeAndApplyVocabulary(Column tokens) {
        return computeAndApplyVocabulary(tokens, VocabularyOptions.of());
    }

    /** Returns the ids of a column's tokens in its own vocabulary: {@link #vocabulary} and {@link #applyVocabulary} in one. */
    public static Column computeAndApplyVocabulary(Column tokens, VocabularyOptions options) {
        return applyVocabulary(tokens, vocabulary(tokens, options, 0.0), options);
    }

    /**
     * Returns one more than the largest id that these options give, which is what a model must have room for. TFT's {@code num_buckets}.
     *
     * <p>An empty vocabulary counts as one; a {@code defaultValue} beyond the last token counts: 50 gives 51.
     */
    public static long numBuckets(Tokens vocabulary, VocabularyOptions options) {
        long size = ApplyVocabulary.size(vocabulary);
        return options.numOovBuckets > 0 ? size + options.numOovBuckets : Math.max(size, options.defaultValue + 1);
    }

    /**
     * Returns the vocabulary that a graph learned from an input column.
     *
     * @throws IllegalArgumentException if the graph learned none from it, or several
     */
    public static Tokens learned(TransformGraph graph, String column) {
        List<Tokens> found = graph.statistics().stream()
                .filter(learned -> learned.statistic() instanceof Tokens
                        && !learned.columns().isEmpty()
                        && learned.columns().get(0).equals(column))
                .map(learned -> (Tokens) learned.statistic())
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("the graph has %s of column %s"
                    .formatted(found.isEmpty() ? "no vocabulary" : found.size() + " vocabularies", column));
        }
        return found.get(0);
    }
}
