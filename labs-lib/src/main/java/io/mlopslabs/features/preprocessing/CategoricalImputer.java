// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Fills in what is missing among categories: with the one seen most often, or with a given one.
 *
 * <p>Of several that were seen equally often, the first in order. A column without any value is dropped. Agrees with scikit-learn {@code
 * SimpleImputer} of text; the name is feature-engine's.
 *
 * @param fillValue what is filled in, text or a number; null for the category seen most often
 */
public record CategoricalImputer(Object fillValue) {
    private static final String NAME = "CategoricalImputer";

    /** Checks the setting: text, a finite number, or null. */
    public CategoricalImputer {
        fillValue = Categories.value(NAME, fillValue, 0, 0);
    }

    /** Returns an imputer that fills in the category seen most often. */
    public static CategoricalImputer mostFrequent() {
        return new CategoricalImputer(null);
    }

    /** Returns an imputer that fills in {@code category}. */
    public static CategoricalImputer constant(String category) {
        return new CategoricalImputer(category);
    }

    /**
     * Learns what to fill in.
     *
     * @throws IllegalArgumentException if the rows break the rules of {@link CategoricalEstimator#fit}
     */
    public Fitted fit(Object[][] rows) {
        int columns = Rows.fit(NAME, rows);
        List<Object> statistics = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            Categories categories = Categories.of(NAME + ".fit", rows, j);
            Object mode = mode(categories);
            statistics.add(mode == null || fillValue == null ? mode : fillValue);
        }
        return new Fitted(statistics);
    }

    private static Object mode(Categories categories) {
        Object mode = null;
        int most = 0;
        for (int i = 0; i < categories.values().size(); i++) {
            if (categories.values().get(i) != null && categories.counts().get(i) > most) {
                most = categories.counts().get(i);
                mode = categories.values().get(i);
            }
        }
        return mode;
    }

    /**
     * A fitted imputer.
     *
     * @param statistics what is filled in, per column; null for one that is dropped
     */
    public record Fitted(List<Object> statistics) {
        /** Copies the list. */
        public Fitted {
            statistics = Categories.copyOf(statistics);
        }

        /**
         * Returns the rows without gaps; numbers are {@code Long} or {@code Double}.
         *
         * @throws IllegalArgumentException if a row has more or fewer values than were fitted, or a value is no category
         */
        public Object[][] transform(Object[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs());
            Object[][] result = new Object[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                List<Object> filled = new ArrayList<>();
                for (int j = 0; j < inputs(); j++) {
                    Object value = Categories.value(NAME + ".transform", rows[i][j], i, j);
                    if (statistics.get(j) != null) {
                        filled.add(value == null ? statistics.get(j) : value);
                    }
                }
                result[i] = filled.toArray();
            }
            return result;
        }

        /** Returns the number of columns that were fitted. */
        public int inputs() {
            return statistics.size();
        }

        /**
         * Returns the names of the columns that stay.
         *
         * @throws IllegalArgumentException if there are more or fewer names than columns
         */
        public List<String> outputNames(List<String> inputNames) {
            List<String> names = new ArrayList<>(Rows.names(NAME, inputNames, inputs()));
            for (int j = inputs() - 1; j >= 0; j--) {
                if (statistics.get(j) == null) {
                    names.remove(j);
                }
            }
            return Collections.unmodifiableList(names);
        }
    }
}
