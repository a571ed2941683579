// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import io.mlopslabs.data.text.CodePointOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How texts become counts of terms: the settings; {@link #fit} learns the vocabulary.
 *
 * <p>A text is put in lower case and cut into tokens, the longest runs of letters, numbers and {@code _} of two or more: "I" and "a" are none,
 * an apostrophe, a combining accent or an emoji ends a token. Terms are runs of tokens joined by one space; they bridge what is no token.
 *
 * <p>Same terms as scikit-learn {@code CountVectorizer} with the same settings; the default pattern {@code (?u)\b\w\w+\b} of Python is {@link
 * #TOKEN} in Java, whose {@code \w} is another set. The vocabulary sorts by code point.
 *
 * @param letterCase whether texts are put in lower case
 * @param tokenPattern Java regular expression; each match is a token
 * @param minTokens fewest tokens of a term, 1 or more
 * @param maxTokens most tokens of a term, at least {@code minTokens}
 * @param minDf fewest texts that a term of the vocabulary occurs in
 * @param maxDf most texts that a term of the vocabulary occurs in
 * @param maxFeatures most terms of the vocabulary, 1 or more; 0 for no limit
 * @param counting what stands in the matrix
 */
public record CountVectorizer(
        LetterCase letterCase,
        String tokenPattern,
        int minTokens,
        int maxTokens,
        DocumentFrequency minDf,
        DocumentFrequency maxDf,
        int maxFeatures,
        Counting counting) {
    /** The tokens of scikit-learn's default: two or more letters, numbers or underscores. */
    public static final String TOKEN = "[\\p{L}\\p{N}_]{2,}";

    /** Whether "Free" and "free" are one term. */
    public enum LetterCase {
        /** Texts are put in lower case, by Unicode's rules and no language's. */
        LOWER,
        /** Texts stay as they are. */
        AS_IS
    }

    /** What stands in the matrix for a term that a text has. */
    public enum Counting {
        /** How often. */
        OCCURRENCES,
        /** 1, however often. */
        PRESENCE
    }

    private static final Pattern STANDARD = Pattern.compile(TOKEN);

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if {@code 1 <= minTokens <= maxTokens} does not hold, or {@code maxFeatures} is negative
     * @throws java.util.regex.PatternSyntaxException if the pattern is none
     */
    public CountVectorizer {
        if (minTokens < 1 || maxTokens < minTokens) {
            throw new IllegalArgumentException(
                    "terms of %d to %d tokens are none; give 1 <= min <= max".formatted(minTokens, maxTokens));
        }
        if (maxFeatures < 0) {
            throw new IllegalArgumentException(
                    "a vocabulary of at most %d terms is none; give 1 or more, or 0 for no limit"
                            .formatted(maxFeatures));
        }
        Pattern.compile(tokenPattern);
    }

    /** Returns scikit-learn's defaults: lower case, single tokens, every term, occurrences. */
    public static CountVectorizer standard() {
        return new CountVectorizer(
                LetterCase.LOWER,
                TOKEN,
                1,
                1,
                DocumentFrequency.count(1),
                DocumentFrequency.share(1),
                0,
                Counting.OCCURRENCES);
    }

    /** Returns the same with terms of {@code min} to {@code max} tokens. */
    public CountVectorizer nGrams(int min, int max) {
        return new CountVectorizer(letterCase, tokenPattern, min, max, minDf, maxDf, maxFeatures, counting);
    }

    /** Returns the same without terms that occur in fewer texts. */
    public CountVectorizer minDf(DocumentFrequency limit) {
        return new CountVectorizer(letterCase, tokenPattern, minTokens, maxTokens, limit, maxDf, maxFeatures, counting);
    }

    /** Returns the same without terms that occur in more texts. */
    public CountVectorizer maxDf(DocumentFrequency limit) {
        return new CountVectorizer(letterCase, tokenPattern, minTokens, maxTokens, minDf, limit, maxFeatures, counting);
    }

    /**
     * Returns the same with the {@code most} terms that occur most often in all texts together, of those that {@code minDf} and {@code maxDf}
     * leave; among terms of one count at the cut the later ones stay, where scikit-learn's choice is that of an unstable sort.
     */
    public CountVectorizer maxFeatures(int most) {
        return new CountVectorizer(letterCase, tokenPattern, minTokens, maxTokens, minDf, maxDf, most, counting);
    }

    /** Returns the same with another treatment of capital letters. */
    public CountVectorizer letterCase(LetterCase treatment) {
        return new CountVectorizer(treatment, tokenPattern, minTokens, maxTokens, minDf, maxDf, maxFeatures, counting);
    }

    /** Returns the same with tokens that match a Java regular expression. */
    public CountVectorizer tokenPattern(String pattern) {
        return new CountVectorizer(letterCase, pattern, minTokens, maxTokens, minDf, maxDf, maxFeatures, counting);
    }

    /** Returns the same with another content of the matrix. */
    public CountVectorizer counting(Counting content) {
        return new CountVectorizer(letterCase, tokenPattern, minTokens, maxTokens, minDf, maxDf, maxFeatures, content);
    }

    /**
     * Returns the terms of one text, shortest first, each as often as it occurs; empty if it has none.
     *
     * <p>Same lists as scikit-learn {@code build_analyzer()}.
     */
    public List<String> terms(String text) {
        String plain = letterCase == LetterCase.LOWER ? text.toLowerCase(Locale.ROOT) : text;
        List<String> tokens =
                pattern().matcher(plain).results().map(MatchResult::group).toList();
        if (maxTokens == 1) {
            return tokens;
        }
        List<String> terms = new ArrayList<>();
        for (int length = minTokens; length <= maxTokens; length++) {
            for (int start = 0; start + length <= tokens.size(); start++) {
                terms.add(String.join(" ", tokens.subList(start, start + length)));
            }
        }
        return terms;
    }

    private Pattern pattern() {
        return tokenPattern.equals(TOKEN) ? STANDARD : Pattern.compile(tokenPattern);
    }

    /**
     * Learns the vocabulary of some texts, those to train on and no others.
     *
     * @param texts at least one with a term; an empty text is one without terms
     * @return what counts the terms of these and other texts
     * @throws IllegalArgumentException if a text is null (names the row), no text has a term, the limits contradict each other, or no term is
     *     within them
     */
    public BagOfWords fit(List<String> texts) {
        Map<String, Integer> frequencies = new HashMap<>();
        Map<String, Integer> occurrences = new HashMap<>();
        for (int row = 0; row < texts.size(); row++) {
            requireText(texts.get(row), row);
            List<String> terms = terms(texts.get(row));
            new HashSet<>(terms).forEach(term -> frequencies.merge(term, 1, Integer::sum));
            if (maxFeatures > 0) {
                terms.forEach(term -> occurrences.merge(term, 1, Integer::sum));
            }
        }
        if (frequencies.isEmpty()) {
            throw new IllegalArgumentException(
                    "none of the %d texts has a term; look at the texts and at tokenPattern".formatted(texts.size()));
        }
        double fewest = minDf.of(texts.size());
        double most = maxDf.of(texts.size());
        if (most < fewest) {
            throw new IllegalArgumentException(
                    "maxDf is %s texts and minDf %s; no term can be within".formatted(most, fewest));
        }
        List<String> vocabulary = frequencies.entrySet().stream()
                .filter(entry -> entry.getValue() >= fewest && entry.getValue() <= most)
                .map(Map.Entry::getKey)
                .sorted(CodePointOrder.ORDER)
                .toList();
        if (vocabulary.isEmpty()) {
            throw new IllegalArgumentException("none of %d terms occurs in %s to %s texts; lower minDf or raise maxDf"
                    .formatted(frequencies.size(), fewest, most));
        }
        return new BagOfWords(this, maxFeatures == 0 ? vocabulary : mostOften(vocabulary, occurrences, frequencies));
    }

    private List<String> mostOften(
            List<String> sorted, Map<String, Integer> occurrences, Map<String, Integer> frequencies) {
        Map<String, Integer> counts = counting == Counting.PRESENCE ? frequencies : occurrences;
        return sorted.stream()
                .sorted(Comparator.<String>comparingInt(counts::get)
                        .thenComparing(CodePointOrder.ORDER)
                        .reversed())
                .limit(maxFeatures)
                .sorted(CodePointOrder.ORDER)
                .toList();
    }

    static void requireText(String text, int row) {
        if (text == null) {
            throw new IllegalArgumentException("row %d has no text; give an empty one if it is empty".formatted(row));
        }
    }
}
