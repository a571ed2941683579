// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.Column;
import java.util.List;

/**
 * Hashes of texts and of combinations of columns: ids without a vocabulary, so without a full pass.
 *
 * <p>Two texts may share a bucket, and nobody can say from a bucket which text it was. All hashes are of the UTF-8 bytes; a text with half a
 * surrogate pair has none and is an error that names operation, column and row. Missing values stay missing.
 */
public final class Hash {
    private Hash() {}

    /**
     * Returns the bucket of each text, {@code INT64} from 0 to {@code hashBuckets - 1}: Fingerprint64 (FarmHash) modulo the number of buckets,
     * both unsigned. {@code tft.hash_strings}, {@code tf.strings.to_hash_bucket_fast}; Keras' {@code Hashing} layer without salt, which takes
     * whole numbers too: cast them to {@code STRING}.
     *
     * <p>TensorFlow 1's {@code string_to_hash_bucket} is another hash.
     *
     * @throws IllegalArgumentException if the column holds no texts, or there are no buckets
     */
    public static Column hashStrings(Column texts, long hashBuckets) {
        return texts.map(new HashStrings(hashBuckets, null));
    }

    /**
     * Returns the bucket of each text by SipHash-2-4 with a key of two words, which an adversary who does not know the key cannot fill on
     * purpose. {@code tft.hash_strings} with {@code key}; a Keras salt {@code s} is the key {@code (s, s)}.
     */
    public static Column hashStrings(Column texts, long hashBuckets, long key0, long key1) {
        return texts.map(new HashStrings(hashBuckets, List.of(key0, key1)));
    }

    /** Returns Fingerprint64 of each text, all 64 bits as {@code INT64}: negative where Python prints a number from 2^63. */
    public static Column fingerprint64(Column texts) {
        return texts.map(new HashStrings(null, null));
    }

    /**
     * Returns the bucket of each combination of the columns' values: {@code INT64}, as many per row as there are combinations, the last column
     * fastest; none where a column is missing. {@code tf.sparse.cross_hashed} and Keras' {@code HashedCrossing}.
     *
     * <p>Texts enter by their Fingerprint64, whole numbers by themselves. This is another number than {@link #hashStrings} of joined texts.
     *
     * @throws IllegalArgumentException if a column holds fractions, there is one column only, or no buckets
     */
    public static Column crossHashed(long numBuckets, Column... columns) {
        return crossHashed(numBuckets, Fingerprint.CROSS_KEY, columns);
    }

    /** Returns the bucket of each combination, starting from {@code hashKey} instead of TensorFlow's 0xDECAFCAFFE. */
    public static Column crossHashed(long numBuckets, long hashKey, Column... columns) {
        return Column.map(new Cross(numBuckets, hashKey), List.of(columns));
    }

    /** Returns each combination as a text, joined by {@code _X_}, for a vocabulary of combinations. {@code tf.sparse.cross}. */
    public static Column cross(Column... columns) {
        return Column.map(new Cross(null, 0), List.of(columns));
    }
}
