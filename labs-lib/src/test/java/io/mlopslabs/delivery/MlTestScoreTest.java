// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.delivery.MlTestScore.Item;
import io.mlopslabs.delivery.MlTestScore.Practice;
import io.mlopslabs.delivery.MlTestScore.Reading;
import io.mlopslabs.delivery.MlTestScore.Section;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MlTestScoreTest {
    private static List<Item> of(Section section) {
        return Arrays.stream(Item.values())
                .filter(item -> item.section() == section)
                .toList();
    }

    /** Returns a sheet with {@code halves} half points in each section: by hand first, then by machine where seven are not enough. */
    private static MlTestScore everywhere(int halves) {
        MlTestScore sheet = MlTestScore.empty();
        for (Section section : Section.values()) {
            int machines = Math.max(0, halves - 7);
            List<Item> items = of(section);
            for (int i = 0; i < Math.min(7, halves); i++) {
                sheet = sheet.with(items.get(i), i < machines ? Practice.AUTOMATED : Practice.MANUAL, "a test");
            }
        }
        return sheet;
    }

    @Nested
    class Items {
        @Test
        void are_28_in_four_sections_of_seven_as_in_the_paper() {
            assertThat(Arrays.stream(Item.values())
                            .collect(Collectors.groupingBy(Item::section, Collectors.counting())))
                    .containsOnlyKeys(Section.values())
                    .allSatisfy((section, count) -> assertThat(count).isEqualTo(7));
            assertThat(of(Section.INFRASTRUCTURE))
                    .extracting(Item::toString)
                    .containsExactly(
                            "training reproducible",
                            "specs unit tested",
                            "pipeline integration tested",
                            "quality validated before serving",
                            "debuggable",
                            "canaried",
                            "rollback");
            assertThat(Arrays.stream(Item.values()).map(Item::id))
                    .doesNotHaveDuplicates()
                    .startsWith("data 1")
                    .endsWith("monitoring 7");
        }

        @Test
        void are_found_by_number_and_by_words() {
            assertThat(Item.named("infrastructure 6")).isEqualTo(Item.CANARIED);
            assertThat(Item.named(" Not Stale ")).isEqualTo(Item.NOT_STALE);
            for (Item item : Item.values()) {
                assertThat(Item.named(item.id())).isEqualTo(item).isEqualTo(Item.named(item.toString()));
            }
        }

        @Test
        void are_refused_when_unknown() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Item.named("data 8"))
                    .withMessage("the ML Test Score has no test 'data 8'; give one such as 'data 1' or 'canaried'");
        }
    }

    @Nested
    class Score {
        @Test
        void is_that_of_the_weakest_section() {
            MlTestScore sheet = everywhere(4).with(of(Section.DATA).get(5), Practice.AUTOMATED, "a test");
            assertThat(sheet.sections())
                    .containsEntry(Section.DATA, 3.0)
                    .containsEntry(Section.MODEL, 2.0)
                    .containsEntry(Section.INFRASTRUCTURE, 2.0)
                    .containsEntry(Section.MONITORING, 2.0);
            assertThat(sheet.score()).isEqualTo(2);
        }

        @Test
        void counts_half_for_a_hand_and_one_for_a_machine() {
            MlTestScore sheet = MlTestScore.empty()
                    .with(Item.CANARIED, Practice.AUTOMATED, "GatewayRolloutTest")
                    .with(Item.DEBUGGABLE, Practice.MANUAL, "notes of 3 May");
            assertThat(sheet.sections())
                    .containsEntry(Section.INFRASTRUCTURE, 1.5)
                    .containsEntry(Section.DATA, 0.0);
            assertThat(sheet.score()).isZero();
            assertThat(sheet.entries())
                    .extracting(MlTestScore.Entry::item)
                    .containsExactly(Item.DEBUGGABLE, Item.CANARIED);
            assertThat(sheet.missing()).hasSize(26).doesNotContain(Item.CANARIED, Item.DEBUGGABLE);
        }

        @ParameterizedTest
        @CsvSource({
            "0, RESEARCH",
            "1, SERIOUS_HOLES",
            "2, SERIOUS_HOLES",
            "3, FIRST_PASS",
            "4, FIRST_PASS",
            "5, REASONABLE",
            "6, REASONABLE",
            "7, STRONG",
            "10, STRONG",
            "11, EXCEPTIONAL",
            "14, EXCEPTIONAL"
        })
        void is_read_in_the_bands_of_the_paper(int halves, Reading reading) {
            assertThat(everywhere(halves).score()).isEqualTo(halves / 2.0);
            assertThat(everywhere(halves).reading()).isEqualTo(reading);
        }

        @Test
        void is_printed_with_its_meaning_and_its_sections() {
            assertThat(everywhere(3))
                    .hasToString("ML Test Score 1.5 of 7: a first pass at production, more work may be needed"
                            + " (data 1.5, model 1.5, infrastructure 1.5, monitoring 1.5)");
        }
    }

    @Nested
    class With {
        @Test
        void refuses_a_line_without_evidence() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MlTestScore.empty().with(Item.ROLLBACK, Practice.AUTOMATED, " "))
                    .withMessage("infrastructure 7 (rollback) has no evidence; name what shows it, such as a test or a"
                            + " file");
        }

        @Test
        void refuses_a_second_line_for_one_test() {
            MlTestScore sheet = MlTestScore.empty().with(Item.ROLLBACK, Practice.MANUAL, "tried on 3 May");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sheet.with(Item.ROLLBACK, Practice.AUTOMATED, "GatewayRolloutTest"))
                    .withMessage("infrastructure 7 (rollback) has a line already; a test counts once");
        }

        @Test
        void leaves_the_sheet_before_as_it_was() {
            MlTestScore before = MlTestScore.empty();
            before.with(Item.ROLLBACK, Practice.AUTOMATED, "GatewayRolloutTest");
            assertThat(before.entries()).isEmpty();
        }
    }
}
