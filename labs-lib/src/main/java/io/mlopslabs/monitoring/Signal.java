// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import io.mlopslabs.serving.ServedRequest;
import io.mlopslabs.serving.ServedRequest.Seen;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One number per request that tells how the service, its input or its output is doing.
 *
 * <p>One number, not one per instance: the instances of a batch and the things in an image come from one client at one moment and are no
 * independent cases.
 */
public enum Signal {
    /** Software: seconds from the first byte read to the answer handed over. */
    LATENCY("latency_seconds", Kind.NUMBER),
    /** Software: 1 when the server failed (status 500 or more), else 0. */
    FAILURE("failure", Kind.YES_OR_NO),
    /** Input: the mean of the image's brightness, or of all inputs of all instances. */
    INPUT_MEAN("input_mean", Kind.NUMBER),
    /** Output: the mean confidence of all instances or detections; silent when nothing was named. */
    CONFIDENCE("confidence", Kind.NUMBER),
    /** Cascade: boxes that the classifier was asked about in an image. */
    PROPOSALS("proposals", Kind.NUMBER),
    /** Cascade: boxes returned for an image. */
    DETECTIONS("detections", Kind.NUMBER),
    /** Cascade: detections per proposal of an image; silent when nothing was proposed. */
    KEPT_SHARE("kept_share", Kind.NUMBER),
    /** Output: 1 when an image came back without a detection, else 0. */
    EMPTY("empty", Kind.YES_OR_NO);

    /** What the values of a signal are, which decides how two means are compared. */
    enum Kind {
        NUMBER,
        YES_OR_NO
    }

    final Kind kind;
    private final String title;

    Signal(String title, Kind kind) {
        this.title = title;
        this.kind = kind;
    }

    /** Returns the value of one request; NaN where the request says nothing about this, such as the brightness of a refused one. */
    public double of(ServedRequest request) {
        Seen seen = request.seen();
        return switch (this) {
            case LATENCY -> request.duration().toNanos() / 1e9;
            case FAILURE -> request.status() >= 500 ? 1 : 0;
            case INPUT_MEAN -> inputMean(seen);
            case CONFIDENCE ->
                Answer.of(seen).stream()
                        .mapToDouble(Answer::confidence)
                        .average()
                        .orElse(Double.NaN);
            case PROPOSALS -> found(seen, Seen.Found::proposals);
            case DETECTIONS -> found(seen, Signal::detections);
            case KEPT_SHARE ->
                found(seen, found -> found.proposals() == 0 ? Double.NaN : detections(found) / found.proposals());
            case EMPTY -> found(seen, found -> found.detections().isEmpty() ? 1 : 0);
        };
    }

    /** Returns the name as it stands in tables and alarms, such as {@code input_mean}. */
    @Override
    public String toString() {
        return title;
    }

    private static double found(Seen seen, ToDoubleFunction<Seen.Found> measure) {
        return seen instanceof Seen.Found found ? measure.applyAsDouble(found) : Double.NaN;
    }

    private static double detections(Seen.Found found) {
        return found.detections().size();
    }

    private static double inputMean(Seen seen) {
        if (seen instanceof Seen.Prediction prediction) {
            List<float[]> inputs = prediction.inputs();
            return inputs.stream().mapToDouble(Answer::mean).average().orElse(Double.NaN);
        }
        return found(seen, Seen.Found::brightness);
    }
}
