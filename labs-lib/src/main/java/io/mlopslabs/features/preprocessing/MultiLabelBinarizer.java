// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Gives each label a column, for rows that have any number of labels.
 *
 * <p>Agrees with scikit-learn {@code MultiLabelBinarizer}, except that an unseen label is refused, where scikit-learn warns and leaves it out.
 */
public record MultiLabelBinarizer() {
    /**
     * Learns the labels.
     *
     * @throws IllegalArgumentException if no row has a label, one is missing, or text and numbers are mixed
     */
    public Fitted fit(List<? extends Collection<?>> rows) {
        List<Object> all = new ArrayList<>();
        rows.forEach(all::addAll);
        return new Fitted(LabelEncoder.classes("MultiLabelBinarizer.fit", all));
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
         * Returns a row of zeros and ones per set of labels.
         *
         * @throws IllegalArgumentException if a label is unseen; names all such labels of the first row that has one
         */
        public int[][] transform(List<? extends Collection<?>> rows) {
            int[][] result = new int[rows.size()][classes.size()];
            for (int i = 0; i < result.length; i++) {
                List<Object> labels = new ArrayList<>(rows.get(i));
                for (int place : LabelEncoder.places("MultiLabelBinarizer.transform", classes, labels)) {
                    result[i][place] = 1;
                }
            }
            return result;
        }
    }
}
