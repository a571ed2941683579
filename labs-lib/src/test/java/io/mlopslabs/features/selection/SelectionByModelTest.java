// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.features.linear.ElasticNet;
import io.mlopslabs.features.linear.LogisticRegression;
import io.mlopslabs.features.selection.SelectFromModel.Threshold;
import io.mlopslabs.features.trees.RandomForest;
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
class SelectionByModelTest {
    private static final CrossValidation FIVE = CrossValidation.stratifiedKFold(5, Scoring.accuracy());
    private static final Estimator LOGISTIC = Estimator.of(LogisticRegression.l2(1));

    /** 200 rows; classes hang on columns 0 and 1, all others are noise. */
    private static Rows rows(long seed, int columns) {
        var random = new SplittableRandom(seed);
        double[][] x = new double[200][columns];
        double[] y = new double[200];
        for (int i = 0; i < 200; i++) {
            Arrays.setAll(x[i], j -> random.nextDouble(-1, 1));
            y[i] = x[i][0] + x[i][1] + random.nextDouble(-0.3, 0.3) > 0 ? 1 : 0;
        }
        return new Rows(x, y);
    }

    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    private record Rows(double[][] x, double[] y) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void every_selection_finds_the_two_columns_that_matter(long seed) {
        Rows data = rows(seed, 8);
        Estimator l1 = Estimator.of(LogisticRegression.l1(0.1));
        Estimator forest = Estimator.of(new RandomForest(50, RandomForest.Impurity.GINI, seed));
        assertThat(Rfe.of(LOGISTIC, 2).select(data.x(), data.y())).containsExactly(0, 1);
        assertThat(SequentialSelection.forward(LOGISTIC, FIVE, 2).select(data.x(), data.y()))
                .containsExactly(0, 1);
        assertThat(SelectFromModel.of(l1, Threshold.of(1e-5)).select(data.x(), data.y()))
                .containsExactly(0, 1);
        assertThat(SelectFromModel.of(forest, Threshold.mean(1)).select(data.x(), data.y()))
                .containsExactly(0, 1);
        assertThat(new StabilitySelection(StabilitySelection.firstOnLassoPath(2), 0.9, 50, seed)
                        .select(data.x(), data.y()))
                .containsExactly(0, 1);
        assertThat(new Rfecv(LOGISTIC, FIVE, 1, 1).select(data.x(), data.y())).contains(0, 1);
    }

    @Test
    void a_step_that_gains_too_little_is_not_taken() {
        Rows data = rows(1, 8);
        var result = new SequentialSelection(LOGISTIC, FIVE, SequentialSelection.Direction.FORWARD, 8, 0.03)
                .fit(data.x(), data.y());
        assertThat(result.support()).containsExactly(0, 1);
        assertThat(result.steps()).hasSize(2).allSatisfy(step -> assertThat(step.ties())
                .contains(step.column()));
    }

    @Test
    void equal_columns_tie_and_the_first_wins() {
        double[][] x = {{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
        double[] y = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
        var result = SequentialSelection.forward(LOGISTIC, FIVE, 1).fit(x, y);
        assertThat(result.support()).containsExactly(0);
        assertThat(result.steps().get(0)).isEqualTo(new SequentialSelection.Step(0, 1, List.of(0, 1)));
    }

    @Test
    void a_threshold_is_reached_by_an_importance_that_equals_it() {
        Estimator fixed = (x, y) -> new Learned(null, null, new double[] {-3, 1, 2, 0});
        double[][] x = {{1, 2, 3, 4}, {4, 3, 2, 2}};
        double[] y = {0, 1};
        assertThat(SelectFromModel.of(fixed, Threshold.of(2)).fit(x, y).support())
                .containsExactly(0, 2);
        var mean = SelectFromModel.of(fixed, Threshold.mean(1)).fit(x, y);
        assertThat(mean.threshold()).isEqualTo(1.5);
        assertThat(mean.importances()).containsExactly(3, 1, 2, 0);
        assertThat(SelectFromModel.of(fixed, Threshold.median(2)).fit(x, y).threshold())
                .isEqualTo(3); // median of 0 1 2 3, twice
        assertThat(new SelectFromModel(fixed, Threshold.of(Double.NEGATIVE_INFINITY), 3)
                        .fit(x, y)
                        .support())
                .containsExactly(0, 1, 2);
        assertThat(SelectFromModel.of(fixed, Threshold.of(4)).fit(x, y).support())
                .isEmpty();
    }

    @Test
    void the_bound_of_stability_selection_is_that_of_the_paper() {
        Rows data = rows(1, 10);
        var result =
                new StabilitySelection(StabilitySelection.firstOnLassoPath(3), 0.75, 40, 1).fit(data.x(), data.y());
        assertThat(result.keptOnAverage()).isEqualTo(3);
        assertThat(result.falseBound()).isCloseTo(9 / (0.5 * 10), within(1e-12)); // q^2 / ((2 pi - 1) p)
        assertThat(Arrays.stream(result.frequencies()).sum()).isCloseTo(3, within(1e-12));
        assertThat(StabilitySelection.mostPerHalf(1, 0.75, 200)).isEqualTo(10); // sqrt(1 * 0.5 * 200)
    }

    /** 100 columns of noise: the bound holds on average over 30 draws of the data. */
    @Test
    void on_noise_alone_stability_selection_finds_no_more_than_its_bound() {
        double found = 0;
        for (int draw = 0; draw < 30; draw++) {
            var random = new SplittableRandom(draw);
            double[][] x = new double[60][100];
            for (double[] row : x) {
                Arrays.setAll(row, j -> random.nextDouble(-1, 1));
            }
            double[] y = random.doubles(60).toArray();
            var result = new StabilitySelection(StabilitySelection.firstOnLassoPath(5), 0.6, 30, draw).fit(x, y);
            assertThat(result.falseBound()).isCloseTo(25 / (0.2 * 100), within(1e-12)); // 1.25
            found += result.support().length / 30.0;
        }
        assertThat(found).isLessThanOrEqualTo(1.25);
    }

    @Test
    void each_half_holds_half_of_the_rows_once() {
        Rows data = rows(1, 3);
        var rows = new StabilitySelection(
                (x, y) -> {
                    assertThat(x).hasDimensions(100, 3);
                    assertThat(Arrays.stream(x).distinct()).hasSize(100);
                    return new int[] {0};
                },
                0.9,
                10,
                1);
        assertThat(rows.fit(data.x(), data.y()).support()).containsExactly(0);
    }

    @Test
    void shuffling_a_column_costs_what_the_model_leans_on_it() {
        Rows train = rows(1, 4);
        Rows test = rows(2, 4);
        var model = Estimator.of(LogisticRegression.l1(0.1)).fit(train.x(), train.y());
        var importance = PermutationImportance.of(
                model, test.x(), test.y(), Scoring.rocAuc(), new PermutationImportance.Shuffles(10, 1));
        assertThat(importance.score()).isGreaterThan(0.9);
        assertThat(importance.means()[0]).isGreaterThan(0.1);
        assertThat(importance.means()[1]).isGreaterThan(0.1);
        assertThat(importance.means()[2]).as("coefficient 0").isZero();
        assertThat(importance.deviations()[0]).isPositive();
        assertThat(importance.deviations()[3]).as("coefficient 0").isZero();
    }

    @Test
    void scores_are_those_of_their_definitions() {
        double[][] x = {{1}, {2}, {3}, {4}};
        Estimator.Fitted itself =
                rows -> Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
        assertThat(Scoring.accuracy().score(itself, x, new double[] {1, 2, 3, 9}))
                .isEqualTo(0.75);
        assertThat(Scoring.r2().score(itself, x, new double[] {1, 2, 3, 6})).isCloseTo(1 - 4.0 / 14, within(1e-15));
        assertThat(Scoring.rocAuc().score(itself, x, new double[] {0, 1, 0, 1})).isEqualTo(0.75); // 3 of 4 pairs
        refuses(
                () -> Scoring.rocAuc().score(itself, x, new double[] {1, 1, 1, 1}),
                "rocAuc: 4 rows of class 1 and 0 of class 0; give some of both");
        refuses(
                () -> Scoring.r2().score(itself, x, new double[] {2, 2, 2, 2}),
                "r2: all 4 targets are 2.0; there is nothing to explain");
    }

    @Test
    void standardizing_learns_from_the_training_rows_alone() {
        Estimator spy =
                (x, y) -> rows -> Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
        var model = spy.standardized().fit(new double[][] {{1, 5}, {3, 5}}, new double[] {0, 1});
        assertThat(model.predict(new double[][] {{4, 5}, {2, 5}})).containsExactly(2, 0); // mean 2, deviation 1
        Estimator constant =
                (x, y) -> rows -> Arrays.stream(rows).mapToDouble(row -> row[1]).toArray();
        assertThat(constant.standardized()
                        .fit(new double[][] {{1, 0.1}, {3, 0.1}, {4, 0.1}}, new double[] {0, 1, 1})
                        .predict(new double[][] {{4, 7}}))
                .containsExactly(0);
    }

    @Test
    void bad_input_is_refused_by_name() {
        Rows data = rows(1, 3);
        double[][] hole = {{1, 2, 3}, {1, Double.NaN, 3}};
        double[] two = {0, 1};
        refuses(() -> Rfe.of(LOGISTIC, 4).fit(data.x(), data.y()), "RFE: 4 of 3 columns to keep; give 1 to 3");
        refuses(() -> new Rfe(LOGISTIC, 0.1, 1).fit(data.x(), data.y()), "RFE: 0 of 3 columns to keep; give 1 to 3");
        refuses(() -> new Rfe(LOGISTIC, 1.5, 1), "RFE: keep is 1.5; give a whole number from 1, or a share below 1");
        refuses(() -> new Rfe(LOGISTIC, 1, 0), "RFE: step is 0.0; give a whole number from 1, or a share below 1");
        refuses(
                () -> Rfe.of(LOGISTIC, 1).fit(hole, two),
                "RFE: row 1, column 1 is NaN; fill it in or drop the row, by name");
        refuses(
                () -> new Rfecv(LOGISTIC, FIVE, 4, 1).fit(data.x(), data.y()),
                "RFECV: 4 of 3 columns to keep; give 1 to 3");
        refuses(
                () -> SequentialSelection.backward(LOGISTIC, FIVE, 4).fit(data.x(), data.y()),
                "SequentialSelection: 4 of 3 columns to keep; give 1 to 3");
        refuses(
                () -> SequentialSelection.forward(LOGISTIC, FIVE, 1).fit(new double[0][], new double[0]),
                "SequentialSelection: there are no rows; give at least one");
        refuses(
                () -> SelectFromModel.of(LOGISTIC, Threshold.of(1)).fit(hole, two),
                "SelectFromModel: row 1, column 1 is NaN; fill it in or drop the row, by name");
        refuses(
                () -> new SelectFromModel(LOGISTIC, Threshold.of(1), 0),
                "SelectFromModel: atMost is 0; give at least 1");
        refuses(() -> Threshold.of(Double.NaN), "SelectFromModel: the threshold is NaN; give a number");
        refuses(
                () -> new StabilitySelection(Rfe.of(LOGISTIC, 1), 0.5, 1, 1),
                "StabilitySelection: the threshold is 0.5; give more than 0.5, up to 1");
        refuses(
                () -> new StabilitySelection(Rfe.of(LOGISTIC, 1), 0.6, 0, 1),
                "StabilitySelection: 0 halves; give at least 1");
        refuses(
                () -> new StabilitySelection(Rfe.of(LOGISTIC, 1), 0.6, 5, 1)
                        .fit(new double[][] {{1}, {2}, {3}}, new double[] {0, 1, 0}),
                "StabilitySelection: 3 rows; give at least 4, a half has to vary");
        refuses(
                () -> StabilitySelection.firstOnLassoPath(4).select(data.x(), data.y()),
                "firstOnLassoPath: 4 of 3 columns to keep; give 1 to 3");
        refuses(() -> new PermutationImportance.Shuffles(0, 1), "PermutationImportance: 0 repeats; give at least 1");
        refuses(
                () -> LOGISTIC.fit(
                        data.x(),
                        IntStream.range(0, 200).mapToDouble(i -> i / 2.0).toArray()),
                "LogisticRegression: row 1 is of class 0.5; the classes are 0 and 1");
        refuses(
                () -> LOGISTIC.fit(data.x(), new double[200]),
                "LogisticRegression: all 200 rows are of class 0; give rows of both classes");
        refuses(
                () -> Estimator.gaussianNaiveBayes().fit(hole, two),
                "GaussianNB: row 1, column 1 is NaN; fill it in or drop the row, by name");
        refuses(
                () -> Rfe.of(LOGISTIC.on(Rfe.of(LOGISTIC, 1)), 2).fit(data.x(), data.y()),
                "RFE: the model has 1 importances for 3 columns; select on the columns it weighs");
    }

    @Test
    void what_cannot_be_done_with_a_model_is_said() {
        Rows data = rows(1, 3);
        assertThatIllegalStateException()
                .isThrownBy(() -> Rfe.of(Estimator.gaussianNaiveBayes(), 1).fit(data.x(), data.y()))
                .withMessage("this model has neither coefficients nor importances; take PermutationImportance or"
                        + " SequentialSelection");
        assertThatIllegalStateException()
                .isThrownBy(() -> LOGISTIC.on(SelectFromModel.of(Estimator.of(ElasticNet.lasso(9)), Threshold.of(1e-5)))
                        .fit(data.x(), data.y()))
                .withMessage("the selection kept no column; there is nothing to fit on");
    }

    private static void refuses(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }
}
