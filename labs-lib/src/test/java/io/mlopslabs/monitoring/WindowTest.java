// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.statistics.Moments;
import io.mlopslabs.statistics.Proportion;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WindowTest {
    private static Window window(Signal signal, double[] here, double[] usual) {
        return new Window(1, here.length, traffic(signal, here), traffic(signal, usual));
    }

    private static Traffic traffic(Signal signal, double[] values) {
        return new Traffic(values.length, Map.of(signal, Moments.of(values)), ClassMix.NONE);
    }

    private static double[] ones(int count, int n) {
        return DoubleStream.concat(
                        DoubleStream.generate(() -> 1).limit(count),
                        DoubleStream.generate(() -> 0).limit(n - count))
                .toArray();
    }

    @Nested
    class Z {
        @Test
        void of_shares_agrees_with_statsmodels_0_15_0_proportions_ztest() {
            assertThat(window(Signal.EMPTY, ones(45, 100), ones(30, 100)).z(Signal.EMPTY))
                    .isCloseTo(2.1908902300206647, within(1e-12)); // the golden's own tolerance
            assertThat(window(Signal.FAILURE, ones(35, 107), ones(79, 154)).z(Signal.FAILURE))
                    .isCloseTo(-2.9778574769497785, within(1e-12));
        }

        @Test
        void of_numbers_counts_in_standard_errors_of_the_usual_values() {
            double[] usual = {1, 2, 3, 4}; // mean 2.5, variance 5/3
            double expected = (4.5 - 2.5) / Math.sqrt(5 / 3.0 * (1 / 2.0 + 1 / 4.0));
            Window window = window(Signal.INPUT_MEAN, new double[] {4, 5}, usual);
            assertThat(window.z(Signal.INPUT_MEAN)).isCloseTo(expected, within(1e-14)); // a few ulps
            assertThat(window.mean(Signal.INPUT_MEAN)).isEqualTo(4.5);
            assertThat(window.n(Signal.INPUT_MEAN)).isEqualTo(2);
            Window below = window(Signal.INPUT_MEAN, new double[] {0, 1}, usual);
            assertThat(below.z(Signal.INPUT_MEAN)).isCloseTo(-expected, within(1e-14));
            assertThat(below.shift(Signal.INPUT_MEAN)).isCloseTo(expected, within(1e-14));
        }

        @Test
        void is_0_for_equal_means_and_infinite_where_nothing_ever_varied() {
            double[] same = {3, 3, 3};
            assertThat(window(Signal.PROPOSALS, same, same).z(Signal.PROPOSALS)).isZero();
            assertThat(window(Signal.PROPOSALS, new double[] {2}, same).z(Signal.PROPOSALS))
                    .isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(window(Signal.EMPTY, ones(0, 5), ones(0, 9)).z(Signal.EMPTY))
                    .isZero();
            assertThat(window(Signal.EMPTY, ones(1, 5), ones(0, 9)).z(Signal.EMPTY))
                    .isFinite()
                    .isPositive();
        }

        @Test
        void is_missing_without_values() {
            double[] two = {1, 2};
            assertThat(window(Signal.CONFIDENCE, new double[] {}, two).z(Signal.CONFIDENCE))
                    .isNaN();
            assertThat(window(Signal.CONFIDENCE, new double[] {Double.NaN}, two).z(Signal.CONFIDENCE))
                    .isNaN();
            assertThat(window(Signal.CONFIDENCE, two, new double[] {1}).z(Signal.CONFIDENCE))
                    .isNaN();
            assertThat(window(Signal.CONFIDENCE, two, two).z(Signal.LATENCY)).isNaN();
        }

        @Test
        void exceeds_2_about_as_often_as_a_normal_variable_while_nothing_changes() {
            var random = new SplittableRandom(1);
            // Flat, far from normal; so many that its own error is small.
            Traffic usual = traffic(Signal.INPUT_MEAN, random.doubles(100_000).toArray());
            int beyond = 0;
            int windows = 4000;
            for (int w = 0; w < windows; w++) {
                Traffic here = traffic(Signal.INPUT_MEAN, random.doubles(30).toArray());
                beyond += new Window(1, 30, here, usual).shift(Signal.INPUT_MEAN) > 2 ? 1 : 0;
            }
            double twoSided = 0.0455; // of a standard normal beyond 2
            assertThat(new Proportion(beyond, windows)
                            .interval(Proportion.Method.CLOPPER_PEARSON, 0.999)
                            .contains(twoSided))
                    .as("%d of %d", beyond, windows)
                    .isTrue();
        }
    }

    @Nested
    class Class_mix {
        @Test
        void is_held_against_the_usual_one() {
            var here = new Traffic(10, Map.of(), new ClassMix(Map.of("b", 9L, "c", 1L)));
            var usual = new Traffic(10, Map.of(), new ClassMix(Map.of("a", 3L, "b", 7L)));
            var window = new Window(1, 10, here, usual);
            assertThat(window.infinityNorm()).isEqualTo(here.classes().infinityNorm(usual.classes()));
            assertThat(window.totalVariation()).isEqualTo(here.classes().totalVariation(usual.classes()));
            assertThat(window.infinityNorm()).isPositive();
        }
    }
}
