// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.serving.ServedRequest;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignalTest {
    private static final ServedRequest IMAGE = Requests.image(0.25, 8, "coat", 0.5, 0.75);

    @ParameterizedTest
    @CsvSource({
        "LATENCY, 0.01",
        "FAILURE, 0",
        "INPUT_MEAN, 0.25",
        "CONFIDENCE, 0.625",
        "PROPOSALS, 8",
        "DETECTIONS, 2",
        "KEPT_SHARE, 0.25",
        "EMPTY, 0"
    })
    void reads_one_number_of_an_image(Signal signal, double expected) {
        assertThat(signal.of(IMAGE)).isEqualTo(expected);
    }

    @Test
    void averages_the_instances_of_a_prediction() {
        var request = Requests.predicted(
                List.of(new float[] {0, 0.5f}, new float[] {1, 1}),
                List.of(new float[] {0.75f, 0.25f}, new float[] {0.5f, 0.5f}));
        assertThat(Signal.INPUT_MEAN.of(request)).isEqualTo(0.625);
        assertThat(Signal.CONFIDENCE.of(request)).isEqualTo(0.625);
        assertThat(Signal.DETECTIONS.of(request)).isNaN();
    }

    @Test
    void an_image_without_detections_is_empty_and_has_no_confidence() {
        var empty = Requests.image(0.25, 8, "coat");
        assertThat(Signal.EMPTY.of(empty)).isEqualTo(1);
        assertThat(Signal.CONFIDENCE.of(empty)).isNaN();
        assertThat(Signal.KEPT_SHARE.of(empty)).isZero();
        assertThat(Signal.KEPT_SHARE.of(Requests.image(0.25, 0, "coat"))).isNaN();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"LATENCY", "FAILURE"},
            mode = EnumSource.Mode.EXCLUDE)
    void says_nothing_about_a_refused_request(Signal signal) {
        assertThat(signal.of(Requests.refused(400))).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "404, 0", "499, 0", "500, 1", "503, 1"})
    void a_failure_is_the_servers(int status, double expected) {
        assertThat(Signal.FAILURE.of(Requests.refused(status))).isEqualTo(expected);
    }
}
