// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** Counts by Python's csv module on the same files, before Java read them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TextDatasetsTest {
    @Nested
    class Spambase {
        private final Table spambase = Datasets.load("spambase");

        @Test
        void has_the_size_and_the_share_of_spam_that_uci_states() {
            assertThat(spambase.rowCount()).isEqualTo(4_601);
            assertThat(spambase.columnCount()).isEqualTo(58);
            assertThat(spambase.stringColumn("type").isEqualTo("spam").size()).isEqualTo(1_813);
            assertThat(spambase.columns())
                    .allSatisfy(column -> assertThat(column.countMissing()).isZero());
        }

        @Test
        void repeats_391_rows_and_has_three_pairs_that_differ_in_the_label_only() {
            assertThat(distinct(spambase.columnNames())).isEqualTo(4_601 - 391);
            assertThat(distinct(spambase.columnNames().subList(0, 57))).isEqualTo(4_601 - 394);
        }

        @ParameterizedTest
        @CsvSource({"remove, 807, 764", "charDollar, 1400, 1109", "hp, 1090, 50", "george, 780, 8"})
        void has_words_that_tell_spam_from_the_donors_own_mail(String word, int rows, int spam) {
            Table with = spambase.where(spambase.numberColumn(word).isGreaterThan(0));
            assertThat(with.rowCount()).isEqualTo(rows);
            assertThat(with.stringColumn("type").isEqualTo("spam").size()).isEqualTo(spam);
        }

        private int distinct(List<String> columns) {
            Set<List<?>> rows = new HashSet<>();
            for (int row = 0; row < spambase.rowCount(); row++) {
                int at = row;
                rows.add(columns.stream()
                        .map(column -> spambase.column(column).get(at))
                        .toList());
            }
            return rows.size();
        }
    }

    @Nested
    class Birdstrikes {
        private final Table strikes = Datasets.load("birdstrikes");

        @Test
        void keeps_the_word_none_as_a_value_and_only_empty_speeds_as_missing() {
            assertThat(strikes.rowCount()).isEqualTo(10_000);
            assertThat(counts(strikes, "Effect Amount of damage"))
                    .isEqualTo(Map.of(
                            "None", 8_939L, "Minor", 549L, "Substantial", 311L, "Medium", 186L, "C", 14L, "B", 1L));
            assertThat(strikes.columns().stream().filter(column -> column.countMissing() > 0))
                    .singleElement()
                    .satisfies(speed -> {
                        assertThat(speed.name()).isEqualTo("Speed IAS in knots");
                        assertThat(speed.countMissing()).isEqualTo(2_836);
                    });
        }

        @Test
        void has_a_total_that_is_the_sum_of_both_costs_in_every_row() {
            for (int row = 0; row < strikes.rowCount(); row++) {
                assertThat(strikes.intColumn("Cost Other").getInt(row)
                                + strikes.intColumn("Cost Repair").getInt(row))
                        .isEqualTo(strikes.intColumn("Cost Total $").getInt(row));
            }
        }
    }

    @Nested
    class Austen {
        private final Table austen = Datasets.load("austen");

        @Test
        void has_400_passages_of_each_novel_in_reading_order() {
            assertThat(counts(austen, "novel"))
                    .isEqualTo(Map.of(
                            "Emma", 400L,
                            "Mansfield Park", 400L,
                            "Northanger Abbey", 400L,
                            "Persuasion", 400L,
                            "Pride and Prejudice", 400L,
                            "Sense and Sensibility", 400L));
            for (int row = 1; row < austen.rowCount(); row++) {
                if (austen.getString(row, "novel").equals(austen.getString(row - 1, "novel"))) {
                    assertThat(austen.intColumn("passage").getInt(row))
                            .isGreaterThan(austen.intColumn("passage").getInt(row - 1));
                    assertThat(austen.intColumn("chapter").getInt(row))
                            .isGreaterThanOrEqualTo(austen.intColumn("chapter").getInt(row - 1));
                }
            }
        }

        @Test
        void holds_whole_passages_and_none_twice() {
            List<String> texts = austen.stringColumn("text").asList();
            assertThat(texts).doesNotHaveDuplicates().allSatisfy(text -> assertThat(text.split(" "))
                    .hasSizeBetween(100, 280));
            assertThat(texts.stream().mapToInt(String::length).sum()).isEqualTo(1_601_928);
            assertThat(texts.get(0)).startsWith("Emma Woodhouse, handsome, clever, and rich,");
        }

        @Test
        void betrays_the_typist_of_three_novels_by_underscores_as_the_card_says() {
            assertThat(counts(austen.where(austen.stringColumn("text").containsString("_")), "novel"))
                    .isEqualTo(Map.of("Emma", 70L, "Mansfield Park", 129L, "Pride and Prejudice", 114L));
        }
    }

    @Nested
    class Sotu {
        private final Table sotu = Datasets.load("sotu");

        @Test
        void has_eight_passages_of_each_message_but_one_in_the_order_of_the_years() {
            assertThat(sotu.rowCount()).isEqualTo(1_863);
            assertThat(counts(sotu, "speech").values().stream()
                            .collect(Collectors.groupingBy(n -> n, Collectors.counting())))
                    .isEqualTo(Map.of(7L, 1L, 8L, 232L));
            assertThat(counts(sotu, "speaker")).hasSize(43).containsEntry("Franklin D Roosevelt", 96L);
            assertThat(counts(sotu, "party")).hasSize(8);
            assertThat(sotu.intColumn("year").asList())
                    .isSorted()
                    .startsWith(1790)
                    .endsWith(2021);
        }

        @Test
        void holds_whole_passages_and_none_twice() {
            List<String> texts = sotu.stringColumn("text").asList();
            assertThat(texts).doesNotHaveDuplicates().allSatisfy(text -> assertThat(text.split(" "))
                    .hasSizeBetween(100, 273));
            assertThat(texts.stream().mapToInt(String::length).sum()).isEqualTo(1_323_171);
        }

        @Test
        void names_speaker_and_year_in_the_speech_so_that_a_group_has_one_of_each() {
            Map<String, Set<Object>> owners = new TreeMap<>();
            IntStream.range(0, sotu.rowCount())
                    .forEach(row -> owners.computeIfAbsent(sotu.getString(row, "speech"), unused -> new HashSet<>())
                            .add(List.of(
                                    sotu.getString(row, "speaker"),
                                    sotu.intColumn("year").get(row))));
            assertThat(owners.values()).allSatisfy(owner -> assertThat(owner).hasSize(1));
        }
    }

    private static Map<String, Long> counts(Table table, String column) {
        return table.stringColumn(column).asList().stream()
                .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
    }
}
