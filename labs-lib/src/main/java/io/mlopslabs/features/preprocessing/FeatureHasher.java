// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mlopslabs.features.SparseMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Gives names columns by their hash: no vocabulary, nothing to fit, and no way back.
 *
 * <p>With {@code h} the signed MurmurHash3 (32 bits, seed 0) of a name's UTF-8 bytes, its column is {@code |h| mod nFeatures}, and its value changes its
 * sign if {@code h} is negative, so that names that share a column cancel each other out on average. {@code |h|} of the smallest number is
 * 2^31, which {@code Math.abs} does not say. Agrees with scikit-learn {@code FeatureHasher}.
 *
 * @param nFeatures number of columns, 1 or more; a power of two spreads the names evenly
 * @param alternateSign whether hashes decide on signs
 * @see "Weinberger et al. 2009, Feature hashing for large scale multitask learning, doi:10.1145/1553374.1553516"
 */
public record FeatureHasher(int nFeatures, boolean alternateSign) {
    private static final String NAME = "FeatureHasher";

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no column
     */
    public FeatureHasher {
        if (nFeatures < 1) {
            throw new IllegalArgumentException("%s: %d columns; give 1 or more".formatted(NAME, nFeatures));
        }
    }

    /** 2^20 columns and signs, scikit-learn's defaults. */
    public FeatureHasher() {
        this(1 << 20, true);
    }

    /** Returns the same with more or fewer columns. */
    public FeatureHasher nFeatures(int columns) {
        return new FeatureHasher(columns, alternateSign);
    }

    /** Returns the same with or without signs. */
    public FeatureHasher alternateSign(boolean signs) {
        return new FeatureHasher(nFeatures, signs);
    }

    /**
     * Returns a row of sums for each map of names to values; a text {@code v} of name {@code n} is the name {@code n=v} with value 1.
     *
     * @param rows values are finite numbers or text
     * @throws IllegalArgumentException if a value is anything else; names row and name
     */
    public SparseMatrix transform(List<? extends Map<String, ?>> rows) {
        List<NavigableMap<Integer, Double>> hashed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            NavigableMap<Integer, Double> row = new TreeMap<>();
            for (Map.Entry<String, ?> entry : rows.get(i).entrySet()) {
                if (entry.getValue() instanceof String text) {
                    add(row, entry.getKey() + "=" + text, 1);
                } else if (entry.getValue() instanceof Number number && Double.isFinite(number.doubleValue())) {
                    add(row, entry.getKey(), number.doubleValue());
                } else {
                    throw new IllegalArgumentException(
                            "%s.transform: %s is %s in row %d; a value is a finite number or text, and what is missing is left out"
                                    .formatted(NAME, entry.getKey(), entry.getValue(), i));
                }
            }
            hashed.add(row);
        }
        return SparseMatrix.of(nFeatures, hashed);
    }

    /** Returns a row of sums for each list of names, each of which counts 1 as often as it occurs: {@code input_type="string"}. */
    public SparseMatrix transformStrings(List<? extends List<String>> rows) {
        List<NavigableMap<Integer, Double>> hashed = new ArrayList<>();
        for (List<String> names : rows) {
            NavigableMap<Integer, Double> row = new TreeMap<>();
            names.forEach(name -> add(row, name, 1));
            hashed.add(row);
        }
        return SparseMatrix.of(nFeatures, hashed);
    }

    private void add(NavigableMap<Integer, Double> row, String name, double value) {
        int hash = hash(name.getBytes(UTF_8), 0);
        row.merge(column(hash, nFeatures), alternateSign && hash < 0 ? -value : value, Double::sum);
    }

    static int hash(byte[] bytes, int seed) {
        return Hashing.murmur3_32(seed).hashBytesToInt(bytes);
    }

    static int column(int hash, int columns) {
        return (int) (Math.abs((long) hash) % columns);
    }
}
