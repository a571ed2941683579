// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mlopslabs.engine.EarlyStopping.Weights;
import io.mlopslabs.engine.History.Score;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EarlyStoppingTest {
    static History validationLosses(double... losses) {
        History history = History.none();
        for (int i = 0; i < losses.length; i++) {
            history = history.with(
                    new History.Epoch(i + 1, new Score(1.0 / (i + 1), 0.5), Optional.of(new Score(losses[i], 0.5))));
        }
        return history;
    }

    @Nested
    class Best_epoch {
        @Test
        void is_the_first_of_the_lowest_validation_losses() {
            assertThat(EarlyStopping.patience(2).bestEpoch(validationLosses(3, 1, 2, 1)))
                    .isEqualTo(2);
        }

        @Test
        void does_not_count_a_gain_of_the_minimum_or_less() {
            var rule = new EarlyStopping(2, 0.5, Weights.BEST);
            assertThat(rule.bestEpoch(validationLosses(3, 2.5, 2.25))).isEqualTo(3); // 0.5 is not enough, 0.75 is
            assertThat(rule.bestEpoch(validationLosses(3, 2.5, 2.5))).isEqualTo(1);
        }

        @Test
        void watches_the_training_loss_where_there_is_no_validation() {
            History history = History.none()
                    .with(new History.Epoch(1, new Score(1, 0), Optional.empty()))
                    .with(new History.Epoch(2, new Score(2, 0), Optional.empty()));
            assertThat(EarlyStopping.patience(1).bestEpoch(history)).isEqualTo(1);
        }

        @Test
        void needs_an_epoch() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> EarlyStopping.patience(1).bestEpoch(History.none()))
                    .withMessage("this history has no epoch; train the network first");
        }
    }

    @Nested
    class Stops_after {
        @Test
        void waits_as_long_as_its_patience() {
            EarlyStopping rule = EarlyStopping.patience(2);
            assertThat(rule.stopsAfter(validationLosses(3, 1, 2))).isFalse();
            assertThat(rule.stopsAfter(validationLosses(3, 1, 2, 2))).isTrue();
            assertThat(rule.stopsAfter(validationLosses(3, 1, 2, 0.5))).isFalse();
        }
    }

    @Test
    void refuses_no_patience_and_a_negative_gain() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EarlyStopping.patience(0))
                .withMessage("patience is 0; it is at least 1 epoch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EarlyStopping(1, -0.1, Weights.LAST))
                .withMessage("minDelta is -0.1; it is a finite number, 0 or more");
    }
}
