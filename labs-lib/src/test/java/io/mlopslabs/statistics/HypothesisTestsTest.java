// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HypothesisTestsTest {
    @Test
    void results_print_the_number_the_interval_and_what_they_rest_on() {
        assertThat(new McNemar(50, 1, 8, 2).exact()).hasToString("p = 0.0391, statistic 1 (McNemar exact, n = 61)");
        double[] differences = {0.01, 0.03, -0.01, 0.02, 0.02, 0.0, 0.04, 0.01, 0.03, 0.02};
        assertThat(TTest.correctedResampled(differences, 90, 10))
                .hasToString("0.017, 0.001 to 0.033 (95 % corrected resampled t, n = 10 splits), p = 0.0352");
    }

    @Test
    void p_values_of_a_true_null_are_uniform() {
        int trials = 2000;
        var welch = new double[trials];
        var ranks = new double[trials];
        for (int i = 0; i < trials; i++) {
            var random = new SplittableRandom(i);
            double[] a = normal(random, 12);
            double[] b = normal(random, 30);
            welch[i] = TTest.welch(a, b, Alternative.TWO_SIDED).result().pValue();
            ranks[i] = MannWhitney.test(a, b, Alternative.TWO_SIDED, MannWhitney.Method.AUTO)
                    .pValue();
        }
        for (double[] p : new double[][] {welch, ranks}) {
            Arrays.sort(p);
            double gap = IntStream.range(0, trials)
                    .mapToDouble(i -> Math.abs(p[i] - (i + 0.5) / trials))
                    .max()
                    .orElseThrow();
            assertThat(gap).isLessThan(2.2 / Math.sqrt(trials)); // Kolmogorov-Smirnov at 1e-4
        }
    }

    private static double[] normal(SplittableRandom random, int n) {
        return IntStream.range(0, n)
                .mapToDouble(i ->
                        Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble()))
                .toArray();
    }

    @Test
    void the_exact_rank_test_agrees_with_the_approximation_for_larger_samples() {
        var random = new SplittableRandom(4);
        double[] x = random.doubles(60).toArray();
        double[] y = random.doubles(70).map(v -> v + 0.1).toArray();
        double exact = MannWhitney.test(x, y, Alternative.LESS, MannWhitney.Method.EXACT)
                .pValue();
        double normal = MannWhitney.test(x, y, Alternative.LESS, MannWhitney.Method.ASYMPTOTIC)
                .pValue();
        assertThat(exact).isCloseTo(normal, within(0.001)); // the approximation's error is of order 1/n^2
    }

    @ParameterizedTest
    @EnumSource
    void adjusted_p_values_are_never_smaller_and_keep_the_order(Multiplicity method) {
        double[] p = new SplittableRandom(6).doubles(40).map(u -> u * u).toArray();
        double[] adjusted = method.adjust(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i]).isBetween(p[i], 1.0);
            for (int j = 0; j < p.length; j++) {
                assertThat(p[i] < p[j] && adjusted[i] > adjusted[j]).isFalse();
            }
        }
    }

    @Test
    void a_nan_p_value_rejects_nothing() {
        assertThat(new TestResult(Double.NaN, Double.NaN, "").rejects(0.05)).isFalse();
        assertThat(new TestResult(0, 0.05, "").rejects(0.05)).isTrue();
    }

    @Test
    void refuses_what_is_no_sample() {
        double[] two = {1, 2};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TTest.welch(new double[] {1}, two, Alternative.LESS))
                .withMessage("a has 1 values; give at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TTest.student(two, new double[] {1, Double.NaN}, Alternative.LESS))
                .withMessage("b[1] is NaN; give finite numbers, and decide what to do with missing ones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TTest.paired(two, new double[] {1, 2, 3}, Alternative.LESS))
                .withMessage("a has 2 values and b has 3; pairs need as many of each, in the same order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TTest.correctedResampled(two, 0, 10))
                .withMessage("there are 0 train rows and 10 test rows; give at least 1 of each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FiveByTwoCv.of(new double[][] {{1, 2}}))
                .withMessage("there are 1 repetitions; 5x2 cross-validation has 5 of 2 folds each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FiveByTwoCv.of(new double[][] {{1, 2}, {1, 2, 3}, {1, 2}, {1, 2}, {1, 2}}))
                .withMessage("differences[1] has 3 folds; 5x2 cross-validation has 5 repetitions of 2 folds each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new McNemar(0, 0, 0, 0))
                .withMessage("all counts are 0; give at least one row that both models answered");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new McNemar(1, -1, 0, 0))
                .withMessage("the counts are 1, -1, 0 and 0; none may be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> McNemar.of(new boolean[1], new boolean[2]))
                .withMessage("first has 1 values and second has 2; pairs need as many of each, in the same order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MannWhitney.test(two, two, Alternative.LESS, MannWhitney.Method.EXACT))
                .withMessage("x and y hold tied values; the exact distribution knows none, take ASYMPTOTIC");
        double[] many = new SplittableRandom(1).doubles(400).toArray();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MannWhitney.test(
                        many,
                        Arrays.stream(many).map(v -> v + 2).toArray(),
                        Alternative.LESS,
                        MannWhitney.Method.EXACT))
                .withMessage(
                        "x and y make 160000 pairs; the exact distribution is for at most 100000, take ASYMPTOTIC");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Multiplicity.HOLM.adjust())
                .withMessage("there are no p-values; give one per test");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Multiplicity.HOLM.adjust(0.1, Double.NaN))
                .withMessage("pValues[1] is NaN; a p-value lies in 0 to 1, and a test that gave NaN has not been made");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestResult(0, 0.1, "").rejects(5))
                .withMessage("alpha is 5.0; give an accepted share of false alarms between 0 and 1, such as 0.05");
        var proportion = new Proportion(3, 10);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ProportionZTest.test(proportion, 30, ProportionZTest.Variance.OF_THE_SAMPLE, Alternative.LESS))
                .withMessage("the hypothesis is 30.0; a share lies in 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProportionZTest.test(proportion, proportion, 2, Alternative.LESS))
                .withMessage("the hypothesis is 2.0; a difference of shares lies in -1 to 1");
    }
}
