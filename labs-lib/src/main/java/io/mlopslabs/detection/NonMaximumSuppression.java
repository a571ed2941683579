// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps the best of each heap of boxes that say the same thing. */
public final class NonMaximumSuppression {
    private NonMaximumSuppression() {}

    /**
     * Returns the detections that no better one of the same class overlaps too much, best first.
     *
     * <p>Greedy: take the most confident one left, drop every other of its label whose intersection over union with it is <em>above</em> the
     * threshold, repeat. Among equal confidences the earlier one in the list counts as better, so that the result does not depend on chance.
     * A dropped box drops nothing itself.
     *
     * <p>Same boxes as torchvision {@code ops.batched_nms} with the labels as its {@code idxs}; torchvision leaves the order of ties open.
     *
     * @param iouThreshold in {@code [0, 1]}; at 1 nothing is dropped, at 0 every overlap counts
     * @throws IllegalArgumentException if the threshold is outside
     */
    public static List<Detection> of(List<Detection> detections, double iouThreshold) {
        Detection.requireShare("iouThreshold", iouThreshold);
        List<Detection> byConfidence = new ArrayList<>(detections);
        byConfidence.sort(Comparator.comparingDouble(Detection::confidence).reversed()); // stable
        var kept = new ArrayList<Detection>();
        for (Detection candidate : byConfidence) {
            if (kept.stream().noneMatch(better -> suppresses(better, candidate, iouThreshold))) {
                kept.add(candidate);
            }
        }
        return List.copyOf(kept);
    }

    private static boolean suppresses(Detection better, Detection candidate, double iouThreshold) {
        return better.label().equals(candidate.label()) && better.box().iou(candidate.box()) > iouThreshold;
    }
}
