// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import io.mlopslabs.augment.Resampled.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * A way to change how many rows each class has, before training.
 *
 * <p>Names, parameters and definitions are imbalanced-learn's; which rows a seed draws is not. Of equally near neighbours the one that comes
 * first is nearer, and a row is never its own neighbour, which scikit-learn does not promise where two rows are equal. Distances are Euclidean:
 * scale the columns first. Resample training rows only, after the split, or a neighbour of a test row teaches the model.
 */
public sealed interface Resampler {
    /**
     * Returns the rows of this data after resampling.
     *
     * @param x one or more rows of one length; finite numbers for a sampler that interpolates
     * @param y class of each row; two classes at least, any integers
     * @throws IllegalArgumentException if the data or the strategy break a rule, or a class is too small for its neighbours; names row and
     *     column, or the class
     */
    default Resampled fitResample(double[][] x, int[] y, long seed) {
        Tabular.requireRows(x, y);
        if (interpolates()) {
            Tabular.requireFinite(x, column -> "column " + column);
        }
        return new Resampled(x, y, origins(x, y, seed));
    }

    /**
     * Returns the rows of a table after resampling, under the same column names.
     *
     * <p>A sampler that interpolates takes number columns only, and returns columns of doubles; the others take any column and keep its type.
     *
     * <p>A strategy that names classes means the numbers of an {@code IntColumn}, and for any other label column the place of a value among the
     * sorted values, from 0.
     *
     * @param label the column of classes, of any type
     * @throws IllegalArgumentException as {@link #fitResample(double[][], int[], long)}, or if a value is missing where it is needed
     */
    default Table fitResample(Table table, String label, long seed) {
        return Tabular.fitResample(this, table, label, seed);
    }

    /** Whether rows are invented between others, and not only picked. */
    default boolean interpolates() {
        return true;
    }

    /** Returns where each row of the result comes from, for data that {@link #fitResample(double[][], int[], long)} would take: it is not checked. */
    List<Origin> origins(double[][] x, int[] y, long seed);

    /** Drops rows of the larger classes, drawn without replacement: {@code RandomUnderSampler}. What is left keeps its order. */
    record RandomUnderSampler(SamplingStrategy strategy) implements Resampler {
        public RandomUnderSampler {
            Objects.requireNonNull(strategy, "strategy");
        }

        /** Returns the sampler that leaves each class as many rows as the smallest has. */
        public static RandomUnderSampler auto() {
            return new RandomUnderSampler(SamplingStrategy.auto());
        }

        /** Returns the row numbers that are kept, ascending: for data of any kind, such as {@code images.select(rows)}. */
        public int[] sampleIndices(int[] y, long seed) {
            Tabular.requireClasses(y);
            return origins(new double[0][], y, seed).stream()
                    .mapToInt(Origin::row)
                    .toArray();
        }

        @Override
        public boolean interpolates() {
            return false;
        }

        @Override
        public List<Origin> origins(double[][] x, int[] y, long seed) {
            return Sampling.under(y, strategy, seed);
        }
    }

    /** Repeats rows of the smaller classes, drawn with replacement: {@code RandomOverSampler}. */
    record RandomOverSampler(SamplingStrategy strategy) implements Resampler {
        public RandomOverSampler {
            Objects.requireNonNull(strategy, "strategy");
        }

        /** Returns the sampler that gives each class as many rows as the largest has. */
        public static RandomOverSampler auto() {
            return new RandomOverSampler(SamplingStrategy.auto());
        }

        /** Returns the row numbers of the result, all given rows first: for data of any kind, such as {@code images.select(rows)}. */
        public int[] sampleIndices(int[] y, long seed) {
            Tabular.requireClasses(y);
            return origins(new double[0][], y, seed).stream()
                    .mapToInt(Origin::row)
                    .toArray();
        }

        @Override
        public boolean interpolates() {
            return false;
        }

        @Override
        public List<Origin> origins(double[][] x, int[] y, long seed) {
            return Sampling.over(y, strategy, seed, (label, random, count) -> {
                int[] rows = Tabular.rowsOf(y, label);
                return random.ints(count, 0, rows.length)
                        .mapToObj(i -> Origin.copyOf(rows[i]))
                        .toList();
            });
        }
    }

    /**
     * Invents rows on the line between a row of a small class and one of its nearest neighbours of the same class: {@code SMOTE}.
     *
     * @param kNeighbors neighbours to choose from, 1 or more; 5 in imbalanced-learn
     * @see "Chawla et al. 2002, SMOTE: synthetic minority over-sampling technique, doi:10.1613/jair.953"
     */
    record Smote(int kNeighbors, SamplingStrategy strategy) implements Resampler {
        /** Throws an {@code IllegalArgumentException} if there is no neighbour. */
        public Smote {
            Neighbours.requireCount("kNeighbors", kNeighbors);
            Objects.requireNonNull(strategy, "strategy");
        }

        /** Returns SMOTE with 5 neighbours that gives each class as many rows as the largest has. */
        public static Smote auto() {
            return new Smote(5, SamplingStrategy.auto());
        }

        @Override
        public List<Origin> origins(double[][] x, int[] y, long seed) {
            return Sampling.over(y, strategy, seed, (label, random, count) -> {
                int[] rows = Tabular.rowsOf(y, label);
                int[][] near = Neighbours.ofClass("SMOTE", "kNeighbors", x, label, rows, rows, kNeighbors);
                return Sampling.between(random, count, rows, near);
            });
        }
    }

    /**
     * SMOTE that starts from rows in danger only: those of whose nearest rows at least half, but not all, are of other classes.
     *
     * <p>Where a class has no row in danger, imbalanced-learn adds none and says nothing; here that is an error.
     *
     * @param kNeighbors neighbours to move towards, 1 or more; 5 in imbalanced-learn
     * @param mNeighbors nearest rows that decide about danger, 1 or more; 10 in imbalanced-learn
     * @param kind which neighbours a row may move towards
     * @see "Han et al. 2005, Borderline-SMOTE, doi:10.1007/11538059_91"
     */
    record BorderlineSmote(int kNeighbors, int mNeighbors, Kind kind, SamplingStrategy strategy) implements Resampler {
        /** Which neighbours a row may move towards. */
        public enum Kind {
            /** Those of its own class: {@code 'borderline-1'}. */
            BORDERLINE_1,
            /** Those of every class, at most half of the way to another class: {@code 'borderline-2'}. */
            BORDERLINE_2
        }

        /** Throws an {@code IllegalArgumentException} that says which if a number of neighbours is below 1. */
        public BorderlineSmote {
            Neighbours.requireCount("kNeighbors", kNeighbors);
            Neighbours.requireCount("mNeighbors", mNeighbors);
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(strategy, "strategy");
        }

        /** Returns the first kind with 5 and 10 neighbours that gives each class as many rows as the largest has. */
        public static BorderlineSmote auto() {
            return new BorderlineSmote(5, 10, Kind.BORDERLINE_1, SamplingStrategy.auto());
        }

        /**
         * Returns the rows of a class that are in danger, ascending; may be none.
         *
         * @throws IllegalArgumentException if the data break a rule of {@link #fitResample(double[][], int[], long)}
         */
        public int[] inDanger(double[][] x, int[] y, int label) {
            Tabular.requireRows(x, y);
            Tabular.requireFinite(x, column -> "column " + column);
            return danger(x, y, label);
        }

        private int[] danger(double[][] x, int[] y, int label) {
            int[] rows = Tabular.rowsOf(y, label);
            int[][] near = Neighbours.ofAll("Borderline-SMOTE", "mNeighbors", x, rows, mNeighbors);
            return IntStream.range(0, rows.length)
                    .filter(i -> {
                        long others = Arrays.stream(near[i])
                                .filter(row -> y[row] != label)
                                .count();
                        return 2 * others >= mNeighbors && others < mNeighbors;
                    })
                    .map(i -> rows[i])
                    .toArray();
        }

        @Override
        public List<Origin> origins(double[][] x, int[] y, long seed) {
            return Sampling.over(y, strategy, seed, (label, random, count) -> {
                int[] danger = danger(x, y, label);
                if (danger.length == 0) {
                    throw new IllegalArgumentException(
                            "class %d has no row in danger among its %d nearest rows; take SMOTE or another mNeighbors"
                                    .formatted(label, mNeighbors));
                }
                int[][] near = kind == Kind.BORDERLINE_1
                        ? Neighbours.ofClass(
                                "Borderline-SMOTE",
                                "kNeighbors",
                                x,
                                label,
                                Tabular.rowsOf(y, label),
                                danger,
                                kNeighbors)
                        : Neighbours.ofAll("Borderline-SMOTE", "kNeighbors", x, danger, kNeighbors);
                return Sampling.between(random, count, danger, near).stream()
                        .map(origin -> y[origin.neighbour()] == label
                                ? origin
                                : new Origin(
                                        origin.row(),
                                        origin.neighbour(),
                                        origin.step() * Draws.uniform(random, 0, 0.5)))
                        .toList();
            });
        }
    }

    /**
     * SMOTE that starts the more often from a row the more of its nearest rows are of other classes: {@code ADASYN}.
     *
     * <p>Each row's number is rounded by itself, halves to even, so that the total may miss the strategy's by a few.
     *
     * @param nNeighbors neighbours, both to weigh a row and to move towards, 1 or more; 5 in imbalanced-learn
     * @see "He et al. 2008, ADASYN: adaptive synthetic sampling approach, doi:10.1109/IJCNN.2008.4633969"
     */
    record Adasyn(int nNeighbors, SamplingStrategy strategy) implements Resampler {
        /** Throws an {@code IllegalArgumentException} if there is no neighbour. */
        public Adasyn {
            Neighbours.requireCount("nNeighbors", nNeighbors);
            Objects.requireNonNull(strategy, "strategy");
        }

        /** Returns ADASYN with 5 neighbours that gives each class about as many rows as the largest has. */
        public static Adasyn auto() {
            return new Adasyn(5, SamplingStrategy.auto());
        }

        @Override
        public List<Origin> origins(double[][] x, int[] y, long seed) {
            return Sampling.over(y, strategy, seed, (label, random, count) -> {
                int[] rows = Tabular.rowsOf(y, label);
                int[] perRow = perRow(x, y, label, rows, count);
                int[][] near = Neighbours.ofClass("ADASYN", "nNeighbors", x, label, rows, rows, nNeighbors);
                return Sampling.between(random, perRow, rows, near);
            });
        }

        private int[] perRow(double[][] x, int[] y, int label, int[] rows, int count) {
            int[][] near = Neighbours.ofAll("ADASYN", "nNeighbors", x, rows, nNeighbors);
            long[] others = Arrays.stream(near)
                    .mapToLong(ring ->
                            Arrays.stream(ring).filter(row -> y[row] != label).count())
                    .toArray();
            double sum = Arrays.stream(others).sum();
            if (sum == 0) {
                throw new IllegalArgumentException(
                        "class %d has no row of another class among its %d nearest rows, so that ADASYN has nothing to weigh by; take SMOTE"
                                .formatted(label, nNeighbors));
            }
            return Arrays.stream(others)
                    .mapToInt(n -> (int) Math.rint(n / sum * count))
                    .toArray();
        }
    }
}
