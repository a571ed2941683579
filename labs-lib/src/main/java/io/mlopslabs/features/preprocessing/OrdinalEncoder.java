// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Numbers the categories of each column from 0, in sorted order: an order that a linear model believes and a tree does not mind.
 *
 * <p>What is missing becomes NaN unless told otherwise. Categories that are too rare share the last number. An unknown category is refused, unless
 * there is an {@link #unknownValue} for it; it is no rare one. Agrees with scikit-learn {@code OrdinalEncoder}.
 */
public final class OrdinalEncoder implements CategoricalEstimator<OrdinalEncoder.Fitted> {
    private static final String NAME = "OrdinalEncoder";

    private final Double unknownValue;
    private final double encodedMissingValue;
    private final Infrequent infrequent;

    /** Refuses what is unknown and makes NaN of what is missing, scikit-learn's defaults. */
    public OrdinalEncoder() {
        this(null, Double.NaN, Infrequent.NONE);
    }

    private OrdinalEncoder(Double unknownValue, double encodedMissingValue, Infrequent infrequent) {
        this.unknownValue = unknownValue;
        this.encodedMissingValue = encodedMissingValue;
        this.infrequent = infrequent;
    }

    /** Returns the same with a number, or NaN, for every unknown category: {@code handle_unknown="use_encoded_value"}. */
    public OrdinalEncoder unknownValue(double number) {
        return new OrdinalEncoder(number, encodedMissingValue, infrequent);
    }

    /** Returns the same with another number for what is missing. */
    public OrdinalEncoder encodedMissingValue(double number) {
        return new OrdinalEncoder(unknownValue, number, infrequent);
    }

    /** Returns the same with one number for all categories of fewer than {@code rows} rows. */
    public OrdinalEncoder minFrequency(int rows) {
        return new OrdinalEncoder(unknownValue, encodedMissingValue, infrequent.rows(rows));
    }

    /** Returns the same with one number for all categories of less than this share of the rows, below 1. */
    public OrdinalEncoder minFrequency(double share) {
        return new OrdinalEncoder(unknownValue, encodedMissingValue, infrequent.share(share));
    }

    /**
     * Returns the same with at most {@code numbers} numbers each, that of the rare ones included and that of what is missing not: exactly so
     * many categories are one too many, as scikit-learn counts.
     */
    public OrdinalEncoder maxCategories(int numbers) {
        return new OrdinalEncoder(unknownValue, encodedMissingValue, infrequent.most(numbers));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if the number for what is unknown or missing is that of a category; names the column
     */
    @Override
    public Fitted fit(Object[][] rows) {
        int columns = Rows.fit(NAME, rows);
        List<List<Object>> categories = new ArrayList<>();
        List<List<Object>> rare = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            Categories column = Categories.of(NAME + ".fit", rows, j);
            categories.add(column.values());
            Categories there = without(column);
            rare.add(infrequent.of(there, rows.length));
            int codes = Infrequent.codes(there.values(), rare.get(j));
            boolean missing = there.values().size() < column.values().size();
            requireFree(unknownValue, "unknown categories", codes, j);
            requireFree(missing ? encodedMissingValue : Double.NaN, "what is missing", codes, j);
        }
        return new Fitted(unknownValue, encodedMissingValue, categories, rare);
    }

    private static Categories without(Categories column) {
        int last = column.values().size() - 1;
        return column.values().get(last) != null
                ? column
                : new Categories(
                        column.values().subList(0, last), column.counts().subList(0, last));
    }

    private static void requireFree(Double number, String what, int codes, int column) {
        if (number != null && number >= 0 && number < codes && number == Math.rint(number)) {
            throw new IllegalArgumentException(
                    "%s.fit: %s is to stand for %s, and already is the number of a category of column %d; take -1 for one"
                            .formatted(NAME, number, what, column));
        }
    }

    /**
     * A fitted encoder.
     *
     * @param unknownValue number of unknown categories; null if they are refused
     * @param encodedMissingValue number of what is missing
     * @param categories per column, sorted; null, what is missing, is last
     * @param infrequentCategories those of them that share the last number, sorted; empty if all have their own
     */
    public record Fitted(
            Double unknownValue,
            double encodedMissingValue,
            List<List<Object>> categories,
            List<List<Object>> infrequentCategories)
            implements FittedCategorical {
        /** Copies the lists. */
        public Fitted {
            categories = Categories.copy(categories);
            infrequentCategories = Categories.copy(infrequentCategories);
        }

        @Override
        public double[][] transform(Object[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs());
            double[][] result = new double[rows.length][inputs()];
            for (int j = 0; j < inputs(); j++) {
                Set<Object> unknown = new HashSet<>();
                for (int i = 0; i < rows.length; i++) {
                    Object value = Categories.value(NAME + ".transform", rows[i][j], i, j);
                    result[i][j] = number(value, j, unknown);
                }
                if (!unknown.isEmpty() && unknownValue == null) {
                    throw Categories.unknown(NAME, unknown, j);
                }
            }
            return result;
        }

        private double number(Object value, int j, Set<Object> unknown) {
            List<Object> known = categories.get(j);
            if (value == null && known.get(known.size() - 1) == null) {
                return encodedMissingValue;
            }
            List<Object> there = known.get(known.size() - 1) == null ? known.subList(0, known.size() - 1) : known;
            int code = Infrequent.code(there, infrequentCategories.get(j), value);
            if (code >= 0) {
                return code;
            }
            unknown.add(value);
            return unknownValue == null ? Double.NaN : unknownValue;
        }

        @Override
        public int inputs() {
            return categories.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            return Rows.names(NAME, inputNames, inputs());
        }
    }
}
