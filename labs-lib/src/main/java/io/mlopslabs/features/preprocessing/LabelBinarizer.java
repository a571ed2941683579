// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.Arrays;
import java.util.List;

/**
 * Gives each class of a target a column, 1 where a row is of it; two classes share one column, 1 for the second.
 *
 * <p>One class alone gives a column of zeros. Agrees with scikit-learn {@code LabelBinarizer}, except that an unseen label is refused, where
 * scikit-learn returns zeros without a word.
 */
public record LabelBinarizer() {
    /**
     * Learns the classes.
     *
     * @throws IllegalArgumentException if there is no label, one is missing, or text and numbers are mixed
     */
    public Fitted fit(List<?> labels) {
        return new Fitted(LabelEncoder.classes("LabelBinarizer.fit", labels));
    }

    /**
     * A fitted binarizer.
     *
     * @param classes sorted
     */
    public record Fitted(List<Object> classes) {
        /** Copies the list. */
        public Fitted {
            classes = Categories.copyOf(classes);
        }

        /**
         * Returns a row of zeros and at most one 1 per label.
         *
         * @throws IllegalArgumentException if a label is of no class; names all such labels
         */
        public int[][] transform(List<?> labels) {
            int[] places = LabelEncoder.places("LabelBinarizer.transform", classes, labels);
            return Arrays.stream(places).mapToObj(this::row).toArray(int[][]::new);
        }

        private int[] row(int place) {
            if (classes.size() <= 2) {
                return new int[] {place};
            }
            int[] row = new int[classes.size()];
            row[place] = 1;
            return row;
        }
    }
}
