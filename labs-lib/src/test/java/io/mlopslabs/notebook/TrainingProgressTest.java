// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.mlopslabs.engine.DeviceChoice;
import io.mlopslabs.engine.DeviceSelection;
import io.mlopslabs.engine.History;
import io.mlopslabs.engine.TrainingCallback.Batch;
import io.mlopslabs.engine.TrainingCallback.End;
import io.mlopslabs.engine.TrainingCallback.Start;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrainingProgressTest {
    private final RecordingScreen screen = RecordingScreen.notebook();
    private final TrainingProgress progress = new TrainingProgress("training", screen);

    @Test
    void it_ends_full_with_the_loss_of_the_last_epoch() {
        start(Optional.empty());
        for (int epoch = 1; epoch <= 2; epoch++) {
            for (int batch = 1; batch <= 3; batch++) {
                progress.onBatch(new Batch(epoch, 2, batch, 3, 9, 1.0 / epoch));
            }
        }
        progress.onEnd(History.none(), End.COMPLETED);

        assertThat(screen.texts())
                .startsWith("training: 0 of 6")
                .endsWith("training: 6 of 6, epoch 2 of 2, loss 0.5000");
        assertThat(screen.ids).containsOnly(screen.ids.get(0));
    }

    @Test
    void an_early_stop_says_where_and_why() {
        start(Optional.empty());
        progress.onBatch(new Batch(1, 2, 3, 3, 9, 0.25));
        progress.onEnd(History.none(), End.STOPPED_EARLY);

        assertThat(screen.texts())
                .endsWith("training: stopped at 3 of 6, epoch 1 of 2, loss 0.2500: no longer improving");
    }

    @Test
    void a_wish_for_another_device_is_answered_before_the_bar() {
        start(Optional.of("There is no GPU here; the CPU computes."));

        assertThat(screen.texts()).isEqualTo(List.of("There is no GPU here; the CPU computes.", "training: 0 of 6"));
    }

    private void start(Optional<String> notice) {
        var device = new DeviceSelection(Device.cpu(), new DeviceChoice.Cpu(), notice);
        progress.onStart(new Start("cnn", 100, 90, 2, 3, device));
    }
}
