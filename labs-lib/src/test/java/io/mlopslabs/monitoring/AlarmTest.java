// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.monitoring.Alarm.Event;
import io.mlopslabs.monitoring.Alarm.State;
import io.mlopslabs.monitoring.AlarmRule.Direction;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule and the alarm that follows it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AlarmTest {
    private static final double NONE = Double.NaN;
    private static final AlarmRule HOT =
            AlarmRule.above("hot", 10).clearingAt(5).holdingFor(3);

    /** Returns the state after each reading: one letter each, {@code .} inactive, {@code p} pending, {@code F} firing. */
    private static String states(AlarmRule rule, double... readings) {
        var alarm = new Alarm(rule);
        var states = new StringBuilder();
        for (int i = 0; i < readings.length; i++) {
            alarm.read(i, readings[i]);
            states.append(
                    switch (alarm.state()) {
                        case INACTIVE -> '.';
                        case PENDING -> 'p';
                        case FIRING -> 'F';
                    });
        }
        return states.toString();
    }

    private static double[] mirrored(double... readings) {
        double[] mirrored = new double[readings.length];
        for (int i = 0; i < readings.length; i++) {
            mirrored[i] = -readings[i];
        }
        return mirrored;
    }

    @Nested
    class Read {
        @Test
        void fires_after_hold_readings_in_a_row_beyond_the_limit() {
            assertThat(states(HOT, 11, 11, 11, 11)).isEqualTo("ppFF");
            assertThat(states(HOT.holdingFor(1), 9, 11)).isEqualTo(".F");
        }

        @Test
        void starts_anew_after_one_reading_that_is_at_the_limit_or_within() {
            assertThat(states(HOT, 11, 11, 10, 11, 11, 11)).isEqualTo("pp.ppF");
        }

        @Test
        void keeps_firing_between_the_limits_and_resolves_at_the_lower_one() {
            assertThat(states(HOT, 11, 11, 11, 7, 5.1, 5)).isEqualTo("ppFFF.");
            assertThat(states(HOT, 11, 11, 11, 4, 11, 11, 11)).isEqualTo("ppF.ppF");
        }

        @Test
        void does_not_fire_between_the_limits() {
            assertThat(states(HOT, 7, 8, 9, 10, 9, 8, 7)).isEqualTo(".......");
        }

        @Test
        void changes_nothing_when_a_reading_is_missing() {
            assertThat(states(HOT, 11, NONE, 11, NONE, 11, NONE, 4)).isEqualTo("ppppFF.");
            var alarm = new Alarm(HOT);
            alarm.read(1, 11);
            alarm.read(2, NONE);
            alarm.read(3, 7);
            assertThat(alarm.readings()).isEqualTo(2);
            assertThat(alarm.beyond()).isEqualTo(1);
            assertThat(alarm.missing()).isEqualTo(1);
        }

        @Test
        void takes_infinities_for_what_they_are() {
            assertThat(states(HOT.holdingFor(1), Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))
                    .isEqualTo("F.");
        }

        @Test
        void watches_the_other_side_the_same_way() {
            var cold = AlarmRule.below("cold", -10).clearingAt(-5).holdingFor(3);
            double[] readings = {11, 11, 10, 11, 11, 11, 7, 5.1, 5, 11};
            assertThat(states(cold, mirrored(readings)))
                    .isEqualTo(states(HOT, readings))
                    .isEqualTo("pp.ppFFF.p");
        }

        @Test
        void returns_each_change_of_state_once() {
            var alarm = new Alarm(HOT.holdingFor(2));
            assertThat(alarm.read(100, 11)).hasValue(new Event("hot", 100, 11, State.INACTIVE, State.PENDING));
            assertThat(alarm.read(200, 12)).hasValue(new Event("hot", 200, 12, State.PENDING, State.FIRING));
            assertThat(alarm.read(300, 12)).isEmpty();
            assertThat(alarm.read(400, 5)).hasValue(new Event("hot", 400, 5, State.FIRING, State.INACTIVE));
            assertThat(alarm.read(500, 5)).isEmpty();
        }

        @Test
        void refuses_readings_out_of_order() {
            var alarm = new Alarm(HOT);
            alarm.read(7, 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> alarm.read(7, 1))
                    .withMessage("index is 7 after 7; readings come in order");
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void fires_exactly_where_the_rule_says_so_on_any_series(long seed) {
            var random = new SplittableRandom(seed);
            double[] readings = random.doubles(500, 0, 15).toArray();
            String states = states(HOT, readings);
            for (int i = 0; i < readings.length; i++) {
                boolean threeInARow = i >= 2 && readings[i] > 10 && readings[i - 1] > 10 && readings[i - 2] > 10;
                boolean firedBefore = i > 0 && states.charAt(i - 1) == 'F';
                boolean fires = threeInARow || (firedBefore && readings[i] > 5);
                char otherwise = readings[i] > 10 ? 'p' : '.';
                assertThat(states.charAt(i)).as("state %d", i).isEqualTo(fires ? 'F' : otherwise);
            }
            assertThat(states).contains("F."); // the series had something to say
        }
    }

    @Nested
    class Event_text {
        @Test
        void says_what_changed_where_and_at_which_reading() {
            assertThat(new Event("hot", 150, 12.3456, State.PENDING, State.FIRING))
                    .hasToString("hot is firing at 150: 12.35");
            assertThat(new Event("hot", 300, 0.41, State.FIRING, State.INACTIVE))
                    .hasToString("hot resolved at 300: 0.4100");
            assertThat(new Event("hot", 50, 11, State.INACTIVE, State.PENDING))
                    .hasToString("hot is pending at 50: 11.00");
            assertThat(new Event("hot", 60, 9, State.PENDING, State.INACTIVE))
                    .hasToString("hot is inactive at 60: 9.000");
        }
    }

    @Nested
    class Rule {
        @Test
        void starts_with_one_limit_and_one_reading() {
            assertThat(AlarmRule.above("hot", 10)).isEqualTo(new AlarmRule("hot", Direction.ABOVE, 10, 10, 1));
            assertThat(AlarmRule.below("cold", 10)).isEqualTo(new AlarmRule("cold", Direction.BELOW, 10, 10, 1));
        }

        @Test
        void refuses_what_could_never_work() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AlarmRule.above(" ", 1))
                    .withMessage("name is blank; an alarm is known by its name");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AlarmRule.above("hot", Double.NaN))
                    .withMessage("raise is NaN and clear is NaN; both are finite numbers");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AlarmRule.above("hot", 10).clearingAt(11))
                    .withMessage("clear is 11.0 and raise is 10.0; an alarm for readings above clears at or below where"
                            + " it is raised");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AlarmRule.below("cold", 10).clearingAt(9))
                    .withMessage("clear is 9.0 and raise is 10.0; an alarm for readings below clears at or above where"
                            + " it is raised");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AlarmRule.above("hot", 10).holdingFor(0))
                    .withMessage("hold is 0; an alarm needs 1 bad reading or more");
        }
    }

    /** The texts were accepted by {@code promtool check rules} 2.42, and {@code promtool test rules} saw {@link Read}'s states. */
    @Nested
    class Prometheus {
        @Test
        void asks_its_own_alerts_for_the_way_back() {
            assertThat(HOT.prometheus("temperature", Duration.ofSeconds(15))).isEqualTo("""
                            groups:
                              - name: "hot"
                                interval: 15s
                                rules:
                                  - alert: "hot"
                                    expr: |-
                                      (temperature) > 10.0 or ((temperature) > 5.0 and ignoring(alertname, alertstate) ALERTS{alertname="hot", alertstate="firing"})
                                    for: 30s
                            """);
        }

        @Test
        void needs_no_more_than_the_limit_where_there_is_one() {
            assertThat(AlarmRule.below("cold \"night\"", -0.5).prometheus("a /\n  b", Duration.ofMillis(1500)))
                    .isEqualTo("""
                            groups:
                              - name: "cold \\"night\\""
                                interval: 1500ms
                                rules:
                                  - alert: "cold \\"night\\""
                                    expr: |-
                                      (a / b) < -0.5
                                    for: 0s
                            """);
        }

        @Test
        void refuses_nothing_to_read_and_no_time() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HOT.prometheus("  ", Duration.ofSeconds(1)))
                    .withMessage("expression is blank; give what is to be read, in PromQL");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HOT.prometheus("up", Duration.ZERO))
                    .withMessage("interval is PT0S; it is at least a millisecond");
        }
    }
}
