// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogisticRegressionTest {
    /** Derivatives of a sum over 200 rows of numbers up to some ten; Newton's last step leaves rounding. */
    private static final double FLAT = 1e-8;

    private static final LogisticRegression L2 = LogisticRegression.l2(1);
    private static final double[][] FOUR = {{0, 1}, {1, 0}, {2, 1}, {3, 5}};
    private static final int[] CLASSES = {0, 0, 1, 1};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void at_the_minimum_of_the_l2_objective_all_derivatives_vanish(long seed) {
        double c = seed / 2.0;
        RandomRows data = RandomRows.of(seed, 200, 8);
        var model = LogisticRegression.l2(c).fit(data.x(), data.classes());
        double[] gradient = gradient(data, model);
        for (int j = 0; j < 8; j++) {
            assertThat(model.coef()[j] + c * gradient[j]).as("column " + j).isCloseTo(0, within(FLAT));
        }
        assertThat(gradient[8]).as("intercept, not penalised").isCloseTo(0, within(FLAT));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void at_the_minimum_of_the_l1_objective_the_karush_kuhn_tucker_conditions_hold(long seed) {
        double c = 0.02 * seed;
        RandomRows data = RandomRows.of(seed, 200, 8);
        var model = LogisticRegression.l1(c).fit(data.x(), data.classes());
        double[] gradient = gradient(data, model);
        for (int j = 0; j < 8; j++) {
            double pull = -c * gradient[j];
            if (model.coef()[j] == 0) {
                assertThat(Math.abs(pull)).as("column " + j).isLessThanOrEqualTo(1 + FLAT);
            } else {
                assertThat(pull).as("column " + j).isCloseTo(Math.signum(model.coef()[j]), within(FLAT));
            }
        }
        assertThat(gradient[8]).as("intercept, not penalised").isCloseTo(0, within(FLAT));
        assertThat(model.coef()).as("seen both ways").contains(0.0).satisfies(w -> assertThat(w)
                .isNotEqualTo(new double[8]));
    }

    /** Derivatives of the summed log losses by each coefficient, then by the intercept. */
    private static double[] gradient(RandomRows data, LogisticRegressionModel model) {
        double[] gradient = new double[data.x()[0].length + 1];
        double[] p = model.predictProbability(data.x());
        for (int i = 0; i < p.length; i++) {
            double error = p[i] - data.classes()[i];
            for (int j = 0; j < gradient.length - 1; j++) {
                gradient[j] += error * data.x()[i][j];
            }
            gradient[gradient.length - 1] += error;
        }
        return gradient;
    }

    @Test
    void a_constant_column_gets_coefficient_0_and_changes_nothing_else() {
        RandomRows data = RandomRows.of(7, 100, 3);
        double[][] wider = new double[100][];
        for (int i = 0; i < 100; i++) {
            wider[i] = new double[] {data.x()[i][0], 0.1, data.x()[i][1], data.x()[i][2]};
        }
        for (var settings : List.of(LogisticRegression.l1(0.5), L2)) {
            double[] coef = settings.fit(data.x(), data.classes()).coef();
            assertThat(settings.fit(wider, data.classes()).coef())
                    .containsExactly(
                            new double[] {coef[0], 0, coef[1], coef[2]}, within(1e-10)); // sums in another order
        }
    }

    @Test
    void two_classes_that_a_line_divides_have_a_minimum_all_the_same() {
        for (var settings : List.of(LogisticRegression.l1(1e4), LogisticRegression.l2(1e4))) {
            var model = settings.fit(FOUR, CLASSES);
            assertThat(model.predict(FOUR)).isEqualTo(CLASSES);
            assertThat(model.predictProbability(FOUR)[0]).isLessThan(0.01);
        }
    }

    @Test
    void where_a_column_starts_does_not_matter() {
        RandomRows data = RandomRows.of(8, 100, 3);
        double[][] shifted = new double[100][];
        for (int i = 0; i < 100; i++) {
            shifted[i] = new double[] {data.x()[i][0] + 1e6, data.x()[i][1], data.x()[i][2] - 1e3};
        }
        var here = L2.fit(data.x(), data.classes());
        var there = L2.fit(shifted, data.classes());
        assertThat(there.coef()).containsExactly(here.coef(), within(1e-8)); // 1e6 has cost six digits
        assertThat(there.predict(shifted)).isEqualTo(here.predict(data.x()));
    }

    @Test
    void a_model_is_the_same_after_a_journey_through_json() throws JsonProcessingException {
        var model = L2.fit(FOUR, CLASSES, List.of("height", "weight"));
        var json = new ObjectMapper();
        String text = json.writeValueAsString(model);
        assertThat(text)
                .startsWith("{\"columns\":[\"height\",\"weight\"],\"coef\":[")
                .contains("\"intercept\":");
        assertThat(json.readValue(text, LogisticRegressionModel.class))
                .isEqualTo(model)
                .hasSameHashCodeAs(model)
                .hasToString("LogisticRegressionModel of 2 columns, 2 of them in use");
    }

    @Test
    void a_model_says_of_one_row_what_it_says_of_many() {
        var model = L2.fit(FOUR, CLASSES);
        assertThat(IntStream.range(0, 4).mapToDouble(i -> model.predictProbability(FOUR[i])))
                .containsExactly(
                        Arrays.stream(model.predictProbability(FOUR)).boxed().toArray(Double[]::new));
        assertThat(model.predict(FOUR[3])).isEqualTo(1);
    }

    @Test
    void no_array_of_a_model_can_be_changed_from_outside() {
        double[] coef = {1, 2};
        var model = new LogisticRegressionModel(List.of(), coef, 0);
        coef[0] = 9;
        model.coef()[1] = 9;
        assertThat(model.coef()).containsExactly(1, 2);
    }

    @Test
    void bad_rows_are_refused_by_name() {
        refuses(() -> L2.fit(new double[0][], CLASSES), "LogisticRegression: there are no rows; give at least one");
        refuses(() -> L2.fit(new double[4][0], CLASSES), "LogisticRegression: there are no columns; give at least one");
        refuses(
                () -> L2.fit(new double[][] {{1, 2}, {3, Double.NaN}}, new int[] {0, 1}, List.of("height", "weight")),
                "LogisticRegression: row 1, column 1 (weight) is NaN; fill it in or drop the row, by name");
        refuses(
                () -> L2.fit(new double[][] {{1, 2}, {Double.NEGATIVE_INFINITY, 1}}, new int[] {0, 1}),
                "LogisticRegression: row 1, column 0 is -Infinity; fill it in or drop the row, by name");
        refuses(
                () -> L2.fit(new double[][] {{1, 2}, {3}}, new int[] {0, 1}),
                "LogisticRegression: row 1 has 1 values where 2 columns are expected");
        refuses(
                () -> L2.fit(FOUR, CLASSES, List.of("height")),
                "LogisticRegression: 1 column names and 2 columns; give one name per column, or none");
    }

    @Test
    void bad_classes_are_refused_by_row() {
        refuses(
                () -> L2.fit(FOUR, new int[] {1, 1, 1, 1}),
                "LogisticRegression: all 4 rows are of class 1; give rows of both classes");
        refuses(
                () -> L2.fit(FOUR, new int[] {0, 1, 2, 1}),
                "LogisticRegression: row 2 is of class 2; the classes are 0 and 1");
        refuses(
                () -> L2.fit(FOUR, new int[] {0, 1}),
                "LogisticRegression: 4 rows and 2 targets; give one target per row");
    }

    @Test
    void bad_settings_are_refused() {
        refuses(() -> LogisticRegression.l1(0), "LogisticRegression: c is 0.0; give more than 0");
        refuses(
                () -> new LogisticRegression(LogisticRegression.Penalty.L2, 1, 0),
                "LogisticRegression: maxIterations is 0; give at least 1");
    }

    @Test
    void a_fit_that_runs_out_of_steps_says_so() {
        var hasty = new LogisticRegression(LogisticRegression.Penalty.L2, 1, 2);
        assertThatIllegalStateException()
                .isThrownBy(() -> hasty.fit(FOUR, CLASSES))
                .withMessage(
                        "LogisticRegression: not converged after 2 iterations; standardise the columns, lower c or raise"
                                + " maxIterations");
    }

    @Test
    void a_model_refuses_rows_of_another_shape_or_without_a_value() {
        var model = L2.fit(FOUR, CLASSES, List.of("height", "weight"));
        refuses(
                () -> model.predict(new double[][] {{1, 2}, {1, 2, 3}}),
                "LogisticRegressionModel: row 1 has 3 values where 2 columns are expected");
        refuses(
                () -> model.predictProbability(new double[] {Double.NaN, 2}),
                "LogisticRegressionModel: row 0, column 0 (height) is NaN; fill it in or drop the row, by name");
        refuses(
                () -> new LogisticRegressionModel(List.of(), new double[] {1}, Double.NaN),
                "LogisticRegressionModel: the intercept is NaN");
        refuses(() -> new LogisticRegressionModel(List.of(), null, 1), "LogisticRegressionModel: coef is missing");
    }

    private static void refuses(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    /** Rows of correlated columns and classes and targets that hang on some of them. */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    record RandomRows(double[][] x, int[] classes, double[] targets) {
        static RandomRows of(long seed, int rows, int columns) {
            var random = new SplittableRandom(seed);
            double[][] x = new double[rows][columns];
            int[] classes = new int[rows];
            double[] targets = new double[rows];
            for (int i = 0; i < rows; i++) {
                double shared = random.nextDouble(-1, 1);
                for (int j = 0; j < columns; j++) {
                    x[i][j] = 3 + j * (shared + random.nextDouble(-1, 1)) + random.nextDouble();
                }
                targets[i] = x[i][1] - x[i][columns - 1] / 2 + random.nextDouble(-1, 1);
                classes[i] = random.nextDouble() < 1 / (1 + Math.exp(-targets[i])) ? 1 : 0;
            }
            return new RandomRows(x, classes, targets);
        }
    }
}
