// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.statistics.KolmogorovSmirnov.Method;
import io.mlopslabs.testing.Golden;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KolmogorovSmirnovTest {
    private static final double ROUNDING = 1e-12; // a few hundred additions of numbers below 1

    @TestFactory
    Stream<DynamicTest> agrees_with_scipy() {
        return Golden.read("validation/drift_tests")
                .tests(Map.of(
                        "scipy.stats.ks_2samp",
                        c -> {
                            TestResult found = KolmogorovSmirnov.test(
                                    c.doubles("x"),
                                    c.doubles("y"),
                                    c.text("method", "").equals("exact") ? Method.EXACT : Method.ASYMPTOTIC);
                            return Map.of("statistic", found.statistic(), "pvalue", found.pValue());
                        },
                        "scipy.stats.kstwo.sf",
                        c -> KolmogorovSmirnov.tail(
                                c.number("d", Double.NaN), (long) c.number("n", 0), (long) c.number("m", 0))))
                .filter(test -> test.getDisplayName().startsWith("scipy.stats.k"));
    }

    /** Every way to deal 8 tied values to 4 and 4 is tried. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void with_ties_the_p_value_is_the_share_of_all_orders_with_such_a_gap(long seed) {
        double[] all = new SplittableRandom(seed).ints(8, 0, 4).asDoubleStream().toArray();
        double found = KolmogorovSmirnov.test(Arrays.copyOf(all, 4), Arrays.copyOfRange(all, 4, 8), Method.EXACT_TIES)
                .pValue();
        double d = gap(all, 0b1111);
        int orders = 0;
        int reached = 0;
        for (int chosen = 0; chosen < 256; chosen++) {
            if (Integer.bitCount(chosen) == 4) {
                orders++;
                reached += gap(all, chosen) >= d - ROUNDING ? 1 : 0;
            }
        }
        assertThat(found).isCloseTo((double) reached / orders, within(ROUNDING));
    }

    private static double gap(double[] all, int chosen) {
        double largest = 0;
        for (double at : all) {
            int first = 0;
            int second = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] <= at) {
                    if ((chosen >> i & 1) == 1) {
                        first++;
                    } else {
                        second++;
                    }
                }
            }
            largest = Math.max(largest, Math.abs(first - second) / 4.0);
        }
        return largest;
    }

    @Test
    void ignoring_ties_never_makes_the_p_value_smaller() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            double[] x = random.ints(30, 0, 6).asDoubleStream().toArray();
            double[] y = random.ints(20, 0, 7).asDoubleStream().toArray();
            assertThat(KolmogorovSmirnov.test(x, y, Method.EXACT).pValue())
                    .isGreaterThanOrEqualTo(
                            KolmogorovSmirnov.test(x, y, Method.EXACT_TIES).pValue() - ROUNDING);
        }
    }

    @Test
    void beyond_10_000_values_the_approximation_is_taken() {
        double[] x = new SplittableRandom(1).doubles(10_001).toArray();
        double[] y = new SplittableRandom(2).doubles(50).toArray();
        assertThat(KolmogorovSmirnov.test(x, y, Method.AUTO))
                .isEqualTo(KolmogorovSmirnov.test(x, y, Method.ASYMPTOTIC))
                .extracting(TestResult::basis)
                .isEqualTo("Kolmogorov-Smirnov, n = 10001 and 50");
    }

    @Test
    void refuses_nan_and_impossible_gaps_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KolmogorovSmirnov.test(new double[] {1}, new double[] {2, Double.NaN}, Method.AUTO))
                .withMessage("y[1] is NaN; give finite numbers, and decide what to do with missing ones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KolmogorovSmirnov.tail(1.5, 3, 3))
                .withMessage("d is 1.5; a gap between distribution functions lies in 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KolmogorovSmirnov.tail(0.5, 0, 3))
                .withMessage("the samples have 0 and 3 rows; give at least 1 each");
    }
}
