// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.features.preprocessing.PowerTransformer.Method;
import io.mlopslabs.features.preprocessing.SplineTransformer.Extrapolation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Bad input, in the words that a reader gets; and the odd input that has an answer. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefusalsTest {
    private static final double[][] TWO = {{1, 2}, {3, 5}};

    private static void refused(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    @Nested
    class Rows_of_numbers {
        @Test
        void must_be_there_and_of_one_width() {
            refused("StandardScaler.fit: there are no rows; give at least one", () -> new StandardScaler()
                    .fit(new double[0][]));
            refused("MinMaxScaler.fit: the rows have no columns", () -> new MinMaxScaler().fit(new double[][] {{}}));
            refused("RobustScaler.fit: row 1 has 1 values and row 0 has 2", () -> new RobustScaler()
                    .fit(new double[][] {{1, 2}, {1}}));
            refused("Binarizer.fit: row 1 is null", () -> new Binarizer().fit(new double[][] {{1, 2}, null}));
        }

        @Test
        void must_have_the_columns_that_were_fitted() {
            var fitted = new StandardScaler().fit(TWO);
            String message =
                    "StandardScaler.%s: row 0 has 3 values, and 2 columns were fitted; give those, in the same order";
            double[][] wide = {{1, 2, 3}};
            refused(message.formatted("transform"), () -> fitted.transform(wide));
            refused(message.formatted("inverseTransform"), () -> fitted.inverseTransform(wide));
            refused(message.formatted("partialFit"), () -> fitted.partialFit(wide));
            refused(
                    "StandardScaler.outputNames: 1 names, and 2 columns were fitted",
                    () -> fitted.outputNames(List.of("a")));
        }

        @Test
        void are_finite() {
            String message =
                    "MaxAbsScaler.%s: column 1 is Infinity in row 0; replace it, by NaN if it is missing, or drop the row";
            double[][] infinite = {{1, POSITIVE_INFINITY}};
            refused(message.formatted("fit"), () -> new MaxAbsScaler().fit(infinite));
            refused(
                    message.formatted("transform"),
                    () -> new MaxAbsScaler().fit(TWO).transform(infinite));
        }

        @Test
        void miss_nothing_where_a_gap_has_no_answer() {
            String message = "%s: column 0 is missing (NaN) in row 1; fill it in first, with SimpleImputer for one";
            double[][] gap = {{1, 2}, {NaN, 3}};
            for (NumericEstimator<?> estimator : List.<NumericEstimator<?>>of(
                    new KBinsDiscretizer(),
                    new PolynomialFeatures(),
                    new SplineTransformer(),
                    new Normalizer(),
                    new Binarizer())) {
                String name = estimator.getClass().getSimpleName();
                refused(message.formatted(name + ".fit"), () -> estimator.fit(gap));
                refused(
                        message.formatted(name + ".transform"),
                        () -> estimator.fit(TWO).transform(gap));
            }
        }
    }

    @Nested
    class Settings {
        @Test
        void that_contradict_themselves() {
            refused("MinMaxScaler: a range from 1.0 to 1.0; the first must be the smaller", () -> new MinMaxScaler()
                    .featureRange(1, 1));
            refused(
                    "RobustScaler: a quantile range from 75.0 to 25.0; give 0 <= lower < upper <= 100",
                    () -> new RobustScaler().quantileRange(75, 25));
            refused("QuantileTransformer: 1 quantiles; give 2 or more", () -> new QuantileTransformer().nQuantiles(1));
            refused("KBinsDiscretizer: 1 bins; give 2 or more", () -> new KBinsDiscretizer().nBins(1));
            refused(
                    "PolynomialFeatures: degrees 3 to 2; give 0 <= least <= most, and the constant if there is nothing else",
                    () -> new PolynomialFeatures().degree(3, 2));
            refused(
                    "SplineTransformer: 3 knots and degree 3; give 2 knots or more, more than the degree if periodic, and degree 0 or"
                            + " more",
                    () -> new SplineTransformer()
                            .extrapolation(Extrapolation.PERIODIC)
                            .nKnots(3));
            refused("CyclicalFeatures: a period of 0.0; give a finite number above 0", () -> new CyclicalFeatures(0));
            refused("SimpleImputer: a fill value of NaN; give a finite number", () -> new SimpleImputer()
                    .constant(NaN));
            refused("KNNImputer: 0 neighbours; give 1 or more", () -> new KNNImputer().nNeighbors(0));
            refused("TargetEncoder: a smooth of -1.0; give 0 or more", () -> new TargetEncoder().smooth(-1));
            refused(
                    "a minimum frequency of 0 rows or a share of 1.5, at most 0 categories; give counts of 1 or more, and shares"
                            + " below 1",
                    () -> new OneHotEncoder().minFrequency(1.5));
        }

        @Test
        void weights_that_are_none() {
            var scaler = new StandardScaler();
            refused("StandardScaler.fit: 1 weights for 2 rows", () -> scaler.fit(TWO, new double[] {1}));
            refused(
                    "StandardScaler.fit: the weight of row 1 is -1.0; a weight is finite and not negative",
                    () -> scaler.fit(TWO, new double[] {1, -1}));
            refused("StandardScaler.fit: every weight is 0", () -> scaler.fit(TWO, new double[2]));
            refused(
                    "KBinsDiscretizer.fit: quantiles by LINEAR take no weights; take INVERTED_CDF or AVERAGED_INVERTED_CDF",
                    () -> new KBinsDiscretizer()
                            .quantileMethod(QuantileMethod.LINEAR)
                            .fit(TWO, new double[] {1, 1}));
        }
    }

    @Nested
    class Columns {
        @Test
        void that_a_power_cannot_be_found_for() {
            refused("PowerTransformer.fit: column 1 has no value; leave it out", () -> new PowerTransformer()
                    .fit(new double[][] {{1, NaN}, {2, NaN}}));
            var boxCox = new PowerTransformer().method(Method.BOX_COX);
            refused(
                    "PowerTransformer.fit: column 0 is 0.0 in row 1; Box-Cox takes positive values, Yeo-Johnson takes all",
                    () -> boxCox.fit(new double[][] {{1}, {0}}));
            refused(
                    "PowerTransformer.fit: column 0 is constant, 2.0; Box-Cox needs values that differ",
                    () -> boxCox.fit(new double[][] {{2}, {2}}));
            refused(
                    "PowerTransformer.transform: column 0 is -1.0 in row 0; Box-Cox takes positive values, Yeo-Johnson takes all",
                    () -> boxCox.fit(new double[][] {{1}, {2}}).transform(new double[][] {{-1}}));
        }

        @Test
        void that_hold_no_knots_or_bins() {
            refused(
                    "SplineTransformer.fit: column 1 is constant, 7.0; no knots fit between its values",
                    () -> new SplineTransformer().fit(new double[][] {{1, 7}, {2, 7}}));
            refused(
                    "SplineTransformer.transform: column 0 is 4.0 in row 0, and its knots go from 1.0 to 3.0",
                    () -> new SplineTransformer()
                            .extrapolation(Extrapolation.ERROR)
                            .fit(TWO)
                            .transform(new double[][] {{4, 3}}));
            refused(
                    "KBinsDiscretizer.inverseTransform: column 1 is 5.0 in row 0; it has bins 0 to 1",
                    () -> new KBinsDiscretizer().nBins(2).fit(TWO).inverseTransform(new double[][] {{0, 5}}));
            refused(
                    "PolynomialFeatures.fit: 1 columns have no products of degree 2 to 2 without powers of themselves",
                    () -> new PolynomialFeatures(2, 2, true, false).fit(new double[][] {{1}}));
        }

        @Test
        void that_start_to_have_gaps() {
            refused(
                    "MissingIndicator.transform: The features [1] have missing values in transform but have no missing values in fit.",
                    () -> new MissingIndicator().fit(new double[][] {{NaN, 1}}).transform(new double[][] {{1, NaN}}));
        }

        @Test
        void of_one_value_or_none_have_an_answer() {
            double[][] rows = {{0.1, NaN}, {0.1, NaN}, {0.1, NaN}};
            // A third of three times 0.1 is not 0.1: distances of 1e-17 from the mean are none.
            assertThat(new StandardScaler().fit(rows).var()).containsExactly(0.0, NaN);
            assertThat(new StandardScaler().fit(rows).scale()).containsExactly(1.0, NaN);
            assertThat(new QuantileTransformer().fitTransform(rows)[0]).containsExactly(0, NaN);
            assertThat(new RobustScaler().fitTransform(rows)[0]).containsExactly(0, NaN);
            assertThat(new MinMaxScaler().featureRange(3, 4).fitTransform(rows)[0])
                    .containsExactly(3, NaN);
            assertThat(new SimpleImputer().fitTransform(rows)[0]).containsExactly(new double[] {0.1}, within(1e-15));
        }
    }

    @Nested
    class Columns_without_number {
        @Test
        void are_refused_before_memory_is_full() {
            double[][] wide = {new double[100]};
            refused(
                    "PolynomialFeatures.fit: 100 columns make 96560646 products of degree 0 to 5, and 1000000 are too many already;"
                            + " lower the degree or select columns",
                    () -> new PolynomialFeatures().degree(5).fit(wide));
            assertThat(new PolynomialFeatures().degree(3).fit(wide).powers()).hasSize(176_851); // 103 over 3
        }

        /** A million categories are fine for one row, and for a number each; a million rows of a million columns are not. */
        @Test
        void of_a_million_categories_are_refused_by_name() {
            int million = 1_000_000;
            Object[][] rows = IntStream.range(0, million)
                    .mapToObj(i -> new Object[] {"id " + i})
                    .toArray(Object[][]::new);
            var fitted = new OneHotEncoder().fit(rows);
            refused(
                    "OneHotEncoder.transform: 1000000 rows of 1000000 columns do not fit into memory, and column 0 makes 1000000 of"
                            + " them; set maxCategories or minFrequency, hash it, or encode it as a number",
                    () -> fitted.transform(rows));
            assertThat(Arrays.stream(fitted.transform(new Object[][] {{"id 7"}})[0])
                            .sum())
                    .isEqualTo(1);
            assertThat(Arrays.stream(new OrdinalEncoder().fitTransform(rows))
                            .mapToDouble(row -> row[0])
                            .distinct())
                    .hasSize(million);
        }
    }

    @Nested
    class Categories_of_rows {
        private final Object[][] colours = {{"red"}, {"blue"}, {"red"}};

        @Test
        void that_are_unknown_are_named_all() {
            String rest = "; fit %s on rows that have them, or give unknown ones a place";
            Object[][] unknown = {{"red"}, {"violet"}, {null}, {"green"}, {"violet"}};
            String message = "Found unknown categories ['green', 'violet', nan] in column 0 during transform" + rest;
            refused(
                    message.formatted("OneHotEncoder"),
                    () -> new OneHotEncoder().fit(colours).transform(unknown));
            refused(
                    message.formatted("OrdinalEncoder"),
                    () -> new OrdinalEncoder().fit(colours).transform(unknown));
            refused(
                    "Found unknown categories [5] in column 0 during transform" + rest.formatted("OneHotEncoder"),
                    () -> new OneHotEncoder().fit(colours).transform(new Object[][] {{5}}));
        }

        @Test
        void mix_no_text_and_numbers() {
            refused(
                    "OneHotEncoder.fit: column 1 has text and numbers, here 2 in row 1; make all of them text",
                    () -> new OneHotEncoder().fit(new Object[][] {{"a", "1"}, {"a", 2}}));
            refused(
                    "OrdinalEncoder.fit: column 0 is true in row 0, a Boolean; a category is text, a finite number, or null",
                    () -> new OrdinalEncoder().fit(new Object[][] {{true}}));
            refused(
                    "OneHotEncoder.fit: column 0 is Infinity in row 0, a Double; a category is text, a finite number, or null",
                    () -> new OneHotEncoder().fit(new Object[][] {{POSITIVE_INFINITY}}));
        }

        @Test
        void have_the_columns_that_were_fitted() {
            refused("OneHotEncoder.fit: there are no rows; give at least one", () -> new OneHotEncoder()
                    .fit(new Object[0][]));
            refused(
                    "OneHotEncoder.transform: row 0 has 2 values, and 1 columns were fitted; give those, in the same order",
                    () -> new OneHotEncoder().fit(colours).transform(new Object[][] {{"red", "blue"}}));
        }

        @Test
        void of_numbers_are_equal_whatever_their_type() {
            var fitted = new OneHotEncoder().fit(new Object[][] {{1}, {2L}, {(short) 2}, {NaN}});
            assertThat(fitted.categories()).containsExactly(Arrays.asList(1L, 2L, null));
            assertThat(fitted.transform(new Object[][] {{2.0}, {null}}))
                    .isDeepEqualTo(new double[][] {{0, 1, 0}, {0, 0, 1}});
        }

        @Test
        void leave_a_number_free_for_what_is_unknown() {
            refused(
                    "OrdinalEncoder.fit: 1.0 is to stand for unknown categories, and already is the number of a category of column 0;"
                            + " take -1 for one",
                    () -> new OrdinalEncoder().unknownValue(1).fit(colours));
            refused(
                    "OrdinalEncoder.fit: 0.0 is to stand for what is missing, and already is the number of a category of column 0;"
                            + " take -1 for one",
                    () -> new OrdinalEncoder().encodedMissingValue(0).fit(new Object[][] {{"a"}, {null}}));
        }
    }

    @Nested
    class Labels {
        @Test
        void that_are_unseen_or_missing() {
            List<String> y = List.of("b", "a", "b");
            List<String> later = List.of("a", "x", "d");
            refused(
                    "LabelEncoder.transform: y contains previously unseen labels: ['d', 'x']",
                    () -> new LabelEncoder().fit(y).transform(later));
            refused(
                    "LabelBinarizer.transform: y contains previously unseen labels: ['d', 'x']",
                    () -> new LabelBinarizer().fit(y).transform(later));
            refused(
                    "MultiLabelBinarizer.transform: y contains previously unseen labels: ['d', 'x']",
                    () -> new MultiLabelBinarizer().fit(List.of(y)).transform(List.of(y, later)));
            refused(
                    "LabelEncoder.inverseTransform: 2 is none of 2 classes",
                    () -> new LabelEncoder().fit(y).inverseTransform(new int[] {2}));
            refused("LabelEncoder.fit: there are no labels; give at least one", () -> new LabelEncoder()
                    .fit(List.of()));
            refused("LabelEncoder.fit: a label is missing; drop its row", () -> new LabelEncoder()
                    .fit(Arrays.asList("a", null)));
        }

        @Test
        void that_are_no_target() {
            Object[][] rows = {{"a"}, {"b"}};
            refused("TargetEncoder.fit: 2 rows and 1 targets", () -> new TargetEncoder().fit(rows, new double[1]));
            refused("TargetEncoder.fit: the target of row 1 is NaN; drop the row", () -> new TargetEncoder()
                    .fit(rows, new double[] {1, NaN}));
            refused("TargetEncoder.fit: the target has one class only, ['y']", () -> new TargetEncoder()
                    .fit(rows, List.of("y", "y")));
        }
    }

    @Nested
    class Target_encoding {
        /** A category of its own for each row: nothing to learn, and all of the target to leak. */
        @Test
        void of_a_row_number_gives_the_target_away_unless_it_is_crossed() {
            Object[][] rows = IntStream.range(0, 20)
                    .mapToObj(i -> new Object[] {"row " + i})
                    .toArray(Object[][]::new);
            double[] y = IntStream.range(0, 20).mapToDouble(i -> i % 2).toArray();
            var encoder = new TargetEncoder().smooth(0);
            assertThat(Rows.column(encoder.fit(rows, y).transform(rows), 0)).containsExactly(y);
            // No other fold has the category: the mean of 16 rows, half of them 1.
            assertThat(Rows.column(encoder.fitTransform(rows, y), 0)).containsOnly(0.5);
        }

        @Test
        void with_a_seed_draws_other_folds_and_the_same_ones_again() {
            Object[][] rows =
                    IntStream.range(0, 20).mapToObj(i -> new Object[] {i % 3}).toArray(Object[][]::new);
            double[] y = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
            var encoder = new TargetEncoder();
            double[][] drawn = encoder.shuffled(7).fitTransform(rows, y);
            assertThat(drawn).isDeepEqualTo(encoder.shuffled(7).fitTransform(rows, y));
            assertThat(Arrays.deepEquals(drawn, encoder.fitTransform(rows, y))).isFalse();
        }
    }
}
