// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import io.mlopslabs.detection.Box;
import io.mlopslabs.detection.Detection;
import io.mlopslabs.serving.ServedRequest;
import io.mlopslabs.serving.ServedRequest.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Answered requests as a server would report them. */
final class Requests {
    private static final Duration TEN_MILLIS = Duration.ofMillis(10);

    private Requests() {}

    /** A request of which nothing went through the model. */
    static ServedRequest refused(int status) {
        return new ServedRequest("fashion", 1, "predict", status, TEN_MILLIS, new Seen.Nothing());
    }

    static ServedRequest predicted(List<float[]> inputs, List<float[]> outputs, String... classNames) {
        return new ServedRequest(
                "fashion", 1, "predict", 200, TEN_MILLIS, new Seen.Prediction(inputs, outputs, List.of(classNames)));
    }

    /** An image with a detection of {@code label} for each confidence. */
    static ServedRequest image(double brightness, int proposals, String label, double... confidences) {
        var detections = new ArrayList<Detection>();
        for (double confidence : confidences) {
            detections.add(new Detection(new Box(0, 0, 10, 10), label, confidence));
        }
        return new ServedRequest(
                "fashion", 1, "detect", 200, TEN_MILLIS, new Seen.Found(brightness, proposals, detections));
    }

    /** An image of which only the brightness matters. */
    static ServedRequest bright(double brightness) {
        return image(brightness, 1, "coat", 0.5);
    }
}
