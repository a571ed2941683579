// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.features.selection.FeatureScores.Score;
import io.mlopslabs.features.selection.Filters.Center;
import io.mlopslabs.features.selection.Filters.Constant;
import io.mlopslabs.statistics.Alternative;
import io.mlopslabs.statistics.TTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FiltersTest {
    private static final double ROUNDING = 1e-9; // relative; sums of squares of up to 200 doubles in another order

    private static FeatureTable column(double... values) {
        return FeatureTable.of(
                List.of("a"),
                Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new));
    }

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    /** Three columns, one of them about the class, and the row order that a seed makes of them. */
    private static FeatureTable rows(long seed, List<Integer> order) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = IntStream.range(0, order.size())
                .mapToObj(i ->
                        new double[] {i % 3 + random.nextInt(4), random.nextInt(5), Math.abs(random.nextGaussian())})
                .toArray(double[][]::new);
        return FeatureTable.unnamed(order.stream().map(i -> rows[i]).toArray(double[][]::new));
    }

    private static void assertSame(FeatureScores actual, FeatureScores expected, double relative) {
        for (int j = 0; j < expected.scores().size(); j++) {
            double value = expected.values()[j];
            assertThat(actual.values()[j]).isCloseTo(value, within(relative * Math.max(1, Math.abs(value))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_order_of_the_rows_changes_nothing(long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 90).boxed().toList());
        FeatureTable x = rows(seed, order);
        List<Integer> labels = order.stream().map(i -> i % 3).toList();
        Collections.shuffle(order, new Random(seed));
        FeatureTable shuffled = rows(seed, order);
        List<Integer> shuffledLabels = order.stream().map(i -> i % 3).toList();
        assertSame(Filters.fClassif(shuffled, shuffledLabels), Filters.fClassif(x, labels), ROUNDING);
        assertSame(Filters.chi2(shuffled, shuffledLabels), Filters.chi2(x, labels), ROUNDING);
        double[] y = labels.stream().mapToDouble(label -> label).toArray();
        double[] shuffledY = shuffledLabels.stream().mapToDouble(label -> label).toArray();
        assertSame(Filters.fRegression(shuffled, shuffledY), Filters.fRegression(x, y), ROUNDING);
        MutualInformation information = MutualInformation.seeded(seed);
        assertThat(information.classif(shuffled, shuffledLabels).values())
                .containsExactly(information.classif(x, labels).values());
        assertThat(information.regression(shuffled, shuffledY).values())
                .containsExactly(information.regression(x, y).values());
        assertThat(InformationCriterion.JMI.rank(shuffled, shuffledLabels, 3, 4))
                .extracting(Score::feature)
                .isEqualTo(InformationCriterion.JMI.rank(x, labels, 3, 4).stream()
                        .map(Score::feature)
                        .toList());
    }

    @Nested
    class F_classif {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void is_the_square_of_students_t_for_two_classes_and_has_its_p_value(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] first = random.doubles(20).toArray();
            double[] second = random.doubles(30).map(v -> v + 0.2).toArray();
            FeatureTable x = column(IntStream.range(0, 50)
                    .mapToDouble(i -> i < 20 ? first[i] : second[i - 20])
                    .toArray());
            Score score = Filters.fClassif(
                            x, IntStream.range(0, 50).mapToObj(i -> i < 20).toList())
                    .of("a");
            var t = TTest.student(first, second, Alternative.TWO_SIDED).result();
            assertThat(score.score()).isCloseTo(t.statistic() * t.statistic(), within(ROUNDING * score.score()));
            assertThat(score.pValue()).isCloseTo(t.pValue(), within(ROUNDING));
        }

        @Test
        void is_NaN_for_a_constant_column_even_where_its_mean_is_rounded() {
            double[] tenths = new double[9];
            Arrays.fill(tenths, 0.1); // their mean is 0.09999999999999999
            Score score = Filters.fClassif(column(tenths), List.of(0, 0, 0, 1, 1, 1, 2, 2, 2))
                    .of("a");
            assertThat(score.score()).isNaN();
            assertThat(score.pValue()).isNaN();
        }

        @Test
        void is_infinite_with_p_0_where_the_classes_are_constants() {
            assertThat(Filters.fClassif(column(1, 1, 2, 2), List.of("p", "p", "q", "q"))
                            .of("a"))
                    .isEqualTo(new Score("a", Double.POSITIVE_INFINITY, 0));
        }

        @Test
        void refuses_labels_that_it_cannot_use() {
            FeatureTable x = column(1, 2, 3);
            refused(
                    () -> Filters.fClassif(x, List.of("benign", "benign", "benign")),
                    "f_classif: every row has the label benign; give rows of at least two classes");
            refused(
                    () -> Filters.fClassif(x, List.of(1, 2)),
                    "f_classif: there are 3 rows and 2 labels; give one label per row, in the same order");
            refused(
                    () -> Filters.fClassif(x, Arrays.asList(1, null, 2)),
                    "f_classif: row 1 has no label; leave the row out, or give it a label");
            refused(
                    () -> Filters.fClassif(x, List.of(1.0, 2.0, Double.NaN)),
                    "f_classif: row 2 has no label; leave the row out, or give it a label");
            refused(
                    () -> Filters.fClassif(x, List.of(1, 2, 3)),
                    "f_classif: each of the 3 rows is a class of its own; give classes of several rows");
            refused(
                    () -> Filters.fClassif(column(1, Double.NaN, 3), List.of(1, 1, 2)),
                    "f_classif: column 'a' misses row 1; fill it in, or leave out the row or the column");
        }
    }

    @Nested
    class Chi2 {
        @Test
        void grows_with_the_unit() {
            List<String> labels = List.of("p", "q", "p", "q");
            double once = Filters.chi2(column(1, 2, 0, 5), labels).of("a").score();
            assertThat(Filters.chi2(column(10, 20, 0, 50), labels).of("a").score())
                    .isCloseTo(10 * once, within(ROUNDING));
        }

        @Test
        void is_NaN_for_a_column_of_zeros() {
            assertThat(Filters.chi2(column(0, 0), List.of(1, 2)).of("a").score())
                    .isNaN();
        }

        @Test
        void refuses_a_negative_value() {
            refused(
                    () -> Filters.chi2(column(1, -0.5), List.of(1, 2)),
                    "chi2: column 'a', row 1 is -0.5; chi2 takes counts, none negative");
            refused(
                    () -> Filters.chi2(column(1, 2), List.of(1, 1)),
                    "chi2: every row has the label 1; give rows of at least two classes");
        }
    }

    @Nested
    class Regression {
        private final double[] y = {1, 2, 4};

        @Test
        void a_perfect_line_has_the_largest_double_or_infinity_and_p_0() {
            double[] line = {0, 1, 3};
            assertThat(Filters.fRegression(column(line), new double[] {0, 2, 6}).of("a"))
                    .isEqualTo(new Score("a", Double.MAX_VALUE, 0));
            assertThat(Filters.fRegression(column(line), new double[] {0, -2, -6}, Center.MEAN, Constant.AS_DIVIDED)
                            .of("a"))
                    .isEqualTo(new Score("a", Double.POSITIVE_INFINITY, 0));
        }

        @Test
        void a_constant_column_or_target_has_r_0_or_NaN() {
            double[] tenths = {0.1, 0.1, 0.1};
            assertThat(Filters.rRegression(column(tenths), y).values()).containsExactly(0);
            assertThat(Filters.rRegression(column(y), tenths).values()).containsExactly(0);
            assertThat(Filters.rRegression(column(tenths), y, Center.MEAN, Constant.AS_DIVIDED)
                            .values())
                    .containsExactly(Double.NaN);
            assertThat(Filters.fRegression(column(y), tenths).of("a")).isEqualTo(new Score("a", 0, 1));
        }

        @Test
        void a_parabola_about_the_mean_scores_0() {
            assertThat(Filters.fRegression(column(-2, -1, 0, 1, 2), new double[] {4, 1, 0, 1, 4})
                            .of("a"))
                    .isEqualTo(new Score("a", 0, 1));
        }

        @Test
        void huge_and_tiny_numbers_correlate_as_any_others() {
            double r = Filters.rRegression(column(1, 2, 3), y).values()[0];
            assertThat(Filters.rRegression(column(1e200, 2e200, 3e200), y).values()[0])
                    .isCloseTo(r, within(1e-12)); // 3 doubles
            assertThat(Filters.rRegression(column(1e-200, 2e-200, 3e-200), y).values()[0])
                    .isCloseTo(r, within(1e-12));
        }

        @Test
        void refuses_what_it_cannot_fit() {
            refused(
                    () -> Filters.fRegression(column(1, 2), new double[] {1, 2}),
                    "f_regression: there are 2 rows; a line through the means needs at least 3");
            refused(
                    () -> Filters.fRegression(column(1), new double[] {1}, Center.ORIGIN, Constant.AS_DIVIDED),
                    "f_regression: there are 1 rows; a line through the origin needs at least 2");
            refused(
                    () -> Filters.rRegression(column(1, 2), new double[] {1, Double.NaN}),
                    "r_regression: the target of row 1 is NaN; give finite numbers, or leave the row out");
            refused(
                    () -> Filters.rRegression(column(1, 2), new double[] {1}),
                    "r_regression: there are 2 rows and 1 target values; give one value per row, in the same order");
        }
    }

    @Nested
    class Variance_threshold {
        @Test
        void leaves_missing_values_out_and_drops_a_column_of_nothing_else() {
            FeatureTable x = FeatureTable.of(
                    List.of("gap", "nothing"),
                    new double[][] {{0, Double.NaN}, {Double.NaN, Double.NaN}, {100, Double.NaN}});
            VarianceThreshold threshold = new VarianceThreshold(0);
            assertThat(threshold.variances(x).values()).containsExactly(2500, Double.NaN); // not the range of 100
            assertThat(threshold.select(x).names()).containsExactly("gap");
        }

        @Test
        void refuses_a_threshold_that_no_column_exceeds() {
            FeatureTable x = FeatureTable.of(List.of("a", "b"), new double[][] {{1, 5}, {3, 5}});
            refused(
                    () -> new VarianceThreshold(1).select(x),
                    "VarianceThreshold: no column has a variance above 1.0; the most has 'a', 1.0");
            refused(() -> new VarianceThreshold(-1), "VarianceThreshold: the threshold is -1.0; give 0 or more");
        }
    }

    @Nested
    class Variance_inflation {
        @Test
        void of_two_columns_is_1_over_1_minus_r_squared() {
            FeatureTable x = SklearnData.WDBC.x().select(List.of("mean radius", "mean texture"));
            double r = Correlation.PEARSON.matrix(x).of("mean radius", "mean texture");
            double[] factors = VarianceInflation.factors(x).values();
            assertThat(factors[0]).isCloseTo(1 / (1 - r * r), within(ROUNDING));
            assertThat(factors[1]).isCloseTo(1 / (1 - r * r), within(ROUNDING));
        }

        /** u, u + v / 2^23 and v + w / 2^24 of independent coins: all sums are exact, and the last factor is 2^48 + 1. */
        @Test
        void survives_a_near_copy_among_the_others() {
            double[][] rows = new double[24][];
            Arrays.setAll(rows, i -> {
                double u = (i & 1) * 2 - 1;
                double v = (i >> 1 & 1) * 2 - 1;
                double w = (i >> 2 & 1) * 2 - 1;
                return new double[] {u, u + v * 0x1p-23, v + w * 0x1p-24};
            });
            double factor =
                    VarianceInflation.factors(FeatureTable.unnamed(rows)).values()[2];
            // Rounding of 1e-16 in a residual of 6e-8. One pass of orthogonalisation leaves more.
            assertThat(factor / (0x1p48 + 1)).isCloseTo(1, within(1e-8));
        }

        @Test
        void is_1_without_relation_infinite_for_a_sum_of_others_and_NaN_for_a_constant() {
            double[][] rows = new double[8][];
            Arrays.setAll(rows, i -> new double[] {i & 1, i >> 1 & 1, (i & 1) + (i >> 1 & 1), i >> 2 & 1, 7.1});
            double[] factors =
                    VarianceInflation.factors(FeatureTable.unnamed(rows)).values();
            assertThat(Arrays.copyOf(factors, 3)).containsOnly(Double.POSITIVE_INFINITY);
            assertThat(factors[3]).isCloseTo(1, within(1e-12)); // eight rows of halves
            assertThat(factors[4]).isNaN();
        }
    }
}
