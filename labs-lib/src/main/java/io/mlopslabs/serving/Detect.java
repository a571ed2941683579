// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.data.GrayImage;
import io.mlopslabs.detection.Box;
import io.mlopslabs.detection.Detection;
import io.mlopslabs.detection.Detector;
import io.mlopslabs.serving.ServedRequest.Seen;
import io.mlopslabs.serving.ServedVersion.Lease;
import java.util.List;
import java.util.regex.Pattern;

/** The detect operation: an image in, the same with boxes drawn or a list of what was found out. */
final class Detect {
    static final String FIELD = "image";
    static final String CONFIDENCE = "confidence";
    static final double USUAL = 0.5;
    static final String PNG = "image/png";

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?");

    private final ServerLimits limits;
    private final Turnstile turnstile;

    Detect(ServerLimits limits, Turnstile turnstile) {
        this.limits = limits;
        this.turnstile = turnstile;
    }

    /** Answers in the media type asked for, {@link #PNG} or JSON. */
    Answer answer(Lease lease, byte[] upload, double confidence, String mediaType) {
        return turnstile.pass(() -> {
            Picture picture = Picture.decode(upload, FIELD, limits.pixels());
            Detector detector = detector(lease.servable());
            List<Box> proposals = detector.proposals(picture.gray());
            if (proposals.size() > limits.instances()) {
                throw Refusal.unprocessable(
                        FIELD,
                        "the image has %,d bright spots to look at; it may have %,d"
                                .formatted(proposals.size(), limits.instances()));
            }
            List<Detection> detections = detector.detect(picture.gray(), proposals, confidence);
            Answer answer = mediaType.equals(PNG)
                    ? Answer.of(PNG, DrawnBoxes.png(picture.shown(), detections))
                    : Answer.json(json(lease.number(), detections, proposals.size()));
            return answer.from(lease.number(), new Seen.Found(picture.brightness(), proposals.size(), detections));
        });
    }

    /** Returns the least confidence asked for by these values of the query parameter. */
    static double confidence(List<String> values) {
        if (values.isEmpty()) {
            return USUAL;
        }
        String value = values.get(0);
        double confidence = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
        if (values.size() > 1 || !(confidence >= 0 && confidence <= 1)) {
            throw Refusal.unprocessable(
                    CONFIDENCE, "confidence is %s; it is one number in [0, 1]".formatted(String.join(" and ", values)));
        }
        return confidence;
    }

    private static Detector detector(Servable model) {
        if (!(model instanceof ServedNetwork network)) {
            throw Refusal.unprocessable(
                    "model", "the model takes rows of a table; a detector needs one that takes images");
        }
        if (network.width() != network.height()) {
            throw Refusal.unprocessable(
                    "model",
                    "the model takes images of shape %s; a detector needs one that takes squares"
                            .formatted(network.signature().shape()));
        }
        Detector.Settings usual = Detector.Settings.standard();
        return Detector.of(
                images -> network.probabilities(
                        images.stream().map(GrayImage::normalized).toArray(float[][]::new)),
                network.classNames(),
                new Detector.Settings(
                        usual.thresholds(), usual.minSide(), usual.minPixels(), network.width(), usual.iouThreshold()));
    }

    private static ObjectNode json(long version, List<Detection> detections, int proposals) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model_version", version);
        ArrayNode list = body.putArray("detections");
        for (Detection detection : detections) {
            ObjectNode one =
                    list.addObject().put("label", detection.label()).put(CONFIDENCE, (float) detection.confidence());
            Box box = detection.box();
            one.putArray("box").add(box.x()).add(box.y()).add(box.width()).add(box.height());
        }
        return body.put("proposals", proposals);
    }
}
