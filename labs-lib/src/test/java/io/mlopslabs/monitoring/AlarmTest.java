// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.monitoring.Alarm.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AlarmTest {
    private static final AlarmRule HOT =
            AlarmRule.above("hot", 10).clearingAt(5).holdingFor(3);

    private static List<State> states(AlarmRule rule, double... readings) {
        var alarm = new Alarm(rule);
        var states = new ArrayList<State>();
        for (int i = 0; i < readings.length; i++) {
            alarm.read(i, readings[i]);
            states.add(alarm.state());
        }
        return states;
    }

    @Nested
    class Read {
        @Test
        void fires_after_hold_readings_in_a_row_beyond_the_limit() {
            assertThat(states(HOT, 11, 11, 11)).containsExactly(State.PENDING, State.PENDING, State.FIRING);
        }

        @Test
        void starts_anew_after_one_reading_that_is_not_beyond() {
            assertThat(states(HOT, 11, 11, 10, 11, 11, 11))
                    .containsExactly(
                            State.PENDING, State.PENDING, State.INACTIVE, State.PENDING, State.PENDING, State.FIRING);
        }

        @Test
        void keeps_firing_between_the_limits_and_resolves_at_the_lower_one() {
            assertThat(states(HOT, 11, 11, 11, 7, 5.1, 5))
                    .endsWith(State.FIRING, State.FIRING, State.FIRING, State.INACTIVE);
        }

        @Test
        void leaves_everything_as_it_is_when_a_reading_is_missing() {
            assertThat(states(HOT, 11, Double.NaN, 11, Double.NaN, 11, Double.NaN, 4))
                    .containsExactly(
                            State.PENDING,
                            State.PENDING,
                            State.PENDING,
                            State.PENDING,
                            State.FIRING,
                            State.FIRING,
                            State.INACTIVE);
        }

        @Test
        void refuses_readings_out_of_order() {
            var alarm = new Alarm(HOT);
            alarm.read(7, 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> alarm.read(7, 1))
                    .withMessage("index is 7 after 7; readings come in order");
        }
    }
}
