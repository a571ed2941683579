// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SplitsTest {
    private static final String FRACTION = "; it lies between 0 and 1, both excluded";

    @Nested
    class Random_split {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void divides_all_rows_and_takes_the_size_that_scikit_learn_takes(long seed) {
            var random = new SplittableRandom(seed);
            int n = random.nextInt(10, 500);
            double fraction = random.nextDouble(0.05, 0.8);
            Split split = Splits.random(n, fraction, seed);
            assertDivides(split, n);
            assertThat(split.test()).hasSize((int) Math.ceil(n * fraction));
        }

        @Test
        void picks_the_same_rows_for_a_seed_on_every_java_version() {
            assertThat(Splits.random(10, 0.3, 42).test()).containsExactly(3, 4, 7);
        }

        @Test
        void picks_each_row_equally_often() {
            int[] picked = new int[10];
            int runs = 10_000;
            for (int seed = 0; seed < runs; seed++) {
                for (int row : Splits.random(10, 0.3, seed).test()) {
                    picked[row]++;
                }
            }
            double fourSigma =
                    4 * Math.sqrt(runs * 0.3 * 0.7); // one false alarm in 1,500 sets of seeds; ours are fixed
            assertThat(picked).satisfies(all -> assertThat(
                            Arrays.stream(all).asDoubleStream().toArray())
                    .usingComparatorWithPrecision(fourSigma)
                    .containsOnly(runs * 0.3));
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
        void refuses_a_fraction_that_is_none(double fraction) {
            String message = "testFraction is " + fraction + FRACTION;
            List<Runnable> splits = List.of(
                    () -> Splits.random(10, fraction, 1),
                    () -> Splits.ordered(10, fraction),
                    () -> Splits.stratified(new int[] {1, 1}, fraction, 1),
                    () -> Splits.hash(List.of("a"), fraction),
                    () -> Splits.group(new int[] {1, 2}, fraction, 1));
            assertThat(splits).allSatisfy(split -> assertThatIllegalArgumentException()
                    .isThrownBy(split::run)
                    .withMessage(message));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1})
        void refuses_fewer_than_two_rows(int n) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.random(n, 0.5, 1))
                    .withMessage("a split needs at least 2 rows; there are " + n);
        }

        @Test
        void refuses_to_leave_no_row_to_train_on() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.random(3, 0.9, 1))
                    .withMessage("a testFraction of 0.9 of 3 rows leaves none to train on");
        }
    }

    @Nested
    class Ordered {
        @Test
        void keeps_the_last_rows_for_the_test() {
            Split split = Splits.ordered(5, 0.3);
            assertThat(split.train()).containsExactly(0, 1, 2);
            assertThat(split.test()).containsExactly(3, 4);
        }

        @Test
        void refuses_fewer_than_two_rows() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.ordered(-5, 0.5))
                    .withMessage("a split needs at least 2 rows; there are -5");
        }
    }

    @Nested
    class Stratified {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void keeps_each_class_within_one_row_of_its_share_and_on_both_sides(long seed) {
            var random = new SplittableRandom(seed);
            int classes = random.nextInt(2, 12);
            int[] labels = IntStream.concat(
                            IntStream.range(0, 2 * classes).map(i -> i % classes),
                            random.ints(random.nextInt(300), 0, classes))
                    .toArray();
            double fraction = random.nextDouble(0.05, 0.95);
            Split split = Splits.stratified(labels, fraction, seed);
            assertDivides(split, labels.length);
            for (int label = 0; label < classes; label++) {
                long all =
                        count(labels, label, IntStream.range(0, labels.length).toArray());
                long test = count(labels, label, split.test());
                assertThat((double) test).isCloseTo(all * fraction, within(1.0)); // rounding up or down, as promised
                assertThat(test).isBetween(1L, all - 1);
            }
        }

        @Test
        void takes_the_total_that_scikit_learn_takes_where_no_class_is_tiny() {
            int[] labels = IntStream.range(0, 150).map(i -> i % 3).toArray();
            assertThat(Splits.stratified(labels, 0.25, 1).test()).hasSize(38); // ceil(37.5); 12 or 13 per class
        }

        @Test
        void gives_a_class_of_two_one_row_on_each_side() {
            int[] labels = {7, 7, -1, -1};
            Split split = Splits.stratified(labels, 0.01, 3);
            assertThat(count(labels, 7, split.test())).isEqualTo(1);
            assertThat(count(labels, -1, split.test())).isEqualTo(1);
        }

        @Test
        void picks_other_rows_for_another_seed_and_the_same_for_names_in_the_same_order() {
            int[] labels = IntStream.range(0, 100).map(i -> i % 2).toArray();
            List<String> names = Arrays.stream(labels)
                    .mapToObj(label -> label == 0 ? "no" : "yes")
                    .toList();
            assertThat(Splits.stratified(labels, 0.3, 1))
                    .isEqualTo(Splits.stratified(names, 0.3, 1))
                    .isNotEqualTo(Splits.stratified(labels, 0.3, 2));
        }

        @Test
        void names_the_class_with_one_row() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.stratified(List.of("cat", "dog", "cat"), 0.5, 1))
                    .withMessage("class dog has 1 row; a class needs 2 to be in train and in test");
        }

        @Test
        void refuses_no_labels() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.stratified(new int[0], 0.5, 1))
                    .withMessage("labels is empty; a split needs at least 2 rows");
        }

        private long count(int[] labels, int label, int[] rows) {
            return Arrays.stream(rows).filter(row -> labels[row] == label).count();
        }
    }

    @Nested
    class Hash {
        /** By Python 3.11: {@code (int(hashlib.sha256(id.encode()).hexdigest(), 16) >> 203) / 2**53 < fraction}. */
        @Test
        void agrees_with_hashlib() {
            List<String> ids = new ArrayList<>(ids(12));
            ids.addAll(List.of("", "Zürich"));
            assertThat(Splits.hash(ids, 0.25).test()).containsExactly(0, 1, 4, 10, 11);
            assertThat(Splits.hash(ids, 0.5).test()).containsExactly(0, 1, 2, 3, 4, 5, 7, 10, 11, 13);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void never_moves_an_id_when_rows_are_added_or_reordered(long seed) {
            List<String> few = ids(200);
            List<String> more = new ArrayList<>(ids(500));
            Collections.shuffle(more, new Random(seed));
            Split before = Splits.hash(few, 0.3);
            Split after = Splits.hash(more, 0.3);
            assertDivides(after, 500);
            assertThat(named(after.test(), more)).containsAll(named(before.test(), few));
            assertThat(named(after.train(), more)).containsAll(named(before.train(), few));
        }

        @Test
        void only_moves_rows_into_the_test_side_when_the_fraction_grows() {
            List<String> ids = ids(500);
            assertThat(named(Splits.hash(ids, 0.4).test(), ids))
                    .containsAll(named(Splits.hash(ids, 0.2).test(), ids));
        }

        @Test
        void keeps_equal_ids_together() {
            List<String> ids = ids(50);
            List<String> twice = new ArrayList<>(ids);
            twice.addAll(ids);
            Split split = Splits.hash(twice, 0.5);
            assertThat(named(split.test(), twice)).doesNotContainAnyElementsOf(named(split.train(), twice));
        }

        @ParameterizedTest
        @ValueSource(doubles = {0.01, 0.1, 0.2, 0.5, 0.9})
        void is_fair_to_ids_that_differ_in_a_counter_only(double fraction) {
            int n = 20_000;
            double fourSigma = 4 * Math.sqrt(n * fraction * (1 - fraction)); // binomial; the ids are fixed
            assertThat((double) Splits.hash(ids(n), fraction).test().length).isCloseTo(n * fraction, within(fourSigma));
        }

        @Test
        void may_leave_a_side_empty() {
            assertThat(Splits.hash(List.of("row-0"), 0.1).test()).isEmpty();
            assertThat(Splits.hash(List.of(), 0.1).train()).isEmpty();
        }
    }

    @Nested
    class Group {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void never_has_a_group_on_both_sides_and_counts_groups(long seed) {
            var random = new SplittableRandom(seed);
            int[] groups = random.ints(300, -20, 20).toArray();
            double fraction = random.nextDouble(0.05, 0.9);
            Split split = Splits.group(groups, fraction, seed);
            assertDivides(split, 300);
            Set<Integer> test = valuesAt(split.test(), groups);
            assertThat(test).doesNotContainAnyElementsOf(valuesAt(split.train(), groups));
            long all = Arrays.stream(groups).distinct().count();
            assertThat(test).hasSize((int) Math.ceil(all * fraction));
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void picks_the_same_groups_whatever_the_order_of_the_rows(long seed) {
            List<String> patients = new ArrayList<>(
                    IntStream.range(0, 100).mapToObj(i -> "patient-" + i % 17).toList());
            Set<String> before = named(Splits.group(patients, 0.3, seed).test(), patients);
            Collections.shuffle(patients, new Random(seed));
            assertThat(named(Splits.group(patients, 0.3, seed).test(), patients))
                    .isEqualTo(before);
        }

        @Test
        void picks_other_groups_for_another_seed() {
            int[] groups = IntStream.range(0, 100).toArray();
            assertThat(Splits.group(groups, 0.5, 1)).isNotEqualTo(Splits.group(groups, 0.5, 2));
        }

        @Test
        void refuses_a_single_group() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.group(List.of("a", "a", "a"), 0.5, 1))
                    .withMessage("a split needs at least 2 groups; there are 1");
        }

        @Test
        void refuses_to_leave_no_group_to_train_on() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.group(new int[] {1, 2}, 0.6, 1))
                    .withMessage("a testFraction of 0.6 of 2 groups leaves none to train on");
        }

        private Set<Integer> valuesAt(int[] rows, int[] values) {
            return Arrays.stream(rows).map(row -> values[row]).boxed().collect(Collectors.toSet());
        }
    }

    @Nested
    class Split_of {
        private final Split split = Split.of(new int[] {2, 0}, new int[] {1});

        @Test
        void divides_a_table_and_leaves_it_alone() {
            var column = IntColumn.create("x", 10, 11, 12, 13);
            TrainTest<Table> parts = split.of(Table.create(column));
            assertThat(parts.train().intColumn("x").asList()).containsExactly(10, 12);
            assertThat(parts.test().intColumn("x").asList()).containsExactly(11);
            parts.test().intColumn("x").set(0, 99);
            assertThat(column.getInt(1)).isEqualTo(11);
        }

        @Test
        void divides_an_image_set() {
            List<GrayImage> images = IntStream.range(0, 3)
                    .mapToObj(i -> GrayImage.of(1, 1, new byte[] {(byte) i}))
                    .toList();
            TrainTest<ImageSet> parts = split.of(ImageSet.of("dots", images, new int[3], List.of("dot")));
            assertThat(parts.train().images()).containsExactly(images.get(0), images.get(2));
            assertThat(parts.test().images()).containsExactly(images.get(1));
        }

        @Test
        void cannot_be_changed_from_outside() {
            int[] train = {0};
            Split kept = Split.of(train, new int[] {1});
            train[0] = 5;
            kept.train()[0] = 6;
            kept.test()[0] = 7;
            assertThat(kept)
                    .isEqualTo(Split.of(new int[] {0}, new int[] {1}))
                    .hasToString("Split of 1 train and 1 test rows");
        }

        @ParameterizedTest
        @CsvSource({
            "1, 1, 'row 1 is named twice; a row is in train or in test, once'",
            "-1, 0, 'row -1 is negative; rows count from 0'"
        })
        void refuses_a_row_on_both_sides_or_before_the_first(int train, int test, String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Split.of(new int[] {train}, new int[] {test}))
                    .withMessage(message);
        }

        @Test
        void names_the_row_that_a_table_does_not_have() {
            var table = Table.create(IntColumn.create("x", 1, 2));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> split.of(table))
                    .withMessage("the split names row 2; the table has 2 rows");
        }
    }

    @Nested
    class Group_within {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void keeps_groups_together_and_never_exceeds_the_part(long seed) {
            var random = new SplittableRandom(seed);
            List<Integer> groups =
                    random.ints(200, 0, 30).map(x -> x * x / 60).boxed().toList();
            Split split = Splits.groupWithin(groups, 0.3, seed);
            assertDivides(split, 200);
            assertThat(split.test()).hasSizeBetween(1, 60);
            Set<Integer> train =
                    Arrays.stream(split.train()).mapToObj(groups::get).collect(Collectors.toSet());
            assertThat(Arrays.stream(split.test()).mapToObj(groups::get)).doesNotContainAnyElementsOf(train);
        }

        @Test
        void names_the_smallest_group_if_no_group_fits() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.groupWithin(List.of("psy", "psy", "psy", "katy", "katy"), 0.2, 1))
                    .withMessage("the smallest group, katy, has 2 rows and a test part of 1 rows cannot hold it;"
                            + " raise testFraction or divide by a finer group");
        }

        @Test
        void refuses_a_single_group() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.groupWithin(List.of("psy", "psy"), 0.2, 1))
                    .withMessage("a split needs at least 2 groups; there are 1");
        }
    }

    @Nested
    class By_time {
        @Test
        void tests_on_the_latest_rows_whatever_their_order() {
            Split split = Splits.time(List.of(2020, 1999, 2021, 2000, 2010), 0.4);
            assertThat(split.test()).containsExactly(0, 2);
            assertThat(split.train()).containsExactly(1, 3, 4);
        }

        @Test
        void keeps_rows_of_one_time_together_in_test() {
            Split split = Splits.time(List.of(1, 2, 2, 2, 3), 0.4);
            assertThat(split.test()).containsExactly(1, 2, 3, 4);
            assertThat(split.train()).containsExactly(0);
        }

        @Test
        void divides_at_a_given_time() {
            assertThat(Splits.from(List.of(1790, 1900, 1899, 2021), 1900).test())
                    .containsExactly(1, 3);
        }

        @Test
        void refuses_a_side_without_rows_and_a_row_without_time() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.time(List.of(7, 7, 7), 0.4))
                    .withMessage("none of 3 rows are earlier than 7; a split needs rows on both sides");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.from(List.of(1, 2), 3))
                    .withMessage("all of 2 rows are earlier than 3; a split needs rows on both sides");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.time(Arrays.asList(1, null, 2), 0.4))
                    .withMessage("row 1 has no time; drop the row or give it one, by name, before the split");
        }
    }

    @Nested
    class Missing_values {
        @Test
        void are_named_by_row_and_not_taken_as_a_class() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.stratified(List.of(1.0, 0.0, Double.NaN), 0.5, 1))
                    .withMessage("row 2 has no label; drop the row or give it one, by name, before the split");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.group(Arrays.asList("a", "b", null), 0.5, 1))
                    .withMessage("row 2 has no group; drop the row or give it one, by name, before the split");
        }

        @Test
        void of_one_class_only_a_stratified_split_is_refused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Splits.stratified(List.of("ham", "ham", "ham"), 0.5, 1))
                    .withMessage("all labels are ham; a stratified split needs at least 2 classes");
        }
    }

    private static void assertDivides(Split split, int n) {
        int[] all = IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.test()))
                .sorted()
                .toArray();
        assertThat(all).isEqualTo(IntStream.range(0, n).toArray());
        assertThat(split.train()).isSorted();
        assertThat(split.test()).isSorted();
    }

    private static List<String> ids(int n) {
        return IntStream.range(0, n).mapToObj(i -> "row-" + i).toList();
    }

    private static Set<String> named(int[] rows, List<String> names) {
        return Arrays.stream(rows).mapToObj(names::get).collect(Collectors.toCollection(HashSet::new));
    }
}
