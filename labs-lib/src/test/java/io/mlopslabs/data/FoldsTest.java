// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FoldsTest {
    private static final String SKLEARN = "sklearn.model_selection.";
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            SKLEARN + "KFold",
            c -> foldOfSample(Folds.kFold((int) c.number("n_samples", 0), k(c))),
            SKLEARN + "StratifiedKFold",
            c -> foldOfSample(Folds.stratified(values(c, "y"), k(c))),
            SKLEARN + "GroupKFold",
            c -> foldOfSample(Folds.group(values(c, "groups"), k(c))),
            SKLEARN + "LeaveOneGroupOut",
            c -> foldOfSample(Folds.leaveOneGroupOut(values(c, "groups"))),
            SKLEARN + "StratifiedGroupKFold",
            c -> foldOfSample(Folds.stratifiedGroup(values(c, "y"), values(c, "groups"), k(c))),
            SKLEARN + "TimeSeriesSplit",
            FoldsTest::timeSeries);

    @TestFactory
    Stream<DynamicTest> folds_agree_with_scikit_learn_row_by_row() {
        return Golden.read("metrics/splits").tests(CALLS);
    }

    @Test
    void only_class_weights_are_skipped_because_they_divide_nothing() {
        List<Case> cases = Golden.read("metrics/splits").cases();
        assertThat(cases).hasSize(32);
        assertThat(cases.stream().map(Case::function).filter(f -> !CALLS.containsKey(f)))
                .hasSize(8)
                .allMatch(f -> f.startsWith("sklearn.utils.class_weight."));
    }

    @Nested
    class Seeded {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void has_the_sizes_per_fold_and_class_of_the_unseeded_folds(long seed) {
            var random = new SplittableRandom(seed);
            int k = random.nextInt(2, 6);
            List<Integer> labels =
                    random.ints(random.nextInt(40, 90), 0, 3).boxed().toList();
            assertThat(testSizes(Folds.kFold(labels.size(), k, seed), null))
                    .isEqualTo(testSizes(Folds.kFold(labels.size(), k), null));
            assertThat(testSizes(Folds.stratified(labels, k, seed), labels))
                    .isEqualTo(testSizes(Folds.stratified(labels, k), labels));
            assertThat(foldOfSample(Folds.stratified(labels, k, seed)).get("fold_of_sample"))
                    .isNotEqualTo(foldOfSample(Folds.stratified(labels, k)).get("fold_of_sample"));
        }

        @Test
        void picks_the_same_rows_for_a_seed_and_others_for_another() {
            assertThat(Folds.kFold(20, 4, 7)).isEqualTo(Folds.kFold(20, 4, 7)).isNotEqualTo(Folds.kFold(20, 4, 8));
        }
    }

    @Nested
    class Refuses {
        @Test
        void fewer_than_two_folds() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Folds.kFold(10, 1))
                    .withMessage("k is 1; cross-validation needs at least 2 folds");
        }

        @Test
        void more_folds_than_rows_or_groups() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Folds.kFold(3, 5))
                    .withMessage("5 folds of 3 rows: some would be empty; ask for fewer folds");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Folds.group(List.of("a", "b", "a"), 3))
                    .withMessage("3 folds of 2 groups: some would be empty; ask for fewer folds");
        }

        @Test
        void one_class_only() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Folds.stratified(List.of("spam", "spam", "spam"), 2))
                    .withMessage("all labels are spam; a stratified split needs at least 2 classes");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Folds.stratifiedGroup(List.of(1, 1), List.of(1, 2), 2))
                    .withMessage("all labels are 1; a stratified split needs at least 2 classes");
        }

        @Test
        void a_row_without_label_or_group_by_its_number() {
            String next = "; drop the row or give it one, by name, before the split";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Folds.stratified(List.of(0.0, 1.0, Double.NaN, 1.0), 2))
                    .withMessage("row 2 has no label" + next);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Folds.group(Arrays.asList("a", null, "b"), 2))
                    .withMessage("row 1 has no group" + next);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Folds.stratifiedGroup(List.of(1, 2, 1), List.of("a", "b", ""), 2))
                    .withMessage("row 2 has no group" + next);
        }

        @Test
        void labels_and_groups_of_different_length() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Folds.stratifiedGroup(List.of(1, 2, 1), List.of("a", "b"), 2))
                    .withMessage("3 labels and 2 groups; give one of each per row");
        }

        @Test
        void classes_that_are_all_smaller_than_the_number_of_folds() {
            String message = "every class has fewer than 3 rows; ask for fewer folds or merge classes";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Folds.stratified(List.of(1, 2, 1, 2), 3))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Folds.stratifiedGroup(List.of(1, 2, 1, 2), List.of(1, 2, 3, 4), 3))
                    .withMessage(message);
        }

        @Test
        void time_series_that_are_too_short_and_numbers_that_are_negative() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TimeSeriesSplit.of(3).gap(2).testSize(2).split(8))
                    .withMessage("3 splits with test blocks of 2 rows and a gap of 2 need more than 8 rows;"
                            + " ask for fewer or smaller ones");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TimeSeriesSplit.of(0))
                    .withMessage("splits is 0; it is 1 or more");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TimeSeriesSplit.of(2).gap(-1))
                    .withMessage("gap is -1; it is 0 or more");
        }
    }

    private static int k(Case c) {
        return (int) c.number("n_splits", 5);
    }

    /** Keeps text as text and pads numbers, so that both sort as the reference sorts them. */
    private static List<String> values(Case c, String argument) {
        return c.elements(argument)
                .map(value -> value.isTextual() ? value.asText() : "%06d".formatted(value.asInt()))
                .toList();
    }

    private static Map<String, int[]> foldOfSample(List<Split> splits) {
        int n = splits.get(0).train().length + splits.get(0).test().length;
        int[] folds = new int[n];
        Arrays.fill(folds, -1);
        for (int fold = 0; fold < splits.size(); fold++) {
            for (int row : splits.get(fold).test()) {
                assertThat(folds[row]).as("row %d is tested once", row).isEqualTo(-1);
                folds[row] = fold;
            }
            assertThat(splits.get(fold).train().length + splits.get(fold).test().length)
                    .isEqualTo(n);
        }
        return Map.of("fold_of_sample", folds);
    }

    private static Object timeSeries(Case c) {
        var options = new TimeSeriesSplit(
                k(c), (int) c.number("test_size", 0), (int) c.number("gap", 0), (int) c.number("max_train_size", 0));
        return options.split((int) c.number("n_samples", 0)).stream()
                .map(split -> Map.of("train", range(split.train()), "test", range(split.test())))
                .toList();
    }

    private static int[] range(int[] rows) {
        assertThat(rows)
                .isEqualTo(IntStream.rangeClosed(rows[0], rows[rows.length - 1]).toArray());
        return new int[] {rows[0], rows[rows.length - 1] + 1};
    }

    private static List<List<Integer>> testSizes(List<Split> splits, List<Integer> labels) {
        return splits.stream()
                .map(split -> labels == null
                        ? List.of(split.test().length)
                        : Arrays.stream(split.test())
                                .map(labels::get)
                                .sorted()
                                .boxed()
                                .toList())
                .toList();
    }
}
