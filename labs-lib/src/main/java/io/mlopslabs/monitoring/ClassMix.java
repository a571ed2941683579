// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * How often a model named each class.
 *
 * @param counts answers per class, 0 or more each; sorted by name
 */
public record ClassMix(Map<String, Long> counts) {
    static final ClassMix NONE = new ClassMix(Map.of());

    /** Throws an {@code IllegalArgumentException} that names the class for a negative count. */
    public ClassMix {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
        counts.forEach((name, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException("the count of %s is %d; give 0 or more".formatted(name, count));
            }
        });
    }

    /** Returns the number of answers. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the share of a class among the answers, 0 for one never named; NaN without answers. */
    public double share(String name) {
        return counts.getOrDefault(name, 0L) / (double) total();
    }

    /** Returns the counts of both. */
    public ClassMix plus(ClassMix other) {
        var sum = new TreeMap<>(counts);
        other.counts.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return new ClassMix(sum);
    }

    /**
     * Returns the L-infinity distance of two mixes: the largest difference of a class's shares, in {@code [0, 1]}.
     *
     * <p>0 when the shares are equal, 1 when each side names one class and it is not the same. NaN when a side has no answers. Small samples
     * differ by chance: hold it against what clean traffic gives.
     *
     * <p>TFDV's {@code infinity_norm}.
     */
    public double infinityNorm(ClassMix other) {
        return overClasses(other, differences -> differences.values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN));
    }

    /**
     * Returns the total variation distance of two mixes: half the sum of the differences of shares, in {@code [0, 1]}.
     *
     * <p>The share of answers that would have to change for the mixes to be equal; 1 when they have no class in common. NaN when a side has
     * no answers. Never below {@link #infinityNorm}.
     */
    public double totalVariation(ClassMix other) {
        return overClasses(
                other,
                differences -> differences.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()
                        / 2);
    }

    private double overClasses(ClassMix other, ToDoubleFunction<Map<String, Double>> summary) {
        if (total() == 0 || other.total() == 0) {
            return Double.NaN;
        }
        var names = new TreeSet<>(counts.keySet());
        names.addAll(other.counts.keySet());
        var differences = new TreeMap<String, Double>();
        names.forEach(name -> differences.put(name, Math.abs(share(name) - other.share(name))));
        return summary.applyAsDouble(differences);
    }
}
