// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.detection.Detection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * One request and what became of it: what monitoring knows of a server.
 *
 * @param model the model asked for, empty where the path named none that is served
 * @param version the version that answered, 0 where none did
 * @param operation what was asked, such as {@code predict} or {@code detect}
 * @param status the HTTP status of the answer
 * @param duration from the first byte read to the answer handed over; not negative
 * @param seen what the model took in and gave back
 */
public record ServedRequest(String model, long version, String operation, int status, Duration duration, Seen seen) {
    /** Throws a {@code NullPointerException} for a missing part and an {@code IllegalArgumentException} for a negative duration. */
    public ServedRequest {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(seen, "seen");
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration is %s; a request takes no negative time".formatted(duration));
        }
    }

    /** What went through the model. */
    public sealed interface Seen {
        /** Nothing: the request was refused, failed, or asks about the server itself. */
        record Nothing() implements Seen {}

        /**
         * Instances and the model's answer to each.
         *
         * @param inputs one flat array of numbers per instance, as the model took it
         * @param outputs one array per instance, such as a probability per class
         * @param classNames the name of each output, empty where outputs have none
         */
        record Prediction(List<float[]> inputs, List<float[]> outputs, List<String> classNames) implements Seen {}

        /**
         * An image and what a detector found in it.
         *
         * @param brightness mean of the image's pixels, 0 (black) to 1 (white)
         * @param proposals boxes that the classifier was asked about
         * @param detections what was returned
         */
        record Found(double brightness, int proposals, List<Detection> detections) implements Seen {}
    }
}
