// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a vocabulary keeps and what becomes of the other tokens, in TFT's words: {@code VocabularyOptions.of().topK(1000).numOovBuckets(10)}.
 *
 * <p>Each method changes this object and returns it.
 */
public final class VocabularyOptions {
    Column weights;
    Column labels;
    long defaultValue = -1;
    long numOovBuckets;
    private Integer topK;
    private Double frequencyThreshold;
    private boolean useAdjustedMutualInfo;
    private Double minDiffFromAvg;
    private Integer coverageTopK;
    private Double coverageFrequencyThreshold;
    private String coverageKey;
    private boolean fingerprintShuffle;
    private List<String> reservedTokens = List.of();
    private boolean storeFrequency;

    private VocabularyOptions() {}

    /** Returns TFT's defaults: all tokens, ordered by frequency, and the id -1 for those that were not seen. */
    public static VocabularyOptions of() {
        return new VocabularyOptions();
    }

    /** Keeps the {@code topK} first tokens only, reserved ones not counted; 1 or more. */
    public VocabularyOptions topK(int topK) {
        this.topK = topK;
        return this;
    }

    /** Keeps tokens that were seen so often or more; with weights, whose weights sum to so much; with labels, that score so much. */
    public VocabularyOptions frequencyThreshold(double frequencyThreshold) {
        this.frequencyThreshold = frequencyThreshold;
        return this;
    }

    /** Orders by the sum of weights instead of the count: one weight per row or per token, finite and not negative. */
    public VocabularyOptions weights(Column weights) {
        this.weights = weights;
        return this;
    }

    /**
     * Orders by the mutual information of token and label, {@code INT64} classes 0, 1, 2 …: bits, times the rows that have the token.
     *
     * <p>The rows without the token are left out, nothing is divided by the number of rows, and P(label | token) is held between 1e-6 and 1 -
     * 1e-6; a token that every row has scores 0. A row is meant to have a token once: see {@link Text#deduplicateTensorPerRow}.
     */
    public VocabularyOptions labels(Column labels) {
        this.labels = labels;
        return this;
    }

    /** Takes from the mutual information what independence would give: TFT's {@code use_adjusted_mutual_info}, which does not normalize. */
    public VocabularyOptions useAdjustedMutualInfo() {
        this.useAdjustedMutualInfo = true;
        return this;
    }

    /**
     * Takes a token and label that were seen together less than this much more or less often than expected for independent.
     *
     * <p>Not set, {@code computeAndApplyVocabulary} has 0, and {@code vocabulary} 2 for up to 10,000 rows, rising to 25 for a million.
     */
    public VocabularyOptions minDiffFromAvg(double minDiffFromAvg) {
        this.minDiffFromAvg = minDiffFromAvg;
        return this;
    }

    /**
     * Keeps, beside the others, the {@code coverageTopK} first tokens of each key. TFT's {@code coverage_top_k} and {@code key_fn}.
     *
     * @param keyPattern a regular expression: the key of a token is the first part that it finds, such as {@code "^[a-z]+"}, or the empty text
     */
    public VocabularyOptions coverage(int coverageTopK, String keyPattern) {
        this.coverageTopK = coverageTopK;
        this.coverageKey = java.util.regex.Pattern.compile(keyPattern).pattern();
        return this;
    }

    /** Holds the tokens that {@link #coverage} keeps to a threshold of their own. */
    public VocabularyOptions coverageFrequencyThreshold(double coverageFrequencyThreshold) {
        this.coverageFrequencyThreshold = coverageFrequencyThreshold;
        return this;
    }

    /** Orders what is kept by its SHA-1 hash, so that ids say nothing about frequency. */
    public VocabularyOptions fingerprintShuffle() {
        this.fingerprintShuffle = true;
        return this;
    }

    /**
     * Puts tokens first, in this order, whether rows have them or not, such as {@code "[PAD]"}.
     *
     * @throws IllegalArgumentException if one is empty, has a line break, or stands here twice
     */
    public VocabularyOptions reservedTokens(String... reservedTokens) {
        Set<String> seen = new HashSet<>();
        for (String token : reservedTokens) {
            Fingerprint.checkPaired(token);
            if (!VocabularyFile.isLine(token) || !seen.add(token)) {
                throw new IllegalArgumentException(
                        "reserved token \"%s\" is empty, has a line break, or is named twice".formatted(token));
            }
        }
        this.reservedTokens = List.of(reservedTokens);
        return this;
    }

    /** Keeps what the tokens were ordered by, for {@link VocabularyFile} and for who reads the vocabulary; 0 for a reserved token not seen. */
    public VocabularyOptions storeFrequency() {
        this.storeFrequency = true;
        return this;
    }

    /** Gives tokens that are not in the vocabulary this id instead of -1; without use where there are buckets for them. */
    public VocabularyOptions defaultValue(long defaultValue) {
        this.defaultValue = defaultValue;
        return this;
    }

    /** Gives tokens that are not in the vocabulary one of so many ids after the last: its size + Fingerprint64 modulo this, unsigned. */
    public VocabularyOptions numOovBuckets(long numOovBuckets) {
        this.numOovBuckets = numOovBuckets;
        return this;
    }

    LearnVocabulary analyzer(Double minDiffFromAvgUnset) {
        if (labels == null && (useAdjustedMutualInfo || minDiffFromAvg != null)) {
            throw new IllegalArgumentException(
                    "useAdjustedMutualInfo and minDiffFromAvg are about labels; there are none");
        }
        if (coverageKey == null && coverageFrequencyThreshold != null) {
            throw new IllegalArgumentException("coverageFrequencyThreshold is about coverage, which is not asked for");
        }
        return new LearnVocabulary(
                weights != null,
                labels != null,
                topK,
                frequencyThreshold,
                useAdjustedMutualInfo,
                minDiffFromAvg == null ? minDiffFromAvgUnset : minDiffFromAvg,
                coverageTopK,
                coverageFrequencyThreshold,
                coverageKey,
                fingerprintShuffle,
                reservedTokens,
                storeFrequency);
    }

    ApplyVocabulary function(io.mlopslabs.features.transform.Tokens fixed) {
        return new ApplyVocabulary(defaultValue, numOovBuckets, fixed);
    }
}
