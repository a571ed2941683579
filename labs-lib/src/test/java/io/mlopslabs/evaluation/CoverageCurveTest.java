// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.evaluation.CoverageCurve.Point;
import io.mlopslabs.statistics.Interval.Verdict;
import io.mlopslabs.statistics.Proportion;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CoverageCurveTest {
    private static final double[] CONFIDENCES = {0.6, 0.9, 0.6, 0.3};
    private static final boolean[] RIGHT = {true, true, false, false};

    private static final class Cases {
        private final double[] confidences;
        private final boolean[] right;

        private Cases(double[] confidences, boolean[] right) {
            this.confidences = confidences;
            this.right = right;
        }

        static Cases random(long seed) {
            var random = new SplittableRandom(seed);
            int n = random.nextInt(1, 400);
            double[] confidences =
                    random.doubles(n).map(x -> Math.round(20 * x) / 20.0).toArray(); // many equal ones
            boolean[] right = new boolean[n];
            for (int i = 0; i < n; i++) {
                right[i] = random.nextDouble() < confidences[i];
            }
            return new Cases(confidences, right);
        }

        CoverageCurve curve() {
            return CoverageCurve.of(confidences, right);
        }

        long covered(double threshold) {
            return IntStream.range(0, right.length)
                    .filter(i -> confidences[i] >= threshold)
                    .count();
        }

        long hits(double threshold) {
            return IntStream.range(0, right.length)
                    .filter(i -> confidences[i] >= threshold && right[i])
                    .count();
        }
    }

    @Test
    void decides_cases_of_equal_confidence_together_and_ends_with_all() {
        CoverageCurve curve = CoverageCurve.of(CONFIDENCES, RIGHT);
        assertThat(curve.n()).isEqualTo(4);
        assertThat(curve.points())
                .extracting(Point::threshold, Point::accuracy, Point::coverage)
                .containsExactly(
                        tuple(0.9, new Proportion(1, 1), 0.25),
                        tuple(0.6, new Proportion(2, 3), 0.75),
                        tuple(0.3, new Proportion(2, 4), 1.0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void each_point_counts_what_reaches_its_threshold(long seed) {
        Cases cases = Cases.random(seed);
        assertThat(cases.curve().points()).isNotEmpty().allSatisfy(point -> assertThat(point.accuracy())
                .isEqualTo(new Proportion(cases.hits(point.threshold()), cases.covered(point.threshold()))));
        assertThat(cases.curve().points())
                .extracting(Point::threshold)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_threshold_that_no_case_has_counts_all_above_it(long seed) {
        Cases cases = Cases.random(seed);
        for (double threshold : new double[] {-1, 0.111, 0.5, 0.777, 2}) {
            long covered = cases.covered(threshold);
            var at = cases.curve().at(threshold);
            assertThat(at.isPresent()).isEqualTo(covered > 0);
            at.ifPresent(point -> assertThat(point)
                    .isEqualTo(
                            new Point(threshold, new Proportion(cases.hits(threshold), covered), cases.right.length)));
        }
    }

    @Test
    void the_widest_point_is_the_last_whose_interval_is_above_the_requirement() {
        // 80 sure and right ones, 20 right ones and 100 wrong ones that are less sure
        double[] confidences = IntStream.range(0, 200)
                .mapToDouble(i -> i < 80 ? 0.9 : i < 100 ? 0.5 : 0.1)
                .toArray();
        boolean[] right = new boolean[200];
        Arrays.fill(right, 0, 100, true);
        CoverageCurve curve = CoverageCurve.of(confidences, right);

        Point widest = curve.widest(0.95).orElseThrow();
        assertThat(widest.threshold()).isEqualTo(0.5);
        assertThat(widest.coverage()).isCloseTo(0.5, within(0.0));
        assertThat(widest.accuracy().wilson().against(0.95)).isEqualTo(Verdict.ABOVE);
        assertThat(curve.widest(0.97)).isEmpty(); // 100 of 100 has a lower end of 0.963
    }

    @Test
    void says_what_is_wrong_with_its_input() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoverageCurve.of(new double[2], new boolean[3]))
                .withMessage("there are 2 confidences and 3 answers; give one of each per case");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoverageCurve.of(new double[0], new boolean[0]))
                .withMessage("there are 0 confidences and 0 answers; give one of each per case");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoverageCurve.of(new double[] {0.5, Double.NaN}, new boolean[2]))
                .withMessage("confidences[1] is NaN; a confidence is finite");
    }
}
