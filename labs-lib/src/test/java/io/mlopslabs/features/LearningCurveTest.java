// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.data.Folds;
import io.mlopslabs.data.Split;
import io.mlopslabs.data.Splits;
import io.mlopslabs.features.LearningCurve.Point;
import io.mlopslabs.features.LearningCurve.Scores;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LearningCurveTest {
    private static final LearningCurve.Trainer ROWS = (train, test) -> new Scores(train.length, test.length);

    @TestFactory
    Stream<DynamicTest> agrees_with_scikit_learn() {
        return Golden.read("features/learning_curve")
                .tests(Map.of("sklearn.model_selection.learning_curve", LearningCurveTest::curve));
    }

    @Nested
    class Sizes {
        private final List<Split> splits = Folds.kFold(10, 2);

        @Test
        void are_whole_rows_at_least_one_ascending_and_each_once() {
            LearningCurve curve = LearningCurve.of(splits, new double[] {1, 0.01, 0.5, 0.45}, ROWS);
            assertThat(curve.points().stream().map(Point::trainRows)).containsExactly(1, 2, 5);
        }

        @Test
        void take_the_first_rows_of_each_train_part_and_all_test_rows() {
            List<String> calls = new ArrayList<>();
            LearningCurve.of(splits, new double[] {0.4}, (train, test) -> {
                calls.add(Arrays.toString(train) + Arrays.toString(test));
                return new Scores(0, 0);
            });
            assertThat(calls).containsExactly("[5, 6][0, 1, 2, 3, 4]", "[0, 1][5, 6, 7, 8, 9]");
        }

        @Test
        void take_random_rows_of_the_train_part_when_shuffled_the_same_for_a_seed() {
            assertThat(trainRows(3)).isEqualTo(trainRows(3)).isNotEqualTo(trainRows(4));
            assertThat(trainRows(3).get(0))
                    .containsExactlyInAnyOrder(5, 6, 7, 8, 9)
                    .isNotEqualTo(List.of(5, 6, 7, 8, 9));
        }

        private List<List<Integer>> trainRows(long seed) {
            List<List<Integer>> rows = new ArrayList<>();
            LearningCurve.shuffled(
                    splits,
                    new double[] {1},
                    (train, test) -> {
                        rows.add(Arrays.stream(train).boxed().toList());
                        return new Scores(0, 0);
                    },
                    seed);
            return rows;
        }
    }

    @Nested
    class Intervals {
        private final Point point = new Point(100, List.of(new Scores(1, 0.7), new Scores(1, 0.8), new Scores(1, 0.9)));

        /** Mean 0.8, standard deviation 0.1; the 0.975 quantile of Student's t with 2 degrees of freedom is 4.302652729749464 (SciPy). */
        @Test
        void are_students_over_the_splits() {
            double half = 4.302652729749464 * 0.1 / Math.sqrt(3);
            assertThat(point.test()).isCloseTo(0.8, within(1e-15));
            assertThat(point.testInterval(0.95).low()).isCloseTo(0.8 - half, within(1e-9)); // Commons Math's quantile
            assertThat(point.testInterval(0.95).high()).isCloseTo(0.8 + half, within(1e-9));
            assertThat(point.testInterval(0.95).basis()).isEqualTo("Student, 100 rows, n = 3 splits");
            assertThat(point.trainInterval(0.95).width()).isZero();
        }

        @Test
        void stand_in_the_table_beside_the_means() {
            LearningCurve curve = new LearningCurve(List.of(new Point(5, List.of(new Scores(1, 0.5))), point));
            assertThat(curve.table().columnNames())
                    .containsExactly("train rows", "splits", "train score", "test score", "low", "high");
            assertThat(curve.table().intColumn("train rows").asList()).containsExactly(5, 100);
            assertThat(curve.table().doubleColumn("low").isMissing(0)).isTrue();
            assertThat(curve.table().doubleColumn("high").getDouble(1))
                    .isEqualTo(point.testInterval(0.95).high());
            assertThat(curve.table().doubleColumn("test score").getDouble(1)).isEqualTo(point.test());
        }

        @Test
        void need_two_splits_and_a_level() {
            assertThatThrownBy(() -> new Point(5, List.of(new Scores(1, 0.5))).testInterval(0.95))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("one split has no spread; give splits by several seeds");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> point.testInterval(95))
                    .withMessage("level is 95.0; give a confidence between 0 and 1, such as 0.95");
        }
    }

    @Nested
    class Refuses {
        @Test
        void no_splits_no_sizes_and_sizes_that_are_no_share() {
            List<Split> splits = Folds.kFold(4, 2);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LearningCurve.of(List.of(), new double[] {1}, ROWS))
                    .withMessage("there are no splits; give at least one");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LearningCurve.of(splits, new double[0], ROWS))
                    .withMessage("there are no sizes; give at least one share");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LearningCurve.of(splits, new double[] {0.5, 1.5}, ROWS))
                    .withMessage("share is 1.5; it is above 0 and at most 1");
        }

        @Test
        void a_later_split_with_too_few_train_rows() {
            List<Split> splits = List.of(Splits.ordered(10, 0.2), Splits.ordered(10, 0.5));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LearningCurve.of(splits, new double[] {1}, ROWS))
                    .withMessage("split 1 has 5 train rows and a size is 8; give splits of one size or smaller shares");
        }
    }

    private static Object curve(Case c) {
        List<Integer> y = c.elements("y").map(JsonNode::asInt).toList();
        SparseMatrix x = SparseMatrix.of(c.elements("X")
                .map(row -> IntStream.range(0, row.size())
                        .mapToDouble(j -> row.get(j).asDouble())
                        .toArray())
                .toArray(double[][]::new));
        int k = (int) c.number("n_splits", 0);
        List<Split> splits = c.text("cv", "").equals("KFold") ? Folds.kFold(y.size(), k) : Folds.stratified(y, k);
        NaiveBayes settings =
                c.text("model", "").equals("MultinomialNB") ? NaiveBayes.multinomial() : NaiveBayes.bernoulli();
        LearningCurve curve = LearningCurve.of(splits, c.doubles("train_sizes"), (train, test) -> {
            NaiveBayesModel<Integer> model = settings.fit(x.select(train), select(y, train));
            return new Scores(right(model, x, y, train), right(model, x, y, test));
        });
        return Map.of(
                "train_sizes_abs", curve.points().stream().map(Point::trainRows).toList(),
                "train_scores", scores(curve, Scores::train),
                "test_scores", scores(curve, Scores::test));
    }

    /** Not {@code accuracy}: a small train part lacks a class, which scikit-learn counts as wrong. */
    private static double right(NaiveBayesModel<Integer> model, SparseMatrix x, List<Integer> y, int[] rows) {
        List<Integer> predicted = model.predict(x.select(rows));
        List<Integer> truth = select(y, rows);
        return IntStream.range(0, rows.length)
                .map(i -> predicted.get(i).equals(truth.get(i)) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static List<Integer> select(List<Integer> y, int[] rows) {
        return Arrays.stream(rows).mapToObj(y::get).toList();
    }

    private static List<List<Double>> scores(LearningCurve curve, Function<Scores, Double> score) {
        return curve.points().stream()
                .map(point -> point.scores().stream().map(score).toList())
                .toList();
    }
}
