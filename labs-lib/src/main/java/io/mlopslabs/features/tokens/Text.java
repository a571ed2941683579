// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Deferred;
import io.mlopslabs.features.transform.Integers;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Tokens;
import java.util.List;

/**
 * Texts as tokens, tokens as n-grams, ids of tokens as tf-idf. TFT's operations by the same names.
 *
 * <p>The tokens of a row are the values of a ragged column. What TFT keeps as a sparse tensor is a ragged column here where the places do not
 * matter, and two, the places and the values, where they do.
 */
public final class Text {
    private Text() {}

    static Kind checkTexts(Kind input) {
        if (input.dtype() != DType.STRING) {
            throw new IllegalArgumentException("takes texts, not %s; cast numbers to STRING first".formatted(input));
        }
        return input;
    }

    /** Returns the parts of texts between runs of ASCII white space; a text of white space has none. {@code tf.strings.split}. */
    public static Column split(Column texts) {
        return texts.map(new Ngrams.Split(null));
    }

    /** Returns the parts of texts between separators, with the empty ones: {@code ""} has one part. {@code tf.strings.split} with {@code sep}. */
    public static Column split(Column texts, String separator) {
        return texts.map(new Ngrams.Split(java.util.Objects.requireNonNull(separator, "separator")));
    }

    /**
     * Returns the runs of {@code shortest} to {@code longest} tokens, joined: by where they start, then by length, repetitions kept.
     *
     * @throws IllegalArgumentException if the column holds no texts, or the lengths are not 1 or more, the shortest first
     */
    public static Column ngrams(Column tokens, int shortest, int longest, String separator) {
        return tokens.map(new Ngrams(shortest, longest, separator));
    }

    /** Returns {@link #ngrams}, each where it comes first in its row. */
    public static Column bagOfWords(Column tokens, int shortest, int longest, String separator) {
        return deduplicateTensorPerRow(ngrams(tokens, shortest, longest, separator));
    }

    /** Returns how many values each row has, {@code INT64}; 0 where they are missing. */
    public static Column wordCount(Column tokens) {
        return tokens.map(new Ngrams.WordCount());
    }

    /** Returns the values of each row, each where it comes first, in a ragged column; a NaN equals a NaN. */
    public static Column deduplicateTensorPerRow(Column values) {
        return values.map(new Sparse.Deduplicate());
    }

    /**
     * Returns for each segment id of a row how many of the same stand before it. {@code tft.segment_indices}, within a row: over the rows of a
     * batch, as TFT has it, serving would give another answer than training.
     *
     * @throws IllegalArgumentException if the column is not {@code INT64}, or, for a row, if its ids are not sorted
     */
    public static Column segmentIndices(Column segmentIds) {
        return segmentIds.map(new Sparse.SegmentIndices());
    }

    /** Returns the values of sparse rows in the order of their places, without the gaps: what a ragged column is. */
    public static Column sparseTensorLeftAlign(Column indices, Column values) {
        return Column.map(new Sparse.LeftAlign(), List.of(indices, values));
    }

    /**
     * Returns sparse rows as dense ones of {@code width} numbers: each value at its place, {@code defaultValue} at the others. Makes a vector for
     * a model of {@link #tfidf}.
     *
     * @throws IllegalArgumentException if there are no numbers or no places; for a row, if a place is beyond the width or has two values
     */
    public static Column sparseTensorToDenseWithShape(Column indices, Column values, int width, double defaultValue) {
        return Column.map(new Sparse.ToDense(width, defaultValue), List.of(indices, values));
    }

    /** What a token weighs that few rows have: whether both counts are raised by one. */
    public enum Smoothing {
        /** ln((N + 1) / (df + 1)): a token that no analyzed row has weighs most. */
        SMOOTH,
        /** ln(N / df): a token that no analyzed row has is an error. */
        NONE
    }

    /** What a token weighs that every row has. */
    public enum Baseline {
        /** 1 (without smoothing, and with it): TFT's {@code add_baseline}. */
        ONE,
        /** 0. */
        ZERO
    }

    /**
     * The tf-idf of rows: two ragged columns of the same lengths.
     *
     * @param vocabIndex the ids of each row, {@code INT64}, ascending, each once
     * @param tfidfWeight the weight of each, {@code FLOAT32}
     */
    public record Tfidf(Column vocabIndex, Column tfidfWeight) {}

    /**
     * Returns the tf-idf of ids: the share of the row's tokens that the token is, times 1 + ln((N + 1) / (df + 1)), where N counts all analyzed
     * rows, those without tokens too, and df those with the token. Not normalized. {@code tft.tfidf}.
     *
     * <p>TFT takes an id modulo the size of the vocabulary, and so does this: the -1 of unknown tokens becomes the last token. Give the
     * vocabulary an OOV bucket, and unknown tokens keep an id of their own.
     *
     * @param vocabSize the number of ids: {@link Vocabulary#numBuckets}
     * @throws IllegalArgumentException if the column is not {@code INT64}
     */
    public static Tfidf tfidf(Column ids, int vocabSize, Smoothing smoothing) {
        return tfidf(ids.map(new TermWeights.Modulo(vocabSize, 0)), smoothing);
    }

    /** Returns the tf-idf of ids in a learned vocabulary with OOV buckets of which the options say how many. */
    public static Tfidf tfidf(Column ids, Deferred<Tokens> vocabulary, VocabularyOptions options, Smoothing smoothing) {
        return tfidf(within(ids, vocabulary, options), smoothing);
    }

    private static Tfidf tfidf(Column within, Smoothing smoothing) {
        Deferred<Integers> counts = Deferred.analyze(new TermWeights.RowsWithId(), within);
        return new Tfidf(
                within.map(new TermWeights.TfidfIndices()),
                within.map(new TermWeights.TfidfWeights(smoothing == Smoothing.SMOOTH), counts));
    }

    private static Column within(Column ids, Deferred<Tokens> vocabulary, VocabularyOptions options) {
        return ids.map(new TermWeights.Modulo(null, options.numOovBuckets), vocabulary);
    }

    /** Returns the inverse document frequency of each id, {@code FLOAT32}; ids as in {@link #tfidf}. {@code tft.experimental.idf}. */
    public static Column idf(
            Column ids,
            Deferred<Tokens> vocabulary,
            VocabularyOptions options,
            Smoothing smoothing,
            Baseline baseline) {
        Column within = within(ids, vocabulary, options);
        return within.map(
                new TermWeights.Idf(smoothing == Smoothing.SMOOTH, baseline == Baseline.ONE),
                Deferred.analyze(new TermWeights.RowsWithId(), within));
    }

    /** Returns how many analyzed rows have each id, {@code INT64}; ids as in {@link #tfidf}. {@code tft.experimental.document_frequency}. */
    public static Column documentFrequency(Column ids, Deferred<Tokens> vocabulary, VocabularyOptions options) {
        Column within = within(ids, vocabulary, options);
        return within.map(new TermWeights.DocumentFrequency(), Deferred.analyze(new TermWeights.RowsWithId(), within));
    }
}
