// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.leakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.data.Datasets;
import io.mlopslabs.data.Split;
import io.mlopslabs.data.Splits;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LeakageReportTest {
    private static final Split SPLIT = Split.of(new int[] {0, 1, 2, 3}, new int[] {4, 5, 6});

    @Nested
    class Text_of_the_report {
        @Test
        void lists_every_check_with_counts_examples_and_a_next_step() {
            List<String> texts = List.of(
                    "please check out my new channel",
                    "great song",
                    "b",
                    "c",
                    "please check out my new video",
                    "great song",
                    "d");
            assertThat(LeakageReport.of(SPLIT)
                            .duplicates(Duplicates.exact(texts))
                            .duplicates(Duplicates.near(texts, 0.5))
                            .groups("video", List.of("psy", "psy", "katy", "eminem", "katy", "psy", "lmfao"))
                            .times("day", List.of(1, 2, 3, 9, 4, 5, 6))
                            .classes("spam", List.of(0, 1, 0, 0, 1, 0, 2)))
                    .hasToString("""
                            4 train rows, 3 test rows
                            exact duplicates: 1 of 3 test rows have an equal in train (33.3 %): row 5 = row 1; split with Duplicates.split
                            near duplicates: 2 of 3 test rows have a near copy in train (66.7 %): row 4 like row 0 (Jaccard 0.60), row 5 like row 1 (Jaccard 1.00); split with Duplicates.split
                            groups video: 2 of 3 test rows share a group with train (66.7 %): katy, psy; split with Splits.group or Splits.groupWithin
                            time day: 1 of 4 train rows are not earlier than the first test row (25.0 %): 9 against 4; split with Splits.time
                            classes spam: 1 of 3 test rows cannot be judged (33.3 %): 2 is not in train; split with Splits.stratified""");
        }

        @Test
        void says_none_where_a_check_found_nothing() {
            LeakageReport report = LeakageReport.of(SPLIT)
                    .duplicates(Duplicates.exact(List.of(1, 2, 3, 4, 5, 6, 7)))
                    .groups("video", List.of(1, 1, 1, 1, 2, 2, 2))
                    .times("day", List.of(1, 2, 3, 3, 4, 5, 6))
                    .classes("spam", List.of(0, 1, 0, 0, 1, 0, 0));
            assertThat(report.clean()).isTrue();
            assertThat(report).hasToString("""
                            4 train rows, 3 test rows
                            exact duplicates: none
                            groups video: none
                            time day: none
                            classes spam: none""");
        }

        @Test
        void has_the_same_numbers_as_the_table() {
            LeakageReport report = LeakageReport.of(SPLIT)
                    .groups("video", List.of("a", "b", "c", "d", "a", "x", "a"))
                    .times("day", List.of(1, 2, 3, 3, 4, 5, 6));
            assertThat(report.table().columnNames())
                    .containsExactly("check", "rows", "of", "share", "examples", "next step");
            assertThat(report.table().stringColumn("check").asList()).containsExactly("groups video", "time day");
            assertThat(report.table().intColumn("rows").asList()).containsExactly(2, 0);
            assertThat(report.table().intColumn("of").asList()).containsExactly(3, 4);
            assertThat(report.table().doubleColumn("share").asList()).containsExactly(2 / 3.0, 0.0);
            assertThat(report.table().stringColumn("examples").asList()).containsExactly("a", "");
        }

        @Test
        void takes_a_train_row_of_the_same_time_as_a_test_row_for_not_earlier() {
            LeakageReport report = LeakageReport.of(SPLIT).times("day", List.of(1, 2, 3, 4, 4, 5, 6));
            assertThat(report.findings().get(0).rows()).isEqualTo(1);
        }

        @Test
        void is_not_clean_without_a_check() {
            assertThat(LeakageReport.of(SPLIT).clean()).isFalse();
        }
    }

    @Nested
    class Copies {
        @Test
        void of_a_row_that_is_no_ones_first_are_found_too() {
            // Rows 0, 1 and 2 are equal; 0 and 1 are in test, 2 in train: the pairs list 0-1 and 0-2 only.
            Split split = Split.of(new int[] {2, 3}, new int[] {0, 1});
            LeakageReport report = LeakageReport.of(split).duplicates(Duplicates.exact(List.of("a", "a", "a", "b")));
            assertThat(report.findings().get(0).rows()).isEqualTo(2);
        }

        @Test
        void at_both_ends_of_a_chain_are_not_taken_for_near_copies() {
            // 0-1 and 1-2 are alike at 0.5, 0-2 are not; row 1 is in neither part.
            List<String> texts = List.of("a b c d e", "b c d e f", "c d e f g");
            Split split = Split.of(new int[] {0}, new int[] {2});
            assertThat(Duplicates.near(texts, 0.5).pairs()).hasSize(2);
            assertThat(LeakageReport.of(split)
                            .duplicates(Duplicates.near(texts, 0.5))
                            .clean())
                    .isTrue();
        }
    }

    @Nested
    class On_real_data {
        private final Table sotu = Datasets.load("sotu");
        private final List<String> speeches = sotu.stringColumn("speech").asList();
        private final List<Integer> years = sotu.intColumn("year").asList();

        @Test
        void a_random_split_of_speeches_shares_nearly_every_speech_and_a_group_split_none() {
            Split random = Splits.random(sotu.rowCount(), 0.2, 1);
            // With 8 passages a speech, a test passage is alone with probability 0.2^7, once in 80,000.
            assertThat(LeakageReport.of(random)
                            .groups("speech", speeches)
                            .findings()
                            .get(0)
                            .share())
                    .isGreaterThan(0.99);
            Split group = Splits.group(speeches, 0.2, 1);
            assertThat(LeakageReport.of(group).groups("speech", speeches).clean())
                    .isTrue();
        }

        /** Counted by plain Python on the same file. */
        @Test
        void speeches_have_no_near_copies_as_the_card_says() {
            List<Duplicates.Pair> pairs =
                    Duplicates.near(sotu.stringColumn("text").asList(), 0.1).pairs();
            assertThat(pairs).hasSize(16).allMatch(pair -> pair.jaccard() < 0.3);
        }

        @Test
        void a_split_by_time_holds_no_future_in_train() {
            assertThat(LeakageReport.of(Splits.time(years, 0.2))
                            .times("year", years)
                            .clean())
                    .isTrue();
            assertThat(LeakageReport.of(Splits.random(years.size(), 0.2, 1))
                            .times("year", years)
                            .clean())
                    .isFalse();
        }

        @Test
        void a_random_split_of_spambase_has_equals_on_both_sides() {
            Duplicates duplicates = Duplicates.exact(Datasets.load("spambase"));
            Split random = Splits.random(4_601, 0.2, 1);
            assertThat(LeakageReport.of(random)
                            .duplicates(duplicates)
                            .findings()
                            .get(0)
                            .rows())
                    .isBetween(60, 160); // 571 rows have an equal; a fifth of them lie in test, most with one in train
            assertThat(LeakageReport.of(duplicates.split(0.2, 1))
                            .duplicates(duplicates)
                            .clean())
                    .isTrue();
        }
    }

    @Nested
    class Refuses {
        @Test
        void a_split_with_an_empty_part() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LeakageReport.of(Split.of(new int[] {0}, new int[0])))
                    .withMessage("Split of 1 train and 0 test rows: a part is empty; there is nothing to leak");
        }

        @Test
        void a_row_without_group_time_or_label() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LeakageReport.of(SPLIT).groups("video", Arrays.asList(1, 1, null, 1, 2, 2, 2)))
                    .withMessage("row 2 has no group");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            LeakageReport.of(SPLIT).classes("y", List.of(1.0, 1.0, 1.0, 1.0, 1.0, 0.0, Double.NaN)))
                    .withMessage("row 6 has no label");
        }

        @Test
        void values_of_other_data_than_was_split() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LeakageReport.of(SPLIT).times("day", List.of(1, 2, 3)))
                    .withMessage(
                            "the split names row 4 and the times are of 3 rows; give those of the data that was split");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LeakageReport.of(SPLIT).duplicates(Duplicates.exact(List.of(1, 2, 3, 4))))
                    .withMessage(
                            "the split names row 4 and the duplicates are of 4 rows; give those of the data that was split");
        }

        @Test
        void to_judge_a_test_part_of_one_class() {
            LeakageReport report = LeakageReport.of(SPLIT).classes("spam", List.of(0, 1, 0, 1, 1, 1, 1));
            assertThat(report).hasToString("""
                            4 train rows, 3 test rows
                            classes spam: 3 of 3 test rows cannot be judged (100.0 %): all are 1; split with Splits.stratified""");
        }
    }
}
