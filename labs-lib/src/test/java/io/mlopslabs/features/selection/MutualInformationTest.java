// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MutualInformationTest {
    private static final double ROUNDING = 1e-12; // sums of some hundred logarithms below 10

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    private static double entropy(List<?> values) {
        Map<Object, Long> counts =
                values.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return -counts.values().stream()
                .mapToDouble(count -> (double) count / values.size())
                .map(p -> p * Math.log(p))
                .sum();
    }

    private static List<Integer> draws(SplittableRandom random, int rows, int kinds) {
        return random.ints(rows, 0, kinds).boxed().toList();
    }

    @Nested
    class Of_categories {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void is_both_entropies_less_that_of_the_pairs(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Integer> a = draws(random, 300, 7);
            List<Integer> b = a.stream().map(v -> (v + random.nextInt(3)) % 5).toList();
            List<List<Integer>> pairs = IntStream.range(0, 300)
                    .mapToObj(i -> List.of(a.get(i), b.get(i)))
                    .toList();
            double identity = entropy(a) + entropy(b) - entropy(pairs);
            assertThat(DiscreteInformation.of(a, b).nats()).isCloseTo(identity, within(ROUNDING));
            assertThat(DiscreteInformation.of(b, a).nats()).isCloseTo(identity, within(ROUNDING));
            FeatureTable x = FeatureTable.of(
                    List.of("a"), a.stream().map(v -> new double[] {v}).toArray(double[][]::new));
            assertThat(MutualInformation.seeded(seed)
                            .discrete(List.of("a"))
                            .classif(x, b)
                            .values()[0])
                    .isCloseTo(identity, within(ROUNDING));
        }

        @Test
        void of_a_column_and_itself_is_its_entropy_and_the_shares_are_1() {
            List<String> a = List.of("p", "p", "q", "r");
            DiscreteInformation found = DiscreteInformation.of(a, a);
            assertThat(found.nats()).isCloseTo(entropy(a), within(ROUNDING));
            assertThat(found.normalized()).isCloseTo(1, within(ROUNDING));
            assertThat(found.adjusted()).isCloseTo(1, within(ROUNDING));
        }

        /** scikit-learn's answers, too: 1 and 1 for two constants, 0 and 0 for one, 1 for two columns of names. */
        @Test
        void constants_and_columns_of_unique_names_have_defined_shares() {
            assertThat(DiscreteInformation.of(List.of(1, 1), List.of(2, 2)))
                    .isEqualTo(new DiscreteInformation(0, 1, 1));
            assertThat(DiscreteInformation.of(List.of(1, 1), List.of(2, 3)))
                    .isEqualTo(new DiscreteInformation(0, 0, 0));
            assertThat(DiscreteInformation.of(List.of("a", "b", "c"), List.of(3, 1, 2))
                            .adjusted())
                    .isEqualTo(1);
        }

        @Test
        void the_adjusted_number_is_about_0_for_independent_columns_where_the_plain_one_is_not() {
            double adjusted = 0;
            double plain = 0;
            int tables = 100;
            for (int seed = 0; seed < tables; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                DiscreteInformation found = DiscreteInformation.of(draws(random, 60, 8), draws(random, 60, 8));
                adjusted += found.adjusted() / tables;
                plain += found.normalized() / tables;
            }
            assertThat(plain).isGreaterThan(0.15);
            assertThat(adjusted).isCloseTo(0, within(0.02)); // one table scatters by 0.04, a mean of 100 by 0.004
        }

        @Test
        void a_hundred_thousand_names_take_no_table_of_all_pairs() {
            List<Integer> names = IntStream.range(0, 100_000).boxed().toList();
            DiscreteInformation found =
                    DiscreteInformation.of(names, names.stream().map(i -> i / 2).toList());
            assertThat(found.nats()).isCloseTo(Math.log(50_000), within(1e-9)); // 100,000 logarithms of 10 each
        }

        @Test
        void refuses_columns_that_do_not_pair() {
            refused(
                    () -> DiscreteInformation.of(List.of(1, 2), List.of(1)),
                    "mutual_info_score: there are 2 rows and 1 labels; give one label per row, in the same order");
            refused(
                    () -> DiscreteInformation.of(List.of(), List.of()),
                    "mutual_info_score: there are no rows; give at least one");
        }
    }

    @Nested
    class Of_numbers {
        /** Neighbours found by looking at every row, digamma from Commons Math. */
        private double kraskovByDefinition(double[] x, double[] y, int k) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                int row = i;
                double radius = IntStream.range(0, x.length)
                        .filter(j -> j != row)
                        .mapToDouble(j -> Math.max(Math.abs(x[j] - x[row]), Math.abs(y[j] - y[row])))
                        .sorted()
                        .skip(k - 1)
                        .findFirst()
                        .orElseThrow();
                double nearX = Arrays.stream(x)
                        .filter(v -> Math.abs(v - x[row]) < radius)
                        .count();
                double nearY = Arrays.stream(y)
                        .filter(v -> Math.abs(v - y[row]) < radius)
                        .count();
                sum += Gamma.digamma(nearX) + Gamma.digamma(nearY);
            }
            return Gamma.digamma(x.length) + Gamma.digamma(k) - sum / x.length;
        }

        private double rossByDefinition(double[] c, int[] d, int k) {
            double sum = 0;
            for (int i = 0; i < c.length; i++) {
                int row = i;
                int own =
                        (int) Arrays.stream(d).filter(label -> label == d[row]).count();
                int neighbours = Math.min(k, own - 1);
                double radius = IntStream.range(0, c.length)
                        .filter(j -> j != row && d[j] == d[row])
                        .mapToDouble(j -> Math.abs(c[j] - c[row]))
                        .sorted()
                        .skip(neighbours - 1)
                        .findFirst()
                        .orElseThrow();
                double near = Arrays.stream(c)
                        .filter(v -> Math.abs(v - c[row]) < radius)
                        .count();
                sum += Gamma.digamma(neighbours) - Gamma.digamma(own) - Gamma.digamma(near);
            }
            return Gamma.digamma(c.length) + sum / c.length;
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 10})
        void is_kraskovs_formula(int k) {
            SplittableRandom random = new SplittableRandom(k);
            double[] x = random.doubles(200).sorted().toArray();
            double[] y =
                    Arrays.stream(x).map(v -> v * v + random.nextDouble() / 3).toArray();
            double expected = kraskovByDefinition(x, y, k);
            assertThat(expected).isGreaterThan(0.3);
            assertThat(NearestNeighbours.ofNumbers(x, y, k))
                    .isCloseTo(expected, within(1e-7)); // Commons Math's digamma
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 10})
        void is_rosss_formula_with_a_class_smaller_than_k(int k) {
            SplittableRandom random = new SplittableRandom(k);
            double[] c = random.doubles(120).sorted().toArray();
            int[] d = IntStream.range(0, 120)
                    .map(i -> i % 40 == 7 ? 2 : c[i] + random.nextDouble() > 1 ? 1 : 0)
                    .toArray();
            int[] sizes = IntStream.range(0, 3)
                    .map(label -> (int) Arrays.stream(d).filter(l -> l == label).count())
                    .toArray();
            assertThat(sizes[2]).isEqualTo(3);
            assertThat(NearestNeighbours.ofClasses(c, d, sizes, k))
                    .isCloseTo(rossByDefinition(c, d, k), within(1e-7)); // Commons Math's digamma
        }

        /** Of two normal numbers it is -ln(1 - r^2) / 2. */
        @ParameterizedTest
        @ValueSource(doubles = {0, 0.3, 0.6, 0.9})
        void comes_near_the_closed_form_of_normal_numbers(double r) {
            SplittableRandom random = new SplittableRandom(42);
            int n = 2_000;
            double[][] x = new double[n][];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                double v = random.nextGaussian();
                x[i] = new double[] {1e6 * v + 3};
                y[i] = r * v + Math.sqrt(1 - r * r) * random.nextGaussian();
            }
            double found = MutualInformation.seeded(1)
                    .regression(FeatureTable.unnamed(x), y)
                    .values()[0];
            assertThat(found)
                    .isCloseTo(-Math.log(1 - r * r) / 2, within(0.06)); // three times 1 / sqrt(2000), rounded down
        }

        @Test
        void a_column_that_decides_between_two_equal_classes_tells_one_bit() {
            double[][] x =
                    IntStream.range(0, 400).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
            List<Boolean> above =
                    IntStream.range(0, 400).mapToObj(i -> i >= 200).toList();
            double found = MutualInformation.seeded(1)
                    .classif(FeatureTable.unnamed(x), above)
                    .values()[0];
            assertThat(found).isCloseTo(Math.log(2), within(0.01)); // only the rows at the border err
        }

        @Test
        void sees_a_parabola_that_every_correlation_misses() {
            double[][] x = IntStream.rangeClosed(-100, 100)
                    .mapToObj(i -> new double[] {i})
                    .toArray(double[][]::new);
            double[] y = Arrays.stream(x).mapToDouble(row -> row[0] * row[0]).toArray();
            FeatureTable table = FeatureTable.unnamed(x);
            assertThat(Correlation.KENDALL.with(table, y).values()[0]).isCloseTo(0, within(ROUNDING));
            assertThat(MutualInformation.seeded(1).regression(table, y).values()[0])
                    .isGreaterThan(2);
        }

        @Test
        void other_columns_do_not_change_a_columns_score() {
            FeatureTable all = SklearnData.DIABETES.x();
            MutualInformation information = MutualInformation.seeded(5).discrete(List.of("sex"));
            double[] y = SklearnData.DIABETES.y();
            FeatureScores scores = information.regression(all, y);
            assertThat(information
                            .regression(all.select(List.of("bmi", "sex")), y)
                            .scores())
                    .containsExactly(scores.of("bmi"), scores.of("sex"));
        }

        @Test
        void a_constant_column_tells_nothing() {
            double[][] x = new double[60][1];
            List<Integer> labels = IntStream.range(0, 60).mapToObj(i -> i % 2).toList();
            double mean = IntStream.range(0, 50)
                    .mapToDouble(seed -> MutualInformation.seeded(seed)
                            .classif(FeatureTable.unnamed(x), labels)
                            .values()[0])
                    .average()
                    .orElseThrow();
            assertThat(mean).isLessThan(0.08); // its noise is 60 random numbers: about 0, cut off there
            assertThat(MutualInformation.seeded(0)
                            .discrete(List.of("x0"))
                            .classif(FeatureTable.unnamed(x), labels)
                            .values())
                    .containsExactly(0);
        }

        @Test
        void minus_zero_and_zero_are_one_category() {
            FeatureTable zeros = FeatureTable.unnamed(new double[][] {{-0.0}, {0.0}, {0.0}});
            assertThat(MutualInformation.seeded(0)
                            .discrete(List.of("x0"))
                            .classif(zeros, List.of(1, 2, 2))
                            .values())
                    .containsExactly(0);
        }

        /** Three values: searched along this column, every row would look at up to a hundred thousand others. */
        @Test
        @Timeout(60) // a second or two; minutes if every row looked at all rows of its value
        void a_column_of_few_values_is_searched_along_the_target() {
            SplittableRandom random = new SplittableRandom(3);
            double[] y = random.doubles(200_000).toArray();
            double[][] few = Arrays.stream(y)
                    .mapToObj(v -> new double[] {Math.rint(2 * v)})
                    .toArray(double[][]::new);
            double[] found = MutualInformation.seeded(1)
                    .regression(FeatureTable.unnamed(few), y)
                    .values();
            assertThat(found[0]).isCloseTo(1.5 * Math.log(2), within(0.02)); // the entropy of 1/4, 1/2, 1/4
        }

        @Test
        void a_class_of_one_row_is_left_out() {
            double[][] x = {{1}, {2}, {3}, {10}, {11}, {12}, {99}};
            double[][] without = Arrays.copyOf(x, 6);
            List<String> labels = List.of("p", "p", "p", "q", "q", "q", "lone");
            assertThat(MutualInformation.seeded(1)
                            .classif(FeatureTable.unnamed(x), labels)
                            .values()[0])
                    .isCloseTo(
                            MutualInformation.seeded(1)
                                    .classif(FeatureTable.unnamed(without), labels.subList(0, 6))
                                    .values()[0],
                            within(ROUNDING));
        }
    }

    @Test
    void refuses_what_it_cannot_estimate() {
        FeatureTable x = FeatureTable.of(List.of("a"), new double[][] {{1}, {2}, {3}});
        double[] y = {1, 2, 3};
        MutualInformation information = MutualInformation.seeded(1);
        refused(
                () -> new MutualInformation(0, Set.of(), 1),
                "mutual information: 0 neighbours; give at least 1, such as 3");
        refused(
                () -> information.regression(x, y),
                "mutual_info_regression: there are 3 rows and 3 neighbours; give more rows than neighbours");
        refused(
                () -> information.discrete(List.of("b")).regression(x, y),
                "mutual_info_regression: there is no column 'b' to take as discrete; there are [a]");
        refused(
                () -> new MutualInformation(1, Set.of("a"), 1).regression(x, y),
                "mutual_info_regression: every value of the discrete column 'a' occurs once; take it as a number, or leave it out");
        refused(
                () -> information.classif(x, List.of(1, 2, 3)),
                "mutual_info_classif: each of the 3 rows is a class of its own; give classes of several rows");
        refused(
                () -> information.classif(x, Collections.nCopies(3, "p")),
                "mutual_info_classif: every row has the label p; give rows of at least two classes");
        refused(
                () -> information.regression(x, new double[] {1, Double.POSITIVE_INFINITY, 2}),
                "mutual_info_regression: the target of row 1 is Infinity; give finite numbers, or leave the row out");
    }
}
