// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.notebook.Charts;
import io.mlopslabs.notebook.Tables;
import io.mlopslabs.statistics.Interval;
import io.mlopslabs.statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErrorAnalysisTest {
    private static final double ROUNDING = 1e-15; // a few ulps of a number below 1

    private static final ErrorAnalysis ANALYSIS = new ErrorAnalysis(List.of("blurry", "dark", "cropped", "two animals"))
            .withCeiling("blurry", 0.8)
            .withCeiling("cropped", 0.6);

    /** Of 100 samples 20 blurry (12 right), 40 dark (36 right), 10 cropped (8 right); 5 of them blurry and dark; nothing with two animals. */
    private static List<TaggedSample> samples() {
        var samples = new ArrayList<TaggedSample>();
        for (int i = 0; i < 100; i++) {
            String id = "image-" + i;
            if (i < 15) {
                samples.add(TaggedSample.of(id, i < 7, "blurry"));
            } else if (i < 20) {
                samples.add(TaggedSample.of(id, true, "blurry", "dark"));
            } else if (i < 55) {
                samples.add(TaggedSample.of(id, i >= 24, "dark"));
            } else if (i < 65) {
                samples.add(TaggedSample.of(id, i >= 57, "cropped"));
            } else {
                samples.add(TaggedSample.of(id, true));
            }
        }
        return samples;
    }

    @Test
    void priority_is_the_gap_to_the_ceiling_times_the_share() {
        ErrorTable table = ANALYSIS.table(samples());
        ErrorTable.Row blurry = table.row("blurry");
        assertThat(blurry.count()).isEqualTo(20);
        assertThat(blurry.gap()).isCloseTo(0.8 - 12.0 / 20, within(ROUNDING));
        assertThat(blurry.priority()).isCloseTo(0.04, within(ROUNDING));
        assertThat(table.row("dark").priority()).isCloseTo(0.1 * 0.4, within(ROUNDING));
        assertThat(table.accuracy()).isEqualTo(new Proportion(86, 100));
    }

    @Test
    void a_tag_above_its_ceiling_has_nothing_to_win_and_one_without_samples_stays_in_the_table() {
        ErrorTable table = ANALYSIS.table(samples());
        assertThat(table.row("cropped").priority()).isCloseTo(-0.02, within(ROUNDING));
        ErrorTable.Row none = table.row("two animals");
        assertThat(none.priority()).isZero();
        assertThat(none.gap()).isNaN();
        assertThat(none.accuracy()).isEmpty();
        assertThat(none.priorityInterval()).isEmpty();
        assertThat(table.byPriority()).extracting(ErrorTable.Row::tag).last().isEqualTo("cropped");
    }

    @Test
    void the_interval_of_a_priority_is_that_of_the_accuracy_moved_and_scaled() {
        ErrorTable.Row dark = ANALYSIS.table(samples()).row("dark");
        Interval wilson = new Proportion(36, 40).wilson();
        Interval priority = dark.priorityInterval().orElseThrow();
        assertThat(priority.low()).isCloseTo(0.4 * (1 - wilson.high()), within(ROUNDING));
        assertThat(priority.high()).isCloseTo(0.4 * (1 - wilson.low()), within(ROUNDING));
        assertThat(priority.against(0)).isEqualTo(Interval.Verdict.ABOVE);
        assertThat(priority).hasToString("0.016 to 0.092 (95 % Wilson, n = 40 of 100)");
    }

    @Test
    void prints_the_tags_by_priority() {
        assertThat(new ErrorAnalysis(List.of("none", "blurry"))
                        .withCeiling("blurry", 0.8)
                        .table(samples().stream()
                                .map(s -> new TaggedSample(
                                        s.id(), s.right(), s.tags().contains("blurry") ? Set.of("blurry") : Set.of()))
                                .toList()))
                .hasToString("""
                        tag     samples  share  accuracy   95 % interval  ceiling    gap  priority  95 % interval of it
                        blurry       20  0.200     0.600  0.387 to 0.781    0.800  0.200     0.040       0.004 to 0.083
                        none          0  0.000         -               -    1.000      -     0.000                    -
                        accuracy on all samples: 0.8600 (86 of 100), 0.78 to 0.91 (95 % Wilson, n = 100)
                        """);
    }

    @Test
    void a_notebook_shows_it_as_a_table_and_as_bars() {
        ErrorTable table = ANALYSIS.table(samples());
        assertThat(Tables.of("Errors", table).bundle().text())
                .contains("blurry", "0.387 to 0.781", "two animals", "missing");
        assertThat(Charts.errorAnalysis("Where is accuracy to be won?", table)
                        .bundle()
                        .text())
                .contains("Where is accuracy to be won?", "blurry", "0.04");
    }

    @Test
    void an_unknown_tag_is_refused_with_the_known_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANALYSIS.table(
                        List.of(TaggedSample.of("a.png", true), TaggedSample.of("b.png", false, "blury"))))
                .withMessage(
                        "samples[1] ('b.png'): tag 'blury' is unknown; announced are [blurry, dark, cropped, two animals]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANALYSIS.withCeiling("blury", 0.9))
                .withMessage("tag 'blury' is unknown; announced are [blurry, dark, cropped, two animals]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANALYSIS.table(samples()).row("blury"))
                .withMessage("tag 'blury' is unknown; announced are [blurry, dark, cropped, two animals]");
    }

    @Test
    void refuses_what_makes_no_table() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANALYSIS.table(List.of()))
                .withMessage("there are no samples; tag at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ANALYSIS.table(List.of(TaggedSample.of("a.png", true), TaggedSample.of("a.png", true))))
                .withMessage("samples[1] ('a.png'): this id was there before; give each sample once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANALYSIS.withCeiling("dark", 95))
                .withMessage("the ceiling of tag 'dark' is 95.0; an accuracy lies in 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErrorAnalysis(List.of()))
                .withMessage("there are no tags; announce at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErrorAnalysis(List.of("dark", " ")))
                .withMessage("tags[1] is blank; give it a name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErrorAnalysis(List.of("dark", "dark")))
                .withMessage("tag 'dark' is announced twice; give each once");
    }
}
