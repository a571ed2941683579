// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Gives each category a column of its own, 1 where a row has it and 0 elsewhere.
 *
 * <p>Columns are sorted by category; what is missing is a category too, the last, {@code x_nan}. Categories that are too rare share the last column
 * of all, {@code x_infrequent_sklearn}. Numbers sort as numbers. Agrees with scikit-learn {@code OneHotEncoder} with {@code sparse_output=False}; its
 * {@code "warn"} is {@link HandleUnknown#INFREQUENT_IF_EXIST}.
 */
public final class OneHotEncoder implements CategoricalEstimator<OneHotEncoder.Fitted> {
    private static final String NAME = "OneHotEncoder";

    /** What happens to a category that was not there to learn from. */
    public enum HandleUnknown {
        /** It is refused by name. */
        ERROR,
        /** Its row is all 0, which is also what a dropped category looks like. */
        IGNORE,
        /** It counts as one of the rare ones if its column has them, and is ignored otherwise. */
        INFREQUENT_IF_EXIST
    }

    /** Whether a column that follows from the others is left out, for models without penalty. */
    public enum Drop {
        /** All stay. */
        NONE,
        /** The first goes. */
        FIRST,
        /** The first of two goes; columns with more or fewer categories stay whole. */
        IF_BINARY
    }

    private final HandleUnknown handleUnknown;
    private final Drop drop;
    private final Infrequent infrequent;

    /** Refuses what is unknown and drops nothing, scikit-learn's defaults. */
    public OneHotEncoder() {
        this(HandleUnknown.ERROR, Drop.NONE, Infrequent.NONE);
    }

    private OneHotEncoder(HandleUnknown handleUnknown, Drop drop, Infrequent infrequent) {
        this.handleUnknown = handleUnknown;
        this.drop = drop;
        this.infrequent = infrequent;
    }

    /** Returns an encoder that makes zeros of an unknown category: what serving needs. */
    public static OneHotEncoder ignoringUnknown() {
        return new OneHotEncoder().handleUnknown(HandleUnknown.IGNORE);
    }

    /** Returns the same with another treatment of unknown categories. */
    public OneHotEncoder handleUnknown(HandleUnknown treatment) {
        return new OneHotEncoder(treatment, drop, infrequent);
    }

    /** Returns the same with or without a column that follows from the others. */
    public OneHotEncoder drop(Drop which) {
        return new OneHotEncoder(handleUnknown, which, infrequent);
    }

    /** Returns the same with one column for all categories of fewer than {@code rows} rows. */
    public OneHotEncoder minFrequency(int rows) {
        return new OneHotEncoder(handleUnknown, drop, infrequent.rows(rows));
    }

    /** Returns the same with one column for all categories of less than this share of the rows, below 1. */
    public OneHotEncoder minFrequency(double share) {
        return new OneHotEncoder(handleUnknown, drop, infrequent.share(share));
    }

    /**
     * Returns the same with at most {@code columns} columns each, that of the rare ones included: exactly so many categories are one too many,
     * as scikit-learn counts. Among categories of one count at the cut the later ones keep theirs.
     */
    public OneHotEncoder maxCategories(int columns) {
        return new OneHotEncoder(handleUnknown, drop, infrequent.most(columns));
    }

    @Override
    public Fitted fit(Object[][] rows) {
        int columns = Rows.fit(NAME, rows);
        List<List<Object>> categories = new ArrayList<>();
        List<List<Object>> rare = new ArrayList<>();
        List<Integer> dropIdx = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            Categories column = Categories.of(NAME + ".fit", rows, j);
            categories.add(column.values());
            rare.add(infrequent.of(column, rows.length));
            boolean drops = drop == Drop.FIRST
                    || (drop == Drop.IF_BINARY && Infrequent.codes(categories.get(j), rare.get(j)) == 2);
            dropIdx.add(drops ? first(categories.get(j), rare.get(j)) : Fitted.KEPT);
        }
        return new Fitted(handleUnknown, categories, rare, dropIdx);
    }

    private static int first(List<Object> categories, List<Object> rare) {
        return IntStream.range(0, categories.size())
                .filter(i -> Infrequent.code(categories, rare, categories.get(i)) == 0)
                .findFirst()
                .orElse(0);
    }

    /**
     * A fitted encoder.
     *
     * @param handleUnknown what happens to unknown categories
     * @param categories per column, sorted; null, what is missing, is last
     * @param infrequentCategories those of them that share the last column, sorted; empty if all have their own
     * @param dropIdx place of the category without a column in {@code categories}, or {@link #KEPT}
     */
    public record Fitted(
            HandleUnknown handleUnknown,
            List<List<Object>> categories,
            List<List<Object>> infrequentCategories,
            List<Integer> dropIdx)
            implements FittedCategorical {
        /** Stands for a column without a dropped category. */
        public static final int KEPT = -1;

        private static final int UNKNOWN = -1;

        /** Copies the lists. */
        public Fitted {
            categories = Categories.copy(categories);
            infrequentCategories = Categories.copy(infrequentCategories);
            dropIdx = List.copyOf(dropIdx);
        }

        @Override
        public double[][] transform(Object[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs());
            int width = IntStream.range(0, inputs()).map(this::width).sum();
            requireMemory(rows.length, width);
            double[][] result = new double[rows.length][width];
            int start = 0;
            for (int j = 0; j < inputs(); j++) {
                Set<Object> unknown = new HashSet<>();
                for (int i = 0; i < rows.length; i++) {
                    Object value = Categories.value(NAME + ".transform", rows[i][j], i, j);
                    int code = code(value, j, unknown);
                    int at = code - (dropIdx.get(j) == KEPT ? 0 : 1);
                    if (code != UNKNOWN && at >= 0) {
                        result[i][start + at] = 1;
                    }
                }
                if (!unknown.isEmpty() && handleUnknown == HandleUnknown.ERROR) {
                    throw Categories.unknown(NAME, unknown, j);
                }
                start += width(j);
            }
            return result;
        }

        private void requireMemory(int rows, int width) {
            if ((double) rows * width * Double.BYTES > Runtime.getRuntime().maxMemory()) {
                int widest = IntStream.range(0, inputs())
                        .boxed()
                        .max(Comparator.comparingInt(this::width))
                        .orElseThrow();
                throw new IllegalArgumentException(
                        "%s.transform: %d rows of %d columns do not fit into memory, and column %d makes %d of them; set maxCategories or"
                                        .formatted(NAME, rows, width, widest, width(widest))
                                + " minFrequency, hash it, or encode it as a number");
            }
        }

        private int code(Object value, int j, Set<Object> unknown) {
            List<Object> rare = infrequentCategories.get(j);
            int code = Infrequent.code(categories.get(j), rare, value);
            if (code >= 0) {
                return code;
            }
            unknown.add(value);
            boolean counts = handleUnknown == HandleUnknown.INFREQUENT_IF_EXIST && !rare.isEmpty();
            return counts ? Infrequent.codes(categories.get(j), rare) - 1 : UNKNOWN;
        }

        private int width(int j) {
            return Infrequent.codes(categories.get(j), infrequentCategories.get(j)) - (dropIdx.get(j) == KEPT ? 0 : 1);
        }

        @Override
        public int inputs() {
            return categories.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            Rows.names(NAME, inputNames, inputs());
            List<String> names = new ArrayList<>();
            for (int j = 0; j < inputs(); j++) {
                List<Object> rare = infrequentCategories.get(j);
                List<String> own = new ArrayList<>();
                for (Object category : categories.get(j)) {
                    if (Categories.find(rare, category) < 0) {
                        own.add(inputNames.get(j) + "_" + Categories.name(category));
                    }
                }
                if (!rare.isEmpty()) {
                    own.add(inputNames.get(j) + "_infrequent_sklearn");
                }
                names.addAll(own.subList(dropIdx.get(j) == KEPT ? 0 : 1, own.size()));
            }
            return List.copyOf(names);
        }
    }
}
