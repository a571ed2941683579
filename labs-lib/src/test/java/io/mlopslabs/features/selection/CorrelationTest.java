// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.features.selection.CorrelationMatrix.Pair;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CorrelationTest {
    private static final double NAN = Double.NaN;
    private static final double ROUNDING = 1e-12; // sums of up to 100 doubles below 100

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    /** Concordant less discordant pairs over the root of untied pairs of each, as it is defined, one pair at a time. */
    private static double tauByDefinition(double[] a, double[] b) {
        double balance = 0;
        double untiedA = 0;
        double untiedB = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                balance += Math.signum(a[i] - a[j]) * Math.signum(b[i] - b[j]);
                untiedA += a[i] == a[j] ? 0 : 1;
                untiedB += b[i] == b[j] ? 0 : 1;
            }
        }
        return balance / Math.sqrt(untiedA * untiedB);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void kendall_is_what_counting_every_pair_gives(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int kinds = (int) seed * 3; // from heavily tied to hardly
        double[] a = random.ints(100, 0, kinds).asDoubleStream().toArray();
        double[] b = Arrays.stream(a).map(v -> -v / 2 + random.nextInt(kinds)).toArray();
        assertThat(Correlation.KENDALL.of(a, b)).isCloseTo(tauByDefinition(a, b), within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void ranks_do_not_see_the_scale_and_pearson_sees_no_unit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] a = random.doubles(60).toArray();
        double[] b = Arrays.stream(a).map(v -> v + random.nextDouble()).toArray();
        double[] curved = Arrays.stream(a).map(Math::exp).toArray();
        assertThat(Correlation.SPEARMAN.of(curved, b)).isEqualTo(Correlation.SPEARMAN.of(a, b));
        assertThat(Correlation.KENDALL.of(curved, b)).isEqualTo(Correlation.KENDALL.of(a, b));
        assertThat(Correlation.SPEARMAN.of(a, curved)).isEqualTo(1);
        double[] inMillimetres = Arrays.stream(a).map(v -> 1000 * v + 7).toArray();
        assertThat(Correlation.PEARSON.of(inMillimetres, b)).isCloseTo(Correlation.PEARSON.of(a, b), within(ROUNDING));
    }

    @ParameterizedTest
    @EnumSource
    void is_symmetric_turns_its_sign_with_a_side_and_does_not_see_the_order_of_the_rows(Correlation correlation) {
        SplittableRandom random = new SplittableRandom(7);
        double[] a = random.ints(50, 0, 9).asDoubleStream().toArray();
        double[] b = Arrays.stream(a).map(v -> v + random.nextInt(9)).toArray();
        double r = correlation.of(a, b);
        assertThat(r).isBetween(0.3, 0.95);
        assertThat(correlation.of(b, a)).isCloseTo(r, within(ROUNDING));
        assertThat(correlation.of(Arrays.stream(a).map(v -> -v).toArray(), b)).isCloseTo(-r, within(ROUNDING));
        int[] backwards = IntStream.range(0, 50).map(i -> 49 - i).toArray();
        assertThat(correlation.of(
                        Arrays.stream(backwards).mapToDouble(i -> a[i]).toArray(),
                        Arrays.stream(backwards).mapToDouble(i -> b[i]).toArray()))
                .isCloseTo(r, within(ROUNDING));
    }

    @ParameterizedTest
    @EnumSource
    void is_NaN_for_a_constant_side_one_pair_and_no_pair(Correlation correlation) {
        assertThat(correlation.of(new double[] {0.1, 0.1, 0.1}, new double[] {1, 2, 3}))
                .isNaN();
        assertThat(correlation.of(new double[] {1, NAN}, new double[] {2, 3})).isNaN();
        assertThat(correlation.of(new double[] {NAN, NAN}, new double[] {2, 3})).isNaN();
        // Constant only in the pairs that are left.
        assertThat(correlation.of(new double[] {1, 1, 5}, new double[] {2, 3, NAN}))
                .isNaN();
    }

    @ParameterizedTest
    @EnumSource
    void minus_zero_is_zero(Correlation correlation) {
        double[] b = {3, 2, 5, 4};
        assertThat(correlation.of(new double[] {-0.0, 0.0, 1, 2}, b))
                .isEqualTo(correlation.of(new double[] {0, 0, 1, 2}, b));
    }

    @Test
    void refuses_unequal_lengths_and_infinite_values() {
        refused(
                () -> Correlation.PEARSON.of(new double[2], new double[3]),
                "pearson: a has 2 values and b has 3; give pairs");
        refused(
                () -> Correlation.KENDALL.of(new double[2], new double[] {1, Double.POSITIVE_INFINITY}),
                "kendall: b[1] is Infinity; give finite numbers, and NaN where a value is missing");
        FeatureTable x = FeatureTable.unnamed(new double[][] {{1}, {2}});
        refused(
                () -> Correlation.SPEARMAN.with(x, new double[1]),
                "spearman: there are 2 rows and 1 target values; give one value per row, in the same order");
        refused(
                () -> Correlation.SPEARMAN.with(x, new double[] {1, Double.NEGATIVE_INFINITY}),
                "spearman: y[1] is -Infinity; give finite numbers, and NaN where a value is missing");
    }

    @Test
    void a_matrix_drops_the_later_of_two_copies_and_keeps_a_constant() {
        double[][] rows = {{1, 5, -2, 3, 1}, {2, 5, -4, 1, NAN}, {4, 5, -8, 2, 4}, {5, 5, -10, 5, 5}};
        CorrelationMatrix matrix =
                Correlation.PEARSON.matrix(FeatureTable.of(List.of("a", "flat", "copy", "other", "gap"), rows));
        assertThat(matrix.of("a", "copy")).isCloseTo(-1, within(ROUNDING));
        assertThat(matrix.of("flat", "flat")).isNaN();
        assertThat(matrix.of("other", "other")).isEqualTo(1);
        assertThat(matrix.dropAbove(0.99).names()).containsExactly("a", "flat", "other");
        assertThat(matrix.pairsAbove(0.99)).extracting(Pair::earlier).containsExactlyInAnyOrder("a", "a", "copy");
        assertThat(matrix.pairsAbove(0.5).get(3)).isEqualTo(new Pair("a", "other", matrix.of("a", "other")));
        assertThat(matrix).hasToString("PEARSON of 5 columns");
        refused(() -> matrix.of("a", "b"), "there is no column 'b'; there are [a, flat, copy, other, gap]");
        refused(
                () -> matrix.dropAbove(1.5),
                "the threshold is 1.5; give an absolute correlation in 0 to 1, such as 0.95");
    }
}
