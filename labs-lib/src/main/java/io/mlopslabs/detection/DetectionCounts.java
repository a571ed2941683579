// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import io.mlopslabs.detection.Scene.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many detections were right, wrong, and missing; the counts of several scenes add up.
 *
 * @param truePositives detections that met a true box of their label
 * @param falsePositives detections that met none
 * @param falseNegatives true boxes that no detection met
 */
public record DetectionCounts(int truePositives, int falsePositives, int falseNegatives) {
    /** Nothing counted yet. */
    public static final DetectionCounts NONE = new DetectionCounts(0, 0, 0);

    /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
    public DetectionCounts {
        if (truePositives < 0 || falsePositives < 0 || falseNegatives < 0) {
            throw new IllegalArgumentException("a count is 0 or more; they are %d, %d and %d"
                    .formatted(truePositives, falsePositives, falseNegatives));
        }
    }

    /**
     * Counts one scene.
     *
     * <p>In order of confidence each detection takes the free true box of its label that it overlaps most, if the overlap reaches {@code
     * iouThreshold}. A true box is taken once: a second detection of the same thing is wrong. COCO's rule, at one overlap.
     *
     * @param iouThreshold least intersection over union, in {@code [0, 1]}; 0.5 is usual
     * @throws IllegalArgumentException if the threshold is outside
     */
    public static DetectionCounts of(List<Truth> truth, List<Detection> detections, double iouThreshold) {
        Detection.requireShare("iouThreshold", iouThreshold);
        List<Truth> free = new ArrayList<>(truth);
        List<Detection> byConfidence = new ArrayList<>(detections);
        byConfidence.sort(Comparator.comparingDouble(Detection::confidence).reversed());
        int right = 0;
        for (Detection detection : byConfidence) {
            var match = free.stream()
                    .filter(thing -> thing.label().equals(detection.label()))
                    .filter(thing -> thing.box().iou(detection.box()) >= iouThreshold)
                    .max(Comparator.comparingDouble(thing -> thing.box().iou(detection.box())));
            if (match.isPresent()) {
                free.remove(match.get());
                right++;
            }
        }
        return new DetectionCounts(right, detections.size() - right, free.size());
    }

    /** Returns the sum of both. */
    public DetectionCounts plus(DetectionCounts other) {
        return new DetectionCounts(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives);
    }

    /** Returns the share of detections that are right, in {@code [0, 1]}; 1 without detections, as none is wrong. */
    public double precision() {
        int found = truePositives + falsePositives;
        return found == 0 ? 1 : (double) truePositives / found;
    }

    /** Returns the share of true boxes that were found, in {@code [0, 1]}; 1 when there is nothing to find. */
    public double recall() {
        int there = truePositives + falseNegatives;
        return there == 0 ? 1 : (double) truePositives / there;
    }
}
