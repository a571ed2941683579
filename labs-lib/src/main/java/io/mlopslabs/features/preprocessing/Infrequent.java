// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which categories are too rare for a place of their own.
 *
 * @param minFrequency fewest rows of a category, as a count or, below 1, as a share; 0 for no limit
 * @param maxCategories most places, the common one for rare categories included, which counts even before there is one; 0 for no limit
 */
record Infrequent(Limit minFrequency, int maxCategories) {
    static final Infrequent NONE = new Infrequent(new Limit(0, 0), 0);

    /** A count or a share of the rows. */
    record Limit(int rows, double share) {
        double of(int n) {
            return Math.max(rows, share * n);
        }
    }

    Infrequent {
        if (minFrequency.rows < 0 || !(minFrequency.share >= 0 && minFrequency.share < 1) || maxCategories < 0) {
            throw new IllegalArgumentException(
                    "a minimum frequency of %d rows or a share of %s, at most %d categories; give counts of 1 or more, and shares below 1"
                            .formatted(minFrequency.rows, minFrequency.share, maxCategories));
        }
    }

    Infrequent rows(int fewest) {
        return new Infrequent(new Limit(fewest, 0), maxCategories);
    }

    Infrequent share(double smallest) {
        return new Infrequent(new Limit(0, smallest), maxCategories);
    }

    Infrequent most(int categories) {
        return new Infrequent(minFrequency, categories);
    }

    /** Returns the rare ones, sorted; among equal counts at the cut the later categories are kept, as by scikit-learn. */
    List<Object> of(Categories categories, int rows) {
        int n = categories.values().size();
        boolean[] rare = new boolean[n];
        int frequent = n;
        for (int i = 0; i < n; i++) {
            rare[i] = categories.counts().get(i) < minFrequency.of(rows);
            frequent -= rare[i] ? 1 : 0;
        }
        if (maxCategories > 0 && frequent + 1 > maxCategories) {
            IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparing(categories.counts()::get))
                    .limit(n - (maxCategories - 1L))
                    .forEach(i -> rare[i] = true);
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (rare[i]) {
                values.add(categories.values().get(i));
            }
        }
        return Collections.unmodifiableList(values);
    }

    /** Returns the number that a known category gets: the rare ones share the last. */
    static int code(List<Object> categories, List<Object> rare, Object value) {
        int at = Categories.find(categories, value);
        int before = Categories.find(rare, value);
        if (at < 0) {
            return at;
        }
        return before >= 0 ? categories.size() - rare.size() : at - (-1 - before);
    }

    /** Returns how many numbers {@link #code} gives. */
    static int codes(List<Object> categories, List<Object> rare) {
        return categories.size() - rare.size() + (rare.isEmpty() ? 0 : 1);
    }
}
