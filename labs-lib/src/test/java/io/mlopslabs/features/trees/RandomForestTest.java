// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.features.linear.SklearnData;
import io.mlopslabs.features.trees.RandomForest.Impurity;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RandomForestTest {
    private static final double ROUNDING = 1e-12; // sums of some hundred shares
    private static final double[][] FOUR = {{1, 5}, {2, 5}, {3, 5}, {4, 5}};
    private static final int[] CLASSES = {0, 0, 1, 1};

    @ParameterizedTest
    @EnumSource
    void learns_what_no_single_column_tells(Impurity impurity) {
        double[][] x = new double[400][2];
        int[] y = new int[400];
        for (int i = 0; i < 400; i++) {
            x[i] = new double[] {i % 20, (i / 20) % 20};
            y[i] = (x[i][0] < 10) ^ (x[i][1] < 10) ? 1 : 0; // every split at the root leaves both classes alike
        }
        var model = new RandomForest(30, impurity, 1).fit(x, y);
        assertThat(model.predict(x)).isEqualTo(y);
        assertThat(model.importances()[0]).isCloseTo(0.5, within(0.2)); // by symmetry, but for the draws
    }

    @Test
    void one_split_takes_the_middle_between_the_classes() {
        // The constant column has nothing to say; a tree that drew one class only (1 in 16) says that class everywhere.
        var model = new RandomForest(2000, Impurity.GINI, 3).fit(FOUR, CLASSES);
        assertThat(model.importances()).containsExactly(new double[] {1, 0}, within(ROUNDING));
        double[] p = model.predictProbability(new double[][] {{0, 5}, {2.4, 9}, {2.6, 9}, {9, 5}});
        assertThat(p[0]).isCloseTo(1.0 / 16, within(0.022)); // 4 standard errors of a share of 2000
        assertThat(p[3]).isCloseTo(15.0 / 16, within(0.022));
        assertThat(p[1]).isLessThan(0.5);
        assertThat(p[2]).isGreaterThan(0.5);
    }

    @Test
    void impurities_are_those_of_the_textbook_times_the_rows() {
        assertThat(Mixture.of(Impurity.GINI, 8).ofRows(8, 2)).isCloseTo(8 * (1 - 0.0625 - 0.5625), within(ROUNDING));
        assertThat(Mixture.of(Impurity.ENTROPY, 8).ofRows(8, 2))
                .isCloseTo(-2 * Math.log(0.25) - 6 * Math.log(0.75), within(ROUNDING));
        assertThat(Mixture.of(Impurity.ENTROPY, 8).ofRows(8, 8)).isZero();
    }

    @Test
    void a_single_tree_that_drew_every_row_repeats_its_rows() {
        var data = SklearnData.wdbc();
        int[] all = new int[data.y().length];
        Arrays.setAll(all, i -> i);
        Tree tree = Tree.grow(
                new RankedColumns(data.x()),
                data.classes(),
                all,
                Mixture.of(Impurity.ENTROPY, all.length),
                new SplittableRandom(1));
        for (int i = 0; i < all.length; i++) {
            assertThat(tree.probability(data.x()[i])).as("row " + i).isEqualTo(data.y()[i]);
        }
        assertThat(Arrays.stream(tree.decreases()).sum()).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void the_columns_that_tell_most_on_wdbc_are_the_known_ones() {
        var data = SklearnData.wdbc();
        double[] importances = new RandomForest(100, Impurity.ENTROPY, 0)
                .fit(data.x(), data.classes())
                .importances();
        assertThat(Arrays.stream(importances).sum()).isCloseTo(1, within(ROUNDING));
        // Mean concave points, worst radius, perimeter, area and concave points; the order among them is luck.
        double least = Arrays.stream(new int[] {7, 20, 22, 23, 27})
                .mapToDouble(j -> importances[j])
                .min()
                .orElseThrow();
        assertThat(Arrays.stream(importances).filter(v -> v >= least)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void the_same_seed_gives_the_same_forest_and_another_seed_another(long seed) {
        var data = SklearnData.wdbc();
        double[] once = probabilities(data, seed);
        assertThat(probabilities(data, seed)).isEqualTo(once);
        assertThat(probabilities(data, seed + 1)).isNotEqualTo(once);
    }

    private static double[] probabilities(SklearnData data, long seed) {
        return new RandomForest(5, Impurity.GINI, seed)
                .fit(data.x(), data.classes())
                .predictProbability(data.x());
    }

    @Test
    void rows_that_are_alike_end_in_one_leaf_and_say_their_share() {
        var model = new RandomForest(500, Impurity.GINI, 1).fit(new double[][] {{1}, {1}, {1}, {1}}, CLASSES);
        // The share of ones among 4 drawn rows, mean over 500 trees: standard error 0.011.
        assertThat(model.predictProbability(new double[][] {{1}})[0]).isCloseTo(0.5, within(0.05));
        assertThat(model.importances()).containsExactly(0);
        assertThat(model).hasToString("RandomForestModel of 500 trees on 1 columns");
    }

    @Test
    void a_zero_is_a_zero_whatever_its_sign() {
        double[][] x = {{-0.0}, {0.0}, {1}, {1}};
        assertThat(new RankedColumns(x).ranks(0)).containsExactly(0, 0, 1, 1);
    }

    @Test
    void refuses_bad_rows_and_settings() {
        var forest = new RandomForest(10, Impurity.GINI, 1);
        refuses(() -> new RandomForest(0, Impurity.GINI, 1), "RandomForest: 0 trees; give at least 1");
        refuses(
                () -> forest.fit(new double[][] {{1, 2}, {Double.NaN, 3}}, new int[] {0, 1}, List.of("age", "size")),
                "RandomForest: row 1, column 0 (age) is NaN; fill it in or drop the row, by name");
        refuses(
                () -> forest.fit(FOUR, new int[4]),
                "RandomForest: all 4 rows are of class 0; give rows of both classes");
        refuses(
                () -> forest.fit(FOUR, CLASSES, List.of("age", "size")).predict(new double[][] {{1}}),
                "RandomForestModel: row 0 has 1 values where 2 columns are expected");
    }

    private static void refuses(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }
}
