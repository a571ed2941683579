// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.monitoring.Alarm.Event;
import io.mlopslabs.monitoring.Alarm.State;
import io.mlopslabs.statistics.Proportion;
import io.mlopslabs.testing.Crowd;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WatchTest {
    private static void send(Watch watch, double... brightness) {
        for (double one : brightness) {
            watch.answered(Requests.bright(one));
        }
    }

    private static Watch listening() {
        var watch = Watch.windows(3);
        send(watch, 0.2, 0.3, 0.4, 0.5);
        return watch;
    }

    @Nested
    class Reference {
        @Test
        void is_what_was_heard_so_far() {
            Traffic reference = listening().reference();
            assertThat(reference.requests()).isEqualTo(4);
            assertThat(reference.signals().get(Signal.INPUT_MEAN).mean()).isCloseTo(0.35, within(1e-15));
            assertThat(reference.signals().get(Signal.INPUT_MEAN).count()).isEqualTo(4);
            assertThat(reference.classes()).isEqualTo(new ClassMix(Map.of("coat", 4L)));
        }

        @Test
        void is_what_was_heard_since_the_comparison_began() {
            Watch watch = listening();
            watch.against(watch.reference());
            send(watch, 0.9, 0.7);
            assertThat(watch.reference().requests()).isEqualTo(2);
            assertThat(watch.reference().signals().get(Signal.INPUT_MEAN).mean())
                    .isCloseTo(0.8, within(1e-15));
        }

        @Test
        void needs_two_requests() {
            var watch = Watch.windows(3);
            send(watch, 0.5);
            assertThatIllegalStateException()
                    .isThrownBy(watch::reference)
                    .withMessage("a reference needs two requests, and is worth more with hundreds; 1 heard");
        }
    }

    @Nested
    class Only {
        @Test
        void some_requests_are_heard() {
            var watch = Watch.windows(3).only(request -> request.operation().equals("detect"));
            send(watch, 0.5, 0.25);
            watch.answered(Requests.refused(400)); // a predict
            assertThat(watch.requests()).isEqualTo(2);
            assertThat(watch.series(Signal.INPUT_MEAN)).containsExactly(0.5, 0.25);
        }
    }

    @Nested
    class Windows {
        @Test
        void follow_one_another_without_overlap_and_only_against_a_reference() {
            Watch watch = listening();
            assertThat(watch.windows()).isEmpty();
            watch.against(watch.reference());
            send(watch, 1, 1, 1, 0, 0.5, 1, 0.25, 0.25);
            assertThat(watch.windows()).extracting(Window::first).containsExactly(5L, 8L);
            assertThat(watch.windows()).extracting(Window::last).containsExactly(7L, 10L);
            assertThat(watch.windows())
                    .extracting(window -> window.mean(Signal.INPUT_MEAN))
                    .containsExactly(1.0, 0.5);
        }

        @Test
        void start_anew_with_another_reference() {
            Watch watch = listening();
            watch.against(watch.reference());
            send(watch, 1, 1);
            watch.against(watch.reference());
            send(watch, 0, 0, 0);
            assertThat(watch.windows()).hasSize(1);
            assertThat(watch.windows().get(0).first()).isEqualTo(7);
            assertThat(watch.windows().get(0).mean(Signal.INPUT_MEAN)).isZero();
        }

        @Test
        void have_one_request_or_more() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Watch.windows(0))
                    .withMessage("size is 0; a window has 1 request or more");
        }
    }

    @Nested
    class Alarms {
        private final AlarmRule dark =
                AlarmRule.below("dark", 0.2).clearingAt(0.3).holdingFor(2);

        private Watch watching() {
            Watch watch = listening().alarm(dark, window -> window.mean(Signal.INPUT_MEAN));
            return watch.against(watch.reference());
        }

        @Test
        void read_one_number_of_each_window() {
            Watch watch = watching();
            send(watch, 0.1, 0.1, 0.1);
            assertThat(watch.state("dark")).isEqualTo(State.PENDING);
            send(watch, 0.1, 0.1, 0.1);
            assertThat(watch.state("dark")).isEqualTo(State.FIRING);
            send(watch, 0.25, 0.25, 0.25);
            assertThat(watch.state("dark")).isEqualTo(State.FIRING);
            send(watch, 0.5, 0.5, 0.5);
            assertThat(watch.state("dark")).isEqualTo(State.INACTIVE);
            assertThat(watch.events())
                    .extracting(Event::index, Event::to)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(7L, State.PENDING),
                            org.assertj.core.groups.Tuple.tuple(10L, State.FIRING),
                            org.assertj.core.groups.Tuple.tuple(16L, State.INACTIVE));
            assertThat(watch.beyond("dark")).isEqualTo(new Proportion(2, 4));
        }

        @Test
        void leave_out_windows_with_nothing_to_read() {
            Watch watch = watching();
            IntStream.range(0, 3).forEach(i -> watch.answered(Requests.refused(400)));
            assertThat(watch.windows()).hasSize(1);
            assertThatIllegalStateException()
                    .isThrownBy(() -> watch.beyond("dark"))
                    .withMessage("the alarm 'dark' has read nothing yet; a share needs at least one reading");
        }

        @Test
        void have_names_of_their_own() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> watching().alarm(dark, Window::infinityNorm))
                    .withMessage("there is an alarm 'dark' already; give each its own name");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> watching().state("bright"))
                    .withMessage("there is no alarm 'bright'; there is [dark]");
        }
    }

    @Nested
    class Series {
        @Test
        void hold_one_value_per_request_with_gaps() {
            Watch watch = listening();
            watch.answered(Requests.refused(400));
            assertThat(watch.series(Signal.INPUT_MEAN)).containsExactly(0.2, 0.3, 0.4, 0.5, Double.NaN);
            assertThat(watch.requests()).isEqualTo(5);
        }

        @Test
        void roll_as_in_pandas_with_min_periods_1() {
            var watch = Watch.windows(3);
            watch.answered(Requests.refused(400));
            send(watch, 1, 0.5);
            watch.answered(Requests.refused(400));
            watch.answered(Requests.refused(400));
            watch.answered(Requests.refused(400));
            send(watch, 0.25);
            // pandas: Series([nan, 1, .5, nan, nan, nan, .25]).rolling(3, min_periods=1).mean()
            assertThat(watch.rolling(Signal.INPUT_MEAN, 3))
                    .containsExactly(Double.NaN, 1, 0.75, 0.75, 0.5, Double.NaN, 0.25);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> watch.rolling(Signal.INPUT_MEAN, 0))
                    .withMessage("last is 0; give 1 request or more");
        }
    }

    @Nested
    class Table {
        @Test
        void has_a_row_per_window_and_columns_for_signals_that_had_values() {
            Watch watch = listening();
            watch.against(watch.reference());
            send(watch, 0.3, 0.4, 0.5, 0.1, 0.1, 0.1);
            var table = watch.table();
            assertThat(table.name()).isEqualTo("windows of 3 requests");
            assertThat(table.rowCount()).isEqualTo(2);
            assertThat(table.longColumn("last request").asList()).containsExactly(7L, 10L);
            assertThat(table.doubleColumn("input_mean").get(0)).isCloseTo(0.4, within(1e-15));
            assertThat(table.doubleColumn("input_mean z").get(1))
                    .isEqualTo(watch.windows().get(1).z(Signal.INPUT_MEAN))
                    .isNegative();
            assertThat(table.columnNames()).contains("confidence", "class mix L-infinity");
        }

        @Test
        void leaves_out_signals_without_a_value() {
            var watch = Watch.windows(1);
            watch.answered(Requests.refused(400));
            watch.answered(Requests.refused(400));
            watch.against(watch.reference());
            watch.answered(Requests.refused(400));
            assertThat(watch.table().columnNames())
                    .containsExactly(
                            "last request",
                            "latency_seconds",
                            "latency_seconds z",
                            "failure",
                            "failure z",
                            "class mix L-infinity");
        }
    }

    /** Clean traffic, then pictures at half their brightness: what the room is for. */
    @Nested
    class Story {
        private static final int WINDOW = 50;
        private final SplittableRandom random = new SplittableRandom(11);

        private void traffic(Watch watch, int requests, double brightness, double sureness) {
            for (int i = 0; i < requests; i++) {
                double light = brightness * (0.5 + random.nextDouble());
                double confidence = Math.min(1, sureness * (0.8 + 0.4 * random.nextDouble()));
                watch.answered(Requests.image(light, 5, random.nextInt(4) == 0 ? "coat" : "shirt", confidence));
            }
        }

        private Watch watching() {
            var watch = Watch.windows(WINDOW)
                    .alarm(
                            AlarmRule.above("input", 4).clearingAt(3).holdingFor(2),
                            window -> window.shift(Signal.INPUT_MEAN))
                    .alarm(
                            AlarmRule.above("confidence", 4).clearingAt(3).holdingFor(2),
                            window -> window.shift(Signal.CONFIDENCE));
            traffic(watch, 1000, 0.3, 0.8);
            return watch.against(watch.reference());
        }

        @Test
        void clean_traffic_stays_quiet_and_its_rate_of_false_readings_is_measured() {
            Watch watch = watching();
            traffic(watch, 400 * WINDOW, 0.3, 0.8);
            assertThat(watch.events()).noneMatch(event -> event.to() == State.FIRING);
            Proportion bad = watch.beyond("input");
            assertThat(bad.n()).isEqualTo(400);
            // A normal variable passes 4 once in 16,000; two readings of 400 would have a chance of 1 in 3,000.
            assertThat(bad.count()).isLessThan(2);
        }

        @Test
        void half_the_brightness_fires_after_two_windows_and_resolves_when_it_is_over() {
            Watch watch = watching();
            traffic(watch, 10 * WINDOW, 0.3, 0.8);
            long drift = watch.requests();
            traffic(watch, 6 * WINDOW, 0.15, 0.6);
            assertThat(watch.state("input")).isEqualTo(State.FIRING);
            assertThat(watch.state("confidence")).isEqualTo(State.FIRING);
            assertThat(watch.events())
                    .filteredOn(event -> event.to() == State.FIRING)
                    .extracting(Event::index)
                    .containsExactly(drift + 2 * WINDOW, drift + 2 * WINDOW);
            traffic(watch, WINDOW, 0.3, 0.8);
            assertThat(watch.state("input")).isEqualTo(State.INACTIVE);
        }
    }

    @Test
    void numbers_every_request_once_when_many_threads_report() {
        Watch watch = listening();
        watch.against(watch.reference());
        Crowd.all(() -> IntStream.range(0, 300).forEach(i -> send(watch, 0.5)));
        assertThat(watch.requests()).isEqualTo(2404);
        assertThat(watch.windows()).hasSize(800);
        assertThat(watch.windows().get(799).last()).isEqualTo(2404);
    }
}
