// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many rows each class is to have: imbalanced-learn's {@code sampling_strategy}.
 *
 * <p>Immutable. A strategy is checked when it meets the data: oversampling takes no row away, undersampling adds none.
 */
public final class SamplingStrategy {
    private static final double NO_RATIO = 0;
    private static final SamplingStrategy AUTO = new SamplingStrategy(NO_RATIO, Map.of());

    private final double ratio;
    private final Map<Integer, Integer> counts;

    private SamplingStrategy(double ratio, Map<Integer, Integer> counts) {
        this.ratio = ratio;
        this.counts = counts;
    }

    /** Returns {@code 'auto'}: as many rows in each class as in the largest (oversampling) or the smallest (undersampling). */
    public static SamplingStrategy auto() {
        return AUTO;
    }

    /**
     * Returns the strategy for two classes after which the smaller has {@code ratio} times as many rows as the larger, cut to a whole number.
     *
     * @throws IllegalArgumentException if the ratio is not above 0 and at most 1
     */
    public static SamplingStrategy ratio(double ratio) {
        if (!(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException(
                    "ratio is %s; the smaller class has above 0 and at most 1 times the rows of the larger"
                            .formatted(ratio));
        }
        return new SamplingStrategy(ratio, Map.of());
    }

    /**
     * Returns the strategy after which each class named has this many rows; the others stay as they are.
     *
     * @param counts class to rows, at least one class, at least 1 row each
     * @throws IllegalArgumentException if there is no class or a count is below 1; names the class
     */
    public static SamplingStrategy counts(Map<Integer, Integer> counts) {
        if (counts.isEmpty()) {
            throw new IllegalArgumentException("counts is empty; name at least one class, or take auto()");
        }
        counts.forEach((label, count) -> {
            if (count < 1) {
                throw new IllegalArgumentException(
                        "class %d is to have %d rows; a class keeps at least 1".formatted(label, count));
            }
        });
        return new SamplingStrategy(NO_RATIO, Map.copyOf(counts));
    }

    /** Returns how many rows oversampling adds to each class that gets any, in ascending order of classes. */
    SortedMap<Integer, Integer> added(SortedMap<Integer, Integer> rows) {
        var added = new TreeMap<Integer, Integer>();
        if (ratio != NO_RATIO) {
            int smaller = smallerOfTwo(rows);
            int larger = Collections.max(rows.values());
            int more = (int) (larger * ratio - rows.get(smaller));
            if (larger * ratio < rows.get(smaller)) {
                throw new IllegalArgumentException(
                        "a ratio of %s would take rows away from class %d, which has %d for %d; undersample instead"
                                .formatted(ratio, smaller, rows.get(smaller), larger));
            }
            added.put(smaller, more);
        } else {
            targets(rows, Collections.max(rows.values())).forEach((label, target) -> {
                if (target < rows.get(label)) {
                    throw new IllegalArgumentException("class %d has %d rows; oversampling cannot bring it down to %d"
                            .formatted(label, rows.get(label), target));
                }
                added.put(label, target - rows.get(label));
            });
        }
        added.values().removeIf(count -> count == 0);
        return added;
    }

    /** Returns how many rows undersampling leaves to each class that it touches, in ascending order of classes. */
    SortedMap<Integer, Integer> kept(SortedMap<Integer, Integer> rows) {
        if (ratio != NO_RATIO) {
            int smaller = smallerOfTwo(rows);
            int larger = smaller == rows.firstKey() ? rows.lastKey() : rows.firstKey();
            int target = (int) (rows.get(smaller) / ratio);
            if (target > rows.get(larger)) {
                throw new IllegalArgumentException(
                        "a ratio of %s would add rows to class %d, which has %d for %d; oversample instead"
                                .formatted(ratio, larger, rows.get(larger), rows.get(smaller)));
            }
            return new TreeMap<>(Map.of(larger, target));
        }
        var kept = targets(rows, Collections.min(rows.values()));
        kept.forEach((label, target) -> {
            if (target > rows.get(label)) {
                throw new IllegalArgumentException("class %d has %d rows; undersampling cannot bring it up to %d"
                        .formatted(label, rows.get(label), target));
            }
        });
        return kept;
    }

    private SortedMap<Integer, Integer> targets(SortedMap<Integer, Integer> rows, int automatic) {
        var targets = new TreeMap<Integer, Integer>();
        if (counts.isEmpty()) {
            rows.keySet().forEach(label -> targets.put(label, automatic));
            return targets;
        }
        counts.forEach((label, count) -> {
            if (!rows.containsKey(label)) {
                throw new IllegalArgumentException(
                        "class %d has no rows; there are classes %s".formatted(label, rows.keySet()));
            }
            targets.put(label, count);
        });
        return targets;
    }

    private static int smallerOfTwo(SortedMap<Integer, Integer> rows) {
        if (rows.size() != 2) {
            throw new IllegalArgumentException(
                    "a ratio needs two classes; there are classes %s: take counts or auto".formatted(rows.keySet()));
        }
        return rows.get(rows.firstKey()) <= rows.get(rows.lastKey()) ? rows.firstKey() : rows.lastKey();
    }

    @Override
    public String toString() {
        if (ratio != NO_RATIO) {
            return "ratio " + ratio;
        }
        return counts.isEmpty() ? "auto" : "counts " + new TreeMap<>(counts);
    }
}
