// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.statistics.ChiSquareTest.Continuity;
import io.mlopslabs.testing.Golden;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChiSquareTestTest {
    @TestFactory
    Stream<DynamicTest> agrees_with_scipy() {
        return Golden.read("validation/drift_tests")
                .tests(Map.of("scipy.stats.chi2_contingency", c -> {
                    ChiSquareTest found = ChiSquareTest.homogeneity(
                            counts(c, "first"), counts(c, "second"), Continuity.valueOf(c.text("correction", "")));
                    return Map.of(
                            "statistic", found.result().statistic(),
                            "pvalue", found.result().pValue(),
                            "dof", found.degreesOfFreedom(),
                            "smallest_expected", found.smallestExpected(),
                            "share_below_5", found.shareBelowFive());
                }))
                .filter(test -> test.getDisplayName().startsWith("scipy.stats.chi2"));
    }

    private static long[] counts(Golden.Case c, String name) {
        return c.elements(name).mapToLong(node -> node.asLong()).toArray();
    }

    @Test
    void kinds_that_nobody_has_change_nothing() {
        ChiSquareTest without = ChiSquareTest.homogeneity(new long[] {30, 20}, new long[] {20, 25}, Continuity.YATES);
        assertThat(ChiSquareTest.homogeneity(new long[] {30, 0, 20}, new long[] {20, 0, 25}, Continuity.YATES))
                .isEqualTo(without);
    }

    @Test
    void one_kind_alone_leaves_nothing_to_test() {
        assertThat(ChiSquareTest.homogeneity(new long[] {30}, new long[] {5}, Continuity.NONE)
                        .result()
                        .pValue())
                .isNaN();
    }

    @Test
    void too_few_expected_rows_are_said() {
        ChiSquareTest few =
                ChiSquareTest.homogeneity(new long[] {3, 1, 0, 2}, new long[] {1, 4, 2, 0}, Continuity.NONE);
        assertThat(few.approximates()).isFalse();
        assertThat(few)
                .hasToString("p = 0.0798, statistic 6.763 (chi-square, 4 values, n = 6 and 7); as few as 0.92 rows"
                        + " expected, 100 % below 5: the chi-square distribution does not hold, permute instead");
        ChiSquareTest enough = ChiSquareTest.homogeneity(new long[] {10, 20}, new long[] {25, 15}, Continuity.NONE);
        assertThat(enough.approximates()).isTrue();
        assertThat(enough).hasToString("p = 0.0157, statistic 5.833 (chi-square, 2 values, n = 30 and 40)");
    }

    @Test
    void refuses_samples_that_cannot_be_compared_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChiSquareTest.homogeneity(new long[] {1, -1}, new long[] {1, 1}, Continuity.NONE))
                .withMessage("first[1] is -1; a number of rows is not negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChiSquareTest.homogeneity(new long[] {1, 1}, new long[] {0, 0}, Continuity.NONE))
                .withMessage("second has no rows; give at least 1");
    }
}
