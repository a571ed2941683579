// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

/**
 * A limit on the number of texts that a term occurs in; the limit itself is allowed.
 *
 * <p>scikit-learn tells the two kinds apart by Python's number type, so that {@code max_df=1} keeps terms of a single text and {@code
 * max_df=1.0} keeps all; here they have names.
 */
public sealed interface DocumentFrequency {
    /**
     * That many texts.
     *
     * @param texts 0 or more
     */
    record Count(int texts) implements DocumentFrequency {
        /** Checks the number. */
        public Count {
            if (texts < 0) {
                throw new IllegalArgumentException(
                        "a document frequency of %d texts is none; give 0 or more".formatted(texts));
            }
        }
    }

    /**
     * That share of all texts.
     *
     * @param texts in {@code [0, 1]}
     */
    record Share(double texts) implements DocumentFrequency {
        /** Checks the share. */
        public Share {
            if (!(texts >= 0 && texts <= 1)) {
                throw new IllegalArgumentException(
                        "a document frequency of %s is no share; give 0 to 1".formatted(texts));
            }
        }
    }

    /** Returns the limit of that many texts. */
    static DocumentFrequency count(int texts) {
        return new Count(texts);
    }

    /** Returns the limit of that share of the texts. */
    static DocumentFrequency share(double texts) {
        return new Share(texts);
    }

    /** Returns the limit in texts, of {@code n} in all; not rounded. */
    default double of(int n) {
        // No switch over types: Java 17 has none.
        return this instanceof Count count ? count.texts() : ((Share) this).texts() * n;
    }
}
