// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.features.preprocessing.OneHotEncoder.Drop;
import io.mlopslabs.features.preprocessing.OneHotEncoder.HandleUnknown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of everything fitted: it serves what it trained, comes back from JSON, and does not care for the order of the rows. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FittedTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long[] SEEDS = {1, 2, 3};

    /** Rows that an estimator takes. */
    private enum Kind {
        /** Normal, skewed, small whole numbers. */
        WHOLE,
        /** The same, and a constant. */
        WITH_CONSTANT,
        /** The same with gaps and a column that is empty. */
        WITH_GAPS,
        /** Gaps, and no column empty. */
        GAPS_BUT_NO_EMPTY_COLUMN,
        /** Positive numbers only. */
        POSITIVE;

        double[][] rows(long seed, int n) {
            var random = new SplittableRandom(seed);
            boolean gaps = this == WITH_GAPS || this == GAPS_BUT_NO_EMPTY_COLUMN;
            DoubleStream constant = this == WHOLE || this == POSITIVE ? DoubleStream.empty() : DoubleStream.of(0.1);
            DoubleStream empty = this == WITH_GAPS ? DoubleStream.of(Double.NaN) : DoubleStream.empty();
            double[] tail = DoubleStream.concat(constant, empty).toArray();
            return IntStream.range(0, n)
                    .mapToObj(i -> {
                        double skewed = Math.exp(2 * random.nextGaussian());
                        double normal = this == POSITIVE ? skewed + 1 : 3 + random.nextGaussian();
                        var row = DoubleStream.concat(
                                DoubleStream.of(normal, skewed, random.nextInt(1, 5)), Arrays.stream(tail));
                        return row.map(x -> gaps && random.nextDouble() < 0.1 ? Double.NaN : x)
                                .toArray();
                    })
                    .toArray(double[][]::new);
        }
    }

    /** An estimator, the name that JSON has for what it fits, and the rows it takes. */
    private record Subject(String name, NumericEstimator<?> estimator, Kind kind, double tolerance) {
        @Override
        public String toString() {
            return name + " " + estimator;
        }
    }

    private static final double ROUNDING = 1e-9; // sums in another order, of numbers up to a few thousand
    private static final double SEARCH = 1e-5; // lambda is searched for, on a likelihood that is flat to 1e-8 around it

    static Stream<Subject> subjects() {
        return Stream.of(
                new Subject("StandardScaler", new StandardScaler(), Kind.WITH_GAPS, ROUNDING),
                new Subject("StandardScaler", new StandardScaler().withMean(false), Kind.WITH_GAPS, ROUNDING),
                new Subject("MinMaxScaler", new MinMaxScaler(), Kind.WITH_GAPS, ROUNDING),
                new Subject("MinMaxScaler", new MinMaxScaler().clip(true), Kind.WITH_GAPS, ROUNDING),
                new Subject("MaxAbsScaler", new MaxAbsScaler(), Kind.WITH_GAPS, ROUNDING),
                new Subject("RobustScaler", new RobustScaler(), Kind.WITH_GAPS, ROUNDING),
                new Subject("Normalizer", new Normalizer(), Kind.WITH_CONSTANT, ROUNDING),
                new Subject("Binarizer", new Binarizer(1.5), Kind.WITH_CONSTANT, ROUNDING),
                new Subject("QuantileTransformer", new QuantileTransformer().nQuantiles(7), Kind.WITH_GAPS, ROUNDING),
                new Subject(
                        "QuantileTransformer",
                        new QuantileTransformer().outputDistribution(QuantileTransformer.Output.NORMAL),
                        Kind.WITH_GAPS,
                        ROUNDING),
                new Subject("PowerTransformer", new PowerTransformer(), Kind.GAPS_BUT_NO_EMPTY_COLUMN, SEARCH),
                new Subject(
                        "PowerTransformer",
                        new PowerTransformer(PowerTransformer.Method.BOX_COX, false),
                        Kind.POSITIVE,
                        SEARCH),
                new Subject("KBinsDiscretizer", new KBinsDiscretizer(), Kind.WITH_CONSTANT, ROUNDING),
                new Subject(
                        "KBinsDiscretizer",
                        new KBinsDiscretizer()
                                .strategy(KBinsDiscretizer.Strategy.KMEANS)
                                .encode(KBinsDiscretizer.Encode.ORDINAL),
                        Kind.WITH_CONSTANT,
                        ROUNDING),
                new Subject("PolynomialFeatures", new PolynomialFeatures().degree(3), Kind.WITH_CONSTANT, ROUNDING),
                new Subject("SplineTransformer", new SplineTransformer(), Kind.WHOLE, ROUNDING),
                new Subject(
                        "SplineTransformer",
                        new SplineTransformer()
                                .knots(SplineTransformer.Knots.QUANTILE)
                                .extrapolation(SplineTransformer.Extrapolation.LINEAR)
                                .includeBias(false),
                        Kind.WHOLE,
                        ROUNDING),
                new Subject(
                        "SplineTransformer",
                        new SplineTransformer().extrapolation(SplineTransformer.Extrapolation.PERIODIC),
                        Kind.WHOLE,
                        ROUNDING),
                new Subject("CyclicalFeatures", new CyclicalFeatures(12), Kind.WITH_GAPS, ROUNDING),
                new Subject("SimpleImputer", new SimpleImputer().addIndicator(true), Kind.WITH_GAPS, ROUNDING),
                new Subject(
                        "SimpleImputer",
                        new SimpleImputer()
                                .strategy(SimpleImputer.Strategy.MOST_FREQUENT)
                                .keepEmptyFeatures(true),
                        Kind.WITH_GAPS,
                        ROUNDING),
                new Subject("KNNImputer", new KNNImputer().addIndicator(true), Kind.WITH_GAPS, ROUNDING),
                new Subject(
                        "KNNImputer", new KNNImputer().weights(KNNImputer.Weights.DISTANCE), Kind.WITH_GAPS, ROUNDING),
                new Subject("MissingIndicator", new MissingIndicator(), Kind.WITH_GAPS, ROUNDING));
    }

    @Test
    void every_transformer_of_numbers_is_tested_here() {
        Set<Object> fitted = subjects()
                .map(subject -> subject.estimator.fit(subject.kind.rows(1, 20)).getClass())
                .collect(Collectors.toSet());
        assertThat(fitted).containsExactlyInAnyOrder((Object[]) FittedNumeric.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void serves_single_rows_out_of_json_as_it_trained_on_all(Subject subject) throws Exception {
        for (long seed : SEEDS) {
            double[][] train = subject.kind.rows(seed, 40);
            double[][] later = subject.kind.rows(seed + 100, 40);
            FittedNumeric fitted = subject.estimator.fit(train);
            String json = JSON.writeValueAsString(fitted);
            assertThat(JSON.readTree(json).get("transformer").asText()).isEqualTo(subject.name);
            FittedNumeric read = JSON.readValue(json, FittedNumeric.class);
            assertThat(read).isEqualTo(fitted);
            for (double[][] rows : List.of(train, later)) {
                double[][] trained = fitted.transform(rows);
                double[][] served = Arrays.stream(rows)
                        .map(row -> read.transform(new double[][] {row})[0])
                        .toArray(double[][]::new);
                assertThat(values(served)).isEqualTo(values(trained));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void learns_the_same_from_rows_in_another_order(Subject subject) {
        for (long seed : SEEDS) {
            double[][] train = subject.kind.rows(seed, 40);
            double[][] turned = shuffled(train, seed);
            double[][] one = subject.estimator.fit(train).transform(train);
            double[][] other = subject.estimator.fit(turned).transform(train);
            assertThat(one.length).isEqualTo(other.length);
            for (int i = 0; i < one.length; i++) {
                for (int j = 0; j < one[i].length; j++) {
                    double allowed = subject.tolerance * (1 + Math.abs(one[i][j]));
                    if (Double.isNaN(one[i][j])) {
                        assertThat(other[i][j]).isNaN();
                    } else {
                        assertThat(other[i][j]).isCloseTo(one[i][j], within(allowed));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void names_its_columns_leaves_its_rows_alone_and_takes_none(Subject subject) {
        double[][] train = subject.kind.rows(4, 40);
        double[][] before = Arrays.stream(train).map(double[]::clone).toArray(double[][]::new);
        FittedNumeric fitted = subject.estimator.fit(train);
        List<String> inputs =
                IntStream.range(0, fitted.inputs()).mapToObj(j -> "x" + j).toList();
        assertThat(fitted.outputNames(inputs)).doesNotHaveDuplicates().hasSize(fitted.transform(train)[0].length);
        assertThat(values(train)).isEqualTo(values(before));
        assertThat(fitted.transform(new double[0][])).isEmpty();
    }

    /** To the last bit, and NaN equals NaN. */
    private static List<List<Double>> values(double[][] rows) {
        return Arrays.stream(rows).map(Rows::list).toList();
    }

    private static <T> T[] shuffled(T[] rows, long seed) {
        T[] turned = rows.clone();
        var random = new SplittableRandom(seed);
        for (int i = turned.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            T kept = turned[i];
            turned[i] = turned[j];
            turned[j] = kept;
        }
        return turned;
    }

    @Test
    void inverse_transforms_lead_back() {
        double[][] rows = Kind.POSITIVE.rows(5, 40);
        var standard = new StandardScaler().fit(rows);
        var minMax = new MinMaxScaler().featureRange(-2, 5).fit(rows);
        var maxAbs = new MaxAbsScaler().fit(rows);
        var robust = new RobustScaler().unitVariance(true).fit(rows);
        var power = new PowerTransformer(PowerTransformer.Method.BOX_COX, true).fit(rows);
        var quantile = new QuantileTransformer().fit(rows);
        for (double[][] back : List.of(
                standard.inverseTransform(standard.transform(rows)),
                minMax.inverseTransform(minMax.transform(rows)),
                maxAbs.inverseTransform(maxAbs.transform(rows)),
                robust.inverseTransform(robust.transform(rows)),
                power.inverseTransform(power.transform(rows)),
                quantile.inverseTransform(quantile.transform(rows)))) {
            for (int i = 0; i < rows.length; i++) {
                assertThat(back[i]).containsExactly(rows[i], within(1e-9)); // rounding of numbers up to a hundred
            }
        }
    }

    /** Text beyond the first plane, whole numbers of several types, fractions; each with gaps. */
    private static Object[][] categories(long seed, int n) {
        var random = new SplittableRandom(seed);
        String[] texts = {"red", "", "\u00c9clair", "\ud83d\ude00", "\uffff", "Zebra", "a,b", "\"quoted\"", "NaN"};
        return IntStream.range(0, n)
                .mapToObj(i -> {
                    int whole = random.nextInt(-3, 8);
                    Object[] row = {
                        texts[Math.min(random.nextInt(texts.length), random.nextInt(texts.length))],
                        i % 2 == 0 ? (Object) whole : (Object) (long) whole,
                        random.nextInt(6) / 4.0
                    };
                    for (int j = 0; j < row.length; j++) {
                        row[j] = random.nextDouble() < 0.1 ? null : row[j];
                    }
                    return row;
                })
                .toArray(Object[][]::new);
    }

    private static List<FittedCategorical> encoders(Object[][] rows) {
        List<String> classes = Arrays.stream(rows)
                .map(row -> "y" + String.valueOf(row[0]).length() % 3)
                .toList();
        double[] y = IntStream.range(0, rows.length)
                .mapToDouble(i -> targetOf(rows[i]))
                .toArray();
        return List.of(
                OneHotEncoder.ignoringUnknown().fit(rows),
                new OneHotEncoder()
                        .handleUnknown(HandleUnknown.INFREQUENT_IF_EXIST)
                        .minFrequency(0.1)
                        .drop(Drop.FIRST)
                        .fit(rows),
                OneHotEncoder.ignoringUnknown().maxCategories(3).fit(rows),
                new OrdinalEncoder().unknownValue(-1).encodedMissingValue(-2).fit(rows),
                new OrdinalEncoder().unknownValue(Double.NaN).minFrequency(3).fit(rows),
                new TargetEncoder().fit(rows, y),
                new TargetEncoder().smooth(2).fit(rows, classes));
    }

    /** Of the row's values and not of its place. */
    private static double targetOf(Object[] row) {
        return Arrays.hashCode(new Object[] {String.valueOf(row[0]), String.valueOf(row[1])}) % 100 / 10.0;
    }

    @Test
    void encoders_serve_single_rows_out_of_json_as_they_trained_on_all() throws Exception {
        for (long seed : SEEDS) {
            Object[][] train = categories(seed, 60);
            Object[][] later = categories(seed + 100, 60);
            later[0] = new Object[] {"never seen", 1000, 0.3};
            for (FittedCategorical fitted : encoders(train)) {
                String json = JSON.writeValueAsString(fitted);
                assertThat(JSON.readTree(json).get("transformer").asText())
                        .isEqualTo(fitted.getClass().getEnclosingClass().getSimpleName());
                FittedCategorical read = JSON.readValue(json, FittedCategorical.class);
                assertThat(read).isEqualTo(fitted);
                for (Object[][] rows : List.of(train, later)) {
                    double[][] served = Arrays.stream(rows)
                            .map(row -> read.transform(new Object[][] {row})[0])
                            .toArray(double[][]::new);
                    assertThat(values(served)).isEqualTo(values(fitted.transform(rows)));
                }
                assertThat(fitted.outputNames(List.of("a", "b", "c")))
                        .doesNotHaveDuplicates()
                        .hasSize(fitted.transform(train)[0].length);
                assertThat(fitted.transform(new Object[0][])).isEmpty();
            }
        }
    }

    @Test
    void encoders_learn_the_same_from_rows_in_another_order() {
        for (long seed : SEEDS) {
            Object[][] train = categories(seed, 60);
            List<FittedCategorical> some = encoders(train);
            List<FittedCategorical> others = encoders(shuffled(train, seed));
            for (int k = 0; k < some.size(); k++) {
                double[][] one = some.get(k).transform(train);
                double[][] other = others.get(k).transform(train);
                for (int i = 0; i < one.length; i++) {
                    assertThat(other[i]).containsExactly(one[i], within(ROUNDING));
                }
            }
        }
    }

    @Test
    void encoders_of_targets_and_imputers_of_categories_come_back_from_json() throws Exception {
        List<Object> labels = List.of("b", "a", "c", "a");
        List<Object> numbers = List.of(3, 1, 2L);
        List<Object> fitted = new ArrayList<>();
        fitted.add(new LabelEncoder().fit(labels));
        fitted.add(new LabelEncoder().fit(numbers));
        fitted.add(new LabelBinarizer().fit(labels));
        fitted.add(new MultiLabelBinarizer().fit(List.of(labels, List.of())));
        fitted.add(CategoricalImputer.mostFrequent().fit(categories(6, 30)));
        for (Object value : fitted) {
            assertThat(JSON.readValue(JSON.writeValueAsString(value), value.getClass()))
                    .isEqualTo(value);
        }
    }
}
