// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers the classes of a target from 0, in sorted order.
 *
 * <p>For the target alone: features take {@link OrdinalEncoder}. Labels are text or numbers; none is missing. Agrees with scikit-learn {@code
 * LabelEncoder}.
 */
public record LabelEncoder() {
    /**
     * Learns the classes.
     *
     * @throws IllegalArgumentException if there is no label, one is missing (names the row), or text and numbers are mixed
     */
    public Fitted fit(List<?> labels) {
        return new Fitted(classes("LabelEncoder.fit", labels));
    }

    static List<Object> classes(String operation, List<?> labels) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("%s: there are no labels; give at least one".formatted(operation));
        }
        Object[][] rows = labels.stream().map(label -> new Object[] {label}).toArray(Object[][]::new);
        List<Object> classes = Categories.of(operation, rows, 0).values();
        if (classes.get(classes.size() - 1) == null) {
            throw new IllegalArgumentException("%s: a label is missing; drop its row".formatted(operation));
        }
        return classes;
    }

    /** Returns the place of each label among the classes. */
    static int[] places(String operation, List<Object> classes, List<?> labels) {
        int[] places = new int[labels.size()];
        List<Object> unseen = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            Object label = Categories.value(operation, labels.get(i), i, 0);
            places[i] = Categories.find(classes, label);
            if (places[i] < 0) {
                unseen.add(label);
            }
        }
        if (!unseen.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: y contains previously unseen labels: %s".formatted(operation, Categories.list(unseen)));
        }
        return places;
    }

    /**
     * A fitted encoder.
     *
     * @param classes sorted
     */
    public record Fitted(List<Object> classes) {
        /** Copies the list. */
        public Fitted {
            classes = Categories.copyOf(classes);
        }

        /**
         * Returns the number of each label's class.
         *
         * @throws IllegalArgumentException if a label is of no class; names all such labels
         */
        public int[] transform(List<?> labels) {
            return places("LabelEncoder.transform", classes, labels);
        }

        /**
         * Returns the labels of these numbers.
         *
         * @throws IllegalArgumentException if a number is of no class; names it
         */
        public List<Object> inverseTransform(int[] numbers) {
            return Arrays.stream(numbers).mapToObj(this::label).toList();
        }

        private Object label(int number) {
            if (number < 0 || number >= classes.size()) {
                throw new IllegalArgumentException(
                        "LabelEncoder.inverseTransform: %d is none of %d classes".formatted(number, classes.size()));
            }
            return classes.get(number);
        }
    }
}
