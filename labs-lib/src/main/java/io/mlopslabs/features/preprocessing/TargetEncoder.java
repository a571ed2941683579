// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.data.Folds;
import io.mlopslabs.data.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Replaces a category by the mean of the target over its rows, drawn towards the mean of all rows the more the fewer they are.
 *
 * <p><b>The leak.</b> {@code fit(rows, y).transform(rows)} gives a row a number that its own target went into: a category of one row simply is
 * its target. A model trained on that believes the column far too much and fails on rows it has not seen. So train on {@link
 * #fitTransform(Object[][], double[])}, which gives each row a number from the other folds only, and transform all other rows with what {@link
 * #fit(Object[][], double[])} returns. The two differ on purpose.
 *
 * <p>With {@code n} rows of mean {@code m} in a category, and mean {@code M} of all, the number is {@code (n m + s M) / (n + s)} for a {@link
 * #smooth} of {@code s}; by default {@code l m + (1 - l) M} with {@code l = n V / (n V + v)}, of the variances of the target over all rows and
 * within the category. An unknown category becomes {@code M}. A target of two classes is the share of the second one; of more, one share per class.
 *
 * <p>Agrees with scikit-learn {@code TargetEncoder}; its folds are shuffled by default, and these are only by {@link #shuffled}.
 *
 * @see "Micci-Barreca 2001, A preprocessing scheme for high-cardinality categorical attributes, doi:10.1145/507533.507538"
 */
public final class TargetEncoder {
    private static final String NAME = "TargetEncoder";

    /** What the target is. */
    public enum TargetType {
        /** A number. */
        CONTINUOUS,
        /** One of two classes. */
        BINARY,
        /** One of more classes. */
        MULTICLASS
    }

    private final OptionalDouble smooth;
    private final int cv;
    private final OptionalLong seed;

    /** Smooths by the variances and crosses five folds, scikit-learn's defaults. */
    public TargetEncoder() {
        this(OptionalDouble.empty(), 5, OptionalLong.empty());
    }

    private TargetEncoder(OptionalDouble smooth, int cv, OptionalLong seed) {
        this.smooth = smooth;
        this.cv = cv;
        this.seed = seed;
    }

    /**
     * Returns the same with the mean of all rows counting {@code rows} rows in every category.
     *
     * @throws IllegalArgumentException if {@code rows} is negative, NaN or infinite
     */
    public TargetEncoder smooth(double rows) {
        if (!(rows >= 0) || Double.isInfinite(rows)) {
            throw new IllegalArgumentException("%s: a smooth of %s; give 0 or more".formatted(NAME, rows));
        }
        return new TargetEncoder(OptionalDouble.of(rows), cv, seed);
    }

    /** Returns the same with more or fewer folds, 2 or more. */
    public TargetEncoder cv(int folds) {
        return new TargetEncoder(smooth, folds, seed);
    }

    /** Returns the same with folds drawn at random: for rows that are sorted. */
    public TargetEncoder shuffled(long foldSeed) {
        return new TargetEncoder(smooth, cv, OptionalLong.of(foldSeed));
    }

    /**
     * Learns from rows and a target that is a number.
     *
     * @param y one finite number per row
     * @throws IllegalArgumentException if rows or target break the rules; names the row
     */
    public Fitted fit(Object[][] rows, double[] y) {
        return Target.of(rows, y).fit(this, rows);
    }

    /**
     * Learns from rows and a target that is a class, text or a number.
     *
     * @param classes one per row, of two classes or more
     * @throws IllegalArgumentException if rows or target break the rules
     */
    public Fitted fit(Object[][] rows, List<?> classes) {
        return Target.of(rows, classes).fit(this, rows);
    }

    /** Returns the rows to train on: each is encoded by the folds that it is not in. See the leak, above. */
    public double[][] fitTransform(Object[][] rows, double[] y) {
        List<Split> folds = seed.isPresent() ? Folds.kFold(y.length, cv, seed.getAsLong()) : Folds.kFold(y.length, cv);
        return Target.of(rows, y).crossFit(this, rows, folds);
    }

    /** Returns the rows to train on, for a target that is a class: folds keep the shares of the classes. */
    public double[][] fitTransform(Object[][] rows, List<?> classes) {
        Target target = Target.of(rows, classes);
        List<Split> folds = seed.isPresent()
                ? Folds.stratified(target.labels, cv, seed.getAsLong())
                : Folds.stratified(target.labels, cv);
        return target.crossFit(this, rows, folds);
    }

    /** The target as one or more columns of numbers. */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    private record Target(TargetType type, List<Object> classes, List<Integer> labels, double[][] columns) {
        static Target of(Object[][] rows, double[] y) {
            Rows.fit(NAME, rows);
            requireLength(rows, y.length);
            for (int i = 0; i < y.length; i++) {
                if (!Double.isFinite(y[i])) {
                    throw new IllegalArgumentException(
                            "%s.fit: the target of row %d is %s; drop the row".formatted(NAME, i, y[i]));
                }
            }
            return new Target(TargetType.CONTINUOUS, List.of(), List.of(), new double[][] {y});
        }

        static Target of(Object[][] rows, List<?> labels) {
            Rows.fit(NAME, rows);
            requireLength(rows, labels.size());
            List<Object> classes = LabelEncoder.classes(NAME + ".fit", labels);
            if (classes.size() < 2) {
                throw new IllegalArgumentException(
                        "%s.fit: the target has one class only, %s".formatted(NAME, Categories.list(classes)));
            }
            int[] places = LabelEncoder.places(NAME + ".fit", classes, labels);
            boolean binary = classes.size() == 2;
            double[][] columns = IntStream.range(binary ? 1 : 0, classes.size())
                    .mapToObj(k -> Arrays.stream(places)
                            .mapToDouble(place -> place == k ? 1 : 0)
                            .toArray())
                    .toArray(double[][]::new);
            return new Target(
                    binary ? TargetType.BINARY : TargetType.MULTICLASS,
                    classes,
                    Arrays.stream(places).boxed().toList(),
                    columns);
        }

        private static void requireLength(Object[][] rows, int length) {
            if (rows.length != length) {
                throw new IllegalArgumentException(
                        "%s.fit: %d rows and %d targets".formatted(NAME, rows.length, length));
            }
        }

        Fitted fit(TargetEncoder settings, Object[][] rows) {
            List<List<Object>> categories = IntStream.range(0, rows[0].length)
                    .mapToObj(j -> Categories.of(NAME + ".fit", rows, j).values())
                    .toList();
            int[] all = IntStream.range(0, rows.length).toArray();
            return fit(settings, categories, places(categories, rows), all);
        }

        private static int[][] places(List<List<Object>> categories, Object[][] rows) {
            return IntStream.range(0, categories.size())
                    .mapToObj(j -> IntStream.range(0, rows.length)
                            .map(i -> Categories.find(
                                    categories.get(j), Categories.value(NAME + ".fit", rows[i][j], i, j)))
                            .toArray())
                    .toArray(int[][]::new);
        }

        private Fitted fit(TargetEncoder settings, List<List<Object>> categories, int[][] places, int[] train) {
            List<Double> means = Arrays.stream(columns)
                    .map(y -> Arrays.stream(train)
                            .mapToDouble(i -> y[i])
                            .average()
                            .orElseThrow())
                    .toList();
            List<List<Double>> encodings = new ArrayList<>();
            for (int j = 0; j < places.length; j++) {
                for (int k = 0; k < columns.length; k++) {
                    var groups = new Groups(categories.get(j).size(), places[j], columns[k], train);
                    encodings.add(Rows.list(groups.encode(settings.smooth, means.get(k))));
                }
            }
            return new Fitted(type, classes, categories, encodings, means);
        }

        double[][] crossFit(TargetEncoder settings, Object[][] rows, List<Split> folds) {
            Fitted whole = fit(settings, rows);
            int[][] places = places(whole.categories, rows);
            double[][] result = new double[rows.length][];
            for (Split fold : folds) {
                Fitted others = fit(settings, whole.categories, places, fold.train());
                int[] test = fold.test();
                double[][] encoded = others.transform(
                        Arrays.stream(test).mapToObj(i -> rows[i]).toArray(Object[][]::new));
                for (int i = 0; i < test.length; i++) {
                    result[test[i]] = encoded[i];
                }
            }
            return result;
        }
    }

    /** The target of some rows by category. */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    private record Groups(int categories, int[] places, double[] y, int[] rows) {
        double[] encode(OptionalDouble smooth, double mean) {
            double[] counts = new double[categories];
            double[] sums = new double[categories];
            for (int i : rows) {
                counts[places[i]]++;
                sums[places[i]] += y[i];
            }
            double[] squares = new double[categories];
            double all = 0;
            for (int i : rows) {
                double distance = y[i] - sums[places[i]] / counts[places[i]];
                squares[places[i]] += distance * distance;
                all += (y[i] - mean) * (y[i] - mean);
            }
            double variance = all / rows.length;
            return IntStream.range(0, categories)
                    .mapToDouble(c -> {
                        double share = smooth.isPresent()
                                ? counts[c] / (counts[c] + smooth.getAsDouble())
                                : variance * counts[c] / (variance * counts[c] + squares[c] / counts[c]);
                        // 0/0: no row of the category is among these, or the target does not vary.
                        return Double.isNaN(share) || counts[c] == 0
                                ? mean
                                : share * (sums[c] / counts[c]) + (1 - share) * mean;
                    })
                    .toArray();
        }
    }

    /**
     * A fitted encoder.
     *
     * @param targetType what the target was
     * @param classes of the target, sorted; empty if it is a number
     * @param categories per column, sorted; null, what is missing, is last
     * @param encodings for each column, and within it for each class if there are more than two, the number of each category
     * @param targetMean mean of the target, per class if there are more than two: the number of an unknown category
     */
    public record Fitted(
            TargetType targetType,
            List<Object> classes,
            List<List<Object>> categories,
            List<List<Double>> encodings,
            List<Double> targetMean)
            implements FittedCategorical {
        /** Copies the lists. */
        public Fitted {
            classes = Categories.copyOf(classes);
            categories = Categories.copy(categories);
            encodings = Rows.copy(encodings);
            targetMean = List.copyOf(targetMean);
        }

        /**
         * {@inheritDoc}
         *
         * <p>Not for the rows that were fitted, if a model is to learn from them: their own targets are in it.
         */
        @Override
        public double[][] transform(Object[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs());
            int each = targetMean.size();
            double[][] result = new double[rows.length][inputs() * each];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < inputs(); j++) {
                    int place =
                            Categories.find(categories.get(j), Categories.value(NAME + ".transform", rows[i][j], i, j));
                    for (int k = 0; k < each; k++) {
                        result[i][j * each + k] = place < 0
                                ? targetMean.get(k)
                                : encodings.get(j * each + k).get(place);
                    }
                }
            }
            return result;
        }

        @Override
        public int inputs() {
            return categories.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            List<String> names = Rows.names(NAME, inputNames, inputs());
            return targetType != TargetType.MULTICLASS
                    ? names
                    : names.stream()
                            .flatMap(name -> classes.stream().map(label -> name + "_" + Categories.name(label)))
                            .toList();
        }
    }
}
