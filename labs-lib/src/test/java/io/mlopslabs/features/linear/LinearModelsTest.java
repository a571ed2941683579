// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.features.linear.LogisticRegressionTest.RandomRows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinearModelsTest {
    /** Means over 200 rows of products of numbers up to some ten; the solvers leave rounding. */
    private static final double FLAT = 1e-10;

    private static final double[][] FOUR = {{0, 1}, {1, 0}, {2, 1}, {3, 5}};
    private static final double[] TARGETS = {1, 3, 5, 7};

    private static void refuses(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    /** Mean product of each column with what the model leaves of the target. */
    private static double[] covariances(double[][] x, double[] y, LinearModel model) {
        double[] predicted = model.predict(x);
        double[] sums = new double[x[0].length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] += x[i][j] * (y[i] - predicted[i]) / y.length;
            }
        }
        return sums;
    }

    @Nested
    class Linear_regression {
        @Test
        void finds_the_line_that_the_targets_lie_on() {
            var model = LinearRegression.fit(FOUR, TARGETS);
            assertThat(model.coef()).containsExactly(new double[] {2, 0}, within(1e-14)); // y = 2 x0 + 1
            assertThat(model.intercept()).isCloseTo(1, within(1e-14));
            assertThat(model.predict(new double[] {10, 10})).isCloseTo(21, within(1e-12));
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void leaves_residuals_at_right_angles_to_every_column(long seed) {
            RandomRows data = RandomRows.of(seed, 200, 8);
            var model = LinearRegression.fit(data.x(), data.targets());
            assertThat(covariances(data.x(), data.targets(), model)).containsExactly(new double[8], within(FLAT));
        }

        @Test
        void refuses_columns_that_have_no_coefficient_of_their_own() {
            refuses(
                    () -> LinearRegression.fit(
                            new double[][] {{0, 7}, {1, 7}, {2, 7}, {3, 7}}, TARGETS, List.of("age", "site")),
                    "LinearRegression: column 1 (site) is constant; drop it, the intercept says the same");
            refuses(
                    () -> LinearRegression.fit(new double[][] {{0, 1, 1}, {1, 0, 1}, {2, 1, 3}, {3, 5, 8}}, TARGETS),
                    "LinearRegression: column 2 is a sum of columns before it; drop one of them, or take ElasticNet");
            refuses(
                    () -> LinearRegression.fit(new double[][] {{0, 1}, {1, 0}}, new double[] {1, 2}),
                    "LinearRegression: 2 rows for 2 columns; give more rows than columns, or take ElasticNet");
        }

        @Test
        void refuses_targets_that_are_no_numbers() {
            refuses(
                    () -> LinearRegression.fit(FOUR, new double[] {1, Double.NaN, 1, 1}),
                    "LinearRegression: the target of row 1 is NaN; drop the row, by name");
        }

        @Test
        void a_model_is_the_same_after_a_journey_through_json() throws JsonProcessingException {
            var model = LinearRegression.fit(FOUR, TARGETS, List.of("height", "weight"));
            var json = new ObjectMapper();
            assertThat(json.readValue(json.writeValueAsString(model), LinearModel.class))
                    .isEqualTo(model)
                    .hasSameHashCodeAs(model);
            assertThat(json.readValue("{\"coef\":[1,0],\"intercept\":2}", LinearModel.class))
                    .isEqualTo(new LinearModel(List.of(), new double[] {1, 0}, 2))
                    .hasToString("LinearModel of 2 columns, 1 of them in use");
        }
    }

    @Nested
    class Elastic_net {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6})
        void at_the_minimum_the_karush_kuhn_tucker_conditions_hold(long seed) {
            RandomRows data = RandomRows.of(seed, 200, 8);
            var settings = new ElasticNet(0.3, seed / 6.0);
            var model = settings.fit(data.x(), data.targets());
            double[] pulls = covariances(data.x(), data.targets(), model);
            double l1 = settings.alpha() * settings.l1Ratio();
            double l2 = settings.alpha() * (1 - settings.l1Ratio());
            for (int j = 0; j < 8; j++) {
                double w = model.coef()[j];
                if (w == 0) {
                    assertThat(Math.abs(pulls[j])).as("column " + j).isLessThanOrEqualTo(l1 + FLAT);
                } else {
                    assertThat(pulls[j] - l2 * w).as("column " + j).isCloseTo(Math.signum(w) * l1, within(FLAT));
                }
            }
        }

        @Test
        void a_column_comes_in_at_its_covariance_with_the_target_and_not_before() {
            double[][] x = {{-1}, {1}, {-1}, {1}};
            double[] y = {0, 3, 0, 1}; // mean 1, mean product 1
            assertThat(ElasticNet.lasso(1).fit(x, y)).isEqualTo(new LinearModel(List.of(), new double[] {0}, 1));
            assertThat(ElasticNet.lasso(0.75).fit(x, y)).isEqualTo(new LinearModel(List.of(), new double[] {0.25}, 1));
        }

        @Test
        void a_constant_column_or_target_has_coefficients_0() {
            double[][] x = {{0.1, 1}, {0.1, 0}, {0.1, 1}, {0.1, 5}};
            assertThat(ElasticNet.lasso(0.1).fit(x, TARGETS).coef()[0]).isZero();
            assertThat(new ElasticNet(0.1, 0).fit(x, TARGETS).coef()[0]).isZero();
            assertThat(ElasticNet.lasso(0.1).fit(FOUR, new double[] {0.3, 0.3, 0.3, 0.3}))
                    .isEqualTo(new LinearModel(List.of(), new double[] {0, 0}, 0.3));
        }

        @Test
        void a_fit_that_never_comes_to_rest_says_so() {
            double[][] twins = {{0, 1e-9}, {1, 1}, {2, 2}, {3, 3}, {4, 4}};
            assertThatIllegalStateException()
                    .isThrownBy(() -> new ElasticNet(1e-16, 0).fit(twins, new double[] {1, 0, 5, 2, 2}))
                    .withMessage("ElasticNet: not converged for alpha 1.0E-16; standardise the columns or raise alpha");
        }

        @Test
        void refuses_bad_settings_and_rows() {
            refuses(() -> ElasticNet.lasso(0), "ElasticNet: alpha is 0.0; give more than 0, or take LinearRegression");
            refuses(() -> new ElasticNet(1, 1.5), "ElasticNet: l1Ratio is 1.5; give 0 to 1");
            refuses(
                    () -> ElasticNet.lasso(1).fit(new double[][] {{1}, {Double.NaN}}, new double[] {1, 2}),
                    "Lasso: row 1, column 0 is NaN; fill it in or drop the row, by name");
        }
    }

    @Nested
    class Paths {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6})
        void the_corners_that_lars_finds_lie_on_the_path_of_the_lasso(long seed) {
            RandomRows data = RandomRows.of(seed, 60, 10);
            LarsPath lars = LarsPath.lasso(data.x(), data.targets());
            for (int step = 0; step < lars.alphas().length - 1; step++) { // the last alpha is 0
                double[] lasso = ElasticNet.lasso(lars.alphas()[step])
                        .fit(data.x(), data.targets())
                        .coef();
                for (int j = 0; j < 10; j++) {
                    // Two roads to one point, columns correlated by a half.
                    assertThat(lars.coefs()[j][step])
                            .as("step %d, column %d", step, j)
                            .isCloseTo(lasso[j], within(1e-8));
                }
            }
            double[] end = LinearRegression.fit(data.x(), data.targets()).coef();
            int last = lars.alphas().length - 1;
            assertThat(lars.alphas()[last]).isZero();
            assertThat(Arrays.stream(lars.coefs()).mapToDouble(c -> c[last]).toArray())
                    .as("without penalty: least squares")
                    .containsExactly(end, within(1e-8));
        }

        @Test
        void lar_ends_with_a_column_less_than_rows() {
            RandomRows data = RandomRows.of(1, 6, 12);
            LarsPath path = LarsPath.lar(data.x(), data.targets());
            assertThat(path.active()).hasSize(5).doesNotHaveDuplicates();
            assertThat(path.alphas())
                    .hasSize(6)
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                    .endsWith(0.0);
        }

        @Test
        void a_constant_column_never_comes_in() {
            double[][] x = {{7, 1}, {7, 0}, {7, 1}, {7, 5}};
            assertThat(LarsPath.lar(x, TARGETS).active()).containsExactly(1);
        }

        @Test
        void a_constant_target_has_a_path_of_one_step() {
            LarsPath path = LarsPath.lar(FOUR, new double[] {2, 2, 2, 2});
            assertThat(path.alphas()).containsExactly(0);
            assertThat(path.active()).isEmpty();
            refuses(
                    () -> LassoPath.of(FOUR, new double[] {2, 2, 2, 2}),
                    "LassoPath: target or columns are constant; there is no alpha at which a column comes in");
        }

        @Test
        void a_copy_of_a_column_never_comes_in() {
            double[][] x = {{0, 1, 1}, {1, 0, 0}, {2, 1, 1}, {3, 5, 5}, {4, 4, 4}};
            LarsPath path = LarsPath.lar(x, new double[] {1, 3, 5, 7, 1});
            assertThat(path.active()).containsExactlyInAnyOrder(0, 1);
        }

        @Test
        void a_path_of_its_own_choice_begins_where_the_first_column_comes_in() {
            RandomRows data = RandomRows.of(3, 60, 5);
            LassoPath path = LassoPath.of(data.x(), data.targets());
            assertThat(path.alphas()).hasSize(100);
            assertThat(path.alphas()[99] / path.alphas()[0]).isCloseTo(1e-3, within(1e-12));
            assertThat(path.support(0)).isEmpty();
            assertThat(path.support(1)).hasSize(1);
            refuses(
                    () -> LassoPath.of(data.x(), data.targets(), new double[0]),
                    "LassoPath: there are no alphas; give at least one");
        }
    }
}
