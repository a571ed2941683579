// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.statistics.Wasserstein;
import io.mlopslabs.testing.Golden;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DivergenceTest {
    private static final double ROUNDING = 1e-15; // a few ulps of a number below 1

    @TestFactory
    Stream<DynamicTest> agrees_with_scipy() {
        return Golden.read("validation/drift_tests")
                .tests(Map.of(
                        "scipy.spatial.distance.jensenshannon",
                        c -> Divergence.JENSEN_SHANNON.of(c.doubles("first"), c.doubles("second")),
                        "scipy.stats.wasserstein_distance",
                        c -> Wasserstein.distance(c.doubles("x"), c.doubles("y"))))
                .filter(test -> test.getDisplayName().matches("scipy.(spatial|stats.wasserstein).*"));
    }

    @Nested
    class Of_bins {
        @Test
        void jensen_shannon_matches_the_closed_form_for_a_fair_and_a_certain_coin() {
            double expected = 1.5 - 0.75 * Math.log(3) / Math.log(2); // H(3/4, 1/4) - 1/2
            assertThat(Divergence.JENSEN_SHANNON.of(new double[] {1, 1}, new double[] {1, 0}))
                    .isCloseTo(expected, within(ROUNDING));
        }

        @Test
        void the_others_match_their_closed_forms_for_the_same_coins() {
            double[] fair = {1, 1};
            double[] biased = {3, 1};
            assertThat(Divergence.L_INFINITY.of(fair, biased)).isEqualTo(0.25);
            assertThat(Divergence.TOTAL_VARIATION.of(fair, biased)).isEqualTo(0.25);
            assertThat(Divergence.POPULATION_STABILITY_INDEX.of(fair, biased))
                    .isCloseTo(0.25 * Math.log(3), within(ROUNDING)); // .25 ln 1.5 - .25 ln .5
        }

        @Test
        void many_small_changes_add_up_in_the_total_variation_and_not_in_l_infinity() {
            double[] even = {1, 1, 1, 1, 0, 0, 0, 0};
            double[] moved = {0, 0, 0, 0, 1, 1, 1, 1};
            assertThat(Divergence.L_INFINITY.of(even, moved)).isEqualTo(0.25);
            assertThat(Divergence.TOTAL_VARIATION.of(even, moved)).isEqualTo(1);
        }

        @Test
        void an_empty_bin_counts_as_one_in_ten_thousand_for_the_stability_index() {
            double found = Divergence.POPULATION_STABILITY_INDEX.of(new double[] {1, 1, 0}, new double[] {1, 0, 1});
            double once = (0.5 - 1e-4) * Math.log(0.5 / 1e-4);
            assertThat(found).isCloseTo(2 * once, within(1e-14)); // two terms near 4
        }

        @ParameterizedTest
        @EnumSource
        void is_symmetric_at_0_for_equal_shares_and_blind_to_the_size(Divergence divergence) {
            var random = new SplittableRandom(5);
            double[] p = random.doubles(50).toArray();
            double[] q = random.doubles(50).map(x -> x < 0.5 ? 0 : x).toArray();
            double[] tenfold = Arrays.stream(q).map(x -> 16 * x).toArray(); // a power of 2: no rounding
            assertThat(divergence.of(p, q)).isPositive().isCloseTo(divergence.of(q, p), within(1e-12));
            assertThat(divergence.of(p, tenfold)).isEqualTo(divergence.of(p, q));
            assertThat(divergence.of(p, p)).isZero();
        }

        @Test
        void names_the_side_and_the_bin_of_a_negative_mass() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Divergence.JENSEN_SHANNON.of(new double[] {1, 1}, new double[] {2, -1}))
                    .withMessage("q[1] is -1.0; a mass is finite and not negative");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Divergence.L_INFINITY.of(new double[] {0, 0}, new double[] {2, 1}))
                    .withMessage("p has no mass in any bin; there is nothing to compare");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Divergence.L_INFINITY.of(new double[] {1}, new double[] {2, 1}))
                    .withMessage("p has 1 bins and q has 2; give both over the same bins");
        }
    }

    @Nested
    class Of_numbers {
        private final double[] range = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        private final NumericBins bins = NumericBins.quantiles(range, 5);

        @Test
        void every_number_has_one_bin() {
            double[] odd = {
                -1, Double.NEGATIVE_INFINITY, 0, -0.0, 2, 2.5, 10, 10.5, Double.POSITIVE_INFINITY, Double.NaN
            };
            assertThat(bins.names())
                    .containsExactly(
                            "below 0.0",
                            "0.0 to 2.0",
                            "above 2.0 to 4.0",
                            "above 4.0 to 6.0",
                            "above 6.0 to 8.0",
                            "above 8.0 to 10.0",
                            "above 10.0",
                            "NaN");
            assertThat(bins.count(odd)).containsExactly(2, 3, 1, 0, 0, 1, 2, 1);
        }

        @Test
        void a_constant_is_not_apart_from_a_range_that_contains_it() {
            double[] five = {5, 5, 5, 5, 5};
            // One bin of five, with 2 of 11 rows, is shared: TFDV's number for such columns is 1.
            double found = ContingencyTable.ofNumbers(range, five, bins)
                    .compare(Divergence.TOTAL_VARIATION)
                    .value();
            assertThat(found).isCloseTo(9.0 / 11, within(ROUNDING));
            assertThat(ContingencyTable.ofNumbers(range, five, bins)
                            .compare(Divergence.JENSEN_SHANNON)
                            .value())
                    .isLessThan(1);
        }

        @Test
        void a_column_with_nan_is_not_apart_from_itself() {
            double[] some = {1, 2, Double.NaN, 3, Double.POSITIVE_INFINITY};
            assertThat(ContingencyTable.ofNumbers(some, some, NumericBins.quantiles(some, 2))
                            .compare(Divergence.JENSEN_SHANNON))
                    .isEqualTo(new Comparison(0, ""));
        }

        @Test
        void one_large_value_does_not_rule_the_bins() {
            double[] before = new SplittableRandom(1).doubles(1000).toArray();
            double[] after = before.clone();
            after[7] = 1e9;
            assertThat(ContingencyTable.ofNumbers(before, after, NumericBins.quantiles(before, 10))
                            .compare(Divergence.TOTAL_VARIATION)
                            .value())
                    .isCloseTo(0.001, within(ROUNDING));
        }

        @Test
        void a_smallest_value_that_fills_a_bin_has_it_for_itself_and_another_constant_is_seen() {
            double[] zeros = {0, 0, 0, 0, 0, 0, 0, 0, 5, 9};
            assertThat(NumericBins.quantiles(zeros, 4).names())
                    .containsExactly("below 0.0", "exactly 0.0", "above 0.0 to 9.0", "above 9.0", "NaN");
            double[] fives = {5, 5};
            double[] threes = {3, 3};
            assertThat(ContingencyTable.ofNumbers(fives, threes, NumericBins.quantiles(fives, 10))
                            .compare(Divergence.L_INFINITY)
                            .value())
                    .isEqualTo(1);
        }

        @Test
        void refuses_a_reference_without_numbers_and_too_few_bins() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NumericBins.quantiles(new double[] {Double.NaN}, 10))
                    .withMessage("none of the 1 values of the reference is a finite number; there are no bins");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NumericBins.quantiles(range, 1))
                    .withMessage("bins is 1; give at least 2, 10 is usual");
        }
    }

    @Test
    void no_value_is_forgotten_however_many_there_are() {
        var before = new TreeMap<String, Long>();
        var after = new TreeMap<String, Long>();
        for (int i = 0; i < 2000; i++) {
            before.put("v" + i, 1L);
            after.put((i < 1000 ? "v" : "w") + i, 1L);
        }
        ContingencyTable table = ContingencyTable.ofValues(before, after);
        assertThat(table.names()).hasSize(3000);
        assertThat(table.compare(Divergence.TOTAL_VARIATION).value()).isCloseTo(0.5, within(1e-12)); // 3,000 additions
    }

    @Test
    void a_table_needs_rows_on_both_sides_and_counts_that_can_be() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContingencyTable.ofValues(Map.of("a", 1L), Map.of()))
                .withMessage("the current side has no rows; there is nothing to compare");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContingencyTable.ofValues(Map.of("a", -1L), Map.of("a", 1L)))
                .withMessage("'a' comes -1 times on the reference side; a number of rows is not negative");
    }
}
