// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.leakage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A quick way to candidates for near-duplicates: MinHash signatures, cut into bands.
 *
 * <p>A signature is the smallest hash of a text's shingles under each of {@code bands * rowsPerBand} hash functions; two texts agree in one of
 * them with probability equal to their Jaccard similarity. They become a candidate pair if they agree in a whole band. The work grows with the
 * number of texts and of candidates, where looking at all pairs grows with the square.
 *
 * <p>Candidates are checked by exact similarity afterwards ({@link Duplicates#near(List, double, MinHashLsh)}), so a pair may be missed and
 * none is wrong.
 *
 * @param bands number of bands, 1 or more: more bands miss fewer pairs
 * @param rowsPerBand hash functions per band, 1 or more: more of them make fewer candidates
 * @param seed seed of the hash functions
 * @see "Leskovec, Rajaraman, Ullman 2020, Mining of Massive Datasets, chapter 3"
 */
public record MinHashLsh(int bands, int rowsPerBand, long seed) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below 1; names it
     */
    public MinHashLsh {
        if (bands < 1 || rowsPerBand < 1) {
            throw new IllegalArgumentException(
                    "%d bands of %d rows are none; give 1 or more of each".formatted(bands, rowsPerBand));
        }
    }

    /** Returns the probability that a pair of this similarity becomes a candidate: {@code 1 - (1 - jaccard^rowsPerBand)^bands}. */
    public double candidateProbability(double jaccard) {
        return 1 - Math.pow(1 - Math.pow(jaccard, rowsPerBand), bands);
    }

    /**
     * Returns the signature of a text, {@code bands * rowsPerBand} hashes.
     *
     * <p>The share of equal places in two signatures estimates the Jaccard similarity without bias, with variance
     * {@code jaccard * (1 - jaccard) / length}. A text without words has the signature of all {@link Long#MAX_VALUE}.
     */
    public long[] signature(Shingles shingles) {
        long[] salts =
                new SplittableRandom(seed).longs(bands * (long) rowsPerBand).toArray();
        long[] smallest = new long[salts.length];
        Arrays.fill(smallest, Long.MAX_VALUE);
        for (String run : shingles.runs()) {
            long hash = fnv(run);
            for (int i = 0; i < salts.length; i++) {
                smallest[i] = Math.min(smallest[i], mixed(hash ^ salts[i]));
            }
        }
        return smallest;
    }

    /** Pairs as {@code first * n + second}, ascending. */
    TreeSet<Long> candidates(List<Shingles> texts) {
        List<long[]> signatures = texts.stream().map(this::signature).toList();
        var pairs = new TreeSet<Long>();
        for (int band = 0; band < bands; band++) {
            Map<List<Long>, List<Integer>> buckets = new HashMap<>();
            for (int row = 0; row < signatures.size(); row++) {
                long[] part = Arrays.copyOfRange(signatures.get(row), band * rowsPerBand, (band + 1) * rowsPerBand);
                List<Integer> bucket =
                        buckets.computeIfAbsent(Arrays.stream(part).boxed().toList(), unused -> new ArrayList<>());
                for (int earlier : bucket) {
                    pairs.add(earlier * (long) texts.size() + row);
                }
                bucket.add(row);
            }
        }
        return pairs;
    }

    /** FNV-1a over the UTF-16 units: the same on every machine, unlike what {@code hashCode} promises for long. */
    private static long fnv(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
