// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProgressTest {
    private static final long MILLISECOND = 1_000_000;

    private final AtomicLong clock = new AtomicLong();

    @Nested
    class In_a_notebook {
        private final RecordingScreen screen = RecordingScreen.notebook();

        @Test
        void it_changes_one_output_at_most_ten_times_a_second() {
            try (var progress = new Progress("training", 1000, screen, clock::get)) {
                for (int i = 0; i < 1000; i++) {
                    clock.addAndGet(MILLISECOND);
                    progress.advance();
                }
            }

            assertThat(screen.texts()).hasSize(11).startsWith("training: 0 of 1000", "training: 100 of 1000");
            assertThat(screen.texts()).endsWith("training: 900 of 1000", "training: 1000 of 1000");
            assertThat(screen.ids).containsOnly(screen.ids.get(0));
        }

        @Test
        void the_last_state_is_the_same_however_long_the_work_took() {
            String last = null;
            for (long pause : new long[] {0, 7, 500}) {
                var other = RecordingScreen.notebook();
                try (var progress = new Progress("training", 3, other, clock::get)) {
                    for (int i = 1; i <= 3; i++) {
                        clock.addAndGet(pause * MILLISECOND);
                        progress.at(i, "loss 0." + i);
                    }
                }
                String end = other.shown.get(other.shown.size() - 1).forms().toString();
                assertThat(end).isEqualTo(last == null ? end : last).contains("3 of 3, loss 0.3");
                last = end;
            }
        }

        @Test
        void an_exception_half_way_leaves_where_it_stopped() {
            assertThatIllegalStateException().isThrownBy(() -> {
                try (var progress = new Progress("training", 100, screen, clock::get)) {
                    progress.at(37, "");
                    throw new IllegalStateException("no memory");
                }
            });

            assertThat(screen.texts()).containsExactly("training: 0 of 100", "training: stopped at 37 of 100");
        }

        @Test
        void it_has_a_labelled_bar_and_escapes_what_it_is_told() {
            new Progress("a<b", 4, screen, clock::get).at(4, "\"x\" & y");

            assertThat(screen.shown.get(1).forms())
                    .containsEntry(
                            "text/html",
                            "<div>a&lt;b <progress aria-label=\"a&lt;b\" max=\"4\" value=\"4\"></progress>"
                                    + " 4 of 4, &quot;x&quot; &amp; y</div>");
        }

        @Test
        void after_the_end_nothing_changes() {
            var progress = new Progress("training", 2, screen, clock::get);
            progress.at(5, "");
            progress.at(1, "late");
            progress.close();

            assertThat(screen.texts()).containsExactly("training: 0 of 2", "training: 2 of 2");
        }
    }

    @Nested
    class In_a_terminal {
        @Test
        void it_prints_a_line_at_each_tenth() {
            var screen = RecordingScreen.terminal();
            try (var progress = new Progress("reading", 200, screen, clock::get)) {
                for (int i = 0; i < 200; i++) {
                    progress.advance();
                }
            }

            assertThat(screen.texts())
                    .hasSize(10)
                    .startsWith("reading: 20 of 200", "reading: 40 of 200")
                    .endsWith("reading: 200 of 200");
        }
    }

    @Test
    void it_refuses_a_total_below_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Progress.of("training", 0))
                .withMessage("total is 0; progress needs at least 1 step, so skip the bar where there is no work");
    }
}
